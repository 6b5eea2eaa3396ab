"""A line of the journal, as a value and as the row that holds it; a long step takes several."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from app.models.edits import Change, Step
from app.models.plan import new_id
from app.models.runs import Json, packed, unpacked

PART = "part:"  # begins what stands in the place of the visit of the lines one step is told in
_MOST_CHANGES = 10_000  # in one line
_LONGEST = 16_000_000  # letters of a line, far below what SQLite takes

Row = tuple[int, str, str, str, str, str, str, str]


class Entry(Struct, frozen=True):
    """One line of the journal: ``kind`` is "do", "undo" or "redo"; ``at`` is UTC ISO text."""

    seq: int
    at: str
    copy: str
    kind: str
    step: Step


def row_of(seq: int, at: str, copy: str, kind: str, step: Step) -> Row:
    """The row that holds a line."""
    return seq, at, copy, kind, step.visit, step.label, _details(step), _text(step.changes)


def rows_of(seq: int, at: str, copy: str, kind: str, step: Step) -> list[Row]:
    """The rows that hold a step from line ``seq`` on, in parts where it is long."""
    texts = list(_texts(step.changes))
    visit = step.visit if len(texts) == 1 else PART + new_id()
    head, details = (at, copy, kind, visit, step.label), _details(step)
    return [(seq + n, *head, details, text) for n, text in enumerate(texts)]


def entry_of(row: tuple[Any, ...], look: Callable[[list[Json]], None] | None = None) -> Entry:
    """The line a row holds; ValueError, KeyError or TypeError for a row no program of ours wrote.

    AttributeError and RecursionError may come as well, from JSON of another shape. ``look`` is
    shown the changes as they are packed.
    """
    seq, at, copy, kind, visit, label, details, changes = row
    said = json.loads(changes)
    if look is not None:
        look(said)
    step = Step(label, unpacked(said), json.loads(details), visit)
    return Entry(seq, at, copy, kind, step)


def now() -> str:
    """This moment as the journal writes it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def _details(step: Step) -> str:
    return json.dumps(dict(step.details), ensure_ascii=False, sort_keys=True)


def _text(changes: Sequence[Change]) -> str:
    return msgspec.json.encode(packed(changes), order="sorted").decode()


def _texts(changes: Sequence[Change]) -> Iterator[str]:
    for start in range(0, len(changes), _MOST_CHANGES):
        yield from _short(changes[start : start + _MOST_CHANGES])


def _short(changes: Sequence[Change]) -> Iterator[str]:
    text = _text(changes)
    if len(text) <= _LONGEST or len(changes) == 1:
        yield text
        return
    middle = len(changes) // 2
    yield from _short(changes[:middle])
    yield from _short(changes[middle:])
