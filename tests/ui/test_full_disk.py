"""A full or failing disk: what is typed stays, is never called saved, and gets in later."""

from __future__ import annotations

import errno
import os
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.models.edits import Step
from app.models.planfile import PlanFile, check_file
from app.models.planfile.writing import Progress, untold
from app.ui.pages.commitments import CommitmentsPage
from app.ui.window import MainWindow
from tests.ui.program import person, running, type_into
from tests.ui.walking import begin, commitments_page, fields

LONG = bool(os.environ.get("ATELIER_LONG"))
ROUNDS = 40 if LONG else 6
CODES = ("disk_full", "disk_failed", "read_only_place", "file_gone")
TITLE = "Land"
Record = Callable[[str, object], None]


class Disk:
    """Stands between the journal and the file: refuses every write while it is full."""

    def __init__(self, file: PlanFile) -> None:
        self._apply = file.apply
        self.code = ""
        self.refused = 0

    def apply(self, step: Step, kind: str = "do", progress: Progress = untold) -> Step:
        if self.code:
            self.refused += 1
            raise UserError(self.code, name="plan")
        return self._apply(step, kind, progress)


@contextmanager
def on_a_disk(qapp: QApplication, folder: Path) -> Iterator[tuple[MainWindow, Disk]]:
    with running(qapp, folder) as window:
        begin(window)
        assert window.journal is not None
        disk = Disk(window.journal.file)
        window.journal.file.apply = disk.apply  # type: ignore[method-assign]  # a full disk
        yield window, disk
        disk.code = ""


def state(window: MainWindow) -> str:
    return window.top_line.state.label.text()


def with_a_commitment(window: MainWindow) -> CommitmentsPage:
    page = commitments_page(window)
    page.outline.add.click()
    title, _ = fields(page)
    type_into(title, TITLE)
    title.commits.flush()
    return page


def in_file(window: MainWindow) -> str:
    assert window.journal is not None
    plan = window.journal.file.read_plan()
    return " ".join(c.title for c in plan.commitments) + " ".join(
        str(getattr(answer, "text", "")) for answer in plan.tables["answer"].values()
    )


@pytest.mark.promise
def test_a_full_disk_keeps_the_text_on_the_screen_and_takes_it_later(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, record_property: Record
) -> None:
    record_property("promise", "R5")
    with on_a_disk(qapp, tmp_path) as (window, disk):
        page = with_a_commitment(window)
        title, problem = fields(page)
        told: list[str] = []
        assert window.bench is not None
        window.bench.desk.bridge.failed.connect(lambda fault: told.append(fault.code))
        disk.code = "disk_full"
        for part in (" for", " all", " of us"):
            type_into(title, part)
            title.commits.flush()
        type_into(problem, " And dear.")
        problem.commits.flush()
        assert disk.refused >= 4
        assert told == ["disk_full"], "one message, not one at every key"
        assert title.text() == f"{TITLE} for all of us"
        assert "for all of us" not in in_file(window)
        assert state(window) == "Not saved"
        window.bench.show_page("people")
        page = commitments_page(window)
        page.outline.add.click()  # refused too, and told, for a person asked for it
        assert told == ["disk_full", "disk_full"]
        assert title.text() == f"{TITLE} for all of us"
        disk.code = ""
        window.bench.desk.bridge.retry()
        assert "for all of us" in in_file(window)
        assert "And dear." in in_file(window)
        assert state(window).startswith("Saved")
        assert window.bench.desk.bridge.unwritten.count == 0
    record_property("figure", "0 of 4 texts lost, 1 message")


def test_what_was_refused_is_there_when_one_comes_back_to_its_row(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with on_a_disk(qapp, tmp_path) as (window, disk):
        page = with_a_commitment(window)
        page.outline.add.click()
        page.outline.list.setFocus()
        QTest.keyClick(page.outline.list, Qt.Key.Key_Up)
        title, _ = fields(page)
        assert title.text() == TITLE
        disk.code = "disk_full"
        title.end(False)
        type_into(title, " for all")
        page.outline.list.setFocus()
        QTest.keyClick(page.outline.list, Qt.Key.Key_Down)
        title, _ = fields(page)
        assert title.text() == ""
        QTest.keyClick(page.outline.list, Qt.Key.Key_Up)
        title, _ = fields(page)
        assert title.text() == f"{TITLE} for all"
        disk.code = ""
        title.end(False)
        type_into(title, "!")
        title.commits.flush()
        assert f"{TITLE} for all!" in in_file(window)


def test_typing_back_what_the_file_holds_leaves_nothing_unsaved(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with on_a_disk(qapp, tmp_path) as (window, disk):
        page = with_a_commitment(window)
        title, _ = fields(page)
        disk.code = "disk_full"
        type_into(title, "!")
        title.commits.flush()
        assert state(window) == "Not saved"
        QTest.keyClick(title, Qt.Key.Key_Backspace)
        title.commits.flush()
        assert state(window).startswith("Saved")
        assert window.bench is not None
        assert window.bench.desk.bridge.unwritten.count == 0


@pytest.mark.promise
@pytest.mark.parametrize("code", CODES if LONG else CODES[:2])
def test_saved_is_shown_only_where_the_bytes_are(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, code: str, record_property: Record
) -> None:
    """A disk that comes and goes while somebody types into two fields."""
    record_property("promise", "R8")
    dice, lies, looks = random.Random(code), 0, 0
    with on_a_disk(qapp, tmp_path) as (window, disk):
        title, problem = fields(with_a_commitment(window))
        for n in range(ROUNDS):
            disk.code = dice.choice(("", code, code))
            field = dice.choice((title, problem))
            type_into(field, f" w{n}")
            field.commits.flush()
            shown = title.text() in in_file(window) and problem.raw_text() in in_file(window)
            looks += 1
            lies += state(window).startswith("Saved") and not shown
            assert f" w{n}" in (title.text() + problem.raw_text())
        disk.code = ""
        assert window.bench is not None
        window.bench.desk.bridge.retry()
        assert state(window).startswith("Saved")
        assert title.text() in in_file(window)
        assert problem.raw_text() in in_file(window)
        assert lies == 0
    record_property("figure", f"{lies} of {looks} looks ({code})")


def test_the_reserve_lets_one_finish_and_says_so_once(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with on_a_disk(qapp, tmp_path) as (window, disk):
        title, _ = fields(with_a_commitment(window))
        assert window.journal is not None
        assert window.bench is not None
        ballast = window.journal.ballast
        assert ballast is not None
        ballast.make(room=0)
        assert ballast.is_there
        warned: list[str] = []
        window.bench.desk.bridge.warned.connect(lambda fault: warned.append(fault.code))
        give_up = ballast.give_up

        def freed() -> bool:
            disk.code = ""
            return give_up()

        ballast.give_up = freed  # type: ignore[method-assign]  # giving it up makes room
        for n in range(2):
            disk.code = "disk_full"
            type_into(title, f" {n}")
            title.commits.flush()
        assert warned == ["disk_reserve"]
        assert f"{TITLE} 0" in in_file(window)
        assert title.text() == f"{TITLE} 0 1"
        assert not ballast.is_there


def test_closing_with_a_text_the_disk_refused_asks_and_can_save_it_elsewhere(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere.atelier"
    with on_a_disk(qapp, tmp_path) as (window, disk):
        title, _ = fields(with_a_commitment(window))
        disk.code = "disk_full"
        type_into(title, " for all")
        person(window).choice = None
        window.run_action("close_plan")
        assert window.journal is not None, "the plan stays open"
        assert title.text() == f"{TITLE} for all"
        person(window).choice, person(window).file = 0, target
        window.run_action("close_plan")
        assert window.stack.currentWidget() is window.welcome
    assert check_file(target).code == ""
    file = PlanFile.open(target, read_only=True)
    assert [c.title for c in file.read_plan().commitments] == [f"{TITLE} for all"]
    file.close()


def test_backups_on_a_full_disk_are_told_once(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_file: PlanFile, target: Path, *, fresh: bool = False) -> None:
        raise UserError("disk_full", name=target.name) from OSError(errno.ENOSPC, "full")

    with on_a_disk(qapp, tmp_path) as (window, _disk):
        page = with_a_commitment(window)
        assert window.safekeeping is not None
        told: list[str] = []
        window.safekeeping.failed.connect(lambda fault: told.append(fault.code))
        window.run_action("back_up")
        kept = sorted((tmp_path / "data" / "backups").iterdir())
        monkeypatch.setattr(PlanFile, "copy_to", full)
        for _ in range(3):
            page.outline.add.click()
            window.safekeeping._tick()
        assert told == ["disk_full"]
        window.run_action("back_up")
        assert told == ["disk_full"] * 2, "who asks is answered"
        assert sorted((tmp_path / "data" / "backups").iterdir()) == kept
