"""What spoils a plan's file, and what opening the result says."""

from __future__ import annotations

import sqlite3
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from app import __version__
from app.errors import UserError
from app.models.planfile import PlanFile
from app.models.planfile.checking import rows_seal
from tests.models.making import a_closed_plan, a_plan

Maker = Callable[[Path], object]

# Half of an edit gets into the file before its process ends.
_HALF = """
import os, sqlite3, sys
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA journal_mode=TRUNCATE')
db.execute('PRAGMA cache_size=2')
db.execute('BEGIN')
db.execute("UPDATE answer SET text = '__half__' || text")
os.kill(os.getpid(), 9)
"""
_IN_WAL = """
import os, sqlite3, sys
from tests.models.spoiling import seal_rows
db = sqlite3.connect(sys.argv[1], isolation_level=None)
db.execute('PRAGMA journal_mode=WAL')
db.execute("UPDATE plan SET title = '__in_wal__'")
seal_rows(db)
os.kill(os.getpid(), 9)
"""


def sql(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA synchronous=OFF")
    for statement in statements:
        db.execute(statement)
    db.close()


def with_sql(*statements: str) -> Maker:
    """Change a file behind the program's back."""
    return lambda path: sql(path, *statements)


def sealed(*statements: str) -> Maker:
    """The same by a stranger who can seal what was changed."""

    def make(path: Path) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        for statement in statements:
            assert db.execute(statement).rowcount, f"nothing changed by {statement}"
        seal_rows(db)
        db.close()

    return make


def seal_rows(db: sqlite3.Connection) -> None:
    """Make the seal over the rows anew, as only somebody who knows this program can."""
    seal = rows_seal(db)
    values = (seal.text, seal.rows, __version__)
    db.execute("UPDATE seal SET total = ?, row_count = ?, app_version = ? WHERE id = 1", values)


def header(at: int, value: int) -> Maker:
    """Write a 4-byte number into the header."""

    def make(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at : at + 4] = struct.pack(">I", value & 0xFFFFFFFF)
        path.write_bytes(data)

    return make


def becomes(change: Callable[[bytes], bytes]) -> Maker:
    """Write what ``change`` makes of the bytes."""
    return lambda path: path.write_bytes(change(path.read_bytes()))


def cut(size: int) -> Maker:
    """Keep the first bytes only."""
    return becomes(lambda data: data[:size])


def overwritten(start: int, by: bytes) -> Maker:
    """Other bytes in the place of some."""
    return becomes(lambda data: data[:start] + by + data[start + len(by) :])


def schema_text(old: str, new: str, table: str = "") -> Maker:
    """Another text in the place of a table's definition, or of every one that holds it."""

    def make(path: Path) -> None:
        db = sqlite3.connect(path, isolation_level=None)
        db.execute("PRAGMA writable_schema=ON")
        where = f" WHERE name = '{table}'" if table else ""
        changed = db.execute(
            f"UPDATE sqlite_master SET sql = replace(sql, ?, ?){where}", (old, new)
        )
        assert changed.rowcount
        db.close()

    return make


def shared_root_page(path: Path) -> None:
    """Two tables in one place: writing one overwrites the other."""
    db = sqlite3.connect(path, isolation_level=None)
    db.execute("PRAGMA writable_schema=ON")
    db.execute(
        "UPDATE sqlite_master SET rootpage = (SELECT rootpage FROM sqlite_master WHERE"
        " name = 'milestone') WHERE name = 'commitment'"
    )
    db.close()


def killed_in_mid_edit(path: Path) -> Path:
    """Leave the file as a process does that ends while an edit is half in it."""
    _run(_HALF, path)
    assert b"__half__" in path.read_bytes()
    return path


def unfinished(folder: Path) -> Path:
    """A plan whose process ended while an edit was half in the file."""
    return killed_in_mid_edit(
        a_closed_plan(folder / "plan.atelier", a_plan(commitments=40, words=60))
    )


def killed_in_wal_mode(path: Path) -> Path:
    """Leave a whole, sealed edit in the file beside the plan, and nowhere else."""
    _run(_IN_WAL, path)
    assert path.with_name(path.name + "-wal").stat().st_size
    return path


def _run(code: str, path: Path) -> None:
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def opened(path: Path) -> str:
    """The code a refused opening gives, "" when it opens."""
    try:
        PlanFile.open(path).close()
    except UserError as fault:
        return fault.code
    return ""
