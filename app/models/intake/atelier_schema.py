"""The published JSON Schema of a plan as open data, made of the schema of the plan itself."""

from __future__ import annotations

import json
from typing import Any

from app.models.intake.atelier_json import (
    FORMAT,
    LARGEST_NUMBER,
    NATURAL_KEYS,
    VERSION,
)
from app.models.schema import ID, ORDER, TABLES, Field, Table

_ORDER_SAID = (
    "Rows stand in the order of these keys, compared letter by letter; a key never ends in 0."
)


def schema_text() -> str:
    """The JSON Schema as it lies in ``resources/schemas``."""
    return json.dumps(published_schema(), ensure_ascii=False, indent=1) + "\n"


def published_schema() -> dict[str, Any]:
    """What another program has to keep to when it writes a plan for us, or reads one of ours."""
    tables = {table.name: _table(table) for table in TABLES}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "An open government action plan, written by Atelier",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            "format": {"const": FORMAT},
            "version": {"const": VERSION},
            "tables": {
                "type": "object",
                "description": "Missing tables are empty, missing fields are blank.",
                "properties": tables,
                "required": ["plan"],
                "additionalProperties": False,
            },
        },
        "required": ["format", "version", "tables"],
        "additionalProperties": False,
    }


def _table(table: Table) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "id": {"type": "string", "pattern": f"^{ID}$"},
        "deleted": {"enum": [0, 1], "default": 0, "description": "1 for a row in the bin"},
    }
    properties |= {field.name: _field(table, field) for field in table.fields}
    rows: dict[str, Any] = {"type": "array", "description": table.label}
    if table.name in NATURAL_KEYS:
        said = ", ".join(NATURAL_KEYS[table.name])
        rows["description"] += f". One row for each {said}; reading gives it the id made of these."
    if table.name == "plan":
        rows["minItems"] = 1
        rows["description"] += ". Just one row that is not deleted."
    rows["items"] = {
        "type": "object",
        "properties": properties,
        "required": ["id"],
        "additionalProperties": False,
    }
    return rows


def _field(table: Table, field: Field) -> dict[str, Any]:
    said: dict[str, Any] = {"description": field.label} if field.label else {}
    if field.kind == "flag":
        return {"enum": [0, 1], "default": 0, **said}
    if field.is_number:
        limits = {"minimum": -LARGEST_NUMBER, "maximum": LARGEST_NUMBER}
        return {"type": "integer", **limits, "default": 0, **said}
    shape: dict[str, Any] = {"type": "string", "maxLength": field.limit, "default": "", **said}
    if field.kind == "ref":
        shape["pattern"] = f"^({ID})?$"
        others = "row" if table.name == "translation" else "commitment or the plan"
        shape["description"] = f"The id of a {field.refers or others}"
    if field.kind == "order":
        shape |= {"pattern": f"^{ORDER}$", "description": _ORDER_SAID}
    if field.kind == "date":
        shape["description"] = f"{field.label}: 2026-09-30, 2026-09, 2026, or words"
    return shape
