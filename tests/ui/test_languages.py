"""Translations in the inspector: the original above, its translation below, how far one is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.models.plan import answer_id
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from app.ui.desk import Desk
from app.ui.fields import ChoiceField
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.plan_facts import PlanFacts
from app.ui.pages.commitments.translation_row import TranslationRow
from tests.ui.rated_plan import SOLUTION, TEMPLATE, id_of

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.inspector_fixtures")
LAND = id_of(3)
ANSWER = answer_id(TEMPLATE, "solution", LAND)


def choose(desk: Desk, language: str) -> None:
    step = set_field(desk.plan, ("plan", desk.plan.info.id, "second_language"), language)
    desk.bridge.do(step)


def the_row(pane: InspectorPane) -> TranslationRow:
    return pane.languages.rows[ANSWER, "text"]


def said(row: TranslationRow) -> str:
    """How far a translation is, asked anew."""
    return row.state


def type_in(row: TranslationRow, text: str) -> None:
    row.field.setFocus()
    QTest.keyClicks(row.field, text)
    row.flush()


def test_without_a_second_language_the_tab_offers_the_choice(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.choose_tab("languages")
    tab = pane.languages
    assert tab.choice.isVisible()
    assert not tab.rows
    assert tab.first_focus() is tab.choice
    tab.choice.setCurrentIndex(tab.choice.findData("fr"))
    tab.choice.activated.emit(tab.choice.currentIndex())
    assert desk.plan.info.second_language == "fr"
    assert tab.choice.isHidden()
    assert tab.rows
    desk.bridge.undo()
    assert not tab.rows
    assert tab.choice.isVisible()


def test_the_plan_s_facts_hold_the_choice_as_well(qtbot: QtBot, desk: Desk) -> None:
    facts = PlanFacts(desk)
    qtbot.addWidget(facts)
    names = {field.accessibleName() for field in facts.findChildren(ChoiceField)}
    assert names == {"Working language", "Second language"}


def test_a_translation_is_typed_and_undone(pane: InspectorPane, desk: Desk) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    row = the_row(pane)
    assert row.original.words.text() == SOLUTION
    assert said(row) == "none"
    before = pane.languages.progress.text()
    type_in(row, "Un guichet")
    assert desk.plan.translation(ANSWER, "text", "fr").text == "Un guichet"
    assert desk.plan.translation(ANSWER, "text", "fr").source == SOLUTION
    assert the_row(pane) is row, "the row one types in is not made anew"
    assert said(row) == "current"
    assert pane.languages.progress.text() != before
    desk.bridge.undo()
    assert said(row) == "none"
    assert isinstance(row.field, QPlainTextEdit)
    assert row.field.toPlainText() == ""


def test_a_text_that_changed_since_says_so_until_it_is_confirmed(
    pane: InspectorPane, desk: Desk
) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    row = the_row(pane)
    type_in(row, "Un guichet")
    assert row.confirm.isHidden()
    step = drafting.set_answer(desk.plan, TEMPLATE, "solution", LAND, text="Two counters.")
    desk.bridge.do(step)
    assert said(row) == "stale"
    assert row.original.words.text() == "Two counters."
    assert "changed since" in pane.languages.progress.text()
    assert not row.confirm.isHidden()
    row.confirm.click()
    assert said(row) == "current"
    assert desk.plan.translation(ANSWER, "text", "fr").text == "Un guichet"
    assert row.confirm.isHidden()


def test_a_language_from_the_right_is_written_from_the_right(
    pane: InspectorPane, desk: Desk
) -> None:
    choose(desk, "ar")
    pane.choose_tab("languages")
    row = the_row(pane)
    assert isinstance(row.field, QPlainTextEdit)
    right = Qt.LayoutDirection.RightToLeft
    assert row.field.document().defaultTextOption().textDirection() == right
    assert row.field.layoutDirection() == right
    title = pane.languages.rows[LAND, "title"]
    assert title.field.layoutDirection() == right
    choose(desk, "fr")
    assert the_row(pane).field.layoutDirection() != right


def test_texts_stand_in_the_order_of_the_form(pane: InspectorPane, desk: Desk) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    order = list(pane.languages.rows)
    assert order[0] == (LAND, "title")
    milestones = [milestone.id for milestone in desk.plan.milestones(LAND)]
    assert [id for id, _ in order if id in milestones] == sorted(
        (id for id, _ in order if id in milestones), key=milestones.index
    )
    QApplication.processEvents()
    tops = [row.y() for row in pane.languages.rows.values()]
    assert tops == sorted(tops)


def test_tab_goes_from_one_translation_to_the_next(pane: InspectorPane, desk: Desk) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    QApplication.processEvents()  # the rows get their places
    first, second = list(pane.languages.rows.values())[:2]
    first.field.setFocus()
    QTest.keyClick(first.field, Qt.Key.Key_Tab)
    assert pane.focusWidget() is second.field


def test_the_plan_s_own_texts_are_translated_when_it_is_chosen(
    pane: InspectorPane, desk: Desk
) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    pane.show_commitment("")
    assert (desk.plan.info.id, "title") in pane.languages.rows
    assert (LAND, "title") not in pane.languages.rows


def test_what_was_typed_is_kept_when_another_commitment_is_chosen(
    pane: InspectorPane, desk: Desk
) -> None:
    choose(desk, "fr")
    pane.choose_tab("languages")
    row = the_row(pane)
    row.field.setFocus()
    QTest.keyClicks(row.field, "Un guichet")
    pane.show_commitment(id_of(1))
    assert desk.plan.translation(ANSWER, "text", "fr").text == "Un guichet"


def test_five_tabs_stand_in_the_narrowest_pane(pane: InspectorPane) -> None:
    QApplication.processEvents()
    assert pane.tabs.count() == 5
    assert pane.tabs.tabRect(4).right() <= pane.tabs.width() or pane.width() < 320
    pane.resize(340, 700)
    QApplication.processEvents()
    assert pane.tabs.tabRect(4).right() <= pane.tabs.width()
