"""What spoils a plan's file, and what opening the result says."""

from __future__ import annotations

import sqlite3
import struct
from collections.abc import Callable
from pathlib import Path

from app.errors import UserError
from app.models.planfile import PlanFile

Maker = Callable[[Path], object]


def sql(path: Path, *statements: str) -> None:
    """Change a file behind the program's back."""
    db = sqlite3.connect(path, isolation_level=None)
    for statement in statements:
        db.execute(statement)
    db.close()


def header(at: int, value: int) -> Maker:
    """Write a 4-byte number into the header."""

    def make(path: Path) -> None:
        data = bytearray(path.read_bytes())
        data[at : at + 4] = struct.pack(">I", value & 0xFFFFFFFF)
        path.write_bytes(data)

    return make


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def opened(path: Path) -> str:
    """The code a refused opening gives, "" when it opens."""
    try:
        PlanFile.open(path).close()
    except UserError as fault:
        return fault.code
    return ""
