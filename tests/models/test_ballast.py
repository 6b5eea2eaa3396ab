"""The reserve: given up when the disk is full, so that deleting and the last edit work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.edits import Step
from app.models.journal import Journal
from app.models.planfile import Ballast, PlanFile
from app.models.planfile.ballast import SIZE
from app.models.planfile.writing import Progress, untold
from tests.models.making import a_title, an_open_plan
from tests.models.test_bad_places import in_a_small_place


def test_the_reserve_is_made_given_up_and_made_again(tmp_path: Path) -> None:
    ballast = Ballast(tmp_path)
    assert ballast.make(room=0)
    reserve = tmp_path / "reserve"
    assert reserve.stat().st_size == SIZE
    noise = reserve.read_bytes()
    assert len(set(noise)) > 200, "zeros take no room on some disks"
    assert ballast.make(room=0)
    assert reserve.read_bytes() == noise
    assert ballast.give_up()
    assert ballast.given_up
    assert not ballast.give_up()
    assert not reserve.exists()
    assert ballast.make(room=0)
    assert not ballast.given_up


def test_no_reserve_is_made_of_the_last_bytes(tmp_path: Path) -> None:
    assert not Ballast(tmp_path).make(room=10**18)
    assert not Ballast(tmp_path / "gone").make()
    assert list(tmp_path.iterdir()) == []


def test_a_step_the_full_disk_refuses_is_tried_again_without_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ballast = Ballast(tmp_path / "data")
    (tmp_path / "data").mkdir()
    ballast.make(room=0)
    whole = PlanFile.apply

    def full(file: PlanFile, step: Step, kind: str = "do", progress: Progress = untold) -> Step:
        if ballast.is_there:
            raise UserError("disk_full", name="plan")
        return whole(file, step, kind, progress)

    monkeypatch.setattr(PlanFile, "apply", full)
    with an_open_plan(tmp_path / "plan.atelier") as plain:
        journal = Journal(plain.file, ballast)
        assert journal.do(a_title(journal.plan, "Last")).changes
        assert journal.plan.info.title == "Last"
        ballast.make(room=0)
        with pytest.raises(UserError, match="disk_full"):
            plain.do(a_title(plain.plan, "No reserve"))


FULL = """
import sys
from pathlib import Path
from app.errors import UserError
from app.models.edits import Step
from app.models.journal import Journal
from app.models.plan import new_id
from app.models.planfile import Ballast, PlanFile, check_file
from app.models.records import Note
from app.models.verbs.rows import added, bin_rows
from tests.models.making import a_plan
folder = Path(sys.argv[1])
RESERVE
journal = Journal(PlanFile.create(folder / "plan.atelier", a_plan()), ballast)
big = lambda: Step("x", (added(Note(new_id(), text="n" * 60_000)),))
plain = Journal(journal.file)
try:
    while True:
        plain.do(big())
except UserError as fault:
    print(fault.code)
plain.file.read_plan()
journal.plan = journal.file.read_plan()
filler = open(folder / "filler", "wb")
try:
    while True:
        filler.write(b"x" * 512)
        filler.flush()
except OSError:
    pass
try:
    notes = tuple(journal.plan.tables["note"].values())
    journal.do(Step("delete", bin_rows(notes)))
    print("deleted", len(notes) > 5)
except UserError as fault:
    print("refused", fault.code)
journal.close()
print(check_file(folder / "plan.atelier").code or "sound")
"""


@pytest.mark.promise
@pytest.mark.parametrize("reserve", [True, False])
def test_on_a_full_disk_one_can_still_delete(
    tmp_path: Path, reserve: bool, record_property: Callable[[str, object], None]
) -> None:
    """A real disk of 2 MB that is full to the last byte; the control has no reserve."""
    with_it = "ballast = Ballast(folder); assert ballast.make(room=0)"
    code = FULL.replace("RESERVE", with_it if reserve else "ballast = None")
    place = tmp_path / "place"
    place.mkdir()
    run = in_a_small_place(place, code)
    said = "deleted True" if reserve else "refused disk_full"
    assert run.stdout.splitlines() == ["disk_full", said, "sound"], run.stderr
    if reserve:
        record_property("promise", "R5")
        record_property("figure", "deleting works on a full disk of 2 MB")
