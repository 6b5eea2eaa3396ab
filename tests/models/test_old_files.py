"""Files of earlier versions open for ever, whatever happens while they are brought up to date."""

from __future__ import annotations

import json
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from app.errors import UserError
from app.models.journal import Journal
from app.models.migrations import migrations
from app.models.plan import Plan
from app.models.planfile import Backups, PlanFile, check_file
from app.models.records import RECORDS
from app.models.released import FIRST, STEPS, tables_of
from app.models.schema import SCHEMA_VERSION, TABLES
from app.models.verbs.translating import set_translation
from tests.house import ROOT
from tests.models.making import reopened
from tests.models.spoiling import header, names_in, opened, sql
from tests.models.test_kill import LONG
from tests.models.test_kill import powercut as powercut  # the fixture

OLD = ROOT / "tests" / "golden" / "old"
V1 = OLD / "v1.atelier"
TITLE = "Open Government Action Plan of Sampala, as version 1 kept it"
WRITTEN = "Written in version 1: l’eau est à nous, الماء لنا"

OPENING = """
import sys
from pathlib import Path
from app.models.planfile import PlanFile
PlanFile.open(Path(sys.argv[1]), backups=Path(sys.argv[2])).close()
print("done", flush=True)
"""


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A copy of a plan that version 1 made, edited and closed."""
    (tmp_path / "desk").mkdir()
    return Path(shutil.copy(V1, tmp_path / "desk" / "plan.atelier"))


def rows_by_hand(path: Path, version: int = 1) -> dict[str, list[tuple[object, ...]]]:
    """The rows of a file in the columns of a version, read by SQLite alone."""
    db = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    found = {
        table.name: sorted(
            db.execute(
                "SELECT id, deleted, {} FROM {}".format(
                    ", ".join(f'"{f.name}"' for f in table.fields), table.name
                )
            )
        )
        for table in tables_of(version)
    }
    found["journal"] = sorted(db.execute("SELECT * FROM journal"))
    found["meta"] = sorted(db.execute("SELECT * FROM meta"))
    db.close()
    return found


def require_whole(path: Path) -> int:
    """The file is whole, of either version, and holds everything; answers its version."""
    assert rows_by_hand(path) == rows_by_hand(V1)
    assert check_file(path).code == ""
    return int.from_bytes(path.read_bytes()[60:64], "big")


def test_every_released_version_has_a_file() -> None:
    versions = range(1, SCHEMA_VERSION)
    assert sorted(path.name for path in OLD.iterdir()) == [f"v{n}.atelier" for n in versions]
    for n in versions:
        assert (OLD / f"v{n}.atelier").read_bytes()[60:64] == n.to_bytes(4, "big")


def test_the_old_file_has_a_row_in_every_table() -> None:
    found = rows_by_hand(V1)
    assert set(found) == {*(table.name for table in FIRST), "journal", "meta"}
    assert all(found.values())
    assert any(row[1] for rows in (found["commitment"], found["answer"]) for row in rows)


def test_the_steps_are_those_released() -> None:
    assert list(STEPS) == [one.name for one in migrations._migrations]
    assert len(STEPS) == SCHEMA_VERSION
    now = {table.name: {field.name for field in table.fields} for table in TABLES}
    for table in FIRST:  # what a later version takes away, it loses
        assert {field.name for field in table.fields} <= now[table.name]


@pytest.mark.promise
def test_an_old_file_opens_with_everything_in_it(
    old: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    backups = tmp_path / "backups"
    file = PlanFile.open(old, backups=backups)
    try:
        assert (file.version, file.made_by) == (SCHEMA_VERSION, 1)
        assert file.damage() == ""
        journal = Journal(file)
        info = journal.plan.info
        assert (info.title, info.second_language, info.keep_until) == (TITLE, "", "")
        first = journal.plan.commitments[0]
        assert journal.plan.answer(info.template, "problem", first.id).text == WRITTEN
        journal.do(set_translation(journal.plan, first.id, "title", "fr", "Le budget"))
        assert journal.plan.translation(first.id, "title", "fr").text == "Le budget"
    finally:
        file.close()
    assert sorted(p.name for p in old.parent.iterdir()) == [old.name]
    record_property("promise", "R15")
    record_property("figure", "1 of 1 versions open, a backup first")
    record_property("target", "100 % MIGRATE")


def test_a_backup_of_the_old_version_is_made_first(old: Path, tmp_path: Path) -> None:
    PlanFile.open(old, backups=tmp_path / "backups").close()
    (made,) = Backups(tmp_path / "backups").all()
    assert made.reason == "migration"
    assert rows_by_hand(made.path) == rows_by_hand(V1)
    assert made.path.read_bytes()[60:64] == (1).to_bytes(4, "big")
    assert check_file(made.path).older
    back = Backups(tmp_path / "backups").restore(made, tmp_path / "back.atelier")
    assert (back.version, back.read_plan().info.title) == (SCHEMA_VERSION, TITLE)
    back.close()


def test_where_nobody_named_a_folder_the_backup_lies_beside_the_file(old: Path) -> None:
    PlanFile.open(old).close()
    (made,) = Backups(old.parent).all()
    assert rows_by_hand(made.path) == rows_by_hand(V1)


def test_what_was_done_in_the_old_version_can_be_undone(old: Path, tmp_path: Path) -> None:
    entries = _entries(V1, read_only=True)
    journal = Journal(PlanFile.open(old, backups=tmp_path))
    before = journal.plan
    assert _said(journal.file) == entries
    while journal.undo() is not None:
        pass
    assert journal.plan.info.title == "Open Government Action Plan 2027–2028"
    assert len(journal.plan.commitments) == len(before.commitments) + 1
    while journal.redo() is not None:
        pass
    journal.undo()  # what version 1 had undone already
    assert journal.plan == before
    assert journal.file.damage() == ""
    journal.close()


def _said(file: PlanFile) -> list[tuple[int, str, str]]:
    return [(entry.seq, entry.kind, entry.step.label) for entry in file.entries()]


def _entries(path: Path, *, read_only: bool) -> list[tuple[int, str, str]]:
    with reopened(path, read_only=read_only) as file:
        return _said(file)


def test_reading_an_old_file_writes_nothing(old: Path) -> None:
    before = old.read_bytes()
    old.parent.chmod(0o555)
    try:
        with reopened(old, read_only=True) as file:
            plan: Plan = file.read_plan()
            assert file.damage() == ""
        assert plan.info.title == TITLE
        assert set(plan.tables) == set(RECORDS)
        assert check_file(old).older
        assert check_file(old).rows == sum(len(rows) for rows in plan.tables.values())
    finally:
        old.parent.chmod(0o755)
    assert old.read_bytes() == before
    assert names_in(old.parent) == [old.name]


def test_check_says_that_an_old_file_will_be_brought_up_to_date(old: Path) -> None:
    command = [sys.executable, "-m", "app", "check", str(old), "--json"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    found = json.loads(said.stdout)
    assert (found["outcome"], found["code"]) == ("MIGRATE", "")
    assert found["rows"] > 400
    assert rows_by_hand(old) == rows_by_hand(V1)


def test_an_old_file_in_wal_mode_is_brought_up_to_date_as_well(old: Path) -> None:
    sql(old, "PRAGMA journal_mode=WAL")
    with reopened(old, read_only=True) as file:
        assert file.read_plan().info.title == TITLE
    with reopened(old) as file:
        assert (file.made_by, file.damage()) == (1, "")
    assert require_whole(old) == SCHEMA_VERSION


def test_the_new_file_may_be_read_by_those_who_might_before(old: Path) -> None:
    old.chmod(0o640)
    PlanFile.open(old).close()
    assert stat.S_IMODE(old.stat().st_mode) == 0o640


BAD = {
    "a text changed": ("UPDATE answer SET text = 'x' WHERE text <> ''", "file_damaged"),
    "a line of the journal changed": ("UPDATE journal SET label = 'x'", "file_damaged"),
    "steps nobody took": ("UPDATE _sqlite_migrations SET name = 'm002_x'", "file_changed_shape"),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM plan; END",
        "file_acts",
    ),
    "a table of tomorrow": ("CREATE TABLE translation (id)", "file_changed_shape"),
    "a column of tomorrow": (
        "ALTER TABLE plan ADD COLUMN second_language TEXT NOT NULL DEFAULT ''",
        "file_changed_shape",
    ),
    "a table missing": ("DROP TABLE consent", "file_damaged"),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_old_file_is_refused_and_keeps_every_byte(old: Path, case: str) -> None:
    statement, code = BAD[case]
    sql(old, statement)
    before = old.read_bytes()
    assert check_file(old).code == code
    assert opened(old) == code
    assert old.read_bytes() == before
    assert names_in(old.parent) == [old.name]


def test_today_s_file_that_says_it_is_old_is_refused(old: Path) -> None:
    PlanFile.open(old).close()
    header(60, 1)(old)
    assert opened(old) == check_file(old).code == "file_changed_shape"


def test_a_second_window_does_not_replace_what_the_first_brought_up_to_date(old: Path) -> None:
    """Both looked at the old header; the quicker one has replaced the file meanwhile."""
    from app.models.planfile.checking import require_plan
    from app.models.planfile.renewing import renew

    stale = require_plan(old)
    with reopened(old) as file:
        with pytest.raises(UserError, match=r"file_locked|file_changed_shape"):
            renew(file.path, stale)
        assert file.damage() == ""
    assert require_whole(old) == SCHEMA_VERSION


# Faults at every file operation


def _opening(folder: Path) -> list[str]:
    desk = folder / "desk"
    return [sys.executable, "-c", OPENING, str(desk / "plan.atelier"), str(folder / "backups")]


@pytest.mark.promise
def test_no_file_operation_is_a_bad_moment_for_a_kill(
    old: Path,
    tmp_path: Path,
    powercut: ModuleType,
    record_property: Callable[[str, object], None],
) -> None:
    place = tmp_path / "disk"
    (place / "desk").mkdir(parents=True)
    shutil.copy(old, place / "desk" / "plan.atelier")
    operations = powercut.record(_opening(place), str(place))
    tried = _bad = 0
    seen: set[int] = set()
    first = next(i for i, one in enumerate(operations) if one[0] == "D") + 1
    states = [*powercut.kills(operations)][first:]
    states += [*powercut.power_cuts(operations, per_point=4 if LONG else 1)]
    for _, files, said in states[:: 1 if LONG else 3]:
        powercut.lay(files, str(tmp_path / "state"))
        version = require_whole(tmp_path / "state" / "desk" / "plan.atelier")
        assert "done" not in said or version == SCHEMA_VERSION
        if version == SCHEMA_VERSION:
            (made,) = Backups(tmp_path / "state" / "backups").all()
            assert check_file(made.path).older
        seen.add(version)
        tried += 1
    assert seen == {1, SCHEMA_VERSION}
    assert tried > 30
    record_property("promise", "R7")
    record_property("figure", f"{_bad} of {tried} states of a migration not whole")
    record_property("target", "0 not whole")


@pytest.mark.promise
def test_a_full_disk_at_any_operation_leaves_the_old_file(
    old: Path, tmp_path: Path, powercut: ModuleType
) -> None:
    place = tmp_path / "disk"
    (place / "desk").mkdir(parents=True)
    shutil.copy(old, place / "desk" / "plan.atelier")
    operations = powercut.record(_opening(place), str(place))
    begins = next(i for i, one in enumerate(operations) if one[0] == "D") + 1
    count = sum(str(one[0]) in "CWTSUR" for one in operations[begins:])
    assert count > 20
    steps = range(1, count + 1, 1 if LONG else max(1, count // 12))
    for at in steps:
        shutil.rmtree(place)
        (place / "desk").mkdir(parents=True)
        path = Path(shutil.copy(old, place / "desk" / "plan.atelier"))
        done = powercut.fault(_opening(place), str(place), at=at)
        version = require_whole(path)
        assert version == SCHEMA_VERSION or b"done" not in done.stdout
        with reopened(path) as file:  # and it opens once there is room again
            assert (file.version, file.damage()) == (SCHEMA_VERSION, "")
        assert not list(path.parent.glob(".~*"))
