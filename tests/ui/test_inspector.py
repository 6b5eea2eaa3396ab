"""The inspector as a drafter uses it: what is missing, what happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from app.models.records import Commitment, Milestone
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from app.ui.controls import ProseLabel
from app.ui.desk import Desk
from app.ui.look import LookChoice, LookSource
from app.ui.pages.commitments.check_card import CheckCard
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.value_lines import value_state
from tests.ui.rated_plan import TEMPLATE, a_desk, id_of

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.inspector_fixtures")
LAND = id_of(3)


def cards(pane: InspectorPane) -> list[CheckCard]:
    return list(pane.checks.cards.values())


def reword(desk: Desk, text: str) -> None:
    step = drafting.set_answer(desk.plan, TEMPLATE, "solution", LAND, text=text)
    desk.bridge.do(step)


# Checks


def test_f8_goes_through_the_checks_in_order_and_begins_again(pane: InspectorPane) -> None:
    asked: list[tuple[str, str, str]] = []
    pane.go_to.connect(lambda *place: asked.append(place))
    values = [
        gap for gap in pane.checks.gaps if gap.table == "answer" and gap.field == "participation"
    ]
    total = len(pane.checks.gaps)
    assert len(values) == 1
    for _ in range(total + 1):
        pane.next_problem()
    wanted = [(g.table, g.id, g.field) for g in pane.checks.gaps if g not in values]
    assert asked == [*wanted, wanted[0]]


def test_f8_after_mending_goes_to_what_took_the_place(pane: InspectorPane, desk: Desk) -> None:
    asked: list[tuple[str, str, str]] = []
    pane.go_to.connect(lambda *place: asked.append(place))
    pane.next_problem()
    pane.next_problem()
    second = pane.checks.gaps[1]
    third = pane.checks.gaps[2]
    assert asked[-1] == (second.table, second.id, second.field)
    desk.bridge.do(set_field(desk.plan, (second.table, second.id, second.field), "2027-01"))
    pane.next_problem()
    assert asked[-1] == (third.table, third.id, third.field)


def test_a_mended_check_goes_and_the_others_keep_their_cards(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.checks.unfold()
    before = dict(pane.checks.cards)
    lead = next(card for card in cards(pane) if card.gap.field == "lead")
    assert lead.gap.severity == "stop"
    assert lead.link.label == "Choose lead"
    desk.bridge.do(set_field(desk.plan, ("milestone", lead.gap.id, "lead"), "Registrar"))
    assert lead.key not in pane.checks.cards
    assert all(pane.checks.cards[key] is before[key] for key in pane.checks.cards)


def test_new_cards_are_there_at_once_and_never_painted_squeezed(pane: InspectorPane) -> None:
    pane.show_commitment(id_of(1))
    cards = list(pane.checks.cards.values())
    assert cards
    assert all(card.isVisible() for card in cards)


def test_what_a_check_asks_for_stands_under_its_sentence(pane: InspectorPane) -> None:
    card = cards(pane)[0]
    sentence = card.findChild(ProseLabel)
    assert sentence is not None
    assert card.link.PADDING == 0
    assert card.link.x() == sentence.x()


def test_the_arrows_walk_the_cards_and_enter_acts(pane: InspectorPane, qtbot: QtBot) -> None:
    asked: list[tuple[str, str, str]] = []
    pane.go_to.connect(lambda *place: asked.append(place))
    first, second, *_ = cards(pane)
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_Down)
    assert pane.focusWidget() is second
    QTest.keyClick(second, Qt.Key.Key_Return)
    assert asked == [(second.gap.table, second.gap.id, second.gap.field)]
    QTest.keyClick(second, Qt.Key.Key_Up)
    assert pane.focusWidget() is first


def test_walking_down_unfolds_what_was_told_in_one_line(pane: InspectorPane) -> None:
    last = cards(pane)[-1]
    assert len(cards(pane)) < len(pane.checks.gaps)
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Down)
    assert len(cards(pane)) == len(pane.checks.gaps)


def test_a_card_tells_its_state_its_sentence_and_its_place(pane: InspectorPane) -> None:
    pane.checks.unfold()
    lead = next(card for card in cards(pane) if card.gap.field == "lead")
    place = cards(pane).index(lead) + 1
    said = f"Stops submission: Milestone 2 has no lead, {place} of {len(cards(pane))}"
    assert lead.accessibleName() == said
    assert "not a person" in lead.accessibleDescription()


def test_a_value_check_opens_the_values_at_its_answer(pane: InspectorPane) -> None:
    pane.checks.unfold()
    card = next(card for card in cards(pane) if card.gap.field == "participation")
    card.link.click()
    assert pane.tabs.key == "values"
    focused = pane.focusWidget()
    assert isinstance(focused, QRadioButton)
    assert pane.values.blocks["participation"].isAncestorOf(focused)


def test_the_plan_itself_has_only_its_own_checks(pane: InspectorPane) -> None:
    pane.show_commitment("")
    assert pane.checks.gaps
    assert {gap.subject for gap in pane.checks.gaps} == {""}


def test_another_commitment_is_no_reason_to_look(pane: InspectorPane, desk: Desk) -> None:
    before = pane.checks.gaps
    desk.bridge.do(set_field(desk.plan, ("commitment", id_of(1), "lead"), ""))
    assert pane.checks.gaps is before
    desk.bridge.do(set_field(desk.plan, ("commitment", LAND, "lead"), ""))
    assert len(pane.checks.gaps) == len(before) + 1


def test_values_are_summed_up_as_quoted_unproven_or_not_claimed(desk: Desk) -> None:
    values = desk.editions().values
    said = {item.id: value_state(desk.plan, values, item.id, LAND).said for item in values.items}
    assert said == {
        "transparency": "quoted",
        "participation": "no quote yet",
        "accountability": "not claimed",
        "technology": "not claimed",
        "inclusion": "not claimed",
    }


# History


def test_history_has_one_line_a_visit_and_restores_a_field(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("history")
    at = ("commitment", LAND, "title")
    for text in ("Land", "Land titles", "Land titles for all"):
        desk.bridge.do(set_field(desk.plan, at, text, visit="one"))
    desk.bridge.do(set_field(desk.plan, ("commitment", id_of(1), "title"), "Elsewhere"))
    (line,) = pane.history.lines
    assert line.what.text() == "edit “Title of the commitment”"
    line.restore.click()
    row = desk.plan.of(Commitment, LAND)
    assert row is not None
    assert row.title == "Land titles within reach"
    newest, older = pane.history.lines
    assert newest.what.text() == "restore an earlier text"
    assert older.restore.isHidden()
    assert not newest.restore.isHidden()


def test_a_milestone_belongs_to_the_history_even_when_it_went(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.choose_tab("history")
    milestone = desk.plan.all(Milestone)[0]
    desk.bridge.do(drafting.delete_milestone(desk.plan, milestone.id))
    desk.bridge.undo()
    assert [line.what.text() for line in pane.history.lines] == [
        "Undo: delete milestone 1",
        "delete milestone 1",
    ]
    assert all(line.restore.isHidden() for line in pane.history.lines)


# Everywhere


def test_a_file_that_cannot_be_written_offers_nothing_to_write(
    qtbot: QtBot, tmp_path: Path, looks: LookSource
) -> None:
    with a_desk(tmp_path, looks) as desk:
        desk.bridge.journal.file.read_only = True
        pane = InspectorPane(desk)
        qtbot.addWidget(pane)
        pane.show_commitment(LAND)
        pane.choose_tab("values")
        block = pane.values.blocks["transparency"]
        assert not block.levels.isEnabled()
        assert block.why.isReadOnly()
        assert block.quote.accessibleDescription() == "This file cannot be written."
        pane.choose_tab("ambition")
        assert not pane.ambition.form.add.isEnabled()
        assert not next(iter(pane.ambition.rows.values())).remove.isEnabled()


@pytest.mark.parametrize(
    "choice", [LookChoice("dark", scale=2.0), LookChoice("light", language="ar")]
)
def test_every_tab_can_be_worn_large_dark_and_mirrored(
    pane: InspectorPane, looks: LookSource, choice: LookChoice
) -> None:
    looks.choose(choice)
    pane.resize(round(300 * choice.scale), 700)
    for tab in ("checks", "values", "ambition", "history"):
        pane.choose_tab(tab)
        QTest.qWait(1)
        assert not pane.grab().isNull()
        scroll = pane._scrolls[tab]
        inside = scroll.widget()
        assert inside is not None
        assert inside.width() <= scroll.viewport().width()


def test_no_part_of_it_ever_opens_as_a_window(pane: InspectorPane, desk: Desk) -> None:
    for tab in ("checks", "values", "ambition", "history"):
        pane.choose_tab(tab)
    reword(desk, "Other words altogether.")
    windows = [w for w in QApplication.topLevelWidgets() if w.isVisible()]
    assert windows == [pane]
