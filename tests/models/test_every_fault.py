"""Each kind of write once, with the disk failing or the program killed at each file operation."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

from app.leftovers import remove_strays
from app.models.planfile import Backups, check_file
from tests.models.making import a_closed_plan, reopened
from tests.models.test_kill import powercut

__all__ = ["powercut"]  # a fixture

LONG = bool(os.environ.get("ATELIER_LONG"))
POINTS = 10_000 if LONG else 8
Record = Callable[[str, object], None]

# Says what is safe, tells the world's faults, and goes on; anything else ends it with 1.
WORKING = """
import sys
from pathlib import Path
from app.errors import UserError
from app.exports.atomic import atomic_write
from app.models.journal import Journal
from app.models.planfile import Backups, Ballast, PlanFile
from app.models.planfile.sending import send_copy
from tests.models.making import a_title
folder = Path(sys.argv[1])
def tried(act, said):
    try:
        act()
    except UserError as fault:
        print(fault.code, file=sys.stderr)
    else:
        print(said, flush=True)
        return True
journals = []
tried(lambda: journals.append(Journal(PlanFile.open(folder / "plan.atelier"),
                                      Ballast(folder / "data"))), "open")
for journal in journals:
    for n in range(10, 13):
        tried(lambda: journal.do(a_title(journal.plan, str(n))), n)
    tried(journal.undo, "undone")
    tried(journal.redo, "redone")
    tried(lambda: Backups(folder / "backups").make(journal.file), "backup")
    tried(lambda: send_copy(journal.file, folder / "copy.atelier"), "copy")
    tried(lambda: atomic_write(folder / "report.txt", lambda f: f.write(b"new" * 9000)), "report")
    def compared():
        assert journal.file.is_unsure or journal.file.read_plan() == journal.plan
        assert not journal.file.in_transaction
    tried(compared, "same")
    journal.close()
"""

BACKING_UP = """
import sys
from pathlib import Path
from app.errors import UserError
from app.models.planfile import Backups, PlanFile
folder = Path(sys.argv[1])
try:
    file = PlanFile.open(folder / "plan.atelier")
    Backups(folder / "backups").make(file)
    file.close()
except UserError as fault:
    print(fault.code, file=sys.stderr)
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a plan, a backup, a copy and a report of yesterday, and the reserve."""
    folder = tmp_path / "desk"
    path = a_closed_plan(folder / "plan.atelier")
    (folder / "data").mkdir()
    (folder / "data" / "reserve").write_bytes(b"x" * 1_000_000)
    (folder / "report.txt").write_bytes(b"old" * 9_000)
    with reopened(path) as file:
        Backups(folder / "backups").make(file)
        file.copy_to(folder / "copy.atelier")
    return folder


def points(powercut: ModuleType, desk: Path, script: str, place: Path) -> list[int]:
    """The file operations to fail at: all of them, or some from the first to the last."""
    shutil.copytree(desk, place)
    command = [sys.executable, "-c", script, str(place)]
    before = sum(1 for path in place.rglob("*") if path.is_file())
    total = len(powercut.record(command, str(place))) - 3 * before
    return list(range(1, total, max(1, total // POINTS)))


def faulted(
    powercut: ModuleType, desk: Path, place: Path, script: str, numbers: list[int], **fault: object
) -> Iterator[subprocess.CompletedProcess[bytes]]:
    """Run the script once for each number, on a fresh copy of the desk at ``place``."""
    for number in numbers:
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(desk, place)
        command = [sys.executable, "-c", script, str(place)]
        yield powercut.fault(command, str(place), at=number, **fault)


def require_nothing_lost(place: Path, said: bytes) -> None:
    """What was acknowledged is in the file, and every earlier file is the old or the new one."""
    lines = said.decode().split()
    numbers = [int(line) for line in lines if line.isdecimal()]
    # An undo that was refused in its last moment may be in the file; no edit is lost by it.
    taken_back = not {"undone", "redone"} <= set(lines)
    with reopened(place / "plan.atelier") as file:
        assert file.damage() == ""
        title = file.read_plan().info.title
        assert int(title if title.isdecimal() else 0) >= max(numbers, default=0) - taken_back
    assert check_file(place / "copy.atelier").code == ""
    assert (place / "report.txt").read_bytes() in (b"old" * 9_000, b"new" * 9_000)
    require_whole_backups(place)


def require_whole_backups(place: Path) -> int:
    backups = Backups(place / "backups").all()
    assert backups
    assert [check_file(backup.path).code for backup in backups] == [""] * len(backups)
    for folder in (place, place / "backups"):
        remove_strays(folder, here_only=True)
        assert not list(folder.glob(".~*"))
    return len(backups)


@pytest.mark.promise
@pytest.mark.parametrize(
    ("promise", "number", "once"),
    [
        ("R5", errno.ENOSPC, False),
        ("R6", errno.EIO, True),
        ("R6", errno.EIO, False),
        *([("R6", errno.EROFS, False), ("R6", errno.ENODEV, True)] if LONG else []),
    ],
)
def test_a_failing_disk_costs_nothing_that_was_acknowledged(
    powercut: ModuleType,
    desk: Path,
    tmp_path: Path,
    promise: str,
    number: int,
    once: bool,
    record_property: Record,
) -> None:
    record_property("promise", promise)
    place, refused, tried = tmp_path / "place", 0, 0
    numbers = points(powercut, desk, WORKING, tmp_path / "recorded")
    for run in faulted(powercut, desk, place, WORKING, numbers, errno=number, once=once):
        assert run.returncode == 0, run.stderr.decode()
        refused += bool(run.stderr)
        tried += 1
        require_nothing_lost(place, run.stdout)
    assert refused > tried // 3, "the control: the fault did reach the program"
    kind = "once" if once else "for good"
    record_property("figure", f"0 of {tried} runs lost ({errno.errorcode[number]} {kind})")


@pytest.mark.promise
def test_a_backup_is_never_half(
    powercut: ModuleType, desk: Path, tmp_path: Path, record_property: Record
) -> None:
    """Killed, and with the disk full, at the file operations of a backup."""
    record_property("promise", "R12")
    place, made = tmp_path / "place", []
    numbers = points(powercut, desk, BACKING_UP, tmp_path / "recorded")
    for kill in (True, False):
        for run in faulted(powercut, desk, place, BACKING_UP, numbers, kill=kill):
            assert run.returncode in ((0, -9) if kill else (0,)), run.stderr.decode()
            made.append(require_whole_backups(place))
            with reopened(place / "plan.atelier") as file:
                assert file.damage() == ""
    assert 1 in made, "the control: some backups were broken off"
    record_property("figure", f"0 of {len(made)} half")
