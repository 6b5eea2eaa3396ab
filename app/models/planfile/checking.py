"""The checks that keep strangers' and damaged files out, before anything is written to them."""

from __future__ import annotations

import codecs
import re
import sqlite3
import stat
import struct
from collections.abc import Mapping
from contextlib import closing, suppress
from functools import cache
from pathlib import Path
from typing import BinaryIO

from msgspec import Struct

from app.errors import UserError
from app.models.planfile.beside import (
    LARGEST,
    copy_of_unfinished,
    require_own_beside,
    unfinished_beside,
)
from app.models.planfile.connection import connect, sqlite_faults, time_limit
from app.models.planfile.faults import os_faults
from app.models.planfile.lock import is_open_here
from app.models.planfile.seal import Seal, seal_of
from app.models.released import STEPS, tables_of
from app.models.schema import APPLICATION_ID, SCHEMA_VERSION, Field, Table

_MAGIC = b"SQLite format 3\x00"
_LEAST = 512  # bytes of the smallest page there is
_LOOKS_LIKE = (
    (b"PK\x03\x04", "file_is_zip"),
    (b"%PDF", "file_is_pdf"),
    (b"\x1f\x8b", "file_is_packed"),
    (b"\xd0\xcf\x11\xe0", "file_is_old_office"),
    (b"U1FMaXRl", "file_is_mail_text"),
    (b"\x89PNG", "file_is_picture"),
    (b"\xff\xd8\xff", "file_is_picture"),
    (b"{", "file_is_json"),
)

JOURNAL = ("seq", "at", "copy", "kind", "visit", "label", "details", "changes")
_INTEGERS = frozenset({"deleted", "seq", "row_count"})
_KEPT_BY_SQLITE_UTILS = "_sqlite_migrations"
_PLAN_ROW = "SELECT 1 FROM plan WHERE deleted = 0"  # nothing about the plan can be written without
_WORD = re.compile(r"[A-Za-z_]\w*")
_WORDS_OF_SQL = frozenset(
    ("CREATE", "TABLE", "TEXT", "INTEGER", "PRIMARY", "KEY", "NOT", "NULL", "DEFAULT", "STRICT")
)

Columns = dict[str, str]


def _type(field: Field) -> str:
    return "INTEGER" if field.is_number else "TEXT"


_OWN: dict[str, Columns] = {
    "journal": {name: "INTEGER" if name in _INTEGERS else "TEXT" for name in JOURNAL},
    "seal": {"id": "INTEGER", "total": "TEXT", "row_count": "INTEGER", "app_version": "TEXT"},
    "meta": {"key": "TEXT", "value": "TEXT"},
}
_ID = "-".join("[0-9a-f]" * digits for digits in (8, 4, 4, 4, 12))


def _strays(table: Table) -> str:
    """The statement that finds a row whose id, references or place no verb would have made."""
    wrong = ["deleted NOT IN (0, 1)", f"id NOT GLOB '{_ID}'"]
    for field in table.fields:
        if field.kind == "ref":
            wrong.append(f"(\"{field.name}\" <> '' AND \"{field.name}\" NOT GLOB '{_ID}')")
        if field.kind == "order":
            wrong += [f"\"{field.name}\" GLOB '{said}'" for said in ("*[^0-9A-Za-z]*", "*0")]
    return f'SELECT 1 FROM "{table.name}" WHERE {" OR ".join(wrong)} LIMIT 1'


class Shape(Struct, frozen=True):
    """What the tables of one version look like, and the statements that find rows astray."""

    columns: dict[str, Columns]
    strays: tuple[str, ...]

    @property
    def rows(self) -> dict[str, tuple[str, ...]]:
        """The columns the seal over the rows is made of."""
        names = {table: tuple(columns) for table, columns in self.columns.items()}
        return names | {"meta": ("key", "value")}


@cache
def shape_of(version: int) -> Shape:
    """The shape of a file of that version; today's for one newer than we know."""
    tables = tables_of(version)
    columns = {
        table.name: {"id": "TEXT", "deleted": "INTEGER"} | {f.name: _type(f) for f in table.fields}
        for table in tables
    }
    return Shape(columns, tuple(map(_strays, tables)))


class Header(Struct, frozen=True):
    """What the first bytes of a plan say: its schema version, and whether it was left in WAL."""

    version: int
    wal: bool

    @property
    def is_newer(self) -> bool:
        """Whether a later version of the program made the file."""
        return self.version > SCHEMA_VERSION

    @property
    def is_older(self) -> bool:
        """Whether the file has to be brought up to date before it is worked in."""
        return self.version < SCHEMA_VERSION


def require_plan(path: Path) -> Header:
    """Look at the file from outside, before any connection, and answer what its header says.

    Raises UserError for another kind, size, owner; "already_open" for a file this process has
    open, which it does not touch.
    """
    size = require_file(path)
    with os_faults(path), path.open("rb") as file:
        header = file.read(100)
        odd = size >= _LEAST and size % (_page_size(header) or size)
        if header.startswith(_MAGIC) and odd and _is_letters(file):
            raise UserError("file_is_mail_text", name=path.name)
    found = _header(path, header, size)
    require_own_beside(path)
    return found


def _page_size(header: bytes) -> int:
    size = int.from_bytes(header[16:18], "big")
    return 65_536 if size == 1 else size


def _is_letters(file: BinaryIO) -> bool:
    """Whether the bytes were taken for letters on the way, so that half of them are two now."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    file.seek(0)
    try:
        while block := file.read(1 << 20):
            decoder.decode(block).encode("latin-1")
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def require_file(path: Path) -> int:
    """The size of an ordinary file that may be read, whatever it holds; UserError otherwise."""
    with os_faults(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not_a_file", name=path.name)
        if status.st_size == 0:
            raise UserError("file_empty", name=path.name)
        if status.st_size > LARGEST:
            raise UserError("too_large", name=path.name)
        if is_open_here(path):
            raise UserError("already_open", name=path.name)
    return status.st_size


def _header(path: Path, header: bytes, size: int) -> Header:
    if not header.startswith(_MAGIC):
        for start, code in _LOOKS_LIKE:
            if header.startswith(start):
                raise UserError(code, name=path.name)
        raise UserError("not_a_plan", name=path.name)
    if size < _LEAST:
        raise UserError("not_a_plan", name=path.name)
    (application,) = struct.unpack(">i", header[68:72])
    version = int(struct.unpack(">i", header[60:64])[0])
    if application != APPLICATION_ID or version < 1:
        raise UserError("other_program", name=path.name)
    return Header(version, wal=2 in header[18:20])  # who may write, who may read


def require_sound(db: sqlite3.Connection, path: Path, version: int = SCHEMA_VERSION) -> None:
    """The first statements on a file: structure, shape, and the seals over rows and journal.

    A file whose journal alone is damaged could be worked in, but no copy of it would be whole. An
    older file is measured by the shape of its own ``version``. A newer one may hold more than
    we know, so its seal says nothing to us.
    """
    newer, shape = version > SCHEMA_VERSION, shape_of(version)
    with sqlite_faults(path, otherwise="file_damaged"), time_limit(db):
        _refuse_acts(db, path)
        if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise UserError("file_damaged", name=path.name)
        _require_length(db, path)
        _require_shape(db, path, newer, shape)
        seals = () if newer else (rows_seal(db, version), lines_seal(db))
        whole = all(seal == kept_seal(db, path, id) for id, seal in enumerate(seals, 1))
        if not whole or db.execute(_PLAN_ROW).fetchone() is None:
            raise UserError("file_damaged", name=path.name)
        if not newer and any(db.execute(sql).fetchone() for sql in shape.strays):
            raise UserError("file_changed_shape", name=path.name)
        if version < SCHEMA_VERSION and _steps(db) != STEPS[:version]:
            raise UserError("file_changed_shape", name=path.name)


def _steps(db: sqlite3.Connection) -> tuple[str, ...]:
    """The migrations a file says it has been through; the next ones follow from it."""
    sql = "SELECT name FROM _sqlite_migrations WHERE migration_set = 'atelier' ORDER BY id"
    return tuple(str(name) for (name,) in db.execute(sql))


def rows_seal(db: sqlite3.Connection, version: int = SCHEMA_VERSION) -> Seal:
    """The seal over the rows of the plan as the file holds them, as that version counts them."""
    return seal_of(db, shape_of(version).rows)


def lines_seal(db: sqlite3.Connection) -> Seal:
    """The seal over the journal as the file holds it."""
    return seal_of(db, {"journal": JOURNAL})


def kept_seal(db: sqlite3.Connection, path: Path, id: int) -> Seal:
    """The seal the file carries: 1 for its rows, 2 for its journal."""
    row = db.execute("SELECT total, row_count FROM seal WHERE id = ?", (id,)).fetchone()
    try:
        return Seal(int(row[0], 16), int(row[1]))
    except (TypeError, ValueError) as fault:
        raise UserError("file_damaged", name=path.name) from fault


def _require_length(db: sqlite3.Connection, path: Path) -> None:
    """A file longer than its pages, or with a torn one, was damaged, though SQLite may not mind."""
    (pages,) = db.execute("PRAGMA page_count").fetchone()
    (size,) = db.execute("PRAGMA page_size").fetchone()
    length = path.stat().st_size
    torn = length % size and db.execute("PRAGMA journal_mode").fetchone()[0] != "wal"
    if length > pages * size or torn:
        raise UserError("file_damaged", name=path.name)


def _refuse_acts(db: sqlite3.Connection, path: Path) -> None:
    """UserError("file_acts") for what would reckon while the file is only looked through.

    One function can take hours, and no limit is asked meanwhile; so this comes before any check
    of the content, and reads the schema alone.
    """
    found = db.execute("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall()
    acts = any(kind in ("trigger", "view") for kind, *_ in found)
    for kind, name, table, sql in found:
        if kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL"):
            columns = db.execute("SELECT hidden FROM pragma_table_xinfo(?)", (name,))
            acts = acts or any(hidden for (hidden,) in columns)
        elif kind == "index" and sql:
            some = "SELECT 1 FROM pragma_index_list(?) WHERE name = ? AND partial"
            reckoned = "SELECT 1 FROM pragma_index_xinfo(?) WHERE cid = -2"
            acts = acts or db.execute(some, (table, name)).fetchone() is not None
            acts = acts or db.execute(reckoned, (name,)).fetchone() is not None
    if acts:
        raise UserError("file_acts", name=path.name)


def _require_shape(db: sqlite3.Connection, path: Path, newer: bool, shape: Shape) -> None:
    found = db.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_master"
        " WHERE name NOT LIKE 'sqlite\\_autoindex%' ESCAPE '\\'"
    ).fetchall()
    tables = {name: sql for kind, name, _, sql in found if kind == "table"}
    expected = shape.columns | _OWN
    known = {*expected, _KEPT_BY_SQLITE_UTILS}
    if not known <= tables.keys():
        raise UserError("file_damaged", name=path.name)
    strange = tables.keys() != known or any(
        table != _KEPT_BY_SQLITE_UTILS for kind, _, table, _ in found if kind == "index"
    )
    fitting = all(_fits(db, table, tables[table], expected.get(table), newer) for table in known)
    if not fitting or (not newer and (strange or not _are_strict(db, expected))):
        raise UserError("file_changed_shape", name=path.name)


def _fits(
    db: sqlite3.Connection, table: str, sql: str, expected: Columns | None, newer: bool
) -> bool:
    """Whether a table is the one we make: its columns, and not a word more in its text."""
    info = 'SELECT name, type, "notnull" OR pk FROM pragma_table_xinfo(?)'
    columns = db.execute(info, (table,)).fetchall()
    found = {name: kind for name, kind, _ in columns}
    if newer:
        return expected is None or expected.items() <= found.items()
    plain = not (set(_WORD.findall(sql)) - _WORDS_OF_SQL - {table, *found}) and sql.count("(") == 1
    if expected is None:  # sqlite-utils may add to its own table in a later version
        return plain
    return plain and expected == found and all(filled for *_, filled in columns)


def _are_strict(db: sqlite3.Connection, tables: Mapping[str, Columns]) -> bool:
    """Whether no column can hold another kind of value than it says, and each row has its key."""
    found = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND strict AND NOT wr"
    key = "SELECT name FROM pragma_table_xinfo(?) WHERE pk"
    strict = {name for (name,) in db.execute(found)}
    return all(
        table in strict and db.execute(key, (table,)).fetchall() == [(next(iter(columns)),)]
        for table, columns in tables.items()
    )


def check_copy_first(path: Path, header: Header) -> None:
    """Check a copy of a file that has an unfinished edit beside it, before SQLite repairs it.

    The journal may belong to another file: rolled back, it would ruin a good one for ever. So
    where no place has room for the copy, UserError("disk_full"), and nothing is touched.
    UserError("file_locked") where the edit is not unfinished but being made, by another window:
    the copy then holds half of it.
    """
    before = _states(path)
    try:
        with os_faults(path), copy_of_unfinished(path, also_there=True) as copy:
            if copy is None:
                return
            with closing(connect(copy)) as db:
                require_sound(db, copy, header.version)
    except UserError as fault:
        if fault.code != "disk_full" and _is_written_to(path, before):
            raise UserError("file_locked", name=path.name) from fault
        raise


States = tuple[tuple[int, int], ...]


def _states(path: Path) -> States:
    """Size and time of a file and of what lies beside it; another state is another writer."""
    found = []
    for one in (path, *unfinished_beside(path)):
        with suppress(OSError):
            status = one.stat()
            found.append((status.st_size, status.st_mtime_ns))
    return tuple(found)


def _is_written_to(path: Path, before: States) -> bool:
    """Whether another process holds the file's lock, or wrote to it meanwhile.

    To ask is to read: without the right to write SQLite repairs nothing, and says so.
    """
    try:
        with closing(connect(path, read_only=True)) as db:
            db.execute("SELECT 1 FROM sqlite_master").fetchone()
    except sqlite3.Error as fault:
        if getattr(fault, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
            return True
    return _states(path) != before
