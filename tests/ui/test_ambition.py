"""The ambition page as a facilitator uses it: read the room, key sheets, rate again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.plan import new_id
from app.models.records import PlanInfo, Rating
from app.models.verbs.drafting import delete_commitment
from app.models.verbs.rating import rate, remove_rating
from app.ui.desk import Desk
from app.ui.look import LookChoice, LookSource
from app.ui.page import Place
from app.ui.pages.ambition import AmbitionPage
from app.ui.pages.ambition.table import GROUPS, MIDDLE, SHEET, SPREAD, TITLE
from app.ui.painting import text_width
from app.ui.roles import Role
from tests.ui.rated_plan import AMBITION, SIDES, TEMPLATE, VALUES, a_desk, id_of, records

pytest_plugins = ("tests.ui.look_fixtures",)
LAND = id_of(3)


def shown(qtbot: QtBot, desk: Desk) -> AmbitionPage:
    page = AmbitionPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def desk(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    with a_desk(tmp_path, looks) as open_desk:
        yield open_desk


@pytest.fixture
def unrated(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    with a_desk(tmp_path, looks, *records(rated=False)) as open_desk:
        yield open_desk


@pytest.fixture
def page(qtbot: QtBot, desk: Desk) -> AmbitionPage:
    return shown(qtbot, desk)


def cell(page: AmbitionPage, row: int, column: int) -> str:
    return str(page.model.index(row, column).data())


def key_rater(page: AmbitionPage, rater: str) -> None:
    page.sheet.rater.setFocus()
    page.sheet.rater.clear()
    QTest.keyClicks(page.sheet.rater, rater)
    QTest.keyClick(page.sheet.rater, Qt.Key.Key_Return)


def given(desk: Desk, commitment: str, rater: str, round: int = 1) -> Rating:
    (rating,) = [r for r in desk.plan.ratings(commitment) if r.rater == rater and r.round == round]
    return rating


def test_the_table_says_the_middle_and_who_is_far_apart(page: AmbitionPage) -> None:
    rows = [[cell(page, row, column) for column in (TITLE, MIDDLE, SPREAD)] for row in range(4)]
    assert rows == [
        ["Open the district budget", "Substantial", "Close"],
        ["All works contracts online", "Substantial", "Close"],
        ["Land titles within reach", "Modest", "Far apart"],
        ["Legal aid by radio", "Modest", "Close"],
    ]
    strip = page.model.index(2, GROUPS).data(Role.SPREAD)
    assert strip.middles == (("G", 1.0), ("R", 0.5), ("C", 0.0))
    assert page.model.index(2, MIDDLE).data(Role.LEVEL) == (1, 3)
    assert page.header.sentence.text() == (
        "4 commitments, 9 blind ratings each. "
        "3 close, 1 far apart: the two ends speak, then rate again."
    )


def test_a_row_speaks_for_itself(page: AmbitionPage) -> None:
    spoken = page.model.index(2, TITLE).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "3 Land titles within reach, Modest, Government departments: Substantial, "
        "Subnational governments: Modest, Civil society organisations: Unclear. Far apart"
    )


def test_the_side_shows_the_groups_and_what_the_two_ends_said(page: AmbitionPage) -> None:
    page.show_place(Place("ambition", LAND))
    assert "Civil society organisations: Unclear 3, Modest 0, Substantial 0" in (
        page.side.counts.accessibleName()
    )
    ends = [(end.words.text(), end.under.text()) for end in page.side.ends]
    assert ends == [
        (
            "“A counter in every district is new. Nobody has had that.”",
            "Substantial · Badge 11, Government departments",
        ),
        (
            "“A counter is not a title. Nothing says how long we will wait, or who decides.”",
            "Unclear · Badge 22, Civil society organisations",
        ),
    ]


def test_f8_goes_to_the_next_far_apart_and_round_again(page: AmbitionPage, desk: Desk) -> None:
    for rater in ("11", "12", "13"):
        again = Rating("", 0, id_of(1), AMBITION, 1, rater, "", SIDES[0], "unclear")
        desk.bridge.do(rate(desk.plan, again))
    assert [row.spread.is_far_apart for row in page.model.rows] == [True, False, True, False]
    page.table.setCurrentIndex(page.model.index(0, TITLE))
    page.next_problem()
    assert page.current == LAND
    page.next_problem()
    assert page.current == id_of(1)


def test_a_sheet_is_keyed_with_a_digit_a_row(page: AmbitionPage, desk: Desk) -> None:
    page.key.click()
    assert QApplication.focusWidget() is page.sheet.rater
    key_rater(page, "31")
    assert page.sheet.side.side == "civil-society-organisations"
    assert QApplication.focusWidget() is page.table
    assert not page.table.isColumnHidden(SHEET)
    for digit in (Qt.Key.Key_3, Qt.Key.Key_2, Qt.Key.Key_1):
        QTest.keyClick(page.table, digit)
    assert [row.sheet for row in page.model.rows] == ["substantial", "modest", "unclear", "modest"]
    assert given(desk, LAND, "31").level == "unclear"
    assert page.table.currentIndex().row() == 3
    assert page.sheet.said.text() == "4 of 4 keyed on this sheet."


def test_a_full_sheet_asks_for_the_next_rater(page: AmbitionPage, desk: Desk) -> None:
    page.begin_sheet()
    key_rater(page, "Visitor")
    assert QApplication.focusWidget() is page.sheet.side  # nobody knows their side
    page.sheet.side.choose(SIDES[2])
    page.sheet.ready.emit()
    for _ in range(4):
        QTest.keyClick(page.table, Qt.Key.Key_2)
    assert QApplication.focusWidget() is page.sheet.rater
    assert given(desk, id_of(4), "Visitor").constituency == SIDES[2]


def test_a_digit_before_any_rater_asks_whose_sheet_it_is(page: AmbitionPage, desk: Desk) -> None:
    before = desk.plan.all(Rating)
    page.table.setFocus()
    QTest.keyClick(page.table, Qt.Key.Key_1)
    assert QApplication.focusWidget() is page.sheet.rater
    assert desk.plan.all(Rating) == before


def test_a_digit_the_scale_has_not_does_nothing(page: AmbitionPage, desk: Desk) -> None:
    page.begin_sheet()
    key_rater(page, "12")
    before = desk.plan.all(Rating)
    QTest.keyClick(page.table, Qt.Key.Key_4)
    assert desk.plan.all(Rating) == before


def test_keying_again_changes_the_level_and_keeps_the_reason(
    page: AmbitionPage, desk: Desk
) -> None:
    page.begin_sheet()
    key_rater(page, "11")
    page.table.setCurrentIndex(page.model.index(2, TITLE))
    QTest.keyClick(page.table, Qt.Key.Key_2)
    rating = given(desk, LAND, "11")
    assert (rating.level, rating.reason[:9]) == ("modest", "A counter")


def test_r_writes_the_reason_of_the_row(page: AmbitionPage, desk: Desk) -> None:
    page.begin_sheet()
    key_rater(page, "12")
    page.table.setCurrentIndex(page.model.index(1, TITLE))
    QTest.keyClick(page.table, Qt.Key.Key_R)
    assert QApplication.focusWidget() is page.sheet.reason
    QTest.keyClicks(page.sheet.reason, "Nothing binds.")
    QTest.keyClick(page.sheet.reason, Qt.Key.Key_Return)
    assert given(desk, id_of(2), "12").reason == "Nothing binds."
    assert QApplication.focusWidget() is page.table


def test_the_second_round_is_for_what_is_far_apart_only(page: AmbitionPage, desk: Desk) -> None:
    assert page.second.label == "Second round for 1"
    page.second.click()
    assert [row.commitment.id for row in page.model.rows] == [LAND]
    assert page.sheet.round == 2
    key_rater(page, "12")
    assert page.model.rows[0].sheet == ""  # the first sheet is another round
    QTest.keyClick(page.table, Qt.Key.Key_2)
    assert given(desk, LAND, "12", 2).level == "modest"
    assert given(desk, LAND, "12", 1).level == "substantial"
    page.all.click()
    assert len(page.model.rows) == 4
    assert cell(page, 2, SPREAD) == ""  # one side alone is not apart from anybody


def test_a_deleted_commitment_leaves_the_second_round(page: AmbitionPage, desk: Desk) -> None:
    page.begin_second_round()
    desk.bridge.do(delete_commitment(desk.plan, LAND))
    assert len(page.model.rows) == 3


def test_nobody_rated_yet_is_one_sentence_and_one_button(qtbot: QtBot, unrated: Desk) -> None:
    page = shown(qtbot, unrated)
    assert page.empty.isVisible()
    assert page.empty.sentence.text() == "Nobody has rated the commitments yet."
    assert page.empty.button is not None
    edges = [part.mapTo(page, QPoint(0, 0)).x() for part in (page.header.title, page.empty.button)]
    assert edges[0] == edges[1], "under the name of the page"
    page.empty.button.click()
    assert page.table.isVisible()
    key_rater(page, "12")
    QTest.keyClick(page.table, Qt.Key.Key_3)
    assert cell(page, 0, MIDDLE) == "Substantial"
    assert cell(page, 1, MIDDLE) == "not rated"
    unrated.bridge.undo()
    page.end_sheets()
    assert page.empty.isVisible()


def test_no_word_of_a_level_is_cut(qtbot: QtBot, tmp_path: Path, looks: LookSource) -> None:
    with a_desk(tmp_path, looks, language="ru") as desk:
        page = shown(qtbot, desk)
        font = looks.look.font("body", 600)
        for column in (MIDDLE, SPREAD):
            said = max((cell(page, row, column) for row in range(4)), key=len)
            room = page.table.columnWidth(column) - 2 * looks.look.px(8) - looks.look.px(21)
            assert text_width(font, said) <= room


def test_without_commitments_it_leads_to_them(
    qtbot: QtBot, tmp_path: Path, looks: LookSource
) -> None:
    info = PlanInfo(new_id(), template=TEMPLATE, values=VALUES, ambition=AMBITION)
    with a_desk(tmp_path, looks, info) as desk:
        page = shown(qtbot, desk)
        asked: list[object] = []
        page.place_requested.connect(asked.append)
        assert page.empty.button is not None
        page.empty.button.click()
        assert asked == [Place("commitments")]


def test_a_rating_taken_back_elsewhere_is_seen_here(page: AmbitionPage, desk: Desk) -> None:
    for rating in desk.plan.ratings(LAND):
        if rating.constituency == SIDES[0]:
            desk.bridge.do(remove_rating(desk.plan, rating.id))
    assert cell(page, 2, MIDDLE) == "Unclear"
    assert page.fact() == "9 sheets keyed, round 1"


def test_it_says_its_keys(page: AmbitionPage) -> None:
    assert dict(page.keys())["1 2 3"] == "key a sheet"


@pytest.mark.parametrize(
    "choice", [LookChoice("dark", scale=2.0), LookChoice("light", language="ar")]
)
def test_it_can_be_worn_large_dark_and_mirrored(
    page: AmbitionPage, looks: LookSource, choice: LookChoice
) -> None:
    looks.choose(choice)
    page.begin_sheet()
    QApplication.processEvents()
    assert not page.grab().isNull()
    for field in (page.sheet.rater, page.sheet.reason, page.table):
        assert page.rect().contains(field.mapTo(page, field.rect().center()))


def test_no_part_of_it_ever_opens_as_a_window(page: AmbitionPage) -> None:
    page.begin_second_round()
    page.show_all()
    page.end_sheets()
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [page]
