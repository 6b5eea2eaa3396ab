"""The journal of an open file, read: every step is one entry, however many lines tell it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from app.errors import UserError
from app.models.planfile.checking import JOURNAL
from app.models.planfile.entries import PART, Entry, entry_of
from app.models.planfile.own_lines import require_own_changes, require_own_head

_ALL = ", ".join(JOURNAL)
_BUT_PARTS = _ALL.replace("changes", f"CASE WHEN visit GLOB '{PART}*' THEN '' ELSE changes END")

Row = tuple[Any, ...]


class Past:
    """Answers entries, oldest first; UserError("file_damaged") for lines no program of ours wrote.

    Those of a ``newer`` program that tell of more than we know are left out. Long steps are kept
    once read: a list of 100,000 people takes seconds to read.
    """

    def __init__(self, db: sqlite3.Connection, path: Path, *, newer: bool = False) -> None:
        self._db, self._path, self._newer = db, path, newer
        self._long: dict[str, Entry] = {}

    def entries(self, limit: int) -> list[Entry]:
        """The steps in the newest ``limit`` lines."""
        sql = f"SELECT {_BUT_PARTS} FROM journal ORDER BY seq DESC LIMIT ?"
        rows = reversed(self._db.execute(sql, (limit,)).fetchall())
        return list(self._joined(rows))

    def lines(self) -> list[Entry]:
        """All lines as they are written."""
        return self._read(f"SELECT {_ALL} FROM journal ORDER BY seq")

    def last_line(self) -> Entry | None:
        """The newest line as it is written."""
        found = self._read(f"SELECT {_ALL} FROM journal ORDER BY seq DESC LIMIT 1")
        return found[0] if found else None

    def keep(self, visit: str, entry: Entry) -> None:
        """Know a long step that was just written in parts."""
        self._long[visit] = entry

    def let_go(self) -> None:
        """Know nothing any more: lines were rewritten."""
        self._long.clear()

    def _joined(self, rows: Iterable[Row]) -> Iterator[Entry]:
        for visit, lines in groupby(rows, lambda row: row[4]):
            if visit.startswith(PART):
                yield from self._whole(visit)
            else:
                yield from self._entries(lines)

    def _whole(self, visit: str) -> Iterator[Entry]:
        if visit not in self._long:
            sql = f"SELECT {_ALL} FROM journal WHERE visit = ? ORDER BY seq"
            parts = self._read(sql, (visit,))
            changes = tuple(change for part in parts for change in part.step.changes)
            for last in parts[-1:]:
                step = replace(last.step, changes=changes, visit="")
                self._long[visit] = replace(last, step=step)
        if visit in self._long:
            yield self._long[visit]

    def _read(self, sql: str, values: tuple[str, ...] = ()) -> list[Entry]:
        return self._entries(self._db.execute(sql, values))

    def _entries(self, rows: Iterable[Row]) -> list[Entry]:
        return list(filter(None, map(self._entry, rows)))

    def _entry(self, row: Row) -> Entry | None:
        try:
            entry = entry_of(row, require_own_changes)
            require_own_head(entry)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
            if self._newer:
                return None
            raise UserError("file_damaged", name=self._path.name) from fault
        return entry
