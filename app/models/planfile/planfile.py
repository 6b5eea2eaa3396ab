"""One plan in one SQLite file: rows, journal and seal written in one transaction."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import starmap
from pathlib import Path
from threading import RLock
from typing import Any

from msgspec.structs import replace

from app import __version__
from app.errors import UserError
from app.models.edits import Change, Step
from app.models.plan import Plan, field_names, new_id
from app.models.planfile.beside import LARGEST, require_finished
from app.models.planfile.checking import (
    JOURNAL,
    Header,
    check_copy_first,
    kept_seal,
    lines_seal,
    require_plan,
    require_sound,
    rows_seal,
)
from app.models.planfile.cleaning import cleaned
from app.models.planfile.connection import (
    connect,
    let_go,
    make_durable,
    sqlite_faults,
    take_exclusively,
    transaction,
)
from app.models.planfile.drafts import drafted, require_free
from app.models.planfile.entries import Entry, now, rows_of
from app.models.planfile.faults import os_faults, place_faults
from app.models.planfile.lock import Lock, Owner, read_owner, refuse_elsewhere, refuse_links
from app.models.planfile.past import Past
from app.models.planfile.seal import Seal, keep_seal
from app.models.planfile.turns import one_at_a_time
from app.models.planfile.writing import Progress, Writing, put, roomy, untold
from app.models.records import RECORDS
from app.models.schema import SCHEMA_VERSION, is_id
from app.models.text import clean

_ROWS, _LINES = 1, 2  # the two seals of a file
_LARGE = 4_000_000  # bytes


class PlanFile:
    """The open file of a plan. Only the ``Journal`` applies steps to it.

    ``made_by`` is the schema version the file had when it was opened.
    """

    def __init__(
        self, path: Path, db: sqlite3.Connection, lock: Lock | None, version: int, made_by: int = 0
    ) -> None:
        self.path = path
        self.read_only = lock is None
        self.is_unsure = False
        self.version, self.made_by = version, made_by or version
        self._db = db
        self._lock = lock
        self.turn = RLock()
        self.lineage, self.copy = self._meta("lineage"), self._meta("copy")
        self._rows, self._lines = kept_seal(db, path, _ROWS), kept_seal(db, path, _LINES)
        self._past = Past(db, path, newer=self.is_newer)
        self._last = self._last_entry()

    @classmethod
    def create(cls, path: Path, plan: Plan, lineage: str = "") -> PlanFile:
        """Make a new file holding ``plan``; UserError("file_exists") rather than overwrite one.

        ``lineage`` is what all copies of it share, by default the id of the plan's own row.
        """
        from app.models.migrations import migrate  # sqlite-utils is slow to import

        require_free(path)
        with place_faults(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        with drafted(path) as draft:
            with sqlite_faults(path):
                db = connect(draft)
                try:
                    make_durable(db, path)
                    migrate(db)
                    _fill(db, plan, lineage)
                finally:
                    let_go(db)
            with os_faults(path):
                require_free(path)  # somebody may have been quicker
                draft.rename(path)
        return cls.open(path)

    @classmethod
    def open(
        cls,
        path: Path,
        *,
        read_only: bool = False,
        take_over: bool = False,
        backups: Path | None = None,
    ) -> PlanFile:
        """Open a plan after the checks that keep strangers' and damaged files out.

        A refused file keeps every byte. A newer version's file opens read-only. An older one is
        brought up to date, once a copy of it as it was lies in ``backups`` or else beside it;
        opened read-only it stays as it is. ``take_over`` opens a file another computer left its
        lock beside.

        Raises UserError: not_a_plan (and file_is_…), not_a_file, file_empty, too_large,
        file_damaged, file_unfinished, newer_version, other_program, file_acts,
        file_changed_shape, already_open, file_locked, file_elsewhere, file_two_names, file_gone,
        read_only_place.
        """
        header = require_plan(path)
        path = Path(os.path.realpath(path))
        if read_only:
            require_finished(path)
        else:
            if header.is_newer:
                raise UserError("newer_version", name=path.name)
            refuse_links(path)
            if not take_over:
                refuse_elsewhere(path)
            check_copy_first(path, header)
        if header.is_older:
            from app.models.planfile.renewing import renew, renewed  # sqlite-utils, as above

            if read_only:
                return renewed(path, header)
            renew(path, header, backups)
            return cls.open_as_is(path, require_plan(path), made_by=header.version)
        return cls.open_as_is(path, header, read_only=read_only)

    @classmethod
    def open_as_is(
        cls, path: Path, header: Header, *, read_only: bool = False, made_by: int = 0
    ) -> PlanFile:
        """Open a file that ``require_plan`` let in, in the shape of its own version."""
        lock: Lock | None = None
        db = connect(path, read_only=read_only, wal=header.wal)
        try:
            with sqlite_faults(path, otherwise="file_damaged"), os_faults(path):
                if not read_only:
                    take_exclusively(db)
                require_sound(db, path, header.version)
                if not read_only:
                    lock = Lock.take(path)
                    make_durable(db, path)
                return cls(path, db, lock, header.version, made_by)
        except BaseException as fault:
            db.close()
            if lock is not None:
                lock.release()
            if isinstance(fault, UserError) and fault.code == "file_locked":
                owner = read_owner(path) or Owner()
                fault.details.update(host=owner.host, since=owner.since)
            raise

    @one_at_a_time
    def close(self) -> None:
        """Let go of the file and its lock; safe to call twice."""
        let_go(self._db)
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @one_at_a_time
    def read_plan(self) -> Plan:
        """All rows as a Plan."""
        with sqlite_faults(self.path, otherwise="file_damaged"):
            return Plan(
                {
                    table: {row.id: row for row in starmap(kind, self._select(table))}
                    for table, kind in RECORDS.items()
                }
            )

    @one_at_a_time
    def apply(self, step: Step, kind: str = "do", progress: Progress = untold) -> Step:
        """Write every change of ``step`` and its journal lines in one transaction.

        Returns the step with the values as stored and the true old ones, without changes that
        change nothing. An empty step is not written. On any fault nothing is written, also where
        ``progress`` raised it.
        """
        if self._lock is None:
            raise UserError("read_only", name=self.path.name)
        kept = self._rows, self._lines, self._last
        try:
            self._lock.require_place()
            with sqlite_faults(self.path), roomy(self._db, step), transaction(self._db):
                writing = Writing(self._db, self._rows, progress)
                changes = writing.write(step.changes)
                details = {name: clean(text) for name, text in step.details.items()}
                done = replace(step, changes=changes, details=details)
                if changes:
                    self._rows = writing.seal
                    self._note(done, kind)
                    self._require_openable()
                    keep_seal(self._db, _ROWS, self._rows)
                    keep_seal(self._db, _LINES, self._lines)
        except BaseException as fault:
            self._rows, self._lines, self._last = kept
            self.is_unsure = isinstance(fault, UserError)
            raise
        return done

    @one_at_a_time
    def settle(self) -> bool:
        """After a refused step, learn whether it got into the file all the same.

        A commit can fail in its last moment, when nothing can take it back. What is in the file
        is then written once more, so that the disk is waited for. UserError: not known yet.
        """
        with sqlite_faults(self.path):
            rows, lines = (kept_seal(self._db, self.path, id) for id in (_ROWS, _LINES))
            if lines != self._lines:
                with transaction(self._db):
                    keep_seal(self._db, _ROWS, rows)
                    keep_seal(self._db, _LINES, lines)
        is_in, self.is_unsure = lines != self._lines, False
        self._rows, self._lines, self._last = rows, lines, self._last_entry()
        return is_in

    @contextmanager
    def rewriting(self) -> Iterator[sqlite3.Connection]:
        """One transaction over rows and journal alike, for ``forget``; the seals are made anew."""
        if self._lock is None:
            raise UserError("read_only", name=self.path.name)
        self._lock.require_place()
        with sqlite_faults(self.path), transaction(self._db):
            yield self._db
            rows, lines = rows_seal(self._db), lines_seal(self._db)
            keep_seal(self._db, _ROWS, rows)
            keep_seal(self._db, _LINES, lines)
        self._past.let_go()
        self._rows, self._lines, self._last = rows, lines, self._last_entry()

    @one_at_a_time
    def entries(self, limit: int = 1_000) -> list[Entry]:
        """The newest ``limit`` lines of the journal, oldest first; parts of one step are whole."""
        with sqlite_faults(self.path, otherwise="file_damaged"):
            return self._past.entries(limit)

    @one_at_a_time
    def lines(self) -> list[Entry]:
        """Every line of the journal as it is written, oldest first, parts by themselves."""
        with sqlite_faults(self.path, otherwise="file_damaged"):
            return self._past.lines()

    def copy_to(self, target: Path, *, fresh: bool = False) -> None:
        """Write a whole, checked copy to ``target`` (replacing it); the live file stays open.

        A ``fresh`` copy will be worked on elsewhere, so it gets a copy id of its own, and it
        replaces nothing: UserError("file_exists").
        """
        with sqlite_faults(target), os_faults(target), drafted(target) as draft:
            copy = connect(draft)
            try:
                make_durable(copy, target)
                with self.turn:  # only for the pages: what follows looks at the copy alone
                    rows, lines = (kept_seal(self._db, self.path, id) for id in (_ROWS, _LINES))
                    self.copy_into(copy)
                rows = self._name_anew(copy, rows) if fresh and not self.is_newer else rows
                verdict = copy.execute("PRAGMA integrity_check").fetchone()[0]
                seals = (rows_seal(copy, self.version), lines_seal(copy))
            finally:
                let_go(copy)
            if verdict != "ok" or (seals != (rows, lines) and not self.is_newer):
                raise UserError("disk_failed", name=target.name)
            if fresh:
                require_free(target)  # another window may work in what it put there meanwhile
            draft.replace(target)

    @one_at_a_time
    def copy_into(self, db: sqlite3.Connection) -> None:
        """Copy every page into another connection's file."""
        self._db.backup(db)

    def _name_anew(self, db: sqlite3.Connection, rows: Seal) -> Seal:
        """Give a copy an id of its own; answers the seal of its rows then."""
        id = new_id()
        rows = rows.moved("meta", gone=("copy", self.copy), come=("copy", id))
        with transaction(db):
            db.execute("UPDATE meta SET value = ? WHERE key = 'copy'", (id,))
            keep_seal(db, _ROWS, rows)
        return rows

    @one_at_a_time
    def damage(self) -> str:
        """What the full check finds wrong, or "" when rows, journal and seals agree."""
        with sqlite_faults(self.path, otherwise="file_damaged"):
            verdict = str(self._db.execute("PRAGMA integrity_check").fetchone()[0])
            if verdict != "ok":
                return verdict
            rows, lines = rows_seal(self._db, self.version), lines_seal(self._db)
            agree = (rows, lines) == (self._rows, self._lines)
        return "" if agree else "seal"

    @property
    def history(self) -> str:
        """What tells this history from every other one, be it by a letter typed this second."""
        return self._lines.text

    @property
    def is_large(self) -> bool:
        """Whether a checked copy takes so long that nobody should have to wait for it."""
        with suppress(OSError):  # whoever copies it says what is wrong
            return self.path.stat().st_size > _LARGE
        return False

    @property
    def is_newer(self) -> bool:
        """Whether a later version of the program made the file; then it is only read."""
        return self.version > SCHEMA_VERSION

    @property
    def made(self) -> str:
        """The moment it was made as it tells it, "" where it does not; copies tell the first's."""
        row = self._db.execute("SELECT value FROM meta WHERE key = 'made'").fetchone()
        return str(row[0]) if row else ""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open; between two steps it never is."""
        return self._db.in_transaction

    def _select(self, table: str) -> list[tuple[Any, ...]]:
        columns = ", ".join(f'"{name}"' for name in ("id", *field_names(table)))
        return self._db.execute(f'SELECT {columns} FROM "{table}"').fetchall()

    def _meta(self, key: str) -> str:
        row = self._db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        if row is not None and is_id(row[0]):  # a backup's name is made of it
            return str(row[0])
        raise UserError("file_damaged", name=self.path.name)

    def _last_entry(self) -> Entry | None:
        with sqlite_faults(self.path, otherwise="file_damaged"):
            return self._past.last_line()

    def _require_openable(self) -> None:
        """Refuse, before it is in the file, what would make the file too large to be opened."""
        (pages,) = self._db.execute("PRAGMA page_count").fetchone()
        (size,) = self._db.execute("PRAGMA page_size").fetchone()
        if pages * size > LARGEST:
            raise UserError("plan_full", name=self.path.name)

    def _note(self, step: Step, kind: str) -> None:
        last = self._last
        if last is not None and kind == last.kind == "do" and step.visit == last.step.visit != "":
            joined = last.step.then(step)
            self._take_out(last.seq)
            if joined.is_empty:
                self._last = None
                return
            step = joined
        (seq,) = self._db.execute("SELECT coalesce(max(seq), 0) + 1 FROM journal").fetchone()
        gaps = ", ".join("?" * len(JOURNAL))
        sql = f"INSERT INTO journal ({', '.join(JOURNAL)}) VALUES ({gaps})"
        rows = rows_of(seq, now(), self.copy, kind, step)
        self._db.executemany(sql, rows)
        for row in rows:
            self._lines = self._lines.moved("journal", come=row)
        seq, at, _, _, visit, *_ = rows[-1]
        if len(rows) > 1:  # nothing joins a step told in parts
            step = replace(step, visit="")
            self._past.keep(visit, Entry(seq, at, self.copy, kind, step))
        self._last = Entry(seq, at, self.copy, kind, step)

    def _take_out(self, seq: int) -> None:
        """Take a line out of the journal, to write it anew with more in it."""
        columns = ", ".join(JOURNAL)
        (row,) = self._db.execute(f"SELECT {columns} FROM journal WHERE seq = ?", (seq,))
        self._lines = self._lines.moved("journal", gone=row)
        self._db.execute("DELETE FROM journal WHERE seq = ?", (seq,))


def _fill(db: sqlite3.Connection, plan: Plan, lineage: str) -> None:
    with transaction(db):
        meta = {"lineage": lineage or plan.info.id or new_id(), "copy": new_id(), "made": now()}
        db.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
        for table, rows in plan.tables.items():
            for record in rows.values():
                fields = {name: getattr(record, name) for name in field_names(table)}
                values = cleaned(Change(table, record.id, None, fields))
                put(db, table, (record.id, *values.values()))
        for id, seal in ((_ROWS, rows_seal(db)), (_LINES, lines_seal(db))):
            db.execute(
                "INSERT INTO seal VALUES (?, ?, ?, ?)", (id, seal.text, seal.rows, __version__)
            )
