"""What the store's promises rest on: settings read back, nothing left open, names that last."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest

from app.exports.atomic import atomic_write
from app.models.planfile import Backups
from app.models.planfile.sending import send_copy
from tests.models.making import a_closed_plan, a_title, an_open_plan, reopened
from tests.models.test_locks import another_process_writes

EXTRA, ON, MEMORY = 3, 1, 2
SETTINGS = {
    "journal_mode": "truncate",
    "synchronous": EXTRA,
    "locking_mode": "exclusive",
    "secure_delete": ON,
    "temp_store": MEMORY,
    "trusted_schema": 0,
    "cell_size_check": ON,
}
KILLED = """
import os, sys
from pathlib import Path
from app.models.journal import Journal
from app.models.planfile import PlanFile
from tests.models.making import a_title
journal = Journal(PlanFile.open(Path(sys.argv[1])))
journal.do(a_title(journal.plan, "Acknowledged"))
os.kill(os.getpid(), 9)
"""


def new(file: BinaryIO) -> None:
    """What is written where."""
    file.write(b"the report of today")


def test_an_open_plan_waits_for_the_disk(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        db = journal.file._db
        found = {name: db.execute(f"PRAGMA {name}").fetchone()[0] for name in SETTINGS}
        assert found == SETTINGS
        assert db.isolation_level is None


def test_between_two_edits_nothing_is_open(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        for act in (
            lambda: journal.do(a_title(journal.plan, "One")),
            journal.undo,
            journal.redo,
            journal.file.damage,
        ):
            act()
            assert not journal.file.in_transaction


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_an_edit_outlives_the_program_that_made_it(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    with reopened(path) as file:
        assert file.read_plan().info.title == "Acknowledged"


def test_making_copies_drops_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        Backups(tmp_path / "backups").make(journal.file)
        send_copy(journal.file, tmp_path / "sent.atelier")
        assert "locked" in another_process_writes(path)


@pytest.mark.skipif(os.name == "nt", reason="Windows cannot sync a folder")
def test_what_gets_a_name_keeps_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder is told to keep what was renamed in it, after the file itself was."""
    synced: list[str] = []
    sync = os.fsync

    def fsync(handle: int) -> None:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            synced.extend(p.name for p in tmp_path.rglob("*") if p.stat().st_ino == status.st_ino)
        sync(handle)

    def kept(folder: str, act: Callable[[], object]) -> None:
        (tmp_path / folder).mkdir()
        synced.clear()
        act()
        assert folder in synced

    monkeypatch.setattr(os, "fsync", fsync)
    kept("plans", lambda: a_closed_plan(tmp_path / "plans" / "plan.atelier"))
    with reopened(tmp_path / "plans" / "plan.atelier") as file:
        kept("backups", lambda: Backups(tmp_path / "backups").make(file))
        kept("stick", lambda: send_copy(file, tmp_path / "stick" / "plan.atelier"))
    kept("out", lambda: atomic_write(tmp_path / "out" / "a.docx", new))
