"""What a whole check of a file finds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from app.errors import UserError
from app.models.planfile.planfile import PlanFile


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check of a file found: ``code`` is "" for a sound plan, else a message code."""

    code: str
    rows: int = 0


def check_file(path: Path) -> Verdict:
    """The whole check without changing a byte: structure, integrity, every row, both seals."""
    try:
        file = PlanFile.open(path, read_only=True)
    except UserError as fault:
        return Verdict(fault.code)
    try:
        if file.is_newer:
            return Verdict("newer_version")
        if file.damage():
            return Verdict("file_damaged")
        return Verdict("", sum(len(rows) for rows in file.read_plan().tables.values()))
    except UserError as fault:
        return Verdict(fault.code)
    finally:
        file.close()
