"""The whole plan as one frozen value, with the questions views ask of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping, Set
from functools import cache, cached_property, lru_cache
from operator import attrgetter
from typing import TypeVar, cast

from msgspec import Struct, field
from msgspec.structs import fields, replace

from app.models.edits import Change, Step
from app.models.records import (
    RECORDS,
    Answer,
    Commitment,
    Consent,
    Contact,
    Milestone,
    Note,
    Person,
    PlanInfo,
    Quotation,
    Rating,
    Record,
    Translation,
)

R = TypeVar("R", bound=Record)
_KINDS = dict(zip("0123456789abcdef", 4 * "89ab", strict=True))
_NAMESPACE = bytes.fromhex("6f0e5a5c0d555a0e9a392d1f64c5c1a7")


def new_id() -> str:
    """A fresh row id: a random uuid."""
    return _uuid(os.urandom(16).hex(), 4)


def natural_id(*key: str) -> str:
    """The id of a row that has a natural key, the same on every laptop."""
    named = _NAMESPACE + "\x1f".join(key).encode()
    return _uuid(hashlib.sha1(named, usedforsecurity=False).hexdigest(), 5)


def _uuid(said: str, version: int) -> str:
    """A uuid as text, of hexadecimal digits without order.

    A list of 100,000 people needs half a million, and ``uuid`` is slow.
    """
    kind = _KINDS[said[16]]
    return f"{said[:8]}-{said[8:12]}-{version}{said[13:16]}-{kind}{said[17:20]}-{said[20:32]}"


@lru_cache(maxsize=6_000)  # every view asks for the same few thousand after each step
def answer_id(edition: str, item: str, subject: str) -> str:
    """The id of the one answer of ``subject`` to ``item``."""
    return natural_id("answer", edition, item, subject)


@lru_cache(maxsize=6_000)  # as above
def translation_id(subject: str, field: str, language: str) -> str:
    """The id of the one translation of a row's field into a language."""
    return natural_id("translation", subject, field, language)


Rows = Mapping[str, Mapping[str, Record]]


def _empty() -> Rows:
    return {name: {} for name in RECORDS}


class Plan(Struct, frozen=True, dict=True):
    """All rows by table and id, the deleted ones among them. ``after(step)`` is the next plan."""

    tables: Rows = field(default_factory=_empty)

    def after(self, step: Step) -> Plan:
        """The plan once ``step`` has happened; this one stays as it was."""
        tables = dict(self.tables)
        touched = {change.table for change in step.changes}
        rows = {name: dict(tables[name]) for name in touched}
        for change in step.changes:
            _apply(rows[change.table], change)
        tables.update(rows)
        following = Plan(tables)
        following._remember(self, touched)
        return following

    def _remember(self, before: Plan, touched: Set[str]) -> None:
        """Take over the order and groups of the tables that stayed as they were."""
        self._live.update((n, rows) for n, rows in before._live.items() if n not in touched)
        kept = {at: found for at, found in before._indexes.items() if at[0] not in touched}
        self._indexes.update(kept)

    def get(self, table: str, id: str) -> Record | None:
        """The row, deleted or not, or None."""
        return self.tables[table].get(id)

    def of(self, kind: type[R], id: str) -> R | None:
        """The row of that record class, or None when it is unknown or deleted."""
        row = self.tables[_TABLE_OF[kind]].get(id)
        return cast("R", row) if row is not None and not row.deleted else None

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """The rows of a record class that are not deleted, in their order."""
        return cast("tuple[R, ...]", self._live[_TABLE_OF[kind]])

    @cached_property
    def _live(self) -> dict[str, tuple[Record, ...]]:
        return _Live(self.tables)

    @cached_property
    def info(self) -> PlanInfo:
        """The plan's own row; a blank one where a file has none."""
        rows = self.all(PlanInfo)
        return rows[0] if rows else PlanInfo(id="")

    @property
    def commitments(self) -> tuple[Commitment, ...]:
        """The commitments in the order of the plan."""
        return self.all(Commitment)

    @property
    def people(self) -> tuple[Person, ...]:
        """The register in its order."""
        return self.all(Person)

    def milestones(self, commitment: str) -> tuple[Milestone, ...]:
        """The milestones of one commitment, in order."""
        return cast("tuple[Milestone, ...]", self._by("milestone", "commitment", commitment))

    def ratings(self, commitment: str) -> tuple[Rating, ...]:
        """The ratings of one commitment, all rounds."""
        return cast("tuple[Rating, ...]", self._by("rating", "commitment", commitment))

    def quotations(self, answer: str) -> tuple[Quotation, ...]:
        """The words that prove one answer."""
        return cast("tuple[Quotation, ...]", self._by("quotation", "answer", answer))

    def notes(self, subject: str) -> tuple[Note, ...]:
        """What is kept with a row and has no field of its own."""
        return cast("tuple[Note, ...]", self._by("note", "subject", subject))

    def answers(self, subject: str) -> tuple[Answer, ...]:
        """All answers of a commitment or of the plan."""
        return cast("tuple[Answer, ...]", self._by("answer", "subject", subject))

    def answer(self, edition: str, item: str, subject: str) -> Answer:
        """The answer to one item; a blank one with the right id where there is none yet."""
        id = answer_id(edition, item, subject)
        found = self.of(Answer, id)
        return found or Answer(id=id, edition=edition, item=item, subject=subject)

    def translation(self, subject: str, field: str, language: str) -> Translation:
        """A row's field in another language; blank, with the right id, where there is none."""
        id = translation_id(subject, field, language)
        found = self.of(Translation, id)
        return found or Translation(id=id, subject=subject, field=field, language=language)

    def translations(self, subject: str) -> tuple[Translation, ...]:
        """All translations of one row's fields."""
        return cast("tuple[Translation, ...]", self._by("translation", "subject", subject))

    def contact(self, person: str) -> Contact:
        """How to reach a person; blank where nothing is known."""
        id = natural_id("contact", person)
        return self.of(Contact, id) or Contact(id=id, person=person)

    def consent(self, person: str, purpose: str) -> Consent:
        """A person's consent to one purpose; not given where nothing was said."""
        id = natural_id("consent", person, purpose)
        return self.of(Consent, id) or Consent(id=id, person=person, purpose=purpose)

    def has_consent(self, person: str, purpose: str) -> bool:
        """Whether the person said yes; unknown means no."""
        return self.consent(person, purpose).given == 1

    def number(self, commitment: str) -> int:
        """The place of a commitment in the plan, from 1; 0 when it is not there."""
        return self._numbers.get(commitment, 0)

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {row.id: n for n, row in enumerate(self.commitments, 1)}

    def _by(self, table: str, column: str, value: str) -> tuple[Record, ...]:
        return self._index(table, column).get(value, ())

    def _index(self, table: str, column: str) -> dict[str, tuple[Record, ...]]:
        indexes = self._indexes
        if (table, column) not in indexes:
            groups: dict[str, list[Record]] = {}
            for row in self._live[table]:
                groups.setdefault(getattr(row, column), []).append(row)
            indexes[table, column] = {key: tuple(rows) for key, rows in groups.items()}
        return indexes[table, column]

    @cached_property
    def _indexes(self) -> dict[tuple[str, str], dict[str, tuple[Record, ...]]]:
        return {}


class _Live(dict[str, tuple[Record, ...]]):
    """The rows out of the bin by table, sorted when first asked for."""

    def __init__(self, tables: Rows) -> None:
        super().__init__()
        self._tables = tables

    def __missing__(self, table: str) -> tuple[Record, ...]:
        rows = [row for row in self._tables[table].values() if not row.deleted]
        placed = "position" in field_names(table)
        rows.sort(key=attrgetter("position", "id") if placed else attrgetter("id"))
        self[table] = tuple(rows)
        return self[table]


_TABLE_OF: dict[type[Record], str] = {kind: name for name, kind in RECORDS.items()}


def table_of(kind: type[Record]) -> str:
    """The table of a record class."""
    return _TABLE_OF[kind]


@cache
def field_names(table: str) -> tuple[str, ...]:
    """The stored fields of a table beside the id, ``deleted`` first."""
    return tuple(f.name for f in fields(RECORDS[table]) if f.name != "id")


def _apply(rows: dict[str, Record], change: Change) -> None:
    if change.after is None:
        rows.pop(change.id, None)
    elif change.before is None:
        rows[change.id] = RECORDS[change.table](change.id, **change.after)  # type: ignore[arg-type]  # fields come by name from the schema
    else:
        rows[change.id] = replace(rows[change.id], **change.after)


def plan_of(records: Iterable[Record]) -> Plan:
    """A plan holding just these records."""
    tables: dict[str, dict[str, Record]] = {name: {} for name in RECORDS}
    for record in records:
        tables[_TABLE_OF[type(record)]][record.id] = record
    return Plan(tables)
