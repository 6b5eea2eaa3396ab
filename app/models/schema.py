"""The tables and fields of a plan, as data."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Literal

from msgspec import Struct

from app.words import mark

SCHEMA_VERSION = 2
APPLICATION_ID = 0x4154454C  # "ATEL"

Kind = Literal["line", "prose", "date", "choice", "flag", "number", "ref", "order"]
Value = str | int

LINE = 300
PROSE = 100_000

ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
ORDER = r"([0-9A-Za-z]*[1-9A-Za-z])?"
_IS_ID = re.compile(ID)
_ID_LENGTH = 36
_DASHES = (8, 13, 18, 23)  # where they stand in an id
_IS_ORDER = re.compile(ORDER)


def is_id(text: str) -> bool:
    """Whether a text may be the id of a row; asked at every door a row comes in by."""
    return _IS_ID.fullmatch(text) is not None


def are_ids(texts: Collection[str]) -> bool:
    """Whether ``is_id`` holds for each of the texts; asked once for very many.

    Five signs of a line are no hexadecimal digits: the four dashes and its end, each in its place.
    """
    told, line, many = "\n".join((*texts, "")), _ID_LENGTH + 1, len(texts)
    if len(told) != line * many or not told.isascii():
        return False
    others = told.encode("ascii").translate(None, b"0123456789abcdef")
    return (
        others == b"----\n" * many
        and all(told[place::line] == "-" * many for place in _DASHES)
        and told[_ID_LENGTH::line] == "\n" * many  # so none can pass for two
    )


class Field(Struct, frozen=True):
    """One field of a table. ``limit`` counts characters; ``refers`` names the table of a ref."""

    name: str
    kind: Kind
    label: str = ""
    limit: int = LINE
    refers: str = ""

    @property
    def is_number(self) -> bool:
        """Whether the value is an int (flags are 0 or 1), else it is text."""
        return self.kind in ("flag", "number")

    @property
    def blank(self) -> Value:
        """The value of an unanswered field."""
        return 0 if self.is_number else ""

    def has_shape(self, text: str) -> bool:
        """Whether a ref looks like an id, and an order key leaves room beside it."""
        if self.kind == "ref":
            return not text or is_id(text)
        return self.kind != "order" or _IS_ORDER.fullmatch(text) is not None


class Table(Struct, frozen=True):
    """A table: its fields beside ``id`` and ``deleted``, which every table has.

    ``private`` tables hold people's contacts and consents: a copy of the plan alone does not
    carry them.
    """

    name: str
    label: str
    fields: tuple[Field, ...]
    private: bool = False

    def field(self, name: str) -> Field:
        """The field called ``name``; KeyError if there is none."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)


def _line(name: str, label: str = "", limit: int = LINE) -> Field:
    return Field(name, "line", label, limit)


def _prose(name: str, label: str = "") -> Field:
    return Field(name, "prose", label, PROSE)


def _date(name: str, label: str) -> Field:
    return Field(name, "date", label, 100)


def _choice(name: str, label: str = "") -> Field:
    return Field(name, "choice", label)


def _ref(name: str, refers: str) -> Field:
    return Field(name, "ref", limit=36, refers=refers)


_ORDER = Field("position", "order", limit=200)

TABLES: tuple[Table, ...] = (
    Table(
        "plan",
        mark("Plan"),
        (
            _line("title", mark("Title of the plan")),
            _choice("kind", mark("Kind of plan")),
            _line("country", mark("Country")),
            _line("locality", mark("Locality")),
            _date("starts", mark("Start of the plan")),
            _date("ends", mark("End of the plan")),
            _choice("language", mark("Working language")),
            _choice("template", mark("Template edition")),
            _choice("values", mark("Values edition")),
            _choice("ambition", mark("Ambition scale")),
            _choice("standards", mark("Standards edition")),
            _choice("themes", mark("List of themes")),
            _line("status", mark("Status of the draft")),
            _line("lead", mark("Lead institution")),
            _choice("second_language", mark("Second language")),
            _date("keep_until", mark("Keep people until")),
        ),
    ),
    Table(
        "commitment",
        mark("Commitment"),
        (
            _ORDER,
            _line("number", mark("Number in the source"), 40),
            Field("title", "line", mark("Title of the commitment"), 1000),
            _choice("theme", mark("Theme")),
            Field("lead", "line", mark("Lead institution"), 1000),
            _prose("supporting_government", mark("Supporting: government")),
            _prose("supporting_civil_society", mark("Supporting: civil society")),
            _prose("supporting_others", mark("Supporting: others")),
            _date("starts", mark("Start of the commitment")),
            _date("ends", mark("End of the commitment")),
            _prose("resources", mark("Budget and resources")),
        ),
    ),
    Table(
        "milestone",
        mark("Milestone"),
        (
            _ref("commitment", "commitment"),
            _ORDER,
            _line("number", mark("Number in the source"), 40),
            _prose("title", mark("What will be done, and can be seen")),
            _prose("outputs", mark("Expected outputs")),
            _date("starts", mark("Start")),
            _date("ends", mark("End")),
            Field("lead", "line", mark("Lead"), 1000),
            _prose("supporting", mark("Supporting")),
            _choice("status", mark("Status")),
        ),
    ),
    Table(
        "answer",
        mark("Answer"),
        (
            _choice("edition"),
            _choice("item"),
            Field("subject", "ref", limit=36),
            _choice("level", mark("Level")),
            _prose("text", mark("Answer")),
            _prose("evidence", mark("Evidence")),
        ),
    ),
    Table(
        "quotation",
        mark("Quotation"),
        (
            _ref("answer", "answer"),
            _ORDER,
            _line("source"),
            _prose("text", mark("Words of the commitment")),
        ),
    ),
    Table(
        "rating",
        mark("Rating"),
        (
            _ref("commitment", "commitment"),
            _choice("edition"),
            Field("round", "number", mark("Round")),
            _line("rater", mark("Rater, by name or code")),
            _ref("person", "person"),
            _choice("constituency", mark("Constituency")),
            _choice("level", mark("Ambition")),
            _prose("reason", mark("Reason")),
        ),
    ),
    Table(
        "note",
        mark("Note"),
        (
            Field("subject", "ref", limit=36),
            _ORDER,
            _line("label", mark("Label")),
            _prose("text", mark("Note")),
            _line("source", mark("Source")),
        ),
    ),
    Table(
        "translation",
        mark("Translation"),
        (
            Field("subject", "ref", limit=36),
            _choice("field", mark("Field")),
            _choice("language", mark("Language")),
            _prose("text", mark("Translation")),
            _prose("source", mark("Text that was translated")),
            _line("by", mark("Translated by")),
        ),
    ),
    Table(
        "person",
        mark("Person"),
        (
            _ORDER,
            _line("code", mark("Badge code"), 20),
            _line("name", mark("Name")),
            _line("organisation", mark("Organisation")),
            _choice("sector", mark("Sector")),
            _line("role", mark("Role in the forum")),
            _line("region", mark("Region")),
            _line("language", mark("Language")),
            _prose("access_needs", mark("Access needs")),
        ),
        private=True,
    ),
    Table(
        "contact",
        mark("Contact"),
        (
            _ref("person", "person"),
            _line("email", mark("Email")),
            _line("phone", mark("Phone")),
        ),
        private=True,
    ),
    Table(
        "consent",
        mark("Consent"),
        (
            _ref("person", "person"),
            _choice("purpose", mark("Purpose")),
            Field("given", "flag", mark("Given")),
            _prose("wording", mark("Wording")),
            _date("given_on", mark("Date")),
        ),
        private=True,
    ),
)

BY_NAME: dict[str, Table] = {table.name: table for table in TABLES}
