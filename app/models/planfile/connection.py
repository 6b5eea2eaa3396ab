"""A connection with the settings the store's promises rest on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from app.errors import UserError

_PROGRESS_STEPS = 20_000
_WRITE_MODES = ("TRUNCATE", "EXTRA", "EXCLUSIVE")


def connect(path: Path, *, read_only: bool = False, create: bool = False) -> sqlite3.Connection:
    """Open ``path``; never makes a file by opening one unless ``create`` says so.

    Rollback journal with TRUNCATE and EXTRA, never WAL: a power cut loses nothing that was
    acknowledged, and a plan stays one file. No trigger or view of a stranger can act.
    """
    mode = "ro" if read_only else "rwc" if create else "rw"
    uri = f"file:{quote(str(path.resolve()))}?mode={mode}"
    with sqlite_faults(path):
        db = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0.2)
        try:
            _harden(db)
            if not read_only:
                _make_durable(db)
        except BaseException:
            db.close()
            raise
    return db


def _harden(db: sqlite3.Connection) -> None:
    db.set_authorizer(_refuse_triggers_and_views)
    for pragma in (
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        "temp_store=MEMORY",
        "secure_delete=ON",
        "foreign_keys=OFF",
        "recursive_triggers=OFF",
    ):
        db.execute(f"PRAGMA {pragma}")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64_000_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 200)
    db.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 5)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


def _make_durable(db: sqlite3.Connection) -> None:
    # the order matters: with exclusive locking first, no -shm is made for a file left in WAL mode
    db.execute("PRAGMA locking_mode=EXCLUSIVE")
    mode = db.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
    db.execute("PRAGMA synchronous=EXTRA")
    if mode != "truncate":
        raise UserError("file_unwritable")


def _refuse_triggers_and_views(
    _action: int, _a: str | None, _b: str | None, _db: str | None, source: str | None
) -> int:
    """Deny whatever comes from inside a trigger or a view: our own schema has neither."""
    return sqlite3.SQLITE_DENY if source is not None else sqlite3.SQLITE_OK


@contextmanager
def time_limit(db: sqlite3.Connection, steps: int = 5_000) -> Iterator[None]:
    """Interrupt a statement that never ends (a view that calls itself, a hostile CHECK)."""
    left = steps

    def tick() -> int:
        nonlocal left
        left -= 1
        return int(left < 0)

    db.set_progress_handler(tick, _PROGRESS_STEPS)
    try:
        yield
    finally:
        db.set_progress_handler(None, 0)


_FAULTS = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_BUSY": "file_locked",
    "SQLITE_LOCKED": "file_locked",
    "SQLITE_READONLY": "read_only_place",
    "SQLITE_PERM": "read_only_place",
    "SQLITE_AUTH": "file_acts",
    "SQLITE_CANTOPEN": "file_gone",
    "SQLITE_IOERR": "disk_failed",
    "SQLITE_CORRUPT": "file_damaged",
    "SQLITE_NOTADB": "not_a_plan",
    "SQLITE_INTERRUPT": "file_damaged",
    "SQLITE_TOOBIG": "too_large",
    "SQLITE_FORMAT": "file_damaged",
    "SQLITE_SCHEMA": "file_damaged",
}


@contextmanager
def sqlite_faults(path: Path) -> Iterator[None]:
    """Turn what SQLite says about the world into a UserError; our own mistakes pass through."""
    try:
        yield
    except sqlite3.Error as fault:
        name = getattr(fault, "sqlite_errorname", "") or ""
        code = _FAULTS.get("_".join(name.split("_")[:2]))
        if code is None and isinstance(fault, sqlite3.OperationalError) and "decode" in str(fault):
            code = "file_damaged"
        if code is None:
            raise
        raise UserError(code, name=path.name) from fault


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """One BEGIN IMMEDIATE … COMMIT; whatever goes wrong, nothing is written."""
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            if db.in_transaction:
                db.execute("ROLLBACK")
        raise
