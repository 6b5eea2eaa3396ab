"""The register: people, how to reach them, what they agreed to."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.edits import Change, Step
from app.models.plan import Plan, new_id
from app.models.records import Consent, Person
from app.models.verbs.rows import added, bin_rows, last_position, put
from app.words import mark


def add_person(plan: Plan, name: str = "", organisation: str = "", sector: str = "") -> Step:
    """A new person at the end of the register. Their id is that of the first change."""
    row = Person(
        new_id(),
        position=last_position(plan.people),
        code=next_code(plan),
        name=name,
        organisation=organisation,
        sector=sector,
    )
    return Step(mark("add a person"), (added(row),))


def next_code(plan: Plan) -> str:
    """The next free badge code: a number behind the highest one in use."""
    taken = [int(person.code) for person in plan.people if person.code.isdecimal()]
    return str(max(taken, default=0) + 1)


def delete_people(plan: Plan, ids: Iterable[str]) -> Step:
    """Bin people with their contacts and consents; ratings keep the badge code only."""
    people = [person for id in ids if (person := plan.of(Person, id)) is not None]
    rows: list[Change] = []
    for person in people:
        rows += bin_rows((person,))
        contact = plan.contact(person.id)
        if plan.get("contact", contact.id) is not None:
            rows += bin_rows((contact,))
        rows += bin_rows(c for c in plan.all(Consent) if c.person == person.id)
    label = mark("remove a person") if len(people) == 1 else mark("remove {n} people")
    return Step(label, tuple(rows), {"n": str(len(people))})


def set_contact(plan: Plan, person: str, *, visit: str = "", **new: str) -> Step:
    """Write a person's ``email`` or ``phone``."""
    change = put(plan, plan.contact(person), **new)
    return Step(mark("edit a contact"), (change,), {}, visit)


def set_consent(plan: Plan, person: str, purpose: str, given: bool, wording: str, on: str) -> Step:
    """Keep a yes or no to one purpose with the wording that was read out and the date."""
    consent = plan.consent(person, purpose)
    change = put(plan, consent, given=int(given), wording=wording, given_on=on)
    label = mark("record a consent") if given else mark("withdraw a consent")
    return Step(label, (change,))
