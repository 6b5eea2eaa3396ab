"""Whatever lies under a plan's name, opening it gives a clear answer and changes nothing.

Most of what can lie there is in the catalogue of bad plans; here is what that does not name.
"""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.models.planfile import check_file
from app.models.schema import SCHEMA_VERSION
from tests.models.making import reopened
from tests.models.spoiling import (
    Maker,
    becomes,
    header,
    names_in,
    opened,
    schema_text,
    sealed,
    sql,
    with_sql,
)


def wal(path: Path) -> None:
    sql(path, "PRAGMA journal_mode=WAL")
    header(60, SCHEMA_VERSION + 1)(path)


def both(*makers: Maker) -> Maker:
    def make(path: Path) -> None:
        for maker in makers:
            maker(path)

    return make


# one step of SQLite, so that nothing can interrupt it
HOURS = "instr(hex(zeroblob(9000000)), hex(zeroblob(4000000)) || char(49))"

BAD: dict[str, tuple[Maker, set[str]]] = {
    "pdf": (becomes(lambda d: b"%PDF-1.7\n"), {"file_is_pdf"}),
    "png": (becomes(lambda d: b"\x89PNG\r\n\x1a\n" + d), {"file_is_picture"}),
    "json": (becomes(lambda d: b'{"plan": {}}'), {"file_is_json"}),
    "old Word": (becomes(lambda d: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), {"file_is_old_office"}),
    "newer and in WAL mode": (wal, {"newer_version"}),
    "a table that holds any kind of value": (
        schema_text(" STRICT", "", "commitment"),
        {"file_changed_shape"},
    ),
    "a comment that says it holds none": (
        schema_text(" STRICT", " /* STRICT */", "commitment"),
        {"file_changed_shape"},
    ),
    "a table whose rows have no key": (
        with_sql(
            "CREATE TABLE other (key TEXT NOT NULL, value TEXT NOT NULL) STRICT",
            "INSERT INTO other SELECT * FROM meta",
            "DROP TABLE meta",
            "ALTER TABLE other RENAME TO meta",
        ),
        {"file_changed_shape"},
    ),
    "a column that takes hours to read": (
        schema_text(") STRICT", f", more INTEGER AS ({HOURS}) VIRTUAL) STRICT", "commitment"),
        {"file_acts"},
    ),
    "a newer one of the kind": (
        both(
            schema_text(") STRICT", f", more INTEGER AS ({HOURS}) VIRTUAL) STRICT", "commitment"),
            header(60, SCHEMA_VERSION + 1),
        ),
        {"newer_version", "file_acts"},
    ),
    "a newer one with an index that takes hours to check": (
        both(
            with_sql("CREATE INDEX more ON commitment(title || '')"),
            schema_text("title || ''", HOURS, "more"),
            header(60, SCHEMA_VERSION + 1),
        ),
        {"newer_version", "file_acts"},
    ),
    "a function where nobody looks": (
        schema_text(
            '"applied_at" TEXT', f'"applied_at" TEXT DEFAULT ({HOURS})', "_sqlite_migrations"
        ),
        {"file_changed_shape"},
    ),
    "a view that never ends": (
        with_sql(
            "CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r)"
            " SELECT n FROM r"
        ),
        {"file_acts"},
    ),
    "an extra index": (with_sql("CREATE INDEX more ON note (text)"), {"file_changed_shape"}),
    "columns without types": (
        schema_text('"label" TEXT NOT NULL', '"label" ANY  NOT NULL'), {"file_changed_shape"}
    ),
    "no seal": (with_sql("DELETE FROM seal"), {"file_damaged"}),
    "a seal of noise": (with_sql("UPDATE seal SET total = 'zz'"), {"file_damaged"}),
    "a lineage that is a path": (
        with_sql("UPDATE meta SET value = '../../x' WHERE key = 'lineage'"), {"file_damaged"}
    ),
    "a row changed elsewhere": (with_sql("UPDATE plan SET title = 'x'"), {"file_damaged"}),
    "a row taken out": (with_sql("DELETE FROM milestone"), {"file_damaged"}),
    "no row of the plan itself": (sealed("DELETE FROM plan"), {"file_damaged"}),
    "the plan itself in the bin": (sealed("UPDATE plan SET deleted = 1"), {"file_damaged"}),
    "a row put in": (with_sql("INSERT INTO note (id) VALUES ('n')"), {"file_damaged"}),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_and_keeps_every_byte(plan: Path, case: str) -> None:
    make, codes = BAD[case]
    make(plan)
    for beside in plan.parent.glob("plan.atelier-*"):
        beside.unlink()
    before = plan.read_bytes()
    started = time.monotonic()
    assert opened(plan) in codes
    assert check_file(plan).code in codes
    assert time.monotonic() - started < 10
    assert plan.read_bytes() == before
    assert names_in(plan.parent) == [plan.name]


def test_a_newer_plan_that_would_take_hours_is_not_read_either(plan: Path) -> None:
    schema_text(") STRICT", f", more INTEGER AS ({HOURS}) VIRTUAL) STRICT", "commitment")(plan)
    header(60, SCHEMA_VERSION + 1)(plan)
    assert check_file(plan).code == "file_acts"


def test_the_sound_plan_opens(plan: Path) -> None:
    """The control: all those refusals are not for nothing."""
    assert opened(plan) == ""
    assert check_file(plan).code == ""
    assert check_file(plan).rows == 1 + 2 + 4 + 4


def test_a_newer_plan_opens_for_reading_with_what_this_version_knows(plan: Path) -> None:
    sql(
        plan,
        "ALTER TABLE note ADD COLUMN colour TEXT DEFAULT ''",
        "CREATE TABLE idea (id TEXT)",
        "UPDATE plan SET title = 'newer'",
    )
    header(60, SCHEMA_VERSION + 1)(plan)
    before = plan.read_bytes()
    with reopened(plan, read_only=True) as file:
        assert file.is_newer
        assert file.read_plan().info.title == "newer"
    assert check_file(plan).code == opened(plan) == "newer_version"
    assert plan.read_bytes() == before
