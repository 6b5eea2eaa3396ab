"""Values in the inspector: levels by keys, quotations, what counts alone."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.models.plan import answer_id
from app.models.records import Quotation
from app.models.verbs import drafting
from app.ui.desk import Desk
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.page import CommitmentsPage
from tests.ui.rated_plan import QUOTE, SOLUTION, TEMPLATE, VALUES, id_of

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.inspector_fixtures")
LAND = id_of(3)


def reword(desk: Desk, text: str) -> None:
    step = drafting.set_answer(desk.plan, TEMPLATE, "solution", LAND, text=text)
    desk.bridge.do(step)


def test_a_level_is_chosen_by_the_arrow_keys(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["transparency"]
    assert block.levels.key == "yes"
    QApplication.processEvents()  # the segments get their places
    block.take_focus()
    focused = pane.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Right)
    assert block.levels.key == "partly"
    assert desk.plan.answer(VALUES, "transparency", LAND).level == "partly"
    desk.bridge.undo()
    assert block.levels.key == "yes"


def test_quotations_and_past_steps_are_there_at_once(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("values")
    pane.show_commitment(id_of(1))
    pane.show_commitment(id_of(3))
    rows = [row for block in pane.values.blocks.values() for row in block.rows.values()]
    assert rows
    assert all(row.isVisible() for row in rows)
    reword(desk, "Counters in every district.")
    pane.choose_tab("history")
    assert pane.history.lines
    assert all(line.isVisible() for line in pane.history.lines)


def test_an_unanswered_value_shows_no_level(pane: InspectorPane) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["transparency"]
    assert block.levels.key == "yes"
    pane.show_commitment(id_of(1))
    assert block.levels.key == ""


def test_selected_words_of_the_form_become_a_quotation(qtbot: QtBot, desk: Desk) -> None:
    page = CommitmentsPage(desk)
    qtbot.addWidget(page)
    page.resize(1300, 700)
    page.show()
    page.outline.choose(LAND)
    page.inspector.choose_tab("values")
    block = page.inspector.values.blocks["participation"]
    assert not block.quote.isEnabled()
    assert block.quote.accessibleDescription() == "Select words in the form first."
    question = page.form.form.question("solution")
    assert question is not None
    question.field.setFocus()
    cursor = question.field.textCursor()  # type: ignore[union-attr]  # the question is prose
    start = SOLUTION.index("a counter in each")
    cursor.setPosition(start)
    cursor.setPosition(start + len("a counter in each"), cursor.MoveMode.KeepAnchor)
    question.field.setTextCursor(cursor)  # type: ignore[union-attr]  # as above
    page.inspector.values.weigh_selection()
    assert block.quote.isEnabled()
    block.quote.click()
    (quotation,) = desk.plan.quotations(answer_id(VALUES, "participation", LAND))
    assert (quotation.source, quotation.text) == ("solution", "a counter in each")
    (row,) = block.rows.values()
    assert row.words.words.text() == "“a counter in each”"
    assert row.flag.isHidden()


def test_a_quotation_whose_words_went_is_flagged_and_can_be_removed(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["transparency"]
    (row,) = block.rows.values()
    assert row.flag.isHidden()
    reword(desk, SOLUTION.replace(QUOTE, "publish monthly the waiting time"))
    assert not row.flag.isHidden()
    assert row.accessibleName().endswith("no longer in the text")
    assert any(gap.quote == QUOTE for gap in pane.checks.gaps)
    row.remove.click()
    assert not block.rows
    assert not desk.plan.all(Quotation)


def test_technology_alone_says_that_it_does_not_count(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["technology"]
    assert block.rule.accessibleName() == "counts only together with a core value"
    for item, level in (("transparency", "no"), ("participation", "no"), ("technology", "yes")):
        desk.bridge.do(drafting.set_answer(desk.plan, VALUES, item, LAND, level=level))
    assert block.rule.accessibleName() == "does not count by itself"
    assert pane.values.blocks["transparency"].rule.isHidden()


def test_a_justification_is_kept_when_another_commitment_is_shown(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["transparency"]
    block.why.setFocus()
    QTest.keyClicks(block.why, "It publishes what was hidden.")
    pane.show_commitment(id_of(1))
    assert desk.plan.answer(VALUES, "transparency", LAND).text == "It publishes what was hidden."
    assert block.why.raw_text() == ""


def _after(widget: QWidget) -> QWidget:
    following = widget.nextInFocusChain()
    while following is not None and following.focusPolicy() == Qt.FocusPolicy.NoFocus:
        following = following.nextInFocusChain()
    assert following is not None
    return following


def test_tab_goes_through_a_value_as_one_reads(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("values")
    block = pane.values.blocks["transparency"]
    answer = desk.plan.answer(VALUES, "transparency", LAND)
    desk.bridge.do(drafting.quote(desk.plan, answer, "solution", "a counter in each"))
    rows = list(block.rows.values())
    assert len(rows) > 1
    stops = [_after(block.why)]
    while len(stops) <= len(rows):
        stops.append(_after(stops[-1]))
    assert stops == [*(row.remove for row in rows), block.quote]


def test_a_level_that_is_taken_back_leaves_none_chosen_and_the_first_to_focus(
    pane: InspectorPane,
) -> None:
    pane.choose_tab("values")
    levels = pane.values.blocks["transparency"].levels
    levels.choose("")
    assert levels.key == ""
    levels.setFocus()
    first = levels.focusProxy()
    assert first is not None
    assert pane.focusWidget() is first
    assert first.accessibleName() == "Yes"
