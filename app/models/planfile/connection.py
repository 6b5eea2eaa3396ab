"""A connection with the settings the store's promises rest on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

from app.errors import UserError

_PROGRESS_STEPS = 20_000


def connect(path: Path, *, read_only: bool = False, wal: bool = False) -> sqlite3.Connection:
    """Open the file at ``path`` without changing a byte of it, and never make one.

    No trigger or view of a stranger can act. Call ``make_durable`` before writing.
    """
    mode = "ro" if read_only else "rw"
    uri = f"file:{quote(os.fsencode(path.resolve()))}?mode={mode}"
    if read_only and wal:
        uri += "&immutable=1"  # else reading a file left in WAL mode makes two files beside it
    with sqlite_faults(path):
        db = sqlite3.connect(
            uri, uri=True, isolation_level=None, timeout=0.2, check_same_thread=False
        )  # a long step is written on another thread; ``PlanFile`` lets one at a time come in
        try:
            _harden(db)
            if not read_only:
                # before the first read: then no -shm is made for a file left in WAL mode
                db.execute("PRAGMA locking_mode=EXCLUSIVE")
        except BaseException:
            db.close()
            raise
    return db


def connect_nowhere() -> sqlite3.Connection:
    """A connection to an empty plan that lives in memory only, hardened like any other."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    _harden(db)
    return db


def take_exclusively(db: sqlite3.Connection) -> None:
    """Take the lock that keeps every other program out, now rather than at the first edit."""
    db.execute("BEGIN EXCLUSIVE")
    db.execute("COMMIT")


def make_durable(db: sqlite3.Connection, path: Path) -> None:
    """Set what the promises rest on: a rollback journal with TRUNCATE and EXTRA, never WAL.

    A power cut then loses nothing that was acknowledged, and a plan stays one file.
    """
    mode = db.execute("PRAGMA journal_mode=TRUNCATE").fetchone()[0]
    db.execute("PRAGMA synchronous=EXTRA")
    if mode != "truncate":
        raise UserError("read_only_place", name=path.name)


def let_go(db: sqlite3.Connection) -> None:
    """Close a connection so that no journal stays beside the file."""
    with suppress(sqlite3.Error):
        if not db.in_transaction:
            db.execute("PRAGMA locking_mode=NORMAL")
            db.execute("PRAGMA journal_mode=DELETE")
    db.close()


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
        "ignore_check_constraints=ON",  # ours has none; a stranger's can take hours
    ):
        db.execute(f"PRAGMA {pragma}")
    db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 64_000_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_SQL_LENGTH, 100_000)
    db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, 200)
    db.setlimit(sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 5)
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)


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
    "SQLITE_READONLY_ROLLBACK": "file_unfinished",
    "SQLITE_READONLY_RECOVERY": "file_unfinished",
    "SQLITE_READONLY_CANTINIT": "file_unfinished",
    "SQLITE_READONLY_DBMOVED": "file_gone",
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
def sqlite_faults(path: Path, otherwise: str | None = None) -> Iterator[None]:
    """Turn what SQLite says about the world into a UserError; our own mistakes pass through.

    ``otherwise`` is the code for what would be our mistake in a file known to be sound, and is
    the file's fault while it is not.
    """
    try:
        yield
    except sqlite3.Error as fault:
        name = getattr(fault, "sqlite_errorname", "") or ""
        code = _FAULTS.get(name) or _FAULTS.get("_".join(name.split("_")[:2])) or otherwise
        if code is None:
            raise
        raise UserError(code, name=path.name) from fault
    except UnicodeDecodeError as fault:
        if otherwise is None:
            raise
        raise UserError(otherwise, name=path.name) from fault


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


def engine_version() -> str:
    """The version of SQLite in use."""
    return sqlite3.sqlite_version


def engine_options() -> tuple[str, ...]:
    """What SQLite was built with, in its own words."""
    db = connect_nowhere()
    try:
        return tuple(str(row[0]) for row in db.execute("PRAGMA compile_options"))
    finally:
        db.close()
