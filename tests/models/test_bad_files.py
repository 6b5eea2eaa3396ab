"""Whatever lies under a plan's name, opening it gives a clear answer and changes nothing."""

from __future__ import annotations

import gzip
import io
import random
import sqlite3
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.journal import Journal
from app.models.planfile import check_file
from app.models.schema import SCHEMA_VERSION
from tests.models.making import a_title, reopened
from tests.models.spoiling import Maker, header, names_in, opened, sql

GEOPACKAGE = 0x47504B47


def becomes(change: Callable[[bytes], bytes]) -> Maker:
    """Write what ``change`` makes of the bytes."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


def cut(size: int) -> Maker:
    return becomes(lambda data: data[:size])


def with_sql(*statements: str) -> Maker:
    return lambda path: sql(path, *statements)


def a_zip(_data: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", "<w:document/>")
    return made.getvalue()


def zeroed(start: int, count: int) -> Maker:
    return becomes(lambda data: data[:start] + bytes(count) + data[start + count :])


def wal(path: Path) -> None:
    sql(path, "PRAGMA journal_mode=WAL")
    header(60, SCHEMA_VERSION + 1)(path)


def new_schema_text(path: Path, old: str, new: str) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema=ON")
    changed = db.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?)", (old, new))
    assert changed.rowcount
    db.close()


def schema_text(old: str, new: str) -> Maker:
    return lambda path: new_schema_text(path, old, new)


def shared_root_page(path: Path) -> None:
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema=ON")
    db.execute(
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE"
        " name = 'milestone') WHERE name = 'commitment'"
    )
    db.close()


BAD: dict[str, tuple[Maker, set[str]]] = {
    "zero bytes": (cut(0), {"file_empty"}),
    "one byte": (cut(1), {"not_a_plan"}),
    "magic only": (cut(16), {"not_a_plan"}),
    "header only": (cut(100), {"not_a_plan"}),
    "first page only": (cut(4_096), {"file_damaged"}),
    "cut at half": (becomes(lambda d: d[: len(d) // 2]), {"file_damaged"}),
    "last page missing": (becomes(lambda d: d[:-4_096]), {"file_damaged"}),
    "last page torn": (becomes(lambda d: d[:-1_000]), {"file_damaged"}),
    "noise behind the end": (becomes(lambda d: d + b"\x5a" * 10_000), {"file_damaged"}),
    "good header, rest zero": (becomes(lambda d: d[:100] + bytes(len(d) - 100)), {"file_damaged"}),
    "only zeros": (becomes(lambda d: bytes(65_536)), {"not_a_plan"}),
    "only noise": (becomes(lambda d: random.Random(1).randbytes(65_536)), {"not_a_plan"}),
    "one sector zeroed": (zeroed(40_960, 512), {"file_damaged"}),
    "line ends translated": (becomes(lambda d: d.replace(b"\n", b"\r\n")), {"file_damaged"}),
    "top bits stripped": (becomes(lambda d: bytes(b & 127 for b in d)), {"file_damaged"}),
    "read as latin-1": (
        becomes(lambda d: d.decode("latin-1").encode()), {"file_damaged", "other_program"}
    ),
    "plain text": (becomes(lambda d: b"Dear all,\n"), {"not_a_plan"}),
    "gzip": (becomes(gzip.compress), {"file_is_packed"}),
    "docx": (becomes(a_zip), {"file_is_zip"}),
    "pdf": (becomes(lambda d: b"%PDF-1.7\n"), {"file_is_pdf"}),
    "png": (becomes(lambda d: b"\x89PNG\r\n\x1a\n" + d), {"file_is_picture"}),
    "json": (becomes(lambda d: b'{"plan": {}}'), {"file_is_json"}),
    "old Word": (becomes(lambda d: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), {"file_is_old_office"}),
    "still in mail text": (becomes(lambda d: b"U1FMaXRlIGZvcm1hdCAzAA=="), {"file_is_mail_text"}),
    "nobody's database": (header(68, 0), {"other_program"}),
    "a GeoPackage": (header(68, GEOPACKAGE), {"other_program"}),
    "version 0": (header(60, 0), {"other_program"}),
    "version -1": (header(60, -1), {"other_program"}),
    "a newer version": (header(60, SCHEMA_VERSION + 1), {"newer_version"}),
    "the newest version": (header(60, 2**31 - 1), {"newer_version"}),
    "newer and in WAL mode": (wal, {"newer_version"}),
    "a trigger that wipes": (
        with_sql("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM plan; END"), {"file_acts"}
    ),
    "a view that never ends": (
        with_sql(
            "CREATE VIEW v AS WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n+1 FROM r)"
            " SELECT n FROM r"
        ),
        {"file_acts"},
    ),
    "a view in place of a table": (
        with_sql(
            "ALTER TABLE note RENAME TO was",
            "CREATE VIEW note AS WITH RECURSIVE r(id) AS (SELECT 1 UNION ALL SELECT id+1 FROM r)"
            " SELECT id FROM r",
        ),
        {"file_acts"},
    ),
    "an extra table": (with_sql("CREATE TABLE more (id)"), {"file_changed_shape"}),
    "an extra index": (with_sql("CREATE INDEX more ON note (text)"), {"file_changed_shape"}),
    "an extra column": (with_sql("ALTER TABLE note ADD COLUMN more TEXT"), {"file_changed_shape"}),
    "a generated column": (
        with_sql("ALTER TABLE note ADD COLUMN more TEXT AS (hex(zeroblob(9))) VIRTUAL"),
        {"file_changed_shape"},
    ),
    "a slow check": (
        schema_text('"label" TEXT', '"label" TEXT CHECK (length(zeroblob(9)) > 0)'),
        {"file_changed_shape"},
    ),
    "a strange collation": (
        schema_text('"label" TEXT', '"label" TEXT COLLATE elsewhere'),
        {"file_changed_shape", "file_damaged"},
    ),
    "a table is missing": (with_sql("DROP TABLE note"), {"file_damaged"}),
    "a column is missing": (
        with_sql("ALTER TABLE note DROP COLUMN label"), {"file_changed_shape"}
    ),
    "columns without types": (
        schema_text('"label" TEXT NOT NULL', '"label" ANY  NOT NULL'), {"file_changed_shape"}
    ),
    "schema that is not SQL": (
        schema_text("CREATE TABLE seal", "CRATE TABLE seal"), {"file_damaged"}
    ),
    "two tables in one place": (shared_root_page, {"file_damaged"}),
    "no seal": (with_sql("DELETE FROM seal"), {"file_damaged"}),
    "a seal of noise": (with_sql("UPDATE seal SET total = 'zz'"), {"file_damaged"}),
    "a lineage that is a path": (
        with_sql("UPDATE meta SET value = '../../x' WHERE key = 'lineage'"), {"file_damaged"}
    ),
    "a row changed elsewhere": (with_sql("UPDATE plan SET title = 'x'"), {"file_damaged"}),
    "a row taken out": (with_sql("DELETE FROM milestone"), {"file_damaged"}),
    "a row put in": (with_sql("INSERT INTO note (id) VALUES ('n')"), {"file_damaged"}),
    "text that is not UTF-8": (
        with_sql("UPDATE plan SET title = CAST(x'ff' AS TEXT)"), {"file_damaged"}
    ),
    "a text of 30 MB": (
        with_sql("UPDATE plan SET title = replace(hex(zeroblob(15000000)), '0', 'a')"),
        {"file_damaged"},
    ),
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


def test_the_sound_plan_opens(plan: Path) -> None:
    """The control: all those refusals are not for nothing."""
    assert opened(plan) == ""
    assert check_file(plan).code == ""
    assert check_file(plan).rows == 1 + 2 + 4 + 4


# Harmless oddities


@pytest.mark.parametrize(
    "statements",
    [
        ("PRAGMA journal_mode=WAL",),
        ("PRAGMA page_size=512", "VACUUM"),
        ("PRAGMA page_size=65536", "VACUUM"),
        ("PRAGMA auto_vacuum=FULL", "VACUUM"),
    ],
    ids=lambda statements: statements[0],
)
def test_a_plan_another_program_repacked_opens_with_all_it_holds(
    plan: Path, statements: tuple[str, ...]
) -> None:
    sql(plan, *statements)
    with reopened(plan) as file:
        assert file.read_plan().info.title == "Three"
        assert len(file.entries()) == 3
        journal = Journal(file)
        journal.do(a_title(journal.plan, "Four"))
    assert check_file(plan).code == ""
    assert names_in(plan.parent) == [plan.name]


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
