"""Changes as plain data: one by one, and rows that came or went together as a small table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from app.models.edits import Change, Step, changes_from_json
from app.models.schema import Value

FEWEST = 20  # rows that are worth a table

Json = dict[str, Any]


def packed(changes: Sequence[Change]) -> list[Json]:
    """The changes in their order; runs of rows that came, or went, name their columns once.

    What all rows of a run have in common stands in ``same``. ``unpacked`` is the way back.
    """
    if len(changes) < FEWEST:
        return Step("", tuple(changes)).to_json()
    said: list[Json] = []
    for key, alike in groupby(changes, _kind):
        run = list(alike)
        if key is None or len(run) < FEWEST:
            said += Step("", tuple(run)).to_json()
        else:
            said.append(_table(run))
    return said


def unpacked(said: Sequence[Json]) -> tuple[Change, ...]:
    """The changes that ``packed`` wrote; ValueError, KeyError, TypeError for anything else."""
    return tuple(change for part in said for change in _changes(part))


def _kind(change: Change) -> tuple[str, bool, tuple[str, ...]] | None:
    """What the changes of one run have in common; None for a change of its own."""
    if (change.before is None) == (change.after is None):
        return None
    side = change.before or change.after or {}
    return change.table, change.after is None, tuple(side)


def _table(run: Sequence[Change]) -> Json:
    is_gone = run[0].after is None
    sides: list[Mapping[str, Value]] = [change.after or change.before or {} for change in run]
    names = list(sides[0])
    values = list(zip(*(side.values() for side in sides), strict=True))
    same = {n: one[0] for n, one in zip(names, values, strict=True) if _is_one(one)}
    different = [one for n, one in zip(names, values, strict=True) if n not in same]
    rows = list(zip([change.id for change in run], *different, strict=True))
    columns = [name for name in names if name not in same]
    head = {"gone" if is_gone else "came": run[0].table, "order": names}
    return head | {"same": same, "columns": columns, "rows": rows}


def _is_one(values: Sequence[Value]) -> bool:
    return values.count(values[0]) == len(values)


def _changes(part: Json) -> Iterator[Change]:
    if "rows" not in part:
        yield from changes_from_json([part])
        return
    is_gone = "gone" in part
    table, same, columns = part["gone" if is_gone else "came"], part["same"], part["columns"]
    blank = dict.fromkeys(part["order"]) | same
    if not isinstance(table, str) or blank.keys() != {*same, *columns}:
        raise ValueError("no table of rows")
    for id, *values in part["rows"]:
        side = blank | dict(zip(columns, values, strict=True))
        yield Change(table, id, side if is_gone else None, None if is_gone else side)
