"""A window of 1024 × 600 at 200 % text: it does not grow beyond the screen, and all is in reach."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.controls import PlainButton, ScrollPane, Segmented
from app.ui.controls.header import PageHeader
from app.ui.dialogs.shell import ShellDialog
from app.ui.page import Place
from app.ui.page_room import PageRoom
from app.ui.pages.ambition.page import AmbitionPage
from app.ui.pages.ambition.table import TITLE
from app.ui.pages.commitments.outline_pane import OutlinePane
from app.ui.pages.people import PeoplePage
from app.ui.pages.publish import PublishPage
from app.ui.pages.standards import StandardsPage
from app.ui.pages.today import TodayPage
from app.ui.prose import ProseLabel
from app.ui.window import MainWindow
from tests.ui.program import running

LOW = (1024, 600)
PAGES = ("today", "people", "standards", "commitments", "ambition", "publish", "history")


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with running(qapp, tmp_path, "fr") as window:
        look = window.tools.look
        look.choose(replace(look.choice, scale=2.0))
        window.run_action("open_demo")
        window.resize(*LOW)
        QTest.qWait(50)
        yield window


def test_no_page_makes_the_window_higher_than_the_screen(window: MainWindow) -> None:
    assert window.bench is not None
    for page in PAGES:
        window.bench.go(Place(page))
        QTest.qWait(20)
        assert (window.width(), window.height()) == LOW, page


def test_under_a_high_name_what_one_does_keeps_nearly_the_whole_height(window: MainWindow) -> None:
    assert window.bench is not None
    window.bench.go(Place("people"))
    QTest.qWait(50)
    room, page = window.bench.stack.currentWidget(), window.bench.page
    assert isinstance(room, PageRoom)
    assert page is not None
    head = page.findChild(PageHeader)
    assert head is not None
    assert head.height() > room.viewport().height() * 0.4
    assert page.height() - head.height() > room.viewport().height() * 0.8
    assert page.mapTo(room, QPoint(0, 0)).y() == 0, "it opens with its name"


def test_in_large_text_what_is_missing_is_wider_than_what_stands_beside_it(
    window: MainWindow,
) -> None:
    assert window.bench is not None
    window.resize(1366, 740)
    window.bench.go(Place("today"))
    QTest.qWait(50)
    page = window.bench.page
    assert isinstance(page, TodayPage)
    assert page.list.mapTo(page, page.list.rect().topRight()).x() > page.width() * 0.55


def test_a_person_alone_and_the_outline_have_the_room_of_what_can_wait(
    window: MainWindow,
) -> None:
    assert window.bench is not None
    window.resize(1366, 740)
    window.bench.go(Place("people"))
    page = window.bench.page
    assert isinstance(page, PeoplePage)
    page.choose(page.model.people[0].id)
    page.table.activated.emit(page.table.currentIndex())
    QTest.qWait(50)
    assert page.form.mapTo(page, QPoint(0, 0)).y() < page.height() * 0.25
    window.bench.go(Place("commitments"))
    QTest.qWait(50)
    outline = window.findChild(OutlinePane)
    assert outline is not None
    assert outline.list.height() > outline.height() * 0.6


def test_what_builds_a_document_is_in_sight_whatever_the_pages_would_like(
    window: MainWindow,
) -> None:
    assert window.bench is not None
    look = window.tools.look
    look.choose(replace(look.choice, scale=1.5))
    window.resize(1366, 740)
    window.bench.go(Place("publish"))
    QTest.qWait(50)
    page = window.bench.page
    assert isinstance(page, PublishPage)
    assert page.build.visibleRegion().boundingRect().height() == page.build.height()


def test_the_doors_of_the_welcome_all_fit(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path, "fr") as window:
        look = window.tools.look
        look.choose(replace(look.choice, scale=2.0))
        window.resize(*LOW)
        QTest.qWait(50)
        for button in window.welcome.findChildren(PlainButton):
            assert button.mapTo(window, button.rect().topRight()).x() < LOW[0], button.label


def test_the_titles_of_the_commitments_keep_their_room_on_ambition(window: MainWindow) -> None:
    assert window.bench is not None
    window.bench.go(Place("ambition"))
    QTest.qWait(20)
    page = window.bench.page
    assert isinstance(page, AmbitionPage)
    assert page.table.columnWidth(TITLE) >= window.tools.look.look.px(150)


def test_a_long_question_wraps_and_the_body_meets_it(window: MainWindow) -> None:
    question = "Effacer une personne dont le nom est assez long définitivement ?"
    dialog = ShellDialog(window.tools, question, "Effacer", window)
    body = ProseLabel(window.tools.look, "Ce qui disparaît")
    dialog.body.addWidget(body)
    dialog.show()
    QTest.qWait(50)
    title = next(label for label in dialog.findChildren(ProseLabel) if label.text() == question)
    assert title.height() >= 2 * window.tools.look.look.type.line("title")
    assert body.mapTo(dialog, QPoint(0, 0)).x() == title.x()
    dialog.close()
    dialog.deleteLater()


def test_the_standards_open_at_their_first_heading(qtbot: QtBot, window: MainWindow) -> None:
    assert window.bench is not None
    with qtbot.waitActive(window):
        window.activateWindow()
    window.bench.go(Place("standards"))
    QTest.qWait(50)
    page = window.bench.page
    assert isinstance(page, StandardsPage)
    scroll = page.findChild(ScrollPane)
    assert scroll is not None
    assert scroll.verticalScrollBar().value() == 0


def test_another_text_size_makes_the_page_again_at_the_same_row(window: MainWindow) -> None:
    assert window.bench is not None
    chosen = window.bench.desk.plan.commitments[4].id
    window.bench.go(Place("commitments", chosen))
    before = window.bench.page
    look = window.tools.look
    look.choose(replace(look.choice, scale=1.0))
    QTest.qWait(100)
    after = window.bench.page
    assert after is not None
    assert after is not before
    assert after.chosen_row() == chosen
    window.bench.show_page("today")
    assert window.bench.page is not None


def test_the_standards_begin_under_their_name_in_a_mirrored_window(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path, "ar") as window:
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.go(Place("standards"))
        QTest.qWait(50)
        page = window.bench.page
        assert isinstance(page, StandardsPage)
        asked = page.findChild(Segmented)
        assert asked is not None
        edges = [w.mapTo(page, w.rect().topRight()).x() for w in (page.header.title, asked)]
        assert abs(edges[0] - edges[1]) <= 2
