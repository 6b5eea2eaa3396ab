"""The checks a file passes before it is opened as a plan."""

from __future__ import annotations

import os
import sqlite3
import stat
import struct
from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.models.plan import field_names
from app.models.planfile.connection import connect, sqlite_faults, time_limit
from app.models.planfile.faults import os_fault
from app.models.records import RECORDS
from app.models.schema import APPLICATION_ID, SCHEMA_VERSION

_MAGIC = b"SQLite format 3\x00"
_LARGEST = 500_000_000
_OWN_TABLES = {
    "journal": {"seq", "at", "copy", "kind", "visit", "label", "details", "changes"},
    "seal": {"id", "total", "row_count", "app_version"},
    "meta": {"key", "value"},
    "_sqlite_migrations": {"id", "migration_set", "name", "applied_at"},
}
_OWN_INDEX = "idx__sqlite_migrations_migration_set_name"
_LOOKS_LIKE = (
    (b"PK\x03\x04", "file_is_zip"),
    (b"%PDF", "file_is_pdf"),
    (b"\x1f\x8b", "file_is_packed"),
    (b"\xd0\xcf\x11\xe0", "file_is_old_office"),
    (b"U1FMaXRl", "file_is_mail_text"),
    (b"{", "file_is_json"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of a file found: ``code`` is "" for a sound plan, else a message code."""

    code: str
    rows: int = 0


def require_plan(path: Path) -> None:
    """Look at the file from outside, before any connection: kind, size, header, owner, version."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not_a_file", name=path.name)
        if status.st_size == 0:
            raise UserError("file_empty", name=path.name)
        if status.st_size > _LARGEST:
            raise UserError("too_large", name=path.name)
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as fault:
        raise os_fault(fault, path) from fault
    _require_header(path, header, status.st_size)


def _require_header(path: Path, header: bytes, size: int) -> None:
    if not header.startswith(_MAGIC):
        for start, code in _LOOKS_LIKE:
            if header.startswith(start):
                raise UserError(code, name=path.name)
        raise UserError("not_a_plan", name=path.name)
    if len(header) < 100:
        raise UserError("file_damaged", name=path.name)
    (application,) = struct.unpack(">i", header[68:72])
    (version,) = struct.unpack(">i", header[60:64])
    if application != APPLICATION_ID:
        raise UserError("other_program", name=path.name)
    if version > SCHEMA_VERSION:
        raise UserError("newer_version", name=path.name, version=version)
    if version < 1 or size < 512:
        raise UserError("file_damaged", name=path.name)


def refuse_strangers(db: sqlite3.Connection, path: Path) -> None:
    """Compare what is in the file with what this program makes; the first statements on it."""
    with sqlite_faults(path), time_limit(db):
        if db.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise UserError("file_damaged", name=path.name)
        found = db.execute(
            "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_autoindex%'"
        ).fetchall()
        if any(kind in ("trigger", "view") for kind, _ in found):
            raise UserError("file_acts", name=path.name)
        expected = _expected_tables()
        if {name for _, name in found} != {*expected, _OWN_INDEX}:
            raise UserError("file_changed_shape", name=path.name)
        for name, columns in expected.items():
            rows = db.execute("SELECT name, hidden FROM pragma_table_xinfo(?)", (name,)).fetchall()
            if {row[0] for row in rows} != columns or any(row[1] for row in rows):
                raise UserError("file_changed_shape", name=path.name)


def _expected_tables() -> dict[str, set[str]]:
    return _OWN_TABLES | {table: {"id", *field_names(table)} for table in RECORDS}


def check_file(path: Path) -> Verdict:
    """The whole check without changing a byte: structure, integrity, every row, the seal."""
    from app.models.planfile.planfile import PlanFile  # it needs this module first

    try:
        require_plan(path)
        if os.path.lexists(f"{path}-journal"):
            return Verdict("file_unfinished")
        with sqlite_faults(path):
            db = connect(path, read_only=True)
            try:
                refuse_strangers(db, path)
                file = PlanFile(path, db, None)
                if file.damage():
                    return Verdict("file_damaged")
                rows = sum(len(rows) for rows in file.read_plan().tables.values())
            finally:
                db.close()
    except UserError as fault:
        return Verdict(fault.code)
    return Verdict("", rows)
