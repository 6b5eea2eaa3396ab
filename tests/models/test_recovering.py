"""Faults while something is being recovered: what it is recovered from stays as it was."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from app.models.planfile import Backups, check_file
from tests.models.making import a_closed_plan, a_plan, reopened
from tests.models.spoiling import killed_in_mid_edit
from tests.models.test_every_fault import LONG, faulted, points
from tests.models.test_kill import powercut as powercut  # the fixture

EACH = 1 if LONG else 2  # every operation, or every other one of a handful
Record = Callable[[str, object], None]

COMMAND = """
import os, sys
from pathlib import Path
place = Path(sys.argv[1])
os.environ["ATELIER_HOME"] = str(place / "home")
from app.__main__ import main
sys.exit(main([{words}]))
"""
OPENING = """
import sys
from pathlib import Path
from app.errors import UserError
from app.models.planfile import PlanFile
try:
    PlanFile.open(Path(sys.argv[1]) / "plan.atelier").close()
except UserError as fault:
    sys.exit(1)
"""
RESTORING = """
import sys
from pathlib import Path
from app.errors import UserError
from app.models.planfile import Backups
place = Path(sys.argv[1])
kept = Backups(place / "backups")
try:
    kept.restore(kept.all()[0], place / "back.atelier").close()
except UserError as fault:
    sys.exit(1)
"""
SALVAGING = COMMAND.format(
    words='"salvage", str(place / "plan.atelier"), "-o", str(place / "back.atelier")'
)
IMPORTING = COMMAND.format(
    words='"import", str(place / "people.csv"), "--into", str(place / "plan.atelier")'
)
PEOPLE = "name,organisation\n" + "".join(f"Person {n},Forum\n" for n in range(30))


def unfinished(desk: Path) -> None:
    """A plan whose program was killed in the middle of an edit."""
    killed_in_mid_edit(desk / "plan.atelier")


def backed_up(desk: Path) -> None:
    """A sound plan with a backup."""
    with reopened(desk / "plan.atelier") as file:
        Backups(desk / "backups").make(file)


def damaged(desk: Path) -> None:
    """A plan of which a page was destroyed."""
    path = desk / "plan.atelier"
    data = path.read_bytes()
    path.write_bytes(data[:40_960] + bytes(4_096) + data[45_056:])


def with_people(desk: Path) -> None:
    """A sound plan and a list of people."""
    (desk / "people.csv").write_text(PEOPLE, "utf-8")


def rolled_back(place: Path, desk: Path) -> bool:
    """The edit that was cut off is gone, now or at the next opening; nothing else is."""
    path = place / "plan.atelier"
    with reopened(path) as file:
        assert file.damage() == ""
        plan = file.read_plan()
    assert len(plan.commitments) == 40
    assert "__half__" not in repr(plan)
    return True


def untouched(place: Path, desk: Path) -> bool:
    """What was recovered from is as it was; what came of it is whole or not there."""
    for name in ("plan.atelier", *(f"backups/{p.name}" for p in (desk / "backups").glob("*"))):
        assert (place / name).read_bytes() == (desk / name).read_bytes()
    back = place / "back.atelier"
    assert not back.exists() or check_file(back).code == ""
    return back.exists()


def all_or_nobody(place: Path, desk: Path) -> bool:
    """The plan is whole, with everybody of the list in it or nobody; so is every backup."""
    with reopened(place / "plan.atelier") as file:
        assert file.damage() == ""
        people = len(file.read_plan().tables["person"])
    assert people in (0, 30)
    assert all(not check_file(path).code for path in place.rglob("*.bak"))
    return people == 30


SCRIPTS: dict[str, tuple[Callable[[Path], None], str, Callable[[Path, Path], bool]]] = {
    "an edit that was cut off": (unfinished, OPENING, rolled_back),
    "a backup restored": (backed_up, RESTORING, untouched),
    "a damaged plan salvaged": (damaged, SALVAGING, untouched),
    "people imported": (with_people, IMPORTING, all_or_nobody),
}


@pytest.mark.promise
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_fault_while_recovering_leaves_the_original_whole(
    powercut: ModuleType, tmp_path: Path, name: str, record_property: Record
) -> None:
    """Killed, and with the disk full, at the file operations of a recovery."""
    prepare, script, hold = SCRIPTS[name]
    desk, place = tmp_path / "desk", tmp_path / "place"
    a_closed_plan(desk / "plan.atelier", a_plan(40, 60))
    prepare(desk)
    numbers = points(powercut, desk, script, tmp_path / "recorded")[::EACH]
    tried, done = 0, set()
    for kill in (True, False):
        for run in faulted(powercut, desk, place, script, numbers, kill=kill, errno=errno.ENOSPC):
            assert run.returncode in ((0, 1, -9) if kill else (0, 1)), run.stderr.decode()
            done.add(run.returncode)
            hold(place, desk)
            tried += 1
    assert done - {0}, "the control: some were broken off"
    record_property("promise", "R7")
    record_property("figure", f"0 of {tried} faults during {name} cost anything")
