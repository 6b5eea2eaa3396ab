"""Typing into the real window that is killed, closed or logged off at any moment."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec import Struct, field
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.planfile import PlanFile, check_file
from app.ui.ending import write_what_waits
from tests.house import ROOT
from tests.models.making import TEMPLATE, a_closed_plan
from tests.promises.typist import EVERY_MS
from tests.ui.program import person, running
from tests.ui.walking import FIELDS, fields_of, text_of

LONG = bool(os.environ.get("ATELIER_LONG"))
KILLS = 300 if LONG else 10
ROUND = 5  # kills of one plan
SLEEPS = 60 if LONG else 3
NAP = 0.4  # seconds: longer than the pause
CLOSINGS = 200 if LONG else 6
AT_MOST_MS = 300
Record = Callable[[str, object], None]
Lengths = dict[str, int]


class Seen(Struct):
    """What one killed typist said: how much of each field it had typed and been told was saved."""

    typed: Lengths = field(default_factory=dict)
    saved: Lengths = field(default_factory=dict)
    questions: int = 0
    keys: int = 0

    def take(self, line: str) -> None:
        """One whole line of what it said."""
        kind, *rest = line.split()
        if kind == "told":
            self.questions += int(rest[0])
        elif kind == "saved":
            self.saved[rest[0]] = int(rest[1])
        else:
            self.typed[rest[0]] = int(rest[1])
            self.keys += kind == "typed"


@contextmanager
def typists() -> Iterator[subprocess.Popen[str]]:
    """The process that lets others type."""
    with subprocess.Popen(
        [sys.executable, "-m", "tests.promises.typist"],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as server:
        yield server


def killed(
    server: subprocess.Popen[str],
    plan: Path,
    home: Path,
    seconds: float,
    end: Callable[[int], None] = lambda process: os.kill(process, signal.SIGKILL),
) -> Seen:
    """Let somebody type for a while from the first letter on, and kill the program."""
    assert server.stdin is not None
    assert server.stdout is not None
    server.stdin.write(f"{plan}\t{home}\n")
    server.stdin.flush()
    seen, typing = Seen(), 0
    for line in server.stdout:
        if line.startswith("process"):
            typing = int(line.split()[1])
        elif line == "ended\n":
            break
        else:
            seen.take(line)
        if seen.keys == 1 and line.startswith("typed"):
            time.sleep(seconds)
            end(typing)
    return seen


def held(plan: Path) -> Lengths:
    """How much of each field the file holds; it must be sound, and every letter in its order."""
    assert check_file(plan).code == ""
    file = PlanFile.open(plan)
    try:
        rows = file.read_plan()
    finally:
        file.close()
    first = rows.commitments[0]
    return {
        "title": len(first.title),
        "problem": len(rows.answer(TEMPLATE, "problem", first.id).text),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.promise
def test_no_key_that_was_acknowledged_is_lost_by_a_kill(
    tmp_path: Path, record_property: Record
) -> None:
    dice, keys, lost, most, questions = random.Random(15), 0, 0, 0, 0
    with typists() as server:
        for number in range(KILLS):
            if number % ROUND == 0:  # a title has an end
                plan = a_closed_plan(tmp_path / f"{number}.atelier")
            seen = killed(server, plan, tmp_path / "home", dice.uniform(0.05, 0.9))
            kept = held(plan)
            keys, questions = keys + seen.keys, questions + seen.questions
            lost += sum(max(0, seen.saved.get(name, 0) - kept[name]) for name in FIELDS)
            most = max(most, sum(seen.typed[name] - kept[name] for name in FIELDS))
    record_property("promise", "R1")
    record_property(
        "figure",
        f"{KILLS} kills while {keys} keys were typed into the window: {lost} acknowledged lost, "
        f"at most {most} keys ({most * EVERY_MS} ms) unsaved, {questions} questions",
    )
    assert keys > KILLS * 5, "the control: somebody typed"
    assert (lost, questions) == (0, 0)
    assert 0 < most * EVERY_MS <= AT_MOST_MS, "never nothing: kills come between two commits"


def put_to_sleep(process: int) -> None:
    """The lid is closed in the middle of a word, and the battery is empty before it opens."""
    os.kill(process, signal.SIGSTOP)
    time.sleep(NAP)
    os.kill(process, signal.SIGKILL)


def woken(process: int) -> None:
    """It opens in time, and the typing goes on for a moment."""
    os.kill(process, signal.SIGSTOP)
    time.sleep(NAP)
    os.kill(process, signal.SIGCONT)
    time.sleep(NAP)
    os.kill(process, signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGSTOP")
@pytest.mark.promise
def test_nothing_is_lost_or_asked_when_the_computer_sleeps(
    tmp_path: Path, record_property: Record
) -> None:
    dice, lost, most, questions = random.Random(16), 0, 0, 0
    with typists() as server:
        for number in range(SLEEPS):
            if number % ROUND == 0:
                plan = a_closed_plan(tmp_path / f"{number}.atelier")
            end = woken if number % 2 else put_to_sleep
            seen = killed(server, plan, tmp_path / "home", dice.uniform(0.05, 0.5), end)
            kept = held(plan)
            questions += seen.questions
            lost += sum(max(0, seen.saved.get(name, 0) - kept[name]) for name in FIELDS)
            most = max(most, sum(seen.typed[name] - kept[name] for name in FIELDS))
    record_property("promise", "R9")
    figure = f"{SLEEPS} sleeps: {questions} prompts, {lost} acknowledged lost, {most} keys unsaved"
    record_property("figure", figure)
    assert (lost, questions) == (0, 0)
    assert most * EVERY_MS <= AT_MOST_MS


@pytest.mark.promise
def test_closing_and_logging_off_ask_nothing_and_lose_nothing(
    qapp: QApplication, tmp_path: Path, record_property: Record
) -> None:
    """In the middle of typing the window is closed, or the session ends without a question."""
    plan, dice = a_closed_plan(tmp_path / "plan.atelier"), random.Random(9)
    lost = asked = 0
    with running(qapp, tmp_path / "home") as window:
        for number in range(CLOSINGS):
            window.open_path(plan)
            fields = fields_of(window)
            for _ in range(dice.randint(1, 3)):
                QTest.keyClicks(fields[dice.choice(FIELDS)], "ab"[: dice.randint(1, 2)])
                QTest.qWait(dice.choice((0, 0, 5, 120)))
            shown = {name: len(text_of(fields[name])) for name in FIELDS}
            if number % 2:
                window.close_plan()
                kept = held(plan)
            else:  # the system ends the process next; nothing more may be needed
                write_what_waits(window)
                assert window.journal is not None
                rows = window.journal.file.read_plan()
                first = rows.commitments[0]
                answer = rows.answer(TEMPLATE, "problem", first.id)
                kept = {"title": len(first.title), "problem": len(answer.text)}
                window.close_plan()
            lost += sum(shown[name] - kept[name] for name in FIELDS)
        asked = len(person(window).told)
    record_property("promise", "R9")
    record_property(
        "figure", f"{CLOSINGS} closings and log-offs: {asked} prompts, {lost} keys lost"
    )
    assert (lost, asked) == (0, 0)
