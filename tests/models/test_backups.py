"""Copies that count only once they were opened and checked."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.errors import UserError
from app.leftovers import remove_strays
from app.models.journal import Journal
from app.models.planfile import Backup, Backups, check_file
from app.models.planfile.backups import to_remove
from tests.models.making import a_plan, a_title, an_open_plan, reopened

LONG = bool(os.environ.get("ATELIER_LONG"))
Record = Callable[[str, object], None]
LINEAGE = "6f0e5a5c-0d55-4a0e-9a39-2d1f64c5c1a7"


def made_on(seq: int, made: datetime) -> Backup:
    return Backup(Path(f"{seq}.bak"), LINEAGE, seq, made)


def test_a_backup_holds_what_the_plan_held(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        journal.do(a_title(journal.plan, "before"))
        backup = backups.make(journal.file)
        kept, entries = journal.plan, journal.file.entries()
        journal.do(a_title(journal.plan, "after"))
    assert check_file(backup.path).code == ""
    restored = backups.restore(backup, tmp_path / "again" / "restored.atelier")
    try:
        assert (restored.read_plan(), restored.entries()) == (kept, entries)
        assert not restored.read_only
    finally:
        restored.close()
    assert backup.path.exists()


@pytest.mark.promise
def test_every_backup_of_a_long_session_can_be_restored(
    tmp_path: Path, record_property: Record
) -> None:
    record_property("promise", "R11")
    backups, truth, edits = Backups(tmp_path / "backups"), {}, 500 if LONG else 60
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        for n in range(edits):
            journal.do(a_title(journal.plan, f"Title {n}"))
            if n % 5 == 0:
                truth[backups.make(journal.file).seq] = journal.plan
        lineage = journal.file.lineage
    kept = backups.of(lineage)
    assert [backup.seq for backup in kept] == list(range(edits // 5, edits // 5 - 10, -1))
    for backup in kept:
        file = backups.restore(backup, tmp_path / f"{backup.seq}.atelier")
        assert file.read_plan() == truth[backup.seq]
        file.close()
    record_property("figure", f"{len(kept)} of {len(kept)} restored after {edits} edits")


def test_restoring_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    backups, path = Backups(tmp_path / "backups"), tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        backup = backups.make(journal.file)
    before = path.read_bytes()
    with pytest.raises(UserError, match="file_exists"):
        backups.restore(backup, path)
    assert path.read_bytes() == before


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        backup = backups.make(journal.file)
    backup.path.write_bytes(backup.path.read_bytes().replace(b"Publish it", b"Publish at"))
    with pytest.raises(UserError, match="file_damaged"):
        backups.restore(backup, tmp_path / "restored.atelier")
    assert not (tmp_path / "restored.atelier").exists()


def test_plans_in_one_folder_do_not_push_each_other_out(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "one.atelier") as one, an_open_plan(tmp_path / "two") as two:
        first = backups.make(one.file)
        for _ in range(15):
            backups.make(two.file)
        assert backups.of(one.file.lineage) == [first]
        assert len(backups.of(two.file.lineage)) == 10


def test_copies_of_a_plan_do_not_push_each_other_out(tmp_path: Path) -> None:
    backups, other = Backups(tmp_path / "backups"), tmp_path / "other.atelier"
    with an_open_plan(tmp_path / "plan.atelier") as one:
        one.file.copy_to(other, fresh=True)
        with reopened(other) as file:
            only = backups.make(file)
        for _ in range(12):
            backups.make(one.file)
        kept = backups.of(one.file.lineage)
    assert [backup.seq for backup in kept] == [*range(13, 3, -1), 1]
    assert kept[-1] == only


def test_what_is_no_backup_is_left_alone(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    names = ("notes.bak", f"{LINEAGE}-00000001-20269999T999999.bak", f"{LINEAGE}-1-x.bak", "a.txt")
    for name in names:
        (folder / name).write_text("mine")
    backups = Backups(folder)
    assert backups.all() == []
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        for _ in range(12):
            backups.make(journal.file)
    assert all((folder / name).read_text() == "mine" for name in names)
    assert Backups(tmp_path / "nowhere").all() == []


def test_a_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with an_open_plan(tmp_path / "plan.atelier") as journal, pytest.raises(UserError) as caught:
        Backups(tmp_path / "file" / "backups").make(journal.file)
    assert caught.value.code in ("file_gone", "file_exists")


# Which may go


@pytest.mark.promise
def test_a_wild_clock_removes_nothing_it_should_not(record_property: Record) -> None:
    """50 backups a seed, 1,000 in all, each at any moment between 1970 and 2100."""
    record_property("promise", "R13")
    fewest = min(_after_a_wild_clock(seed) for seed in range(20))
    assert fewest >= 10
    record_property("figure", f"the newest of 1,000 stayed, at least {fewest} kept")


def _after_a_wild_clock(seed: int) -> int:
    dice, kept = random.Random(seed), [made_on(0, datetime(2026, 1, 1, tzinfo=UTC))]
    for seq in range(1, 51):
        days = dice.choice((0, 0, 0, dice.randrange(47_000)))
        made = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(days=days, seconds=dice.random() * 9e4)
        kept.insert(0, made_on(seq, made))
        gone = to_remove(kept)
        kept = [backup for backup in kept if backup not in gone]
        assert kept[0].seq == seq
        assert [b.seq for b in kept] == sorted((b.seq for b in kept), reverse=True)
        assert len(kept) >= min(10, seq + 1)
        assert len(kept) <= 32
    return len(kept)


def test_a_working_year_keeps_days_and_weeks() -> None:
    kept: list[Backup] = []
    start = datetime(2026, 1, 5, 9, tzinfo=UTC)
    for seq in range(200 * 6):  # six a working day
        kept.insert(0, made_on(seq, start + timedelta(days=seq // 6, hours=seq % 6)))
        gone = to_remove(kept)
        kept = [backup for backup in kept if backup not in gone]
    days = {f"{backup.made:%F}" for backup in kept}
    assert len(days) >= 14
    assert kept[0].made - kept[-1].made >= timedelta(weeks=6)


def test_a_clock_that_jumps_does_not_stop_backups(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Clock(datetime):
        year_now = 2026

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]  # a clock that lies
            return datetime(cls.year_now, 1, 1, tzinfo=UTC)

    monkeypatch.setattr("app.models.planfile.backups.datetime", Clock)
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        for year in (2026, 2100, 1970, 2026, 1999):
            Clock.year_now = year
            journal.do(a_title(journal.plan, str(year)))
            made = backups.make(journal.file)
            assert backups.all()[0] == made
        assert [b.made.year for b in backups.all()] == [1999, 2026, 1970, 2100, 2026]


# Killed in the middle


BACKING_UP = """
import sys
from pathlib import Path
from app.models.planfile import Backups, PlanFile
file = PlanFile.open(Path(sys.argv[1]))
print("go", flush=True)
while True:
    Backups(Path(sys.argv[2])).make(file)
"""


def drafts(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.suffix != ".bak"]


@pytest.mark.promise
def test_a_kill_during_a_backup_leaves_no_bad_one(tmp_path: Path, record_property: Record) -> None:
    record_property("promise", "R12")
    kills = 200 if LONG else 12
    path, folder, dice = tmp_path / "plan.atelier", tmp_path / "backups", random.Random(3)
    with an_open_plan(path, a_plan(commitments=60, words=60)):
        pass
    for _ in range(kills):
        with subprocess.Popen(
            [sys.executable, "-c", BACKING_UP, str(path), str(folder)], stdout=subprocess.PIPE
        ) as child:
            assert child.stdout is not None
            child.stdout.readline()
            time.sleep(dice.random() * 0.15)
            child.kill()
        for backup in Backups(folder).all():
            assert check_file(backup.path).code == ""
    assert Backups(folder).all()
    with reopened(path) as file:
        assert file.damage() == ""
        assert drafts(folder), "no kill came in the middle of a backup"
        for draft in drafts(folder)[1:]:
            os.utime(draft, (0, 0))
        made = Backups(folder).make(file)
    assert len(drafts(folder)) == 1, "one that may be in the making elsewhere is left alone"
    remove_strays(folder, here_only=True)
    assert drafts(folder) == [], "no other computer writes here, and their writers are gone"
    shutil.copy(made.path, tmp_path / "opened.atelier")
    with reopened(tmp_path / "opened.atelier") as file:
        assert Journal(file).plan.info.title == "Plan"
    record_property("figure", f"0 bad ones in {kills} kills")


def test_a_backup_says_of_which_copy_and_before_what_it_was_made(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        usual = backups.make(journal.file)
        before = backups.make(journal.file, "import")
        copy = journal.file.copy
        others = [backups.make(journal.file, reason) for reason in ("close", "asked", "erase")]
    assert backups.all() == [*reversed(others), before, usual]
    assert (before.copy, before.reason, usual.reason) == (copy[:8], "import", "")
    old = before.path.rename(tmp_path / "backups" / f"{LINEAGE}-00000007-20260101T090000.bak")
    found = next(one for one in backups.of(LINEAGE) if one.path == old)
    assert (found.path, found.seq, found.copy, found.reason) == (old, 7, "", "")


def test_what_is_restored_is_a_copy_of_its_own(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups")
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        backup = backups.make(journal.file)
        first = journal.file.copy
    file = backups.restore(backup, tmp_path / "restored.atelier")
    assert file.copy != first
    file.close()
