"""The preview: real pages, newest first, bounded; the same as text; what goes wrong is said."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QRect, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.demo import demo_plan
from app.exports import ExportChoice, Options, produce
from app.models.edits import Step
from app.models.frameworks import Frameworks
from app.models.verbs.rows import changed
from app.paths import find_resources
from app.ui.jobs import Jobs
from app.ui.pages.publish import PublishPage, leaves
from app.ui.pages.publish.leaves import Leaves
from app.ui.pages.publish.proof import Wish
from app.ui.window import MainWindow
from tests.ui.program import running

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with running(qapp, tmp_path) as window:
        window.run_action("open_demo")
        yield window


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> PublishPage:
    """The page with the first pages in sight."""
    assert window.bench is not None
    window.bench.show_page("publish")
    page = window.bench.page
    assert isinstance(page, PublishPage)
    qtbot.waitUntil(lambda: page.preview.leaves.picture(0) is not None, timeout=20_000)
    return page


def choose(page: PublishPage, document: str) -> None:
    rows = page._model.rows
    place = next(n for n, row in enumerate(rows) if row.id == document)
    page.list.setCurrentIndex(page._model.index(place, 0))


def readies(page: PublishPage) -> list[Path]:
    found: list[Path] = []
    page.proof.ready.connect(lambda path, _missing: found.append(path))
    return found


def longest_wait(act: Callable[[], None], until: Callable[[], bool], qtbot: QtBot) -> float:
    """The longest time in ms that the window did not answer while ``act`` was carried out."""
    clock, waits = QElapsedTimer(), [0.0]
    beat = QTimer(interval=1, timerType=Qt.TimerType.PreciseTimer)

    def tell() -> None:
        waits.append(clock.nsecsElapsed() / 1e6)
        clock.restart()

    beat.timeout.connect(tell)
    clock.start()
    beat.start()
    act()
    qtbot.waitUntil(until, timeout=20_000)
    beat.stop()
    return max(waits)


def test_real_pages_are_read_with_keys_alone(
    page: PublishPage, window: MainWindow, qtbot: QtBot
) -> None:
    sheets = page.preview.sheets
    assert len(page.preview.leaves.sizes) > 20
    assert page.preview.number.text() == f"1 / {len(page.preview.leaves.sizes)}"
    picture = page.preview.leaves.picture(0)
    assert picture is not None
    # The picture is as large as its place, and it has ink on it.
    assert abs(picture.width() - sheets.sheet(0).width() * sheets.devicePixelRatioF()) <= 1
    shades = {picture.pixelColor(x, picture.height() // 2).lightness() for x in range(0, 600)}
    assert len(shades | {picture.pixelColor(9, 9).lightness()}) >= 1
    assert picture.pixelColor(9, 9).lightness() == 255

    sheets.setFocus()
    QTest.keyClick(sheets, Qt.Key.Key_PageDown)
    QTest.keyClick(sheets, Qt.Key.Key_PageDown)
    assert sheets.page == 2
    QTest.keyClick(sheets, Qt.Key.Key_PageUp)
    assert sheets.page == 1
    QTest.keyClick(sheets, Qt.Key.Key_End)
    assert sheets.page == len(page.preview.leaves.sizes) - 1
    qtbot.waitUntil(lambda: page.preview.leaves.is_fresh(sheets.page), timeout=10_000)
    QTest.keyClick(sheets, Qt.Key.Key_Home)
    assert sheets.page == 0
    narrow = sheets.sheet(0).width()
    QTest.keyClick(sheets, Qt.Key.Key_Plus, CTRL)
    assert sheets.sheet(0).width() > narrow
    assert page.preview.zoom.currentText().endswith("%")
    QTest.keyClick(sheets, Qt.Key.Key_0, CTRL)
    assert sheets.sheet(0).width() == narrow
    assert page.preview.zoom.currentData() == "width"

    text_size = window.tools.preferences.value.text_scale
    QTest.keyClick(sheets, Qt.Key.Key_Minus, CTRL)
    assert window.tools.preferences.value.text_scale == text_size  # the window's own keys

    sheets.go_to(5)
    sheets.set_zoom("page")
    assert sheets.page == 5
    assert sheets.sheet(5).height() <= sheets.viewport().height()
    sheets.set_zoom("2.0")
    assert sheets.page in (4, 5)
    assert sheets.horizontalScrollBar().maximum() > 0


def test_of_two_wishes_only_the_newer_is_made(page: PublishPage, qtbot: QtBot) -> None:
    made = readies(page)
    before = len(page.preview.leaves.sizes)
    page.choices.ticks["large_print"].button.click()
    page.look_again()
    page.choices.ticks["large_print"].button.click()
    page.choices.ticks["values"].button.click()
    page.choices.commitments.all.button.click()
    model = page.choices.commitments._model
    for row in range(1, model.rowCount()):
        model.item(row).setCheckState(Qt.CheckState.Unchecked)
    qtbot.waitUntil(lambda: 0 < len(page.preview.leaves.sizes) < before, timeout=20_000)
    assert len(made) == 1

    page.look_again()  # the same wish again is no work
    qtbot.wait(600)
    assert len(made) == 1


def test_what_is_under_way_gives_way_and_what_fails_is_a_sentence(
    page: PublishPage, qtbot: QtBot
) -> None:
    made = readies(page)
    desk = page.desk
    page.proof._timer.setInterval(0)
    page.proof.want(Wish("action-plan", "fr", Options()))
    qtbot.waitUntil(lambda: page.proof._job is not None, timeout=5_000)
    page.proof.want(Wish("participants", "en", Options()))
    qtbot.waitUntil(lambda: len(made) == 1, timeout=20_000)
    qtbot.waitUntil(lambda: len(page.preview.leaves.sizes) < 4, timeout=5_000)
    qtbot.waitUntil(lambda: not desk.jobs.running, timeout=10_000)
    assert len(made) == 1

    page.proof.want(Wish("no-such-document", "en", Options()))
    qtbot.waitUntil(page.preview.fault.isVisible, timeout=20_000)
    assert "no-such-document" in page.preview.fault.text()
    assert page.preview.leaves.picture(0) is not None  # what was there stays in sight
    page.look_again()
    qtbot.waitUntil(lambda: not page.preview.fault.isVisible(), timeout=20_000)


def test_the_text_says_the_same_and_tables_have_nothing_else(
    page: PublishPage, qtbot: QtBot
) -> None:
    assert "Word" in page.preview.note.text()
    page.choices.file._segments[1].click()
    page.look_again()
    assert not page.preview.note.isVisible()

    page.preview.view._segments[1].click()
    text = page.preview.text
    title = page.desk.plan.commitments[-1].title
    qtbot.waitUntil(lambda: title in text.toPlainText(), timeout=10_000)
    assert text.isVisible()
    assert not page.preview.sheets.isVisible()
    assert not page.preview.zoom.isVisible()
    assert text.accessibleName()

    page.preview.view._segments[0].click()
    choose(page, "open-data")
    assert page.preview.text.isVisible()
    assert not page.preview.view.isEnabled()
    choose(page, "action-plan")
    assert page.preview.sheets.isVisible()


def test_the_window_answers_meanwhile_and_missing_characters_are_named(
    page: PublishPage,
    window: MainWindow,
    qtbot: QtBot,
    record_property: Callable[[str, object], None],
) -> None:
    made = readies(page)
    box = page.choices.ticks["line_numbers"].button
    began = time.perf_counter()
    wait = longest_wait(box.click, lambda: bool(made) and page.preview.leaves.is_fresh(0), qtbot)
    record_property("longest_wait_ms", round(wait, 1))
    record_property("pages_after_s", round(time.perf_counter() - began, 2))
    assert wait < 150  # far above the 16 ms meant, since a test may share its processor

    info = page.desk.plan.info
    change = changed(info, title="Plan \U00013080 of \ua500")
    page.desk.bridge.do(Step("Edit the title", (change,)))
    qtbot.waitUntil(page.preview.missing.isVisible, timeout=20_000)
    assert page.preview.missing.text().startswith("2 characters have no picture")
    assert "\U00013080" in page.preview.missing.text()

    folder = page.proof._snapshot.folder
    assert (folder / "plan.atelier").exists()
    assert window.bench is not None
    window.bench.show_page("today")
    assert not folder.exists()


def test_pages_lie_in_the_middle_and_right_to_left_too(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    with running(qapp, tmp_path, "ar") as window:
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.show_page("publish")
        page = window.bench.page
        assert isinstance(page, PublishPage)
        sheets = page.preview.sheets
        qtbot.waitUntil(lambda: page.preview.leaves.picture(0) is not None, timeout=20_000)
        sheet, room = sheets.sheet(0), QRect(sheets.viewport().rect())
        assert abs(sheet.center().x() - room.center().x()) <= 1
        assert (
            page.preview.mapToGlobal(page.preview.rect().center()).x()
            < page.choices.mapToGlobal(page.choices.rect().center()).x()
        )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The demo's PDF."""
    pdf, resources = tmp_path_factory.mktemp("printed") / "plan.pdf", find_resources()
    choice = ExportChoice("action-plan", "pdf", "en", Options(), pdf)
    produce(choice, demo_plan(resources), Frameworks(resources / "frameworks"), resources)
    return pdf.read_bytes()


@pytest.fixture
def drawn(qapp: QApplication, tmp_path: Path, printed: bytes, qtbot: QtBot) -> Iterator[Leaves]:
    """The pages of the demo's PDF, without a window."""
    pdf = tmp_path / "plan.pdf"
    pdf.write_bytes(printed)
    jobs = Jobs()
    own = Leaves(jobs)
    with qtbot.waitSignal(own.opened, timeout=10_000):
        own.open(pdf)
    pdf.unlink()  # the file is needed no longer
    yield own
    own.rest()
    qtbot.waitUntil(lambda: not jobs.running, timeout=10_000)


def test_pictures_stay_within_their_room(
    drawn: Leaves, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leaves, "ROOM", 8_000_000)
    for first in range(0, len(drawn.sizes), 2):
        drawn.want([first, first + 1], 1.0)
        qtbot.waitUntil(partial(drawn.is_fresh, first), timeout=10_000)
    one = drawn.picture(first)
    assert one is not None
    assert drawn.kept_bytes <= 8_000_000 + one.sizeInBytes()
    assert drawn.picture(0) is None


def test_a_page_far_too_large_is_drawn_coarser(drawn: Leaves, qtbot: QtBot) -> None:
    drawn.want([0], 40.0)
    qtbot.waitUntil(lambda: drawn.picture(0) is not None, timeout=20_000)
    picture = drawn.picture(0)
    assert picture is not None
    assert picture.width() * picture.height() <= leaves.LARGEST * 1.01


def test_what_is_no_pdf_says_so_and_the_pictures_stay(
    drawn: Leaves, qtbot: QtBot, tmp_path: Path
) -> None:
    drawn.want([0], 1.0)
    qtbot.waitUntil(lambda: drawn.is_fresh(0), timeout=10_000)
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    with qtbot.waitSignal(drawn.broken, timeout=10_000):
        drawn.open(broken)
    assert drawn.picture(0) is not None


def test_pages_nobody_wants_any_more_are_not_drawn(drawn: Leaves, qtbot: QtBot) -> None:
    drawn.want(range(30), 1.0)
    drawn.want([39], 1.0)
    qtbot.waitUntil(lambda: drawn.is_fresh(39), timeout=10_000)
    assert sum(drawn.picture(page) is not None for page in range(30)) <= 1
