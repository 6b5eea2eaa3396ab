"""The one Step of an import: everybody taken, nothing half."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from app.models.edits import Change, Step
from app.models.formula_guard import guarded_throughout
from app.models.intake.people import Preview, PreviewRow, Said
from app.models.intake.tables import Remark, TableRead
from app.models.plan import Plan, natural_id
from app.models.positions import spread
from app.models.records import Consent, Contact, Person
from app.models.schema import Value
from app.models.verbs.people import next_code
from app.models.verbs.rows import put, values_of
from app.words import mark

Duplicates = Literal["leave", "fill", "add"]

_FILLED = ("organisation", "sector", "role", "region", "language", "access_needs", "name")


class Choices(Struct, frozen=True):
    """What a person decided: today's date for consents, and what becomes of duplicates.

    "leave" leaves them out, "fill" fills what is blank in the person they seem to be, "add" takes
    them as people of their own. ``by_line`` decides for single rows.
    """

    on: str
    duplicates: Duplicates = "leave"
    by_line: Mapping[int, Duplicates] = field(default_factory=dict)

    def of(self, row: PreviewRow) -> Duplicates:
        """What becomes of a row that has a twin."""
        return self.by_line.get(row.line, "leave" if row.state == "same" else self.duplicates)


class _Taken(Struct):
    """Somebody as the import will leave them, and where they come from."""

    person: Person
    contact: Contact
    consents: dict[str, Said]
    is_new: bool


def import_step(preview: Preview, choices: Choices, plan: Plan) -> Step:
    """One Step for the whole table. Its details hold ``n``, the number of people it adds.

    A no to a purpose outweighs an earlier yes, of another row or of the register, whatever else
    becomes of the row.
    """
    taken = _gather(preview, choices, plan)
    new = [one for one in taken.values() if one.is_new]
    people = plan.people
    places = spread(len(new), people[-1].position if people else "")
    codes = _codes(plan, [one.person.code for one in new])
    come = list(zip(new, places, codes, strict=True))
    changes = _changes("person", [_person(*one) for one in come])
    reached = [one.contact for one in new if one.contact.email or one.contact.phone]
    changes += _changes("contact", [(one.id, values_of(one)) for one in reached])
    changes += _changes("consent", list(_answered(new, choices.on)))
    # table by table, so that the file can take them, and the journal tell them, in one go
    for one in taken.values():
        if not one.is_new:
            changes += _filled(plan, one, choices.on)
    return Step(_label(len(new), len(taken)), tuple(changes), {"n": str(len(new))})


Row = tuple[str, dict[str, Value]]


def _changes(table: str, rows: Sequence[Row]) -> list[Change]:
    """The changes that bring these rows."""
    return [Change(table, id, None, values) for id, values in rows]


def _person(one: _Taken, position: str, code: str) -> Row:
    values = values_of(one.person)
    values["position"], values["code"] = position, code
    return one.person.id, values


def _answered(new: Sequence[_Taken], on: str) -> Iterator[Row]:
    """The consents of new people; answers that are alike differ in nothing but whose they are."""
    known: dict[tuple[str, int, str], dict[str, Value]] = {}
    for one in new:
        person = one.person.id
        for purpose, said in one.consents.items():
            answer = purpose, said.given, said.wording
            if answer not in known:
                known[answer] = values_of(Consent("", 0, "", *answer, on))
            after = known[answer].copy()
            after["person"] = person
            yield natural_id("consent", person, purpose), after


def _label(new: int, taken: int) -> str:
    if taken and not new:
        return mark("fill in blanks from a table")
    return mark("import a person") if new == 1 else mark("import {n} people")


def left_out(preview: Preview, choices: Choices) -> tuple[PreviewRow, ...]:
    """The rows of the table that bring nobody and nothing, each with its reason."""
    return tuple(
        row
        for row in preview.rows
        if row.state == "rejected" or (row.twin and choices.of(row) == "leave")
    )


def _gather(preview: Preview, choices: Choices, plan: Plan) -> dict[str, _Taken]:
    taken: dict[str, _Taken] = {}
    said = _consents(plan)
    for row in preview.rows:
        if row.state == "rejected":
            continue
        choice = choices.of(row) if row.twin else "add"
        consents = {one.purpose: one for one in row.consents}
        if choice == "add":
            taken[row.person.id] = _Taken(row.person, row.contact, consents, is_new=True)
        elif choice == "fill" or row.twin in taken or _takes_back(row, said):
            one = taken.get(row.twin) or _registered(plan, row.twin, said.get(row.twin, {}))
            if one is not None:
                taken[row.twin] = one
                _join(one, row, fill=choice == "fill")
    return taken


def _takes_back(row: PreviewRow, said: Mapping[str, Mapping[str, Consent]]) -> bool:
    """Whether a row says no to what its twin in the register said yes to: that always counts."""
    known = said.get(row.twin, {})
    return any(
        not consent.given and consent.purpose in known and known[consent.purpose].given
        for consent in row.consents
    )


def _consents(plan: Plan) -> dict[str, dict[str, Consent]]:
    """What everybody of the register said, by person and purpose."""
    said: dict[str, dict[str, Consent]] = {}
    for consent in plan.all(Consent):
        said.setdefault(consent.person, {})[consent.purpose] = consent
    return said


def _join(one: _Taken, row: PreviewRow, *, fill: bool) -> None:
    """Bring what a second row says to somebody; ``fill`` lets it fill what is blank."""
    if fill:
        blank = {n: getattr(row.person, n) for n in _FILLED if not getattr(one.person, n)}
        one.person = replace(one.person, **blank)
        email, phone = one.contact.email or row.contact.email, one.contact.phone
        one.contact = replace(one.contact, email=email, phone=phone or row.contact.phone)
    for consent in row.consents:
        known = one.consents.get(consent.purpose)
        if (known is None and fill) or not consent.given:
            one.consents[consent.purpose] = consent


def _registered(plan: Plan, id: str, said: Mapping[str, Consent]) -> _Taken | None:
    person = plan.of(Person, id)
    if person is None:
        return None
    known = {one.purpose: Said(one.purpose, one.given, one.wording) for one in said.values()}
    return _Taken(person, plan.contact(id), known, is_new=False)


def _filled(plan: Plan, one: _Taken, on: str) -> Iterator[Change]:
    """What an import adds to somebody of the register: blank fields, and clear answers."""
    stored, contact = plan.of(Person, one.person.id), plan.contact(one.person.id)
    new = {
        n: getattr(one.person, n) for n in _FILLED if getattr(stored, n) != getattr(one.person, n)
    }
    if new and stored is not None:
        yield put(plan, stored, **new)
    reach = {n: getattr(one.contact, n) for n in ("email", "phone")}
    fresh = {n: text for n, text in reach.items() if text != getattr(contact, n)}
    if fresh:
        yield put(plan, contact, **fresh)
    for said in one.consents.values():
        blank = Consent(natural_id("consent", one.person.id, said.purpose))
        blank = replace(blank, person=one.person.id, purpose=said.purpose)
        known = plan.of(Consent, blank.id)
        if known is None or known.given != said.given:
            row = known or blank
            yield put(plan, row, given=said.given, wording=said.wording, given_on=on)


def _codes(plan: Plan, wanted: Sequence[str]) -> list[str]:
    """A badge code for everybody: the one in the table if it is free, else the next number."""
    used = {person.code for person in plan.people}
    asked = Counter(wanted)
    kept = {code for code, n in asked.items() if code and code not in used and n == 1}
    numbers = (str(n) for n in count(int(next_code(plan))))
    free = (number for number in numbers if number not in used | kept)
    return [code if code in kept else next(free) for code in wanted]


def rows_as_csv(
    table: TableRead, rows: Sequence[PreviewRow], said: Callable[[Remark], str], line: str, why: str
) -> bytes:
    """Rows with their line and reason under the headings ``line`` and ``why``, for a spreadsheet.

    What a spreadsheet would reckon with gets an apostrophe, which our reader takes off again.
    """
    made = io.StringIO(newline="")
    writer = csv.writer(made)
    writer.writerow([line, why, *map(guarded_throughout, table.columns)])
    for row in rows:
        told = [*([row.reason] if row.reason else []), *row.remarks]
        reason = " ".join(map(said, told))
        cells = map(guarded_throughout, (reason, *row.cells))
        writer.writerow([str(row.line), *cells])
    return made.getvalue().encode("utf-8-sig")
