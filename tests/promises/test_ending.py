"""The real program is asked to end by the system, in the middle of typing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.lock import lock_path
from app.paths import HOME, Paths
from tests.house import ROOT
from tests.models.making import a_closed_plan
from tests.promises.log_off import can_log_off

LONG = bool(os.environ.get("ATELIER_LONG"))
ENDINGS = 60 if LONG else 2
Record = Callable[[str, object], None]

# The program itself, with a person who types into the title and says each letter.
PROGRAM = """
import os, sys
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
import app.start as start
from app.ui.asking import Asking
from app.ui.window import MainWindow
from tests.promises.log_off import log_off
from tests.promises.typist import say
from tests.ui.walking import fields_of, text_of

for name in ("tell", "inform", "confirm", "choose"):
    setattr(Asking, name, lambda self, *said, name=name: say("asked", name))

def type_on():
    window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))
    if window.bench is None:
        return QTimer.singleShot(20, type_on)
    if sys.argv[2] == "dialog":
        QTimer.singleShot(0, window, lambda: window.run_action("restore"))
        return QTimer.singleShot(600, lambda: say("typed", 5))
    field = fields_of(window)["title"]
    say("begun", len(text_of(field)))

    def letter():
        if sys.argv[2] == "log off" and len(text_of(field)) > 40:
            log_off(QApplication.instance())
            os._exit(0)  # the system ends the process next
        if window.bench is None:  # the plan is closed, though the field is still there
            return window.clock.stop()
        QTest.keyClicks(field, "x")
        say("typed", len(text_of(field)))

    window.clock = QTimer(window, interval=15)
    window.clock.timeout.connect(letter)
    window.clock.start()

QTimer.singleShot(0, type_on)
sys.exit(start.run_window([sys.argv[1]]))
"""


def ended(plan: Path, home: Path, number: int, seconds: float, doing: str = "typing") -> list[str]:
    """Let the program run, ask it to end that long after the first letter; what it said."""
    environ = {**os.environ, HOME: str(home), "QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(plan), doing],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        text=True,
    ) as program:
        assert program.stdout is not None
        said: list[str] = []
        for line in program.stdout:
            said.append(line.strip())
            if line.startswith("typed"):
                break
        time.sleep(seconds)
        program.send_signal(number)
        said += [line.strip() for line in program.stdout]
        assert program.wait(20) == 0, "it ended by itself, not by the signal"
    return said


def title_of(plan: Path) -> str:
    assert check_file(plan).code == ""
    file = PlanFile.open(plan, read_only=True)
    try:
        return file.read_plan().commitments[0].title
    finally:
        file.close()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.promise
def test_asked_to_end_the_program_saves_and_closes(tmp_path: Path, record_property: Record) -> None:
    dice, lost, asked, backups = random.Random(8), 0, 0, 0
    for number in range(ENDINGS):
        home, plan = tmp_path / f"home {number}", a_closed_plan(tmp_path / f"{number}.atelier")
        way = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)[number % 3]
        said = ended(plan, home, way, dice.uniform(0, 0.7))
        typed = [int(line.split()[1]) for line in said if line.startswith("typed")]
        assert typed, "the control: somebody typed"
        lost += max(0, typed[-1] - len(title_of(plan)))
        asked += sum(line.startswith("asked") for line in said)
        assert not lock_path(plan).exists(), "closed, not killed"
        newest = Backups(Paths.under(home).backups).all()[0]
        backups += title_of(newest.path) == title_of(plan)
        assert not list((home / "cache" / "temp").iterdir())
    record_property("promise", "R9")
    record_property("figure", f"{ENDINGS} ends asked by signal: {asked} prompts, {lost} keys lost")
    record_property("target", "0 prompts, 0 lost")
    assert (lost, asked) == (0, 0)
    assert backups == ENDINGS


@pytest.mark.skipif(not can_log_off(), reason="this Qt tells nobody from outside of a session")
@pytest.mark.promise
def test_logging_off_saves_what_is_typed_through_the_signal_of_qt(
    tmp_path: Path, record_property: Record
) -> None:
    plan = a_closed_plan(tmp_path / "plan.atelier")
    said = ended(plan, tmp_path / "home", 0, 0, "log off")
    typed = [int(line.split()[1]) for line in said if line.startswith("typed")]
    asked = sum(line.startswith("asked") for line in said)
    lost = max(0, typed[-1] - len(title_of(plan)))
    record_property("promise", "R9")
    record_property("figure", f"log-off told by Qt, then killed: {asked} prompts, {lost} keys lost")
    record_property("target", "0 prompts, 0 lost")
    assert typed[-1] > 40, "the control: it was typed, and the signal came"
    assert (asked, lost) == (0, 0)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
def test_a_dialog_in_the_way_is_called_off(tmp_path: Path) -> None:
    plan = a_closed_plan(tmp_path / "plan.atelier")
    ended(plan, tmp_path / "home", signal.SIGTERM, 0.2, "dialog")
    assert not lock_path(plan).exists()
