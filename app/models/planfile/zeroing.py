"""That what was deleted is gone from the bytes of a file as well."""

from __future__ import annotations

import sqlite3
from contextlib import suppress


def require_zeroing(db: sqlite3.Connection) -> None:
    """Make sure SQLite overwrites what it deletes, whatever its makers' default; read back."""
    db.execute("PRAGMA secure_delete=ON")
    if db.execute("PRAGMA secure_delete").fetchone()[0] != 1:
        raise RuntimeError("this SQLite does not overwrite what it deletes")


def give_back(db: sqlite3.Connection) -> None:
    """Write the file anew without its free pages, where the disk has room for that.

    Their bytes are zero already; this takes the empty places within pages too.
    """
    db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 1)  # it works through a second file, in memory
    try:
        with suppress(sqlite3.OperationalError):
            db.execute("VACUUM")
    finally:
        db.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
