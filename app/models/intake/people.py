"""People from a table: which column is what, what each row would become, then one Step."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from app.models.editions import Edition
from app.models.intake.header_words import NO, WORDS, YES, sector_of, target_of
from app.models.intake.tables import Remark, TableRead, TableRow, first_of
from app.models.intake.twins import Key, Known, Twin, keys_of
from app.models.plan import Plan, natural_id, new_id
from app.models.records import Contact, Person
from app.models.schema import BY_NAME
from app.models.search import fold
from app.models.text import shortened
from app.words import mark

CONSENT = "consent:"
State = Literal["new", "same", "duplicate", "rejected"]
Mapping_ = tuple[str, ...]

TARGETS: Mapping[str, str] = {
    "name": mark("Name"),
    "first_name": mark("First name"),
    "last_name": mark("Last name"),
    "organisation": mark("Organisation"),
    "sector": mark("Sector"),
    "role": mark("Role in the forum"),
    "region": mark("Region"),
    "language": mark("Language"),
    "access_needs": mark("Access needs"),
    "code": mark("Badge code"),
    "email": mark("Email"),
    "phone": mark("Phone"),
}
"""What a column may hold, beside consents, and its marked name."""

_NOTHING = frozenset(("n/a", "na", "-", "--", "—", "–", "n.a.", "s/o", "н/д"))
_LONGEST_NOTHING = max(map(len, _NOTHING))
_EMAIL = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_SUM = re.compile(
    r"(sub-?|sous-)?tota(l|ux|les|is)\b|итого\b|всего\b|(ال)?مجموع\b|ال[اإ]جمالي\b", re.IGNORECASE
)
_LONGEST_EMAIL = 320  # the pattern is asked of nothing longer, for its time grows by the square
_LIMITS = {one.name: one.limit for one in BY_NAME["person"].fields}
_USUAL = min(_LIMITS[name] for name in ("name", "organisation", "role", "region", "language")) // 3
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")


class Said(Struct, frozen=True):
    """A clear answer to one purpose, and the heading it was given under."""

    purpose: str
    given: int
    wording: str


class PreviewRow(Struct, frozen=True):
    """What one row of the table would become.

    ``reason`` says why it is no plain new person, ``remarks`` what else to know of it. ``twin``
    is the id of the person it seems to be, of the register or of an earlier row.
    """

    line: int
    person: Person
    contact: Contact
    consents: tuple[Said, ...]
    state: State
    cells: tuple[str, ...]
    reason: Remark | None = None
    remarks: tuple[Remark, ...] = ()
    twin: str = ""


class Preview(Struct, frozen=True):
    """Every row that has something in it, and how many there are of each state."""

    rows: tuple[PreviewRow, ...]
    counts: Mapping[State, int] = field(default_factory=dict)


def guess_mapping(columns: Sequence[str]) -> Mapping_:
    """What each column seems to hold, by the words of its heading; "" where nobody knows.

    No target is given twice. A lone first or last name is the name; a name beside a last name is
    the first name, and the other way round.
    """
    taken: set[str] = set()
    found: list[str] = []
    for heading in columns:
        target = target_of(heading)
        found.append("" if target in taken else target)
        taken.add(target)
    return tuple(_named(found))


def _named(found: list[str]) -> list[str]:
    has = set(found)
    if "name" in has and "last_name" in has and "first_name" not in has:
        return ["first_name" if target == "name" else target for target in found]
    if "name" in has and "first_name" in has and "last_name" not in has:
        return ["last_name" if target == "name" else target for target in found]
    if "name" in has:
        return ["" if target in ("first_name", "last_name") else target for target in found]
    parts = has & {"first_name", "last_name"}
    if len(parts) == 1:
        return ["name" if target in parts else target for target in found]
    return found


def mapped_again(columns: Sequence[str], said: Mapping[str, str]) -> Mapping_:
    """The mapping a person chose for a table of this shape, unknown targets left out."""
    known = [said.get(str(place), "") for place in range(len(columns))]
    return tuple(
        target if target in WORDS or target.startswith(CONSENT) else "" for target in known
    )


def is_enough(mapping: Sequence[str]) -> bool:
    """Whether some column tells who the people are."""
    return bool({"name", "first_name", "last_name", "code"} & set(mapping))


def not_taken(table: TableRead, mapping: Sequence[str]) -> Iterator[Remark]:
    """Says which columns nothing is taken from, as far as they hold something."""
    left = [
        heading or str(place + 1)
        for place, (heading, target) in enumerate(zip(table.columns, mapping, strict=True))
        if not target and any(row.cells[place] for row in table.rows)
    ]
    if left:
        shown = first_of([_short(name) for name in left])
        yield Remark(mark("Nothing is taken from these columns: {places}."), {"places": shown})


def preview(table: TableRead, mapping: Sequence[str], plan: Plan, sectors: Edition) -> Preview:
    """What an import would do. Every row of the table is there, taken or not, with its reason."""
    reader = _Reader(table, mapping, sectors)
    known = Known.of(plan)
    rows: list[PreviewRow] = []
    for row in table.rows:
        read = reader.read(row)
        if read.state != "rejected":
            keys = keys_of(read.person, read.contact)
            read = _judged(read, known, keys)
            twin = Twin(read.person.id, read.person, read.contact, read.line, _said_to(read))
            known.add(twin, keys, read.twin)
        rows.append(read)
    states = [row.state for row in rows]
    names: tuple[State, ...] = ("new", "same", "duplicate", "rejected")
    return Preview(tuple(rows), {name: states.count(name) for name in names})


def _judged(row: PreviewRow, known: Known, keys: Sequence[Key]) -> PreviewRow:
    """The row with its state: a twin in the register or above it, or somebody new."""
    twin = known.twin_of(row.person, keys)
    if twin is None:
        shared = tuple(_shared(row, known, keys))
        return replace(row, remarks=(*row.remarks, *shared)) if shared else row
    adds = twin.is_enriched_by(row.person, row.contact) or _adds_consent(row, twin)
    state: State = "duplicate" if adds else "same"
    return replace(row, state=state, reason=_twin_reason(twin), twin=twin.id)


def _said_to(row: PreviewRow) -> dict[str, int]:
    return {one.purpose: one.given for one in row.consents}


def _adds_consent(row: PreviewRow, twin: Twin) -> bool:
    return any(twin.consents.get(one.purpose) != one.given for one in row.consents)


def _shared(row: PreviewRow, known: Known, keys: Sequence[Key]) -> Iterable[Remark]:
    if known.has_code(row.person.code):
        sentence = mark("The badge code {code} is taken; a new one is given.")
        yield Remark(sentence, {"code": _short(row.person.code)})
    other = known.sharing(keys)
    if other is not None:
        yield Remark(mark("Shares an email or phone with {name}."), {"name": other.shown})


def _twin_reason(twin: Twin) -> Remark:
    if twin.line:
        return Remark(mark("The same person as in line {line}."), {"line": str(twin.line)})
    return Remark(mark("Already in the register: {name}."), {"name": twin.shown})


class _Reader:
    """Makes people of the rows of one table."""

    def __init__(self, table: TableRead, mapping: Sequence[str], sectors: Edition) -> None:
        self._mapping = tuple(mapping)
        self._folded = [fold(heading) for heading in table.columns]
        self._asked = [
            (target, target.removeprefix(CONSENT), heading)
            for target, heading in zip(mapping, table.columns, strict=False)
            if target.startswith(CONSENT)
        ]
        self._judged: dict[tuple[str, ...], tuple[tuple[Said, ...], tuple[Remark, ...]]] = {}
        self._sectors = sectors
        titles = {fold(item.title): item.id for item in sectors.items}
        self._titles = titles | {fold(item.id): item.id for item in sectors.items}

    def read(self, row: TableRow) -> PreviewRow:
        """The row as a new person, or as rejected with the reason."""
        said = self._said(row)
        remarks: list[Remark] = []
        person = self._person(said, remarks)
        contact = self._contact(person.id, said, remarks)
        consents = self._consents(said, remarks)
        reason = self._refusal(row, person, contact)
        state: State = "new" if reason is None else "rejected"
        return PreviewRow(
            row.line, person, contact, consents, state, row.cells, reason, tuple(remarks)
        )

    def _person(self, said: Mapping[str, str], remarks: list[Remark]) -> Person:
        """Told by place, in the order of the fields: by name each takes twice as long."""
        text = said.get
        needs = text("access_needs", "")
        return Person(
            new_id(),
            0,
            "",
            _one_line(text("code", "")),
            _one_line(_name(said)),
            _line(text("organisation", "")),
            self._sector(text("sector", ""), remarks),
            _line(text("role", "")),
            _line(text("region", "")),
            _line(text("language", "")),
            "" if needs and _is_nothing(needs) else needs,
        )

    def _said(self, row: TableRow) -> dict[str, str]:
        pairs = zip(self._mapping, row.cells, strict=False)
        return {target: cell for target, cell in pairs if target and cell}

    def _sector(self, text: str, remarks: list[Remark]) -> str:
        if not text or _is_nothing(text):
            return ""
        found = self._titles.get(fold(text)) or sector_of(text)
        if found in self._sectors.by_id:
            return found
        sentence = mark("“{text}” is no known sector; choose one later.")
        remarks.append(Remark(sentence, {"text": _short(text)}))
        return ""

    def _contact(self, person: str, said: Mapping[str, str], remarks: list[Remark]) -> Contact:
        email = _line(said.get("email", "")).removeprefix("mailto:")
        phone = _line(said.get("phone", ""))
        if email and not (len(email) <= _LONGEST_EMAIL and _EMAIL.fullmatch(email)):
            remarks.append(
                Remark(mark("“{text}” does not look like an email."), {"text": _short(email)})
            )
        if _SCIENTIFIC.fullmatch(phone):
            sentence = mark("The phone “{text}” was spoilt by a spreadsheet.")
            remarks.append(Remark(sentence, {"text": _short(phone)}))
        return Contact(natural_id("contact", person), 0, person, email, phone)

    def _consents(self, said: Mapping[str, str], remarks: list[Remark]) -> tuple[Said, ...]:
        """Clear answers only. Most rows answer alike, so each way to answer is judged once."""
        told = tuple([said.get(target, "") for target, _, _ in self._asked])
        if told not in self._judged:
            self._judged[told] = self._weighed(told)
        found, doubts = self._judged[told]
        remarks += doubts
        return found

    def _weighed(self, told: Sequence[str]) -> tuple[tuple[Said, ...], tuple[Remark, ...]]:
        found, doubts = [], []
        for text, (_, purpose, wording) in zip(told, self._asked, strict=True):
            answer = fold(text).rstrip(".!")
            if answer in YES or answer in NO:
                found.append(Said(purpose, int(answer in YES), wording))
            elif text:
                sentence = mark("“{text}” is no clear yes, so it counts as no consent.")
                doubts.append(Remark(sentence, {"text": _short(text)}))
        return tuple(found), tuple(doubts)

    def _refusal(self, row: TableRow, person: Person, contact: Contact) -> Remark | None:
        if not person.code and not fold(person.name):  # nor one that nobody sees
            return Remark(mark("The row has no name."))
        if self._is_heading(row):
            return Remark(mark("The row repeats the headings."))
        if _SUM.match(person.name) and _is_of_figures(row, person.name):
            return Remark(mark("The row is a sum, not a person."))
        if len(person.code) <= _LIMITS["code"] and max(map(len, row.cells)) <= _USUAL:
            return None  # two names that fit make one that does
        for table, record in (("person", person), ("contact", contact)):
            for one in BY_NAME[table].fields:
                if len(str(getattr(record, one.name))) > one.limit:
                    details = {"field": one.label, "limit": str(one.limit)}
                    return Remark(mark("“{field}” is longer than {limit} characters."), details)
        return None

    def _is_heading(self, row: TableRow) -> bool:
        if fold(row.cells[0]) != self._folded[0]:
            return False
        pairs = zip(row.cells, self._folded, strict=True)
        return any(self._folded) and all(fold(cell) == heading for cell, heading in pairs)


def _name(said: Mapping[str, str]) -> str:
    parts = (said.get(part, "") for part in ("first_name", "last_name"))
    return said.get("name", "") or " ".join(filter(None, parts))


def _line(text: str) -> str:
    """The text on one line; "n/a" is nothing, but in a name or a code, where it may be one."""
    return "" if not text or _is_nothing(text) else _one_line(text)


def _one_line(text: str) -> str:
    return " ".join(text.split()) if "\n" in text or "\t" in text or "  " in text else text


def _is_of_figures(row: TableRow, name: str) -> bool:
    """Whether a row holds nothing but figures beside that text."""
    return all(cell == name or not any(map(str.isalpha, cell)) for cell in row.cells)


def _is_nothing(text: str) -> bool:
    return len(text) <= _LONGEST_NOTHING and text.casefold() in _NOTHING


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return shortened(flat, 60)
