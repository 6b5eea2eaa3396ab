"""Plans as JSON, on their way out and home, for the tests of the open formats."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from msgspec.structs import asdict

from app.models.intake.atelier_json import from_json, to_json
from app.models.plan import Plan, new_id


def home(plan: Plan) -> Plan:
    """The plan once it has been out and in again."""
    return from_json(json.loads(to_json(plan, with_people=True)))


def sound(**table: object) -> dict[str, Any]:
    """A small plan in our format, to be spoilt."""
    tables: dict[str, Any] = {"plan": [{"id": new_id(), "title": "A plan"}], **table}
    return {"format": "atelier-plan", "version": 1, "tables": tables}


def leaves(value: object, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every text and number of a JSON value with the keys that lead to it."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, (*path, key))
    elif isinstance(value, list):
        for part in value:
            yield from leaves(part, path)
    elif value is not None:
        yield path, value if isinstance(value, str) else json.dumps(value)


def fields_of(plan: Plan) -> str:
    """Everything a plan says, field by field."""
    rows = (row for rows in plan.tables.values() for row in rows.values())
    return "\n\f\n".join(str(value) for row in rows for value in asdict(row).values())
