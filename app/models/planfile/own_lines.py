"""Whether a line of the journal is one a program of ours writes, so that it can be taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

from app.models.planfile.entries import Entry
from app.models.runs import Json
from app.models.schema import BY_NAME, Field, Value, are_ids

_KINDS = ("do", "undo", "redo")
_YEARS = range(1900, 9000)  # any clock may be wrong, but each moment is told in local time too
_LARGEST = 1 << 63
_LAST = 1 << 53  # of the numbers of lines, so that every later step has one


def require_own_head(entry: Entry) -> None:
    """ValueError, TypeError or AttributeError for a line nothing can be said of."""
    if entry.seq > _LAST:
        raise ValueError(entry.seq)
    if entry.kind not in _KINDS or datetime.fromisoformat(entry.at).year not in _YEARS:
        raise ValueError(entry.kind)
    for name, text in entry.step.details.items():
        (name + text).encode()  # half a sign cannot be shown


def require_own_changes(said: Sequence[Json]) -> None:
    """ValueError, KeyError or TypeError for changes, packed, that no step of ours could have left.

    Taking them back would break off, or write what no check lets in again.
    """
    for part in said:
        if "rows" in part:
            _require_table(part)
        else:
            _require(part["table"], [part["id"]], _sides(part))


def _require_table(part: Json) -> None:
    """The same of rows that came or went together, column by column: there may be very many."""
    ids, *columns = zip(*part["rows"], strict=True)
    values = zip(part["columns"], columns, strict=True)
    same = ((name, [value]) for name, value in part["same"].items())
    _require(part["gone" if "gone" in part else "came"], ids, [*values, *same])


def _sides(part: Json) -> Iterator[tuple[str, Iterable[Value]]]:
    for side in (part["before"], part["after"]):
        if side is not None:
            if not isinstance(side, Mapping):
                raise TypeError("no fields")
            yield from ((name, [value]) for name, value in side.items())


def _require(table: str, ids: Sequence[str], fields: Iterable[tuple[str, Iterable[Any]]]) -> None:
    known = _fields(table)
    if not are_ids(ids):
        raise ValueError(table)
    for name, values in fields:
        _require_values(known[name], set(values))


def _require_values(field: Field, values: set[Any]) -> None:
    kinds = set(map(type, values))
    if not field.is_number:
        sound = kinds <= {str}
        if field.kind in ("ref", "order"):
            sound = sound and all(map(field.has_shape, values))
    elif field.name == "deleted":
        sound = values <= {0, 1}
    else:
        sound = kinds <= {int, bool} and all(-_LARGEST <= one < _LARGEST for one in values)
    if not sound:
        raise ValueError(field.name)


@cache
def _fields(table: str) -> dict[str, Field]:
    own = {field.name: field for field in BY_NAME[table].fields}
    return {"deleted": Field("deleted", "flag"), **own}
