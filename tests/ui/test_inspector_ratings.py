"""Ratings in the inspector: added by keys, changed, in rounds, on old scales."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.models.records import Rating
from app.ui.desk import Desk
from app.ui.look import LookSource
from app.ui.pages.commitments.inspector import InspectorPane
from tests.ui.rated_plan import a_desk, id_of, records

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.inspector_fixtures")
LAND = id_of(3)


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
    id = row.id
    row.change.click()
    form = pane.ambition.form
    assert form.rater.text() == "11"
    assert form.level.level == "substantial"
    QTest.keyClick(form.level.options[0], Qt.Key.Key_1)
    form.submit()
    rating = desk.plan.of(Rating, id)
    assert rating is not None
    assert (rating.level, rating.reason) == (
        "unclear",
        "A counter in every district is new. Nobody has had that.",
    )
    row.remove.click()
    assert desk.plan.of(Rating, id) is None
    assert id not in pane.ambition.rows


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


def test_each_rating_has_its_room_and_its_buttons_at_the_end(
    qtbot: QtBot, pane: InspectorPane
) -> None:
    pane.choose_tab("ambition")
    rows = list(pane.ambition.rows.values())
    qtbot.waitUntil(lambda: all(row.height() == row.heightForWidth(row.width()) for row in rows))
    for above, below in pairwise(rows):
        assert above.height() == above.heightForWidth(above.width()) > 30
        assert below.y() > above.geometry().bottom()
    first = rows[0]
    assert first.remove.geometry().right() == first.width() - 1
    assert first.change.geometry().right() < first.remove.x()
    assert first.height() > rows[1].height()  # it has a reason
