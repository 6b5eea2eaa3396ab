"""The new values of a change as they may be stored."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from app.errors import UserError
from app.models.edits import Change
from app.models.plan import field_names
from app.models.schema import BY_NAME, Field, Value, are_ids, is_id
from app.models.text import clean, is_clean


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


def are_clean(table: str, changes: Sequence[Change]) -> bool:
    """Whether ``cleaned`` would answer the new rows just as they are, each with every field.

    Asked column by column, for most texts of a column are one and the same.
    """
    names, rows = field_names(table), [change.after or {} for change in changes]
    if set(map(tuple, rows)) != {names} or not are_ids([change.id for change in changes]):
        return False
    columns = zip(*(row.values() for row in rows), strict=True)
    return all(
        _is_clean(_fields(table)[name], {one for one in set(values) if isinstance(one, str)})
        for name, values in zip(names, columns, strict=True)
        if name != "deleted"
    )


def _is_clean(field: Field, texts: set[str]) -> bool:
    if not is_clean("".join(texts)):
        return all(clean(text) == text for text in texts) and _fits(field, texts)
    return _fits(field, texts)


def _fits(field: Field, texts: set[str]) -> bool:
    if max(map(len, texts), default=0) > field.limit:
        return False
    if field.kind == "ref":
        return are_ids([text for text in texts if text])
    return field.kind != "order" or all(map(field.has_shape, texts))


@cache
def _fields(table: str) -> dict[str, Field]:
    return {field.name: field for field in BY_NAME[table].fields}
