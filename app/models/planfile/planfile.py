"""One plan in one SQLite file: rows, journal and seal written in one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

from app import __version__
from app.errors import UserError
from app.models.edits import Change, Step, changes_from_json
from app.models.plan import Plan, field_names, new_id
from app.models.planfile.checking import refuse_strangers, require_plan
from app.models.planfile.connection import connect, sqlite_faults, transaction
from app.models.planfile.lock import Lock
from app.models.planfile.seal import as_text, moved, row_seal
from app.models.records import RECORDS, Record
from app.models.schema import BY_NAME, Value
from app.models.text import clean

_JOURNAL = "seq, at, copy, kind, visit, label, details, changes"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: ``kind`` is "do", "undo" or "redo"; ``at`` is UTC ISO text."""

    seq: int
    at: str
    copy: str
    kind: str
    step: Step


class PlanFile:
    """The open file of a plan. Only the ``Journal`` applies steps to it."""

    def __init__(self, path: Path, db: sqlite3.Connection, lock: Lock | None) -> None:
        self.path = path
        self.read_only = lock is None
        self._db = db
        self._lock = lock
        self.lineage, self.copy = self._meta("lineage"), self._meta("copy")
        self._total = int(self._one("SELECT total FROM seal WHERE id = 1"), 16)
        self._rows = cast("int", self._one("SELECT row_count FROM seal WHERE id = 1"))
        self._last = self._last_entry()

    @classmethod
    def create(cls, path: Path, plan: Plan) -> PlanFile:
        """Make a new file holding ``plan``; UserError("file_exists") rather than overwrite one."""
        from app.models.migrations import migrate  # sqlite-utils is slow to import

        if path.exists():
            raise UserError("file_exists", name=path.name)
        with _os_faults(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".~{path.name}.{new_id()[:8]}")
        try:
            with sqlite_faults(path):
                db = connect(draft, create=True)
                migrate(db)
                _fill(db, plan)
                db.close()
            with _os_faults(path):
                draft.rename(path)
        finally:
            draft.unlink(missing_ok=True)
        return cls.open(path)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> PlanFile:
        """Open a plan after the checks that keep strangers' and damaged files out.

        Raises UserError: not_a_plan, file_empty, file_damaged, newer_version, other_program,
        file_acts, file_locked, file_gone, read_only_place.
        """
        require_plan(path)
        lock = None if read_only else Lock.take(path)
        db: sqlite3.Connection | None = None
        try:
            with sqlite_faults(path):
                db = connect(path, read_only=read_only)
                if lock is not None:
                    with transaction(db):
                        pass  # takes the file's exclusive lock now rather than at the first edit
                refuse_strangers(db, path)
                return cls(path, db, lock)
        except BaseException:
            if db is not None:
                db.close()
            if lock is not None:
                lock.release()
            raise

    def close(self) -> None:
        """Let go of the file and its lock; safe to call twice."""
        self._db.close()
        if self._lock is not None:
            self._lock.release()

    def read_plan(self) -> Plan:
        """All rows as a Plan."""
        return Plan(
            {
                table: {row[0]: kind(*row) for row in self._select(table)}
                for table, kind in RECORDS.items()
            }
        )

    def apply(self, step: Step, kind: str = "do") -> Step:
        """Write every change of ``step`` and its journal line in one transaction.

        Returns the step with the values as stored and the true old ones, without changes that
        change nothing. An empty step is not written. On any fault nothing is written.
        """
        if self.read_only:
            raise UserError("read_only", name=self.path.name)
        total, rows, last = self._total, self._rows, self._last
        try:
            with sqlite_faults(self.path), transaction(self._db):
                changes = tuple(filter(None, (self._write(change) for change in step.changes)))
                done = replace(step, changes=changes)
                if changes:
                    self._note(done, kind)
                    self._db.execute(
                        "UPDATE seal SET total = ?, row_count = ?, app_version = ? WHERE id = 1",
                        (as_text(self._total), self._rows, __version__),
                    )
        except BaseException:
            self._total, self._rows, self._last = total, rows, last
            raise
        return done

    def entries(self, limit: int = 1_000) -> list[Entry]:
        """The newest ``limit`` lines of the journal, oldest first."""
        sql = f"SELECT {_JOURNAL} FROM journal ORDER BY seq DESC LIMIT ?"
        rows = self._db.execute(sql, (limit,)).fetchall()
        return [_entry(row) for row in reversed(rows)]

    def copy_to(self, target: Path) -> None:
        """Write a whole, checked copy to ``target`` (replacing it); the live file stays open."""
        draft = target.with_name(f".~{target.name}.{new_id()[:8]}")
        try:
            with sqlite_faults(target), _os_faults(target):
                copy = connect(draft, create=True)
                self._db.backup(copy)
                verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
                same = copy.execute("SELECT total FROM seal").fetchone()[0] == as_text(self._total)
                copy.close()
                if verdict != "ok" or not same:
                    raise UserError("disk_failed", name=target.name)
                draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)

    def damage(self) -> str:
        """What the full check finds wrong, or "" when rows and seal agree."""
        verdict = str(self._db.execute("PRAGMA integrity_check").fetchone()[0])
        if verdict != "ok":
            return verdict
        total, rows = _sum(self._db)
        agrees = (total, rows) == (self._total, self._rows)
        return "" if agrees else "seal"

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; between two steps it never is."""
        return self._db.in_transaction

    def _select(self, table: str) -> Iterator[tuple[Any, ...]]:
        columns = ", ".join(f'"{name}"' for name in ("id", *field_names(table)))
        return iter(self._db.execute(f'SELECT {columns} FROM "{table}"'))

    def _one(self, sql: str) -> Any:  # noqa: ANN401  # whatever the column holds
        row = self._db.execute(sql).fetchone()
        if row is None:
            raise UserError("file_damaged", name=self.path.name)
        return row[0]

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is None:
            raise UserError("file_damaged", name=self.path.name)
        return str(row[0])

    def _last_entry(self) -> Entry | None:
        found = self.entries(1)
        return found[0] if found else None

    def _write(self, change: Change) -> Change | None:
        old = self._row(change.table, change.id)
        if change.after is None:
            return self._remove(change, old)
        after = _cleaned(change)
        if old is None:
            return self._insert(change, after)
        before = {name: old[name] for name in after}
        after = {name: value for name, value in after.items() if value != before[name]}
        before = {name: before[name] for name in after}
        if not after:
            return None
        sets = ", ".join(f'"{name}" = ?' for name in after)
        self._db.execute(
            f'UPDATE "{change.table}" SET {sets} WHERE id = ?', (*after.values(), change.id)
        )
        self._seal(change.table, old, {**old, **after})
        return replace(change, before=before, after=after)

    def _insert(self, change: Change, after: dict[str, Value]) -> Change:
        if change.before is not None:
            raise KeyError(change.id)
        blank = RECORDS[change.table](change.id)
        row = {name: after.get(name, getattr(blank, name)) for name in field_names(change.table)}
        _put(self._db, change.table, (change.id, *row.values()))
        self._seal(change.table, None, {"id": change.id, **row})
        return replace(change, before=None, after=row)

    def _remove(self, change: Change, old: dict[str, Value] | None) -> Change | None:
        if old is None:
            return None
        self._db.execute(f'DELETE FROM "{change.table}" WHERE id = ?', (change.id,))
        self._seal(change.table, old, None)
        before = {name: value for name, value in old.items() if name != "id"}
        return replace(change, before=before)

    def _row(self, table: str, id: str) -> dict[str, Value] | None:
        names = ("id", *field_names(table))
        columns = ", ".join(f'"{name}"' for name in names)
        row = self._db.execute(f'SELECT {columns} FROM "{table}" WHERE id = ?', (id,)).fetchone()
        return None if row is None else dict(zip(names, row, strict=True))

    def _note(self, step: Step, kind: str) -> None:
        last = self._last
        if last is not None and kind == last.kind == "do" and step.visit == last.step.visit != "":
            joined = last.step.then(step)
            self._unseal_entry(last)
            self._db.execute("DELETE FROM journal WHERE seq = ?", (last.seq,))
            if joined.is_empty:
                self._last = None
                return
            step = joined
        seq = cast("int", self._one("SELECT coalesce(max(seq), 0) + 1 FROM journal"))
        row = _entry_row(seq, _now(), self.copy, kind, step)
        self._db.execute(f"INSERT INTO journal ({_JOURNAL}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        self._total = moved(self._total, come=row_seal("journal", row))
        self._rows += 1
        self._last = Entry(seq, row[1], self.copy, kind, step)

    def _unseal_entry(self, entry: Entry) -> None:
        row = _entry_row(entry.seq, entry.at, entry.copy, entry.kind, entry.step)
        self._total = moved(self._total, gone=row_seal("journal", row))
        self._rows -= 1

    def _seal(
        self, table: str, old: Mapping[str, Value] | None, new: Mapping[str, Value] | None
    ) -> None:
        gone = row_seal(table, old.values()) if old else 0
        come = row_seal(table, new.values()) if new else 0
        self._total = moved(self._total, gone=gone, come=come)
        self._rows += (new is not None) - (old is not None)


def _fill(db: sqlite3.Connection, plan: Plan) -> None:
    with transaction(db):
        info = plan.info
        meta = {"lineage": info.id or new_id(), "copy": new_id(), "made": _now()}
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        for table, rows in plan.tables.items():
            for record in rows.values():
                fields = {name: getattr(record, name) for name in field_names(table)}
                cleaned = _cleaned(Change(table, record.id, None, fields))
                _put(db, table, (record.id, *cleaned.values()))
        total, rows_count = _sum(db)
        db.execute(
            "INSERT INTO seal VALUES (1, ?, ?, ?)", (as_text(total), rows_count, __version__)
        )


def _put(db: sqlite3.Connection, table: str, values: tuple[Value, ...]) -> None:
    columns = ", ".join(f'"{name}"' for name in ("id", *field_names(table)))
    gaps = ", ".join("?" * len(values))
    db.execute(f'INSERT INTO "{table}" ({columns}) VALUES ({gaps})', values)


def _sum(db: sqlite3.Connection) -> tuple[int, int]:
    total = count = 0
    for table in RECORDS:
        columns = ", ".join(f'"{name}"' for name in ("id", *field_names(table)))
        for row in db.execute(f'SELECT {columns} FROM "{table}"'):
            total, count = total + row_seal(table, row), count + 1
    for row in db.execute(f"SELECT {_JOURNAL} FROM journal"):
        total, count = total + row_seal("journal", row), count + 1
    return moved(total), count


def _cleaned(change: Change) -> dict[str, Value]:
    table = BY_NAME[change.table]
    cleaned: dict[str, Value] = {}
    for name, value in (change.after or {}).items():
        if name != "deleted" and isinstance(value, str):
            field = table.field(name)
            value = clean(value)  # noqa: PLW2901  # the cleaned text is the value from here on
            if len(value) > field.limit:
                raise UserError("too_long", limit=field.limit, length=len(value), label=field.label)
        cleaned[name] = value
    return cleaned


def _entry_row(
    seq: int, at: str, copy: str, kind: str, step: Step
) -> tuple[int, str, str, str, str, str, str, str]:
    details = json.dumps(dict(step.details), ensure_ascii=False, sort_keys=True)
    changes = json.dumps(step.to_json(), ensure_ascii=False, sort_keys=True)
    return seq, at, copy, kind, step.visit, step.label, details, changes


def _entry(row: tuple[Any, ...]) -> Entry:
    seq, at, copy, kind, visit, label, details, changes = row
    step = Step(label, changes_from_json(json.loads(changes)), json.loads(details), visit)
    return Entry(seq, at, copy, kind, step)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def _os_faults(path: Path) -> Iterator[None]:
    from app.models.planfile.faults import os_fault  # only when something fails

    try:
        yield
    except OSError as fault:
        raise os_fault(fault, path) from fault


__all__ = ["Entry", "PlanFile", "Record"]
