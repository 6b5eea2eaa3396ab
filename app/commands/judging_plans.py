"""What ``check`` says of a plan's own file, and of a plan as open data."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import fields

from app.commands.counting import counted
from app.commands.judging import Found, verdict
from app.errors import UserError
from app.messages import say, visible
from app.models.plan import Plan
from app.models.records import Record
from app.models.text import clean
from app.paths import Paths
from app.words import Words

if TYPE_CHECKING:
    from app.models.planfile import Verdict

# What a spreadsheet would obey, a browser would draw, or would turn a line around.
_MORE_THAN_TEXT = re.compile("<[a-zA-Z!/]|^[=@]|[\u202a-\u202e\u2066-\u2069]")
_READ_ONLY = frozenset({"newer_version", "file_locked", "read_only_place"})
_RECOVER = frozenset({"file_damaged", "file_unfinished"})


def judge_plan(path: Path, paths: Paths) -> Found:
    """Whether a plan's file is sound, and what the plan misses."""
    from app.models.planfile import check_file, read_plan

    found = check_file(path)
    outcome = _outcome(found, path)
    if found.code:
        rows = _readable(path) if outcome == "RECOVER" else found.rows
        message = _message(found.code, found.name or path.name)
        return verdict(outcome, message, rows, code=found.code)
    message = f"“{visible(path.name)}” is sound and holds {counted(found.rows, 'row')}."
    if found.older:
        message += " It is of an earlier version: opened for editing it is brought up to date."
    try:
        plan = read_plan(path)
    except UserError as fault:  # an unfinished edit is tidied up by opening for writing only
        message += " Its last edit waits to be tidied up: open it for editing once."
        return verdict(outcome, message, found.rows, code=fault.code)
    if outcome == "ACCEPT":
        outcome, said = _of_texts(plan)
        message += said
    return verdict(outcome, message, found.rows, missing=_missing(plan, paths))


def _readable(path: Path) -> int:
    """How many rows ``salvage`` would take out of a damaged plan."""
    from app.models.planfile.salvage import salvage

    try:
        return salvage(path).rows
    except UserError:
        return 0


def _of_texts(plan: Plan) -> tuple[str, str]:
    """How texts that no keyboard makes, or that something else would obey, are taken."""
    texts = [text for rows in plan.tables.values() for row in rows.values() for text in _texts(row)]
    if any(clean(text) != text for text in texts):
        return "CLEAN", " Signs that cannot be printed are left out of documents."
    if any(_MORE_THAN_TEXT.search(text) for text in texts):
        return "LITERAL", " Texts that look like commands or markup are kept as they were typed."
    return "ACCEPT", ""


def _texts(record: Record) -> Iterator[str]:
    values = (getattr(record, field.name) for field in fields(record))
    return (value for value in values if isinstance(value, str))


def judge_open_data(path: Path, paths: Paths) -> Found:
    """Whether a JSON file can be imported, and what the plan in it misses."""
    from app.models.frameworks import Frameworks
    from app.models.intake.plan_file import read_json_file

    imported = read_json_file(path, Frameworks(paths.resources / "frameworks"))
    rows = sum(len(rows) for rows in imported.plan.tables.values())
    kept = len(imported.report.notes)
    message = f"“{visible(path.name)}” can be imported: {counted(rows, 'row')}"
    message += f", {counted(kept, 'text')} kept as notes." if kept else "."
    outcome = "WARN" if kept or imported.report.warnings else "ACCEPT"
    return verdict(outcome, message, rows, missing=_missing(imported.plan, paths))


def _outcome(found: Verdict, path: Path) -> str:
    code = found.code
    if not code and not _can_be_written(path):
        return "READONLY"
    if not code:
        return "MIGRATE" if found.older else "ACCEPT"
    if code in _READ_ONLY:
        return "READONLY"
    return "RECOVER" if code in _RECOVER else "REJECT"


def _can_be_written(path: Path) -> bool:
    """Whether it opens for editing: that takes its folder as well, and that it has but one name."""
    real = Path(os.path.realpath(path))
    with suppress(OSError):  # it may go while it is looked at
        place = os.access(real, os.W_OK) and os.access(real.parent, os.W_OK | os.X_OK)
        return place and real.stat().st_nlink == 1
    return False


def _missing(plan: Plan, paths: Paths) -> list[Found]:
    from app.models.assess import missing
    from app.models.frameworks import Frameworks

    words = Words("en")
    return [
        {
            "severity": gap.severity,
            "sentence": words(gap.sentence, **gap.details),
            "why": words(gap.why),
            "commitment": plan.number(gap.subject),
            "quote": gap.quote,
        }
        for gap in missing(plan, Frameworks(paths.resources / "frameworks"))
    ]


def _message(code: str, name: str) -> str:
    return say(Words("en"), UserError(code, name=name))
