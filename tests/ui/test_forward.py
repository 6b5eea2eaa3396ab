"""Starting the program again brings the window forward that is there; the second start ends."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.calls import Calls
from app.models.planfile.carried import CarryList
from app.paths import Paths
from app.ui.dialogs.shell import ShellDialog
from app.ui.forward import Forward
from app.ui.window import MainWindow
from tests.house import ROOT
from tests.models.making import a_closed_plan
from tests.ui.program import Stick, in_dialog, person, running, wait_until


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    stick = Stick(tmp_path / "stick")
    with running(qapp, tmp_path / "home", places=stick) as window:
        calls = Calls(window.tools.paths.calls)
        Forward(calls, lambda: window, window)
        yield window
        calls.leave()


def a_second_start(home: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program as a double click begins it; without a bound on how long it runs."""
    environ = {**os.environ, "ATELIER_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        [sys.executable, "-m", "app", *arguments], cwd=ROOT, env=environ, text=True
    )


def it_ends(process: subprocess.Popen[str], patience: float = 60.0) -> int:
    """Its exit code; the window works meanwhile."""
    ends = time.monotonic() + patience
    try:
        while process.poll() is None and time.monotonic() < ends:
            QTest.qWait(10)
        assert process.returncode is not None, "the second start is still there"
        return process.returncode
    finally:
        process.kill()


def test_the_program_started_twice_is_one_window(window: MainWindow, tmp_path: Path) -> None:
    window.showMinimized()
    assert it_ends(a_second_start(tmp_path / "home")) == 0
    wait_until(lambda: not window.isMinimized())


def test_a_plan_started_twice_is_one_window(window: MainWindow, tmp_path: Path) -> None:
    plan = a_closed_plan(tmp_path / "plan.atelier")
    window.open_path(plan)
    window.showMinimized()
    assert it_ends(a_second_start(tmp_path / "home", str(plan))) == 0
    wait_until(lambda: not window.isMinimized())


def test_a_plan_of_a_stick_started_twice_is_one_window(window: MainWindow, tmp_path: Path) -> None:
    """The window has a working copy of it open, and not the file that was double-clicked."""
    plan = a_closed_plan(tmp_path / "stick" / "plan.atelier")
    window.open_path(plan)
    assert window.journal is not None
    assert window.journal.file.path != plan
    carried = CarryList.of(Paths.under(tmp_path / "home")).at(plan)
    assert carried is not None
    assert carried.working == window.journal.file.path
    window.showMinimized()
    assert it_ends(a_second_start(tmp_path / "home", str(plan))) == 0
    wait_until(lambda: not window.isMinimized())


def test_a_dialog_that_waits_comes_forward_with_its_window(window: MainWindow) -> None:
    """The dialog is in front again, and stays open."""
    calls = Calls(window.tools.paths.calls)
    seen: list[bool] = []

    def call(dialog: object) -> None:
        window.activateWindow()
        (calls.folder / f"{calls.own_name}.call").touch()
        wait_until(lambda: not list(calls.folder.glob("*.call")))
        assert isinstance(dialog, ShellDialog)
        wait_until(dialog.isActiveWindow)
        seen.append(dialog.isVisible())
        dialog.reject()

    in_dialog(call)
    window.run_action("new_plan")
    assert seen == [True]


def test_another_plan_of_another_window_is_told_and_that_window_called(
    window: MainWindow, tmp_path: Path
) -> None:
    plan = a_closed_plan(tmp_path / "plan.atelier")
    code = (
        "import sys, time; from pathlib import Path; from app.calls import Calls\n"
        "from app.models.planfile import PlanFile\n"
        "file = PlanFile.open(Path(sys.argv[1])); calls = Calls(Path(sys.argv[2]))\n"
        "calls.stand_by(); print('here', flush=True)\n"
        "while not calls.answer(): time.sleep(0.01)\n"
        "print('came', flush=True); file.close()\n"
    )
    folder = window.tools.paths.calls
    with subprocess.Popen(
        [sys.executable, "-c", code, str(plan), str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "here\n"
        window.open_path(plan)
        assert person(window).told == ["open_in_window"]
        assert other.stdout.readline() == "came\n"
    assert window.journal is None
