"""Lines of a history that no program of ours wrote, in a file a stranger sealed anew."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from app import __version__
from app.errors import UserError
from app.models.journal import Journal
from app.models.plan import new_id
from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.checking import lines_seal
from app.models.planfile.salvage import salvage
from app.models.planfile.sending import send_copy
from app.models.schema import SCHEMA_VERSION
from tests.models.making import reopened
from tests.models.spoiling import header, opened

SOMEBODY = new_id()
PLAN = "the plan itself"
HEAD = {"at": "2026-01-01T00:00:00+00:00", "kind": "do", "label": "x", "details": "{}"}


def with_line(
    path: Path, table: str, id: object, before: object, after: object, **head: str
) -> None:
    """Write one more line into a history, and seal it."""
    db = sqlite3.connect(path, isolation_level=None)
    (plan,) = db.execute("SELECT id FROM plan").fetchone()
    change = {"table": table, "id": plan if id == PLAN else id, "before": before, "after": after}
    row = {**HEAD, "copy": "x", "visit": "", "changes": json.dumps([change]), **head}
    db.execute(
        f"INSERT INTO journal ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        tuple(row.values()),
    )
    seal = lines_seal(db)
    values = (seal.text, seal.rows, __version__)
    db.execute("UPDATE seal SET total = ?, row_count = ?, app_version = ? WHERE id = 2", values)
    db.close()


TITLE = {"title": "Then"}


@pytest.mark.parametrize(
    ("table", "id", "before"),
    [
        ("nothing", SOMEBODY, TITLE),
        ("plan", PLAN, {"nothing": ""}),
        ("plan", PLAN, {"title": 5.5}),
        ("plan", PLAN, {"title": None}),
        ("plan", PLAN, {"title": []}),
        ("plan", PLAN, {"deleted": 7}),
        ("plan", PLAN, "Then"),
        ("rating", SOMEBODY, {"round": 1 << 64}),
        ("milestone", SOMEBODY, {"commitment": "zz"}),
        ("commitment", SOMEBODY, {"position": "a0"}),
        ("commitment", "../x", TITLE),
        ("commitment", 5, TITLE),
    ],
)
def test_a_change_no_step_could_take_back_is_found_at_opening(
    plan: Path, table: str, id: object, before: object
) -> None:
    with_line(plan, table, id, before, None)
    assert opened(plan) == check_file(plan).code == "file_damaged"
    assert salvage(plan).is_whole


@pytest.mark.parametrize(
    "head",
    [
        {"kind": "evil"},
        {"seq": str((1 << 63) - 1)},
        {"at": "yesterday"},
        {"at": "0001-01-01T00:00:00+00:00"},
        {"details": "[]"},
        {"details": '{"what": {}}'},
        {"details": '{"what": "\\ud800"}'},
    ],
    ids=str,
)
def test_so_is_a_line_nothing_can_be_said_of(plan: Path, head: dict[str, str]) -> None:
    with_line(plan, "plan", PLAN, TITLE, TITLE, **head)
    assert opened(plan) == check_file(plan).code == "file_damaged"


def test_what_changed_a_row_nobody_has_is_not_taken_back(plan: Path) -> None:
    with_line(plan, "commitment", SOMEBODY, TITLE, {"title": "Now"})
    with closing(Journal(PlanFile.open(plan))) as journal:
        before = journal.plan
        with pytest.raises(UserError, match="file_changed_shape"):
            journal.undo()
        assert journal.plan == before
    assert check_file(plan).code == ""


def test_a_line_of_ours_is_taken_back(plan: Path) -> None:
    with_line(plan, "plan", PLAN, TITLE, {"title": "Three"})
    with closing(Journal(PlanFile.open(plan))) as journal:
        journal.undo()
        assert journal.plan.info.title == "Then"
    assert check_file(plan).code == ""


@pytest.mark.parametrize("same", [{"name": 5}, {"nothing": ""}, {"name": "Ama"}], ids=str)
def test_rows_told_together_are_looked_at_too(plan: Path, same: dict[str, object]) -> None:
    told = {"came": "person", "order": [*same, "code"], "same": same, "columns": ["code"]}
    changes = json.dumps([told | {"rows": [[new_id(), str(n)] for n in range(20)]}])
    with_line(plan, "", "", None, None, changes=changes)
    code = "" if same == {"name": "Ama"} else "file_damaged"
    assert opened(plan) == check_file(plan).code == code


def test_a_newer_plan_is_read_and_copied_without_the_lines_nobody_knows_yet(
    plan: Path, tmp_path: Path
) -> None:
    with reopened(plan) as file:
        known = file.entries()
    with_line(plan, "nothing", SOMEBODY, TITLE, None, kind="merge")
    with_line(plan, "nothing", SOMEBODY, TITLE, None, visit="part:1")
    header(60, SCHEMA_VERSION + 1)(plan)
    assert check_file(plan).code == "newer_version"
    with reopened(plan, read_only=True) as file:
        assert file.entries() == known
        assert Backups(tmp_path / "backups").make(file).path.is_file()
        assert check_file(send_copy(file, tmp_path / "sent.atelier").path).rows
