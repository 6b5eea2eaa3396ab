"""What lets copies of a plan meet later: rules the store keeps from its first table on."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.intake.atelier_json import from_json
from app.models.plan import new_id, plan_of
from app.models.planfile import PlanFile, check_file
from app.models.records import RECORDS, Commitment, PlanInfo
from app.models.schema import APPLICATION_ID, SCHEMA_VERSION, TABLES, is_id
from tests.models.making import a_closed_plan, an_open_plan
from tests.models.spoiling import opened, sealed

GOOD = "0b8f2c52-6a43-4e0f-9d6e-7f1c7f0f7a11"
NO_IDS = ("1", "", "../../etc/passwd", "x" * 36, GOOD.upper(), f"{GOOD}\n", GOOD.replace("-", ""))


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    """A plan's file as SQLite alone sees it."""
    return sqlite3.connect(a_closed_plan(tmp_path / "plan.atelier"))


def test_nothing_is_unique_but_the_id(db: sqlite3.Connection) -> None:
    for table in TABLES:
        unique = [row for row in db.execute(f"PRAGMA index_list('{table.name}')") if row[2]]
        columns = [db.execute(f"PRAGMA index_info('{row[1]}')").fetchall() for row in unique]
        assert [[name for *_, name in of_one] for of_one in columns] == [["id"]]
    db.close()


def test_no_table_counts_cascades_or_acts(db: sqlite3.Connection) -> None:
    texts = dict(db.execute("SELECT name, sql FROM sqlite_master WHERE sql NOT NULL"))
    kinds = {kind for (kind,) in db.execute("SELECT DISTINCT type FROM sqlite_master")}
    db.close()
    assert kinds == {"table", "index"}
    assert {table.name for table in TABLES} <= set(texts)
    for sql in texts.values():
        assert not re.search(r"AUTOINCREMENT|REFERENCES|CASCADE|CHECK|COLLATE", sql, re.I)
    for table in TABLES:
        assert "INTEGER PRIMARY KEY" not in texts[table.name].upper()
        assert texts[table.name].rstrip().endswith("STRICT")


def test_every_row_has_an_id_and_a_mark_for_the_bin(db: sqlite3.Connection) -> None:
    for table in TABLES:
        columns = {row[1]: row[2] for row in db.execute(f"PRAGMA table_info('{table.name}')")}
        assert (columns.pop("id"), columns.pop("deleted")) == ("TEXT", "INTEGER")
        assert list(columns) == [field.name for field in table.fields]
        assert [f.name for f in table.fields if f.kind == "order"] in ([], ["position"])
        assert columns.get("position", "TEXT") == "TEXT"
    db.close()


def test_the_file_says_whose_it_is(db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    assert db.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)
    ids = dict(db.execute("SELECT key, value FROM meta WHERE key IN ('lineage', 'copy')"))
    db.close()
    assert len(ids) == 2
    assert all(map(is_id, ids.values()))


# Ids at every door


@pytest.mark.parametrize("id", NO_IDS)
def test_a_step_brings_no_row_under_a_strange_id(tmp_path: Path, id: str) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        before = journal.plan
        with pytest.raises(ValueError, match="no id"):
            journal.do(Step("x", (Change("note", id, None, {"text": "n"}),)))
        subject = Change("note", new_id(), None, {"subject": id or "-"})
        with pytest.raises(ValueError, match=r"note\.subject"):
            journal.do(Step("x", (subject,)))
        assert journal.plan == before == journal.file.read_plan()


def test_a_new_file_holds_no_row_under_a_strange_id(tmp_path: Path) -> None:
    plan = plan_of([PlanInfo(new_id()), Commitment("1")])
    with pytest.raises(ValueError, match="no id"):
        PlanFile.create(tmp_path / "plan.atelier", plan)
    assert list(tmp_path.iterdir()) == []


def test_open_data_brings_no_row_under_a_strange_id() -> None:
    for id in NO_IDS:
        tables = {"plan": [{"id": new_id()}], "note": [{"id": id}]}
        with pytest.raises(UserError, match="json_bad_value"):
            from_json({"format": "atelier-plan", "version": 1, "tables": tables})


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE commitment SET id = '../../x'",
        "UPDATE commitment SET id = upper(id)",
        "UPDATE milestone SET commitment = 'somewhere'",
        "UPDATE answer SET subject = 1",
        "UPDATE commitment SET position = 'é'",
        "UPDATE commitment SET position = 'a0'",
        "UPDATE commitment SET deleted = 2",
    ],
)
def test_a_stranger_who_can_seal_brings_no_such_row_either(tmp_path: Path, change: str) -> None:
    """The order of rows would end in a fault of ours, long after the file was opened."""
    path = a_closed_plan(tmp_path / "plan.atelier")
    where = " WHERE rowid = (SELECT max(rowid) FROM " + change.split()[1] + ")"
    sealed(change + where)(path)
    before = path.read_bytes()
    assert opened(path) == check_file(path).code == "file_changed_shape"
    assert path.read_bytes() == before


def test_a_record_has_the_fields_of_its_table() -> None:
    assert list(RECORDS) == [table.name for table in TABLES]
    for table in TABLES:
        record = RECORDS[table.name](new_id())
        for field in table.fields:
            assert getattr(record, field.name) == field.blank
