"""What the lines of a journal know of rows, for a file whose tables may be damaged."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from app.models.edits import Change
from app.models.planfile.pages import Cell
from app.models.records import RECORDS, Record
from app.models.runs import unpacked
from app.models.schema import Value

RowKey = tuple[str, str]


class LineRow(Struct, frozen=True):
    """One readable line of a journal."""

    seq: int
    changes: tuple[Change, ...]


class Known(Struct):
    """The last values a journal knows of one row; ``is_full`` when it saw the row come in."""

    values: dict[str, Value] = field(default_factory=dict)
    is_full: bool = False
    is_gone: bool = False

    def contradicts(self, row: Record) -> bool:
        """Whether the row says something else than the journal said last."""
        if self.is_gone:
            return True
        return any(getattr(row, name, value) != value for name, value in self.values.items())


def read_line(seq: int, cells: Sequence[Cell]) -> LineRow | None:
    """A line of the journal from its cells behind ``seq``; None where it is no line of ours."""
    if any(not isinstance(cell, str) for cell in cells) or seq < 1:
        return None
    try:
        changes = unpacked(json.loads(str(cells[-1])))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return LineRow(seq, changes) if all(map(_is_change, changes)) else None


def _is_change(change: Change) -> bool:
    sides = (change.before, change.after)
    return change.table in RECORDS and all(s is None or isinstance(s, dict) for s in sides)


def replay(lines: Iterable[LineRow]) -> dict[RowKey, Known]:
    """What the lines, in their order, leave each row they speak of with."""
    known: dict[RowKey, Known] = {}
    for line in sorted(lines, key=lambda line: line.seq):
        for change in line.changes:
            row = known.setdefault((change.table, change.id), Known())
            if change.after is None:
                row.values, row.is_full, row.is_gone = {}, False, True
            elif change.before is None:
                row.values, row.is_full, row.is_gone = dict(change.after), True, False
            else:
                row.values |= change.after
                row.is_gone = False
    return known
