"""Brings an older version's file up to date, on a copy that takes its place when it is sound."""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import suppress
from pathlib import Path

from app.errors import UserError
from app.models.migrations import migrate
from app.models.planfile.checking import (
    Header,
    kept_seal,
    lines_seal,
    require_sound,
    rows_seal,
)
from app.models.planfile.connection import (
    connect,
    connect_nowhere,
    let_go,
    make_durable,
    sqlite_faults,
    transaction,
)
from app.models.planfile.drafts import drafted
from app.models.planfile.faults import os_faults
from app.models.planfile.lock import identity_of
from app.models.planfile.planfile import PlanFile
from app.models.planfile.seal import keep_seal
from app.models.schema import SCHEMA_VERSION

_ROWS, _LINES = 1, 2


def renew(path: Path, header: Header, backups: Path | None = None) -> None:
    """Replace an older file by one of today's version that holds the same.

    A copy of it as it was is made first, checked, in ``backups`` or else beside it. Whatever goes
    wrong, the old file stays whole under its name, or the new one is whole there.
    """
    from app.models.planfile.backups import Backups  # it opens files, as this does for it

    with os_faults(path):
        identity = identity_of(path)
    old = PlanFile.open_as_is(path, header)
    try:
        # another window may have been quicker; its file must not be replaced by ours
        if identity_of(path) == identity:
            Backups(backups or path.parent).make(old, "migration")
            _clear_drafts(path)
            _replace(old, path, header)
    finally:
        old.close()


def renewed(path: Path, header: Header) -> PlanFile:
    """An older file for reading, brought up to date in memory; on the disk not a byte changes."""
    old = PlanFile.open_as_is(path, header, read_only=True)
    db = connect_nowhere()
    try:
        with sqlite_faults(path, otherwise="file_damaged"):
            old.copy_into(db)
            _bring_forward(db, path, header.version)
        return PlanFile(path, db, None, SCHEMA_VERSION, header.version)
    except BaseException:
        db.close()
        raise
    finally:
        old.close()


def _replace(old: PlanFile, path: Path, header: Header) -> None:
    with sqlite_faults(path, otherwise="file_damaged"), os_faults(path), drafted(path) as draft:
        db = connect(draft)
        try:
            make_durable(db, path)
            old.copy_into(db)
            _bring_forward(db, path, header.version)
            require_sound(db, draft)
        finally:
            let_go(db)
        draft.chmod(path.stat().st_mode & 0o777)
        if os.name == "nt":  # an open file cannot be replaced there; elsewhere it keeps others out
            old.close()
        draft.replace(path)


def _bring_forward(db: sqlite3.Connection, path: Path, version: int) -> None:
    """Migrate a copy of a file that was found true, and seal it; all that was there still is."""
    kept = kept_seal(db, path, _ROWS), kept_seal(db, path, _LINES)
    migrate(db)
    with transaction(db):
        keep_seal(db, _ROWS, rows_seal(db))
        keep_seal(db, _LINES, lines_seal(db))
    whole = db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    if (rows_seal(db, version), lines_seal(db)) != kept or not whole:
        raise UserError("disk_failed", name=path.name)


def _clear_drafts(path: Path) -> None:
    """Remove what an attempt that was killed left beside the file; we hold its lock."""
    ours = re.compile(rf"\.~{re.escape(path.name)}\.\d+\.[0-9a-f]{{8}}(-journal)?")
    with suppress(OSError):
        for left in path.parent.glob(".~*"):
            if ours.fullmatch(left.name):
                left.unlink()
