"""The open format of a plan: its tables as JSON, out and in without a loss."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from app.errors import UserError
from app.models.plan import Plan, natural_id, plan_of, table_of
from app.models.records import RECORDS, PlanInfo, Quotation, Record, Translation
from app.models.schema import BY_NAME, TABLES, Field, Table, Value, is_id
from app.models.text import clean

FORMAT = "atelier-plan"
VERSION = 1
LARGEST_NUMBER = 2**53 - 1

NATURAL_KEYS = {
    "answer": ("edition", "item", "subject"),
    "contact": ("person",),
    "consent": ("person", "purpose"),
    "translation": ("subject", "field", "language"),
}

_TOP = frozenset(("$schema", "format", "version", "tables"))


def to_json(plan: Plan, *, with_people: bool = False) -> bytes:
    """The plan as UTF-8 JSON, the deleted rows among it; the same plan gives the same bytes.

    Without ``with_people`` the register, contacts and consents stay out.
    """
    tables = {
        table.name: [_row(table, record) for record in _sorted(plan, table.name)]
        for table in TABLES
        if with_people or not table.private
    }
    data = {"format": FORMAT, "version": VERSION, "tables": tables}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _sorted(plan: Plan, table: str) -> list[Record]:
    return sorted(
        plan.tables[table].values(), key=lambda row: (getattr(row, "position", ""), row.id)
    )


def _row(table: Table, record: Record) -> dict[str, Value]:
    values: dict[str, Value] = {"id": record.id, "deleted": record.deleted}
    return values | {field.name: getattr(record, field.name) for field in table.fields}


def from_json(data: Mapping[str, Any]) -> Plan:
    """The plan that ``to_json`` wrote, or that somebody wrote by the published schema.

    A missing table is empty, a missing field is blank. Raises UserError "json_not_a_plan",
    "json_newer", "json_unknown_field", "json_bad_value" (both with ``name``, as in
    "milestone.title", and the latter with ``row`` from 1), or "too_long".
    """
    _check_head(data)
    tables = data.get("tables")
    if not isinstance(tables, dict):
        raise UserError("json_not_a_plan")
    _known("", tables, BY_NAME)
    records = [record for table in TABLES for record in _records(table, tables.get(table.name, []))]
    plan = plan_of(_at_home(records))
    if len(plan.all(PlanInfo)) != 1:
        raise UserError("json_not_a_plan")
    return plan


def _check_head(data: Mapping[str, Any]) -> None:
    version = data.get("version")
    if data.get("format") != FORMAT or type(version) is not int or version < 1:
        raise UserError("json_not_a_plan")
    if version > VERSION:
        raise UserError("json_newer", version=version)
    _known("", data, _TOP)


def _known(place: str, given: Mapping[str, Any], known: Mapping[str, Any] | frozenset[str]) -> None:
    for name in given:
        if name not in known:
            raise UserError("json_unknown_field", name=clean(f"{place}{name}")[:100])


def _records(table: Table, rows: object) -> Iterator[Record]:
    if not isinstance(rows, list):
        raise UserError("json_bad_value", name=table.name, row=0)
    fields = {field.name: field for field in table.fields}
    known = frozenset(("id", "deleted", *fields))
    taken: set[str] = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise UserError("json_bad_value", name=table.name, row=number)
        _known(f"{table.name}.", row, known)
        id = row.get("id")
        if not isinstance(id, str) or not is_id(id) or id in taken:
            raise UserError("json_bad_value", name=f"{table.name}.id", row=number)
        taken.add(id)
        values = {name: _value(table, field, row, number) for name, field in fields.items()}
        deleted = _flag(f"{table.name}.deleted", row.get("deleted", 0), number)
        yield RECORDS[table.name](id, deleted, **values)


def _value(table: Table, field: Field, row: Mapping[str, Any], number: int) -> Value:
    given = row.get(field.name, field.blank)
    name = f"{table.name}.{field.name}"
    if field.kind == "flag":
        return _flag(name, given, number)
    if field.is_number:
        if type(given) is not int or abs(given) > LARGEST_NUMBER:
            raise UserError("json_bad_value", name=name, row=number)
        return given
    if not isinstance(given, str) or not field.has_shape(given):
        raise UserError("json_bad_value", name=name, row=number)
    text = clean(given)
    if len(text) > field.limit:
        raise UserError("too_long", limit=field.limit, length=len(text), label=field.label or name)
    return text


def _flag(name: str, given: object, number: int) -> int:
    if type(given) is not int or given not in (0, 1):
        raise UserError("json_bad_value", name=name, row=number)
    return given


def _at_home(records: list[Record]) -> Iterator[Record]:
    """The records, those with a natural key under its id, whatever id a stranger gave them."""
    moved: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for given in records:
        record = given
        if isinstance(given, Translation):  # of an answer, perhaps, that has moved
            record = replace(given, subject=moved.get(given.subject, given.subject))
        table = table_of(type(record))
        if table in NATURAL_KEYS:
            id = natural_id(table, *(getattr(record, name) for name in NATURAL_KEYS[table]))
            if (table, id) in taken:
                raise UserError("json_bad_value", name=f"{table}.id", row=0)
            taken.add((table, id))
            moved[record.id] = id
            yield replace(record, id=id)
        elif isinstance(record, Quotation):
            yield replace(record, answer=moved.get(record.answer, record.answer))
        else:
            yield record
