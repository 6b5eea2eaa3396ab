"""What a whole check of a file finds."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from app.errors import UserError
from app.models.planfile.beside import copy_of_unfinished
from app.models.planfile.faults import os_faults
from app.models.planfile.planfile import PlanFile
from app.models.schema import SCHEMA_VERSION


class Verdict(Struct, frozen=True):
    """What a check of a file found: ``code`` is "" for a sound plan, else a message code.

    ``rows`` are those of a plan that can be read, a newer program's among them.
    ``older`` says that a sound file is brought up to date when it is opened to be worked in.
    """

    code: str
    rows: int = 0
    older: bool = False
    name: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether a copy came out well; of a newer program's plan as far as we know it."""
        return self.code in ("", "newer_version")


def check_file(path: Path) -> Verdict:
    """The whole check without changing a byte: structure, integrity, every row, both seals.

    A file with an unfinished edit beside it is judged by what opening it will make of it.
    """
    try:
        return _verdict(path, read_only=True)
    except UserError as fault:
        if fault.code != "file_unfinished":
            return _refused(fault)
    try:
        with os_faults(path), copy_of_unfinished(path) as copy:
            return Verdict("file_unfinished") if copy is None else _verdict(copy, read_only=False)
    except UserError as fault:
        return _refused(fault)


def _refused(fault: UserError) -> Verdict:
    return Verdict(fault.code, name=str(fault.details.get("name", "")))


def _verdict(path: Path, *, read_only: bool) -> Verdict:
    file = PlanFile.open(path, read_only=read_only)
    try:
        file.entries()  # as whoever opens it to work in it does
        rows = sum(len(rows) for rows in file.read_plan().tables.values())
        code = "newer_version" if file.is_newer else ""
        return Verdict(code, rows, older=file.made_by < SCHEMA_VERSION)
    finally:
        file.close()
