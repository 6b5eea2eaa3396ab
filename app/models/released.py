"""The tables as earlier versions of the program released them; nothing here is ever edited."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.schema import SCHEMA_VERSION, TABLES, Field, Kind, Table

_KINDS: Mapping[str, Kind] = {
    "ref": "ref",
    "order": "order",
    "flag": "flag",
    "number": "number",
}

_FIRST = {
    "plan": (
        "title kind country locality starts ends language template values ambition standards"
        " themes status lead"
    ),
    "commitment": (
        "position:order number title theme lead supporting_government supporting_civil_society"
        " supporting_others starts ends resources"
    ),
    "milestone": (
        "commitment:ref position:order number title outputs starts ends lead supporting status"
    ),
    "answer": "edition item subject:ref level text evidence",
    "quotation": "answer:ref position:order source text",
    "rating": ("commitment:ref edition round:number rater person:ref constituency level reason"),
    "note": "subject:ref position:order label text source",
    "person": ("position:order code name organisation sector role region language access_needs"),
    "contact": "person:ref email phone",
    "consent": "person:ref purpose given:flag wording given_on",
}


def _tables(said: Mapping[str, str]) -> tuple[Table, ...]:
    return tuple(
        Table(name, "", tuple(_field(word) for word in words.split()))
        for name, words in said.items()
    )


def _field(word: str) -> Field:
    name, _, kind = word.partition(":")
    return Field(name, _KINDS.get(kind, "line"))


FIRST = _tables(_FIRST)
"""The tables of version 1. A field that is no number, no place and no reference is just text."""

_RELEASED = {1: FIRST}


def tables_of(version: int) -> tuple[Table, ...]:
    """The tables of a file of that version; today's for today's, and for one newer than we know."""
    return TABLES if version >= SCHEMA_VERSION else _RELEASED[version]


STEPS = ("m001_first_tables", "m002_translations")
"""The names of the migrations, in order: a file of version n has been through the first n."""
