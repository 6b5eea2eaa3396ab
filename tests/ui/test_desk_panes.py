"""The writing desk in a narrow window and alone: nothing is ever out of reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.edits import Step
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from app.ui.fields import ProseField
from app.ui.page import Place
from app.ui.pages.commitments import CommitmentsPage
from app.ui.pages.commitments.panes import INSPECTOR, OUTLINE
from app.ui.window import MainWindow
from tests.ui.program import press, running, type_into
from tests.ui.walking import begin

ALL = ("outline", "form", "inspector")

Page = tuple[MainWindow, CommitmentsPage]


@pytest.fixture
def desk_page(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Page]:
    with running(qapp, tmp_path) as window:
        begin(window)
        window.run_action("add_commitment")
        assert window.bench is not None
        page = window.bench.page
        assert isinstance(page, CommitmentsPage)
        yield window, page


def _shown(page: CommitmentsPage) -> tuple[str, ...]:
    return page.panes.shown


def _narrow(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1024, 600)
    qtbot.wait(20)


def test_wide_there_are_three_panes_and_no_tabs(desk_page: Page) -> None:
    _window, page = desk_page
    assert _shown(page) == ALL
    assert page.panes.tabs.isHidden()
    px = page.desk.look.look.px
    assert (page.outline.width(), page.inspector.width()) == (px(OUTLINE), px(INSPECTOR))


def test_on_a_wide_screen_fields_stand_under_the_title(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    window.resize(1920, 1000)
    qtbot.wait(20)
    title = page.form.form.question("title")
    assert title is not None
    assert title.width() > title.field.width() + 400, "there is more room than the measure"
    edge = page.desk.look.look.px(24)
    assert title.field.mapTo(page.form, QPoint(0, 0)).x() == edge


def test_narrow_the_inspector_is_a_tab_and_f6_reaches_it(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    _narrow(window, qtbot)
    assert _shown(page) == ("outline", "form")
    assert page.panes.tabs.isVisible()
    assert not page.inspector.isVisible()
    page.form.take_focus()
    press(window, Qt.Key.Key_F6)
    assert page.inspector.isVisible()
    assert not page.form.isVisible()
    focus = page.focusWidget()
    assert focus is not None
    assert page.inspector.isAncestorOf(focus)
    press(window, Qt.Key.Key_F6)
    assert page.outline.list.hasFocus()
    press(window, Qt.Key.Key_F6)
    assert page.form.isVisible()
    window.resize(1366, 740)
    qtbot.wait(20)
    assert _shown(page) == ALL


def test_the_narrowest_window_keeps_the_outline_as_a_tab(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    window.tools.preferences.change(text_scale=200)
    _narrow(window, qtbot)
    window.tools.look.choose(type(window.tools.look.choice)("light", scale=2.0))
    qtbot.wait(100)
    assert window.bench is not None
    again = window.bench.page  # made again for the text size
    assert isinstance(again, CommitmentsPage)
    page = again
    assert _shown(page) == ("form",)
    window.run_action("filter_list")
    assert page.focusWidget() is page.outline.search
    page.outline.list.setFocus()
    QTest.keyClick(page.outline.list, Qt.Key.Key_Return)
    assert _shown(page) == ("form",)


def test_f8_on_a_value_shows_it_where_the_inspector_is_hidden(
    desk_page: Page, qtbot: QtBot
) -> None:
    window, page = desk_page
    press(window, Qt.Key.Key_F11)
    assert _shown(page) == ("form",)
    assert page.panes.tabs.isHidden()
    for _ in page.inspector.checks.gaps:
        window.run_action("next_problem")
        qtbot.wait(20)
        focus = page.focusWidget()
        assert focus is not None
        assert focus.isVisible()
        assert focus.visibleRegion().boundingRect().height() > 0
    press(window, Qt.Key.Key_F11)
    assert _shown(page) == ALL


def test_another_page_brings_the_rail_back_out_of_focus_mode(desk_page: Page) -> None:
    window, page = desk_page
    assert window.bench is not None
    press(window, Qt.Key.Key_F11)
    assert window.bench.rail.isHidden()
    press(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not window.bench.rail.isHidden()
    press(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert _shown(page) == ALL


def test_every_gap_of_today_leads_to_where_it_is_mended(desk_page: Page) -> None:
    window, page = desk_page
    id = page.form.commitment
    assert window.bench is not None
    window.bench.go(Place("commitments", id, "", "answer", id))
    focus = page.focusWidget()
    assert focus is not None
    assert page.inspector.values.isAncestorOf(focus)
    window.bench.go(Place("commitments", id, "", "milestone", ""))
    assert page.focusWidget() is page.form.milestones.add
    window.bench.go(Place("commitments", "", "", "commitment", ""))
    assert page.focusWidget() is page.outline.add


def test_a_new_milestone_is_written_where_one_sees_it(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait(30)
    editor = page.focusWidget()
    assert editor is not None
    assert editor.accessibleName() == "Milestone"
    assert editor.visibleRegion().boundingRect().height() == editor.height()


def test_undo_after_leaving_a_field_goes_back_and_not_forth(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    title, problem = page.form.form.question("title"), page.form.form.question("problem")
    assert title is not None
    assert problem is not None
    assert isinstance(problem.field, ProseField)
    type_into(problem.field, "one")
    type_into(title.field, "two")
    problem.field.setFocus()
    for _ in range(2):
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert problem.field.raw_text() == ""
    assert window.journal is not None
    assert window.journal.plan.commitments[0].title == ""


def _some_steps(window: MainWindow, page: CommitmentsPage) -> Step | None:
    assert window.journal is not None
    plan = window.journal.plan
    bridge = page.desk.bridge
    bridge.do(drafting.add_milestone(plan, page.form.commitment))
    place = ("commitment", page.form.commitment, "title")
    return bridge.do(set_field(window.journal.plan, place, "T " * 200, ""))


def test_a_title_of_four_hundred_characters_moves_no_pane(desk_page: Page, qtbot: QtBot) -> None:
    window, page = desk_page
    widths = [page.outline.width(), page.form.width(), page.inspector.width()]
    assert _some_steps(window, page) is not None
    qtbot.wait(20)
    assert [page.outline.width(), page.form.width(), page.inspector.width()] == widths
    header = page.form.header
    assert header.height() < page.height() // 4
    assert header.title.text().startswith("T T")
    assert len(header.title.toolTip()) >= 399
