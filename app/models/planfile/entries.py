"""A line of the journal, as a value and as the row that holds it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from app.models.edits import Step, changes_from_json


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal: ``kind`` is "do", "undo" or "redo"; ``at`` is UTC ISO text."""

    seq: int
    at: str
    copy: str
    kind: str
    step: Step


def row_of(
    seq: int, at: str, copy: str, kind: str, step: Step
) -> tuple[int, str, str, str, str, str, str, str]:
    """The row that holds a line."""
    details = json.dumps(dict(step.details), ensure_ascii=False, sort_keys=True)
    changes = json.dumps(step.to_json(), ensure_ascii=False, sort_keys=True)
    return seq, at, copy, kind, step.visit, step.label, details, changes


def entry_of(row: tuple[Any, ...]) -> Entry:
    """The line a row holds; ValueError, KeyError or TypeError for a row no program of ours wrote.

    AttributeError and RecursionError may come as well, from JSON of another shape.
    """
    seq, at, copy, kind, visit, label, details, changes = row
    step = Step(label, changes_from_json(json.loads(changes)), json.loads(details), visit)
    return Entry(seq, at, copy, kind, step)


def now() -> str:
    """This moment as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")
