"""D1, column by column: what of each table may leave the computer, so that a new one is asked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from app.exports import ExportChoice, Options, produce
from app.exports.options import Who
from app.models.frameworks import Frameworks
from app.models.plan import Plan, new_id, plan_of, table_of
from app.models.records import Record
from app.models.schema import TABLES
from app.paths import find_resources
from tests.builders import (
    a_commitment,
    a_consent,
    a_contact,
    a_milestone,
    a_note,
    a_person,
    a_plan,
    a_quotation,
    a_rating,
    a_translation,
    an_answer,
    an_info,
)
from tests.privacy.canaries import found, unpacked

RESOURCES = find_resources()
LEVELS: tuple[Who, ...] = get_args(Who)
ALWAYS, NEVER = frozenset(LEVELS), frozenset[str]()
OF_AGREED: dict[str, frozenset[str]] = {
    "code": frozenset({"codes"}),
    "name": frozenset({"names"}),
    "organisation": frozenset({"organisations", "names"}),
    "sector": ALWAYS,
    "region": frozenset({"sectors"}),
    "role": NEVER,
    "language": NEVER,
    "access_needs": NEVER,
}
OF_OTHERS = {**dict.fromkeys(OF_AGREED, NEVER), "sector": ALWAYS, "region": frozenset({"sectors"})}
NOTES = "where notes are asked for"
_WORDS = ("line", "prose")
_OWN_CHOICES = {("commitment", "theme"), ("milestone", "status"), ("person", "sector")}
LEAVES: dict[str, dict[str, frozenset[str] | str]] = {
    "plan": dict.fromkeys(("title", "country", "locality", "status", "lead"), ALWAYS),
    "commitment": dict.fromkeys(
        (
            *("number", "title", "theme", "lead", "resources"),
            *("supporting_government", "supporting_civil_society", "supporting_others"),
        ),
        ALWAYS,
    ),
    "milestone": dict.fromkeys(
        ("number", "title", "outputs", "lead", "supporting", "status"), ALWAYS
    ),
    "answer": dict.fromkeys(("text", "evidence"), ALWAYS),
    "quotation": dict.fromkeys(("text", "source"), ALWAYS),
    "rating": dict.fromkeys(("rater", "reason"), NEVER),
    "note": dict.fromkeys(("label", "text", "source"), NOTES),
    "translation": {"text": ALWAYS, "source": NEVER, "by": NEVER},
    "person": {**OF_OTHERS},
    "contact": dict.fromkeys(("email", "phone"), NEVER),
    "consent": {"wording": NEVER},
}


def columns() -> Iterator[tuple[str, str]]:
    """The columns that hold what people wrote."""
    for table in TABLES:
        for field in table.fields:
            if field.kind in _WORDS or (table.name, field.name) in _OWN_CHOICES:
                yield table.name, field.name


def word(table: str, column: str, whose: str = "") -> str:
    """A word nobody else has, short enough for a badge code, which needs a figure."""
    place = list(columns()).index((table, column))
    return f"kanari{place:02d}{whose}q7"


def worded(row: Record, whose: str = "") -> Record:
    table = table_of(type(row))
    said = {name: word(at, name, whose) for at, name in columns() if at == table}
    return replace(row, **said)


def a_marked_plan() -> Plan:
    """A row in every table, of somebody who did not agree; one who did; and all once in the bin."""
    ama, kofi = a_person("Ama"), a_person("Kofi")
    row = a_commitment()
    answer = an_answer(row, "problem")
    said = replace(an_answer(row, "transparency", edition="values-2021"), level="yes")
    rows: list[Record] = [
        *(an_info(), row, a_milestone(row), answer, said, a_quotation(said, "")),
        *(a_rating(row, "Kofi", "modest", person=kofi.id), a_note(row, "")),
        *(a_translation(row, "title", ""), kofi, a_contact(kofi), a_consent(kofi, given=0)),
    ]
    live = [worded(one) for one in rows]
    agreed = [worded(one, "a") for one in (ama, a_contact(ama), a_consent(ama))]
    bin = [replace(worded(one, "z"), id=new_id(), deleted=1) for one in rows[1:]]
    return plan_of([*live, *agreed, *bin])


def leaving(who: Who, *, notes: bool) -> tuple[set[str], set[str]]:
    """The words that may leave, and those of the people who agreed among them."""
    every = {
        word(table, name)
        for table, names in LEAVES.items()
        for name, when in names.items()
        if (notes if isinstance(when, str) else who in when)
    }
    return every, {word("person", name, "a") for name, when in OF_AGREED.items() if who in when}


def test_every_column_was_thought_of() -> None:
    said = {(table, column) for table, names in LEAVES.items() for column in names}
    assert said == set(columns()), "say of a new column when it may leave the computer"


@pytest.mark.parametrize("notes", [False, True])
@pytest.mark.parametrize("who", LEVELS)
def test_a_column_leaves_where_it_may_and_nowhere_else(
    tmp_path: Path, who: Who, notes: bool
) -> None:
    may, theirs = leaving(who, notes=notes)
    plan, seen = a_marked_plan(), set[str]()
    every = {word(table, name, whose) for table, name in columns() for whose in ("", "a", "z")}
    for format in ("json", "xlsx", "csv", "txt"):
        path = tmp_path / f"out.{format}"
        options = Options(who=who, notes=notes, small_cells=True, show_empty=True)
        choice = ExportChoice("action-plan", format, "en", options, path)
        produce(choice, plan, Frameworks(RESOURCES / "frameworks"), RESOURCES)
        seen.update(hit for raw in unpacked(path) for hit in found(every, raw))
    assert seen == may | theirs


def test_open_data_holds_no_private_table_below_names(tmp_path: Path) -> None:
    for who in LEVELS:
        path = tmp_path / f"{who}.json"
        choice = ExportChoice("action-plan", "json", "en", Options(who=who), path)
        produce(choice, a_marked_plan(), Frameworks(RESOURCES / "frameworks"), RESOURCES)
        tables: Mapping[str, list[object]] = json.loads(path.read_text("utf-8"))["tables"]
        rows = {table.name for table in TABLES if table.private and tables.get(table.name)}
        assert rows == ({"person"} if who in ("codes", "names") else set())


def open_data(plan: Plan, path: Path, options: Options) -> str:
    choice = ExportChoice("action-plan", "json", "en", options, path)
    produce(choice, plan, Frameworks(RESOURCES / "frameworks"), RESOURCES)
    return path.read_text("utf-8")


def test_what_a_text_said_before_is_not_told_with_its_translation(tmp_path: Path) -> None:
    row = a_commitment(title="The office publishes")
    then = a_translation(row, "title", "Le bureau publie", source="Ama Mensah publishes")
    said = open_data(a_plan(row, then), tmp_path / "a.json", Options())
    assert "Le bureau publie" in said
    assert "Ama Mensah" not in said
    now = replace(then, source="The office publishes")
    said = open_data(a_plan(row, now), tmp_path / "b.json", Options())
    assert said.count("The office publishes") == 2


def test_notes_are_in_open_data_where_they_are_asked_for(tmp_path: Path) -> None:
    row = a_commitment()
    plan = a_plan(row, a_note(row, "Between us"))
    assert "Between us" in open_data(plan, tmp_path / "a.json", Options(notes=True))
    assert "Between us" not in open_data(plan, tmp_path / "b.json", Options())
