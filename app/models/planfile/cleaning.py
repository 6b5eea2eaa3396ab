"""The new values of a change as they may be stored."""

from __future__ import annotations

from functools import cache

from app.errors import UserError
from app.models.edits import Change
from app.models.schema import BY_NAME, Field, Value, is_id
from app.models.text import clean


def cleaned(change: Change) -> dict[str, Value]:
    """The new values as they may be stored; ValueError for what no verb may ask for."""
    fields = _fields(change.table)
    if not is_id(change.id):
        raise ValueError(f"{change.id!r} is no id")
    values: dict[str, Value] = {}
    for name, value in (change.after or {}).items():
        if name != "deleted" and isinstance(value, str):
            field = fields[name]
            if value:
                value = clean(value)  # noqa: PLW2901  # the cleaned text is the value from here on
            if field.kind in ("ref", "order") and not field.has_shape(value):
                raise ValueError(f"{change.table}.{name}: {value!r}")
            if len(value) > field.limit:
                raise UserError("too_long", limit=field.limit, length=len(value), label=field.label)
        values[name] = value
    return values


@cache
def _fields(table: str) -> dict[str, Field]:
    return {field.name: field for field in BY_NAME[table].fields}
