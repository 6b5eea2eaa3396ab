"""The rows of one step: written one by one, and many alike in one go."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from msgspec.structs import replace

from app.models.edits import Change, Step, runs_of
from app.models.plan import field_names
from app.models.planfile.cleaning import are_clean, cleaned
from app.models.planfile.seal import Seal, row_seals
from app.models.records import RECORDS
from app.models.schema import Value

MANY = 200  # changes of a kind that are written in one go
FEW = 20  # rows that are there for each new one: so few are looked through, not looked up
SLICE = 2_000  # rows written before somebody is told how far it is
ROOM = 64_000  # KiB of pages held while very many rows are written

Progress = Callable[[float], None]


class Writing:
    """Writes changes into the tables; ``seal`` is the seal over the rows as they are then.

    ``progress`` is told the share that is written; what it raises ends the writing.
    """

    def __init__(self, db: sqlite3.Connection, seal: Seal, progress: Progress) -> None:
        self._db, self.seal = db, seal
        self._progress = progress
        self._done = self._all = 0

    def write(self, changes: Sequence[Change]) -> tuple[Change, ...]:
        """The changes as stored, with the true old values, without those that change nothing."""
        self._done, self._all = 0, len(changes)
        written: list[Change] = []
        for table, kind, run in runs_of(changes):
            is_new = kind == "come" and len(run) >= MANY and self._are_new(table, run)
            for alike in _slices(run):
                if is_new:
                    written += self._come(table, alike)
                elif kind == "go" and len(alike) >= MANY:
                    written += self._go(table, alike)
                else:
                    written += filter(None, map(self._one, alike))
                self._done += len(alike)
                self._progress(self._done / self._all)
        return tuple(written)

    # -- many rows ---------------------------------------------------------------------------

    def _are_new(self, table: str, run: list[Change]) -> bool:
        """Whether none of the rows is there, and none comes twice."""
        ids = {change.id for change in run}
        if len(ids) < len(run):
            return False
        (there,) = self._db.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        if there > len(run) * FEW:
            return not self._known(table, [*ids])
        return ids.isdisjoint(id for (id,) in self._db.execute(f'SELECT id FROM "{table}"'))

    def _come(self, table: str, run: list[Change]) -> list[Change]:
        """Rows that are new for certain."""
        if not are_clean(table, run):
            run = [replace(change, after=_whole(change)) for change in run]
        rows = [(change.id, *(change.after or {}).values()) for change in run]
        self._db.executemany(_insertion(table), rows)
        self.seal = self.seal.with_rows(row_seals(table, rows))
        return run

    def _go(self, table: str, run: list[Change]) -> list[Change]:
        """Rows that go, as they were."""
        rows = self._known(table, [change.id for change in run])
        found = []
        for change in run:
            row = rows.pop(change.id, None)
            if row is not None:
                before = dict(zip(field_names(table), row[1:], strict=True))
                found.append(change if change.before == before else replace(change, before=before))
                self.seal = self.seal.moved(table, gone=row)
        self._db.executemany(f'DELETE FROM "{table}" WHERE id = ?', ((c.id,) for c in found))
        return found

    def _known(self, table: str, ids: list[str]) -> dict[str, tuple[Value, ...]]:
        """The rows that are there, of those with these ids."""
        rows: dict[str, tuple[Value, ...]] = {}
        for start in range(0, len(ids), MANY):
            some = ids[start : start + MANY]
            gaps = ", ".join("?" * len(some))
            sql = f'SELECT {_columns(table)} FROM "{table}" WHERE id IN ({gaps})'
            rows.update((row[0], row) for row in self._db.execute(sql, some))
        return rows

    # -- one row -----------------------------------------------------------------------------

    def _one(self, change: Change) -> Change | None:
        old = self._known(change.table, [change.id]).get(change.id)
        names = ("id", *field_names(change.table))
        before = None if old is None else dict(zip(names, old, strict=True))
        if change.after is None:
            return self._remove(change, before)
        return self._insert(change) if before is None else self._update(change, before)

    def _insert(self, change: Change) -> Change:
        if change.before is not None:
            raise KeyError(change.id)
        row = _whole(change)
        values = (change.id, *(row[name] for name in field_names(change.table)))
        self._db.execute(_insertion(change.table), values)
        self.seal = self.seal.moved(change.table, come=values)
        return replace(change, before=None, after=row)

    def _update(self, change: Change, old: dict[str, Value]) -> Change | None:
        after = cleaned(change)
        before = {name: old[name] for name in after}
        after = {name: value for name, value in after.items() if value != before[name]}
        before = {name: before[name] for name in after}
        if not after:
            return None
        sets = ", ".join(f'"{name}" = ?' for name in after)
        sql = f'UPDATE "{change.table}" SET {sets} WHERE id = ?'
        self._db.execute(sql, (*after.values(), change.id))
        new = {**old, **after}
        self.seal = self.seal.moved(change.table, gone=old.values(), come=new.values())
        return replace(change, before=before, after=after)

    def _remove(self, change: Change, old: dict[str, Value] | None) -> Change | None:
        if old is None:
            return None
        self._db.execute(f'DELETE FROM "{change.table}" WHERE id = ?', (change.id,))
        self.seal = self.seal.moved(change.table, gone=old.values())
        before = {name: value for name, value in old.items() if name != "id"}
        return replace(change, before=before)


def put(db: sqlite3.Connection, table: str, values: Sequence[Value]) -> None:
    """Write one row, its id first."""
    db.execute(_insertion(table), values)


@contextmanager
def roomy(db: sqlite3.Connection, step: Step) -> Iterator[None]:
    """Hold more pages in memory while a step of very many changes is written."""
    if len(step.changes) <= SLICE:
        yield
        return
    (usual,) = db.execute("PRAGMA cache_size").fetchone()
    db.execute(f"PRAGMA cache_size=-{ROOM}")
    try:
        yield
    finally:
        db.execute(f"PRAGMA cache_size={usual}")
        db.execute("PRAGMA shrink_memory")


def untold(_share: float) -> None:
    """Nobody wants to know how far it is."""


def _slices(run: list[Change]) -> Iterator[list[Change]]:
    return (run[start : start + SLICE] for start in range(0, len(run), SLICE))


def _whole(change: Change) -> dict[str, Value]:
    """Every field of a new row, the blank ones too, in the order of the table."""
    after, names = cleaned(change), field_names(change.table)
    if tuple(after) == names:
        return after
    blank = RECORDS[change.table](change.id)
    return {name: after.get(name, getattr(blank, name)) for name in names}


def _columns(table: str) -> str:
    return ", ".join(f'"{name}"' for name in ("id", *field_names(table)))


def _insertion(table: str) -> str:
    gaps = ", ".join("?" * (len(field_names(table)) + 1))
    return f'INSERT INTO "{table}" ({_columns(table)}) VALUES ({gaps})'
