"""One edit after the other to disk: by Atelier, by bare sqlite3, and a single page synced."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import sys
import tempfile
from functools import partial
from pathlib import Path

from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.models.planfile.connection import connect, make_durable, take_exclusively
from app.models.verbs.drafting import set_answer
from tests.bench.inside.telling import milliseconds, summary, tell
from tests.bench.the_plan import TEMPLATE

WARM = 5


class Bare:
    """The same rows as Atelier writes for an edit, by statements alone, with the same settings."""

    def __init__(self, path: Path) -> None:
        self._db: sqlite3.Connection = connect(path)
        take_exclusively(self._db)
        make_durable(self._db, path)

    def write(self, seq: int, id: str, before: str, after: str) -> None:
        """One edit: the row, its line in the journal, the two seals."""
        db, changes = self._db, json.dumps([{"before": before, "after": after, "id": id}])
        db.execute("BEGIN IMMEDIATE")
        db.execute("UPDATE answer SET text = ? WHERE id = ?", (after, id))
        line = (seq, "2026-01-01T00:00:00+00:00", "c" * 36, "do", "v" * 36, "edit", "{}", changes)
        db.execute("INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?)", line)
        for seal in (1, 2):
            kept = (f"{seq:064x}", seq, "1", seal)
            db.execute(
                "UPDATE seal SET total = ?, row_count = ?, app_version = ? WHERE id = ?", kept
            )
        db.execute("COMMIT")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()


def sync(handle: int, page: bytes) -> None:
    """One page to the disk for certain."""
    os.pwrite(handle, page, 0)
    (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(handle)


def edit(folder: Path, source: Path, rounds: int) -> dict[str, object]:
    """Edits in turn: the journal, bare statements, one page synced."""
    ours, bare_path = folder / "ours.atelier", folder / "bare.atelier"
    for copy in (ours, bare_path):
        shutil.copyfile(source, copy)
    journal, bare = Journal(PlanFile.open(ours)), Bare(bare_path)
    handle = os.open(folder / "page", os.O_RDWR | os.O_CREAT)
    answers = [one for one in journal.plan.tables["answer"].values() if one.id]
    rows = journal.plan.commitments
    took: dict[str, list[float]] = {"ours": [], "bare": [], "sync": []}
    before = {row.id: journal.plan.answer(TEMPLATE, "problem", row.id) for row in rows}
    for number in range(rounds):
        row = rows[number % len(rows)]
        text = (f"Edit {number}. " + "what citizens asked for " * 50)[:1_024]
        plan, old = journal.plan, before[row.id]
        step = set_answer(plan, TEMPLATE, "problem", row.id, text=text, visit=str(number))
        took["ours"].append(milliseconds(partial(journal.do, step)))
        took["bare"].append(milliseconds(partial(bare.write, number + 1, old.id, old.text, text)))
        took["sync"].append(milliseconds(lambda: sync(handle, b"x" * 4_096)))
    os.close(handle)
    journal.close()
    bare.close()
    return {"answers": len(answers), **{name: summary(all[WARM:]) for name, all in took.items()}}


def open_file(path: Path) -> None:
    """Open a plan to write in it, with its checks, its plan and its history."""
    Journal(PlanFile.open(path)).close()


def fetch_all(path: Path) -> None:
    """Only read every row."""
    db = sqlite3.connect(path)
    for table in ("plan", "commitment", "milestone", "answer", "quotation", "rating"):
        db.execute(f"SELECT * FROM {table}").fetchall()
    db.close()


def measure(source: Path, rounds: int) -> None:
    """All of it in a folder of its own."""
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as name:
        folder = Path(name)
        edits = edit(folder, source, rounds)
        copy = folder / "open.atelier"
        shutil.copyfile(source, copy)
        turns = [
            (milliseconds(lambda: open_file(copy)), milliseconds(lambda: fetch_all(copy)))
            for _ in range(5)
        ]
        opened, fetched = (summary(list(column)) for column in zip(*turns, strict=True))
        tell(edits=edits, opened=opened, fetched=fetched)


measure(Path(sys.argv[1]), int(sys.argv[2]))
