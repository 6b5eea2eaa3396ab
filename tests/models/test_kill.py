"""Kills and power cuts: what was acknowledged is there, whole."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from app.errors import UserError
from app.models.journal import Journal
from tests.models.making import a_title, an_open_plan, reopened

LONG = bool(os.environ.get("ATELIER_LONG"))
KILLS = 200 if LONG else 40
Recorded = Callable[[str, object], None]  # pytest's record_property
HARNESS = Path(__file__).parents[2].parent / "shared" / "harness" / "powercut.py"

# Types on: every stroke is acknowledged with one line once it is in the file.
TYPING = """
import sys, time
from pathlib import Path
from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.models.verbs.rows import set_field
from tests.models.making import a_title
journal = Journal(PlanFile.open(Path(sys.argv[1])))
n = int(journal.plan.info.title or 0)
last = n + int(sys.argv[2])
while n < last:
    n += 1
    if n % 4 == 0:
        journal.do(set_field(journal.plan, ("plan", journal.plan.info.id, "lead"), str(n)))
        journal.undo()
    journal.do(a_title(journal.plan, str(n), visit=str(n // 5)))
    print(n, flush=True)
journal.close()
"""


@contextmanager
def typing(path: Path, count: int = 100_000) -> Iterator[subprocess.Popen[str]]:
    """A child process that types into the plan's title and says what is safe."""
    with subprocess.Popen(
        [sys.executable, "-c", TYPING, str(path), str(count)], stdout=subprocess.PIPE, text=True
    ) as child:
        try:
            yield child
        finally:
            child.kill()


def a_numbered_plan(path: Path) -> Path:
    """A plan whose title is the number of the last stroke."""
    with an_open_plan(path) as journal:
        journal.do(a_title(journal.plan, "0"))
    return path


def require_whole(path: Path, acknowledged: int, typed: int | None = None) -> None:
    """The file opens without a question, holds what was acknowledged, and nothing half done."""
    with reopened(path) as file:
        assert file.damage() == ""
        title = int(file.read_plan().info.title)
        assert title >= acknowledged
        assert typed is None or title <= typed
        journal = Journal(file)
        step = journal.history.to_undo
        assert step is not None
        assert journal.plan.after(step.inverse()).after(step) == journal.plan


@pytest.mark.promise
def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path, record_property: Recorded) -> None:
    path, dice = a_numbered_plan(tmp_path / "plan.atelier"), random.Random(11)
    acknowledged = 0
    for _ in range(KILLS):
        with typing(path) as child:
            assert child.stdout is not None
            said = [child.stdout.readline()]
            time.sleep(dice.random() * 0.05)
            child.kill()
            said += child.stdout.readlines()
        whole = [int(line) for line in said if line.endswith("\n")]
        acknowledged = whole[-1]
        require_whole(path, acknowledged, acknowledged + 2)
    record_property("promise", "R1")
    record_property("figure", f"{acknowledged} acknowledged edits, {KILLS} kills, 0 lost")
    assert acknowledged > KILLS
    assert sorted(p.name for p in tmp_path.iterdir()) == [path.name]


# Power cuts, replayed from a recording of every file operation


@pytest.fixture(scope="module")
def powercut() -> ModuleType:
    """The recorder and replayer that lies beside the repository on a development machine."""
    if not HARNESS.exists() or shutil.which("cc") is None or sys.platform != "linux":
        pytest.skip("needs Linux, a C compiler and ../shared/harness")
    spec = importlib.util.spec_from_file_location("powercut", HARNESS)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def recorded(powercut: ModuleType, path: Path, change: str = "") -> list[tuple[object, ...]]:
    """Every file operation of twelve strokes; ``change`` spoils the program for a control."""
    code = change + TYPING
    command = [sys.executable, "-c", code, str(path), "12"]
    operations: list[tuple[object, ...]] = powercut.record(command, str(path.parent))
    return operations


def losses(powercut: ModuleType, states: object, name: str, place: Path) -> tuple[int, int]:
    """How many states were tried, and how many lost something or could not be opened."""
    tried = lost = 0
    for _, files, acknowledged in states:  # type: ignore[attr-defined]  # the harness is untyped
        if not files.get(name):
            continue  # the recording begins with laying out the file
        numbers = [int(line) for line in acknowledged if line.isdecimal()]
        powercut.lay(files, str(place))
        tried += 1
        try:
            require_whole(place / name, max(numbers, default=0))
        except (AssertionError, UserError):
            lost += 1
    return tried, lost


@pytest.mark.promise
def test_nothing_acknowledged_is_lost_by_a_power_cut(
    tmp_path: Path, powercut: ModuleType, record_property: Recorded
) -> None:
    (tmp_path / "disk").mkdir()
    path = a_numbered_plan(tmp_path / "disk" / "plan.atelier")
    operations = recorded(powercut, path)
    states = powercut.power_cuts(operations, per_point=10 if LONG else 1)
    tried, lost = losses(powercut, states, path.name, tmp_path / "state")
    record_property("promise", "R3")
    record_property("figure", f"{lost} of {tried} power cuts lost something")
    assert tried > 100
    assert lost == 0


@pytest.mark.promise
def test_no_file_operation_is_a_bad_moment_for_a_kill(
    tmp_path: Path, powercut: ModuleType, record_property: Recorded
) -> None:
    (tmp_path / "disk").mkdir()
    path = a_numbered_plan(tmp_path / "disk" / "plan.atelier")
    operations = recorded(powercut, path)
    tried, lost = losses(powercut, powercut.kills(operations), path.name, tmp_path / "state")
    record_property("promise", "R2")
    record_property("figure", f"{lost} of {tried} moments lost something")
    assert tried > 50
    assert lost == 0


@pytest.mark.promise
def test_a_program_that_does_not_wait_for_the_disk_is_caught(
    tmp_path: Path, powercut: ModuleType
) -> None:
    """The control: without EXTRA the same cuts lose what was acknowledged."""
    (tmp_path / "disk").mkdir()
    path = a_numbered_plan(tmp_path / "disk" / "plan.atelier")
    hasty = (
        "import app.models.planfile.planfile as p\n"
        "careful = p.make_durable\n"
        "def hasty(db, path):\n"
        "    careful(db, path); db.execute('PRAGMA synchronous=OFF')\n"
        "p.make_durable = hasty\n"
    )
    operations = recorded(powercut, path, hasty)
    states = powercut.power_cuts(operations, per_point=1)
    _, lost = losses(powercut, states, path.name, tmp_path / "state")
    assert lost > 0
