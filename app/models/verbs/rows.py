"""The moves every table shares: set a field, add a row, bin rows, put rows in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from operator import attrgetter

from app.models.edits import Change, Step
from app.models.plan import Plan, field_names, table_of
from app.models.positions import between
from app.models.records import Record
from app.models.schema import BY_NAME, Value
from app.words import mark

Address = tuple[str, str, str]


def values_of(record: Record) -> dict[str, Value]:
    """A record's fields beside its id."""
    names, values = _reader(table_of(type(record)))
    return dict(zip(names, values(record), strict=True))


@cache
def _reader(table: str) -> tuple[tuple[str, ...], attrgetter[tuple[Value, ...]]]:
    names = field_names(table)
    return names, attrgetter(*names)


def added(record: Record) -> Change:
    """The change that brings a new row."""
    return Change(table_of(type(record)), record.id, None, values_of(record))


def changed(record: Record, **new: Value) -> Change:
    """The change that gives a row new values."""
    before = {name: getattr(record, name) for name in new}
    return Change(table_of(type(record)), record.id, before, new)


def put(plan: Plan, record: Record, **new: Value) -> Change:
    """Give a row new values, adding it first where the plan does not have it yet."""
    stored = plan.get(table_of(type(record)), record.id)
    if stored is None:
        return Change(table_of(type(record)), record.id, None, {**values_of(record), **new})
    if stored.deleted:
        new = {"deleted": 0, **new}
    return changed(stored, **new)


def set_field(plan: Plan, at: Address, value: Value, visit: str = "") -> Step:
    """Write one field; strokes of one ``visit`` join into one undo step. KeyError: no such row."""
    table, id, name = at
    record = plan.get(table, id)
    if record is None:
        raise KeyError(at)
    label = BY_NAME[table].field(name).label
    return Step(
        mark("edit “{field}”"), (changed(record, **{name: value}),), {"field": label}, visit
    )


def bin_rows(records: Iterable[Record]) -> tuple[Change, ...]:
    """Mark rows as deleted; they stay in the file and in the journal."""
    return tuple(changed(record, deleted=1) for record in records)


def moved_change(rows: tuple[Record, ...], id: str, place: int) -> Change | None:
    """Bring the row ``id`` to ``place`` (from 0) among ``rows``; None when it is there already."""
    others = [row for row in rows if row.id != id]
    record = next(row for row in rows if row.id == id)
    place = max(0, min(place, len(others)))
    if rows.index(record) == place:
        return None
    before = getattr(others[place - 1], "position", "") if place else ""
    after = getattr(others[place], "position", "") if place < len(others) else ""
    return changed(record, position=between(before, after))


def last_position(rows: tuple[Record, ...]) -> str:
    """A position behind all of ``rows``."""
    return between(getattr(rows[-1], "position", "") if rows else "", "")


def fill(record: Record, new: Mapping[str, Value]) -> Change:
    """The change that fills only the blank fields of a row."""
    blank = {name: value for name, value in new.items() if value and not getattr(record, name)}
    return changed(record, **blank)
