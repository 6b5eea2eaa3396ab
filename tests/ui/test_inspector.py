"""The inspector as a drafter uses it: mend, prove, rate, look back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QRadioButton
from pytestqt.qtbot import QtBot

from app.models.plan import answer_id
from app.models.records import Commitment, Milestone, Quotation, Rating
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from app.ui.desk import Desk
from app.ui.look import LookChoice, LookSource
from app.ui.pages.commitments.check_card import CheckCard
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.page import CommitmentsPage
from app.ui.pages.commitments.value_lines import value_state
from tests.ui.rated_plan import QUOTE, SOLUTION, TEMPLATE, VALUES, a_desk, id_of, records

pytest_plugins = ("tests.ui.look_fixtures",)
LAND = id_of(3)


@pytest.fixture
def desk(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    with a_desk(tmp_path, looks) as open_desk:
        yield open_desk


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> InspectorPane:
    inspector = InspectorPane(desk)
    qtbot.addWidget(inspector)
    inspector.resize(300, 700)
    with qtbot.waitActive(inspector):  # keys go to the window one works in
        inspector.show()
        inspector.activateWindow()
    inspector.show_commitment(LAND)
    return inspector


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


# Values


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


# Ambition


def test_a_rating_is_added_by_keys_alone(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("ambition")
    form = pane.ambition.form
    form.rater.setFocus()
    QTest.keyClicks(form.rater, "kofi mensah")
    assert form.side.side == "civil-society-organisations"  # his union belongs to it
    option = form.level.options[0]
    option.setFocus()
    QTest.keyClick(option, Qt.Key.Key_2)
    assert form.level.level == "modest"
    form.reason.setFocus()
    QTest.keyClicks(form.reason, "A start.")
    QTest.keyClick(form.reason, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    (rating,) = [r for r in desk.plan.ratings(LAND) if r.rater == "31"]
    assert (rating.level, rating.reason, rating.round) == ("modest", "A start.", 1)
    assert rating.constituency == "civil-society-organisations"
    assert desk.plan.people[1].id == rating.person
    assert rating.id in pane.ambition.rows
    assert form.rater.text() == ""
    assert form.level.level == ""


def test_a_rating_without_a_rater_or_a_level_is_not_kept(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("ambition")
    form = pane.ambition.form
    before = desk.plan.ratings(LAND)
    form.add.click()
    assert form.problem.accessibleName() == "Say who rates: a badge code or a name."
    QTest.keyClicks(form.rater, "Somebody")
    form.add.click()
    assert form.problem.accessibleName() == "Choose a level."
    assert desk.plan.ratings(LAND) == before


def test_a_rating_can_be_changed_and_removed(pane: InspectorPane, desk: Desk) -> None:
    pane.choose_tab("ambition")
    row = next(
        r for r in pane.ambition.rows.values() if "Nobody has had that" in r.accessibleName()
    )
    row.change.click()
    form = pane.ambition.form
    assert form.rater.text() == "11"
    assert form.level.level == "substantial"
    QTest.keyClick(form.level.options[0], Qt.Key.Key_1)
    form.submit()
    rating = desk.plan.of(Rating, row.id)
    assert rating is not None
    assert (rating.level, rating.reason) == (
        "unclear",
        "A counter in every district is new. Nobody has had that.",
    )
    row.remove.click()
    assert desk.plan.of(Rating, row.id) is None
    assert row.id not in pane.ambition.rows


def test_a_second_round_begins_empty_and_the_first_can_be_read_again(
    pane: InspectorPane, desk: Desk
) -> None:
    pane.choose_tab("ambition")
    assert len(pane.ambition.rows) == 9
    pane.ambition.again.click()
    assert pane.ambition.round == 2
    assert not pane.ambition.rows
    assert not pane.ambition.again.isEnabled()
    form = pane.ambition.form
    QTest.keyClicks(form.rater, "12")
    QTest.keyClick(form.level.options[0], Qt.Key.Key_2)
    form.submit()
    assert len(pane.ambition.rows) == 1
    assert {r.round for r in desk.plan.ratings(LAND)} == {1, 2}
    pane.ambition.rounds.setCurrentIndex(0)
    pane.ambition.rounds.activated.emit(0)
    assert len(pane.ambition.rows) == 9


def test_whose_rating_it_is_stands_above_the_scrolled_part(pane: InspectorPane) -> None:
    pane.choose_tab("ambition")
    said = "Indicative self-rating, not an IRM rating."
    labels = [label for label in pane.findChildren(QLabel) if label.text() == said]
    assert [pane.ambition.isAncestorOf(label) for label in labels] == [False]
    assert labels[0].isVisible()


def test_the_scale_of_old_plans_has_five_levels(
    qtbot: QtBot, tmp_path: Path, looks: LookSource
) -> None:
    rows = tuple(records(rated=False, ambition="impact-legacy"))
    with a_desk(tmp_path, looks, *rows) as desk:
        pane = InspectorPane(desk)
        qtbot.addWidget(pane)
        pane.show_commitment(LAND)
        pane.choose_tab("ambition")
        form = pane.ambition.form
        assert len(form.level.options) == 5
        form.rater.setText("7")
        QTest.keyClick(form.level.options[0], Qt.Key.Key_5)
        form.submit()
        (rating,) = desk.plan.ratings(LAND)
        assert (rating.edition, rating.level) == ("impact-legacy", "transformative")


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
