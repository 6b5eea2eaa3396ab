"""The vocabulary of the tests: real records and whole plans, with sound values unless told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from app.models.plan import Plan, answer_id, natural_id, new_id, plan_of, translation_id
from app.models.positions import spread
from app.models.records import (
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
from app.models.schema import Value
from app.models.verbs.rating import rating_id

R = TypeVar("R", bound=Record)

TEMPLATE = "national-2022"
VALUES = "values-2021"
AMBITION = "potential-2020"


def _but(row: R, said: Mapping[str, Value]) -> R:
    return replace(row, **said)


def an_info(**said: Value) -> PlanInfo:
    """A plan's own row, on the editions of the newest national form."""
    row = PlanInfo(
        new_id(),
        title="Third Open Government Action Plan",
        kind="national",
        country="Ghana",
        starts="2026-01-01",
        ends="2027-12-31",
        language="en",
        template=TEMPLATE,
        values=VALUES,
        ambition=AMBITION,
        standards="standards-2022",
        themes="challenge-2024",
        lead="Office of Open Government",
    )
    return _but(row, said)


def a_commitment(**said: Value) -> Commitment:
    """A commitment."""
    row = Commitment(
        new_id(),
        position="V",
        title="Show where medicine runs out",
        lead="Ministry of Health",
        starts="2026-03",
        ends="2027-12-31",
    )
    return _but(row, said)


def a_milestone(commitment: Commitment, **said: Value) -> Milestone:
    """A milestone of a commitment."""
    row = Milestone(
        new_id(),
        commitment=commitment.id,
        position="V",
        title="Publish the stock of all clinics",
        starts="2026-03-01",
        ends="2026-09-30",
        lead="Ministry of Health",
    )
    return _but(row, said)


def an_answer(subject: Record, item: str, text: str = "", edition: str = TEMPLATE) -> Answer:
    """What a commitment or the plan answers to an item."""
    id = answer_id(edition, item, subject.id)
    return Answer(id, edition=edition, item=item, subject=subject.id, text=text)


def a_quotation(answer: Answer, text: str, **said: Value) -> Quotation:
    """Words that prove an answer."""
    row = Quotation(new_id(), answer=answer.id, position="V", source="solution", text=text)
    return _but(row, said)


def a_rating(commitment: Commitment, rater: str, level: str, **said: Value) -> Rating:
    """A rater's level of ambition for a commitment."""
    edition, round = str(said.get("edition", AMBITION)), int(said.get("round", 1))
    row = Rating(
        rating_id(commitment.id, edition, round, rater),
        commitment=commitment.id,
        edition=edition,
        round=round,
        rater=rater,
        level=level,
    )
    return _but(row, said)


def a_note(subject: Record, text: str, **said: Value) -> Note:
    """A note on a commitment or the plan."""
    return _but(Note(new_id(), subject=subject.id, position="V", text=text), said)


def a_translation(subject: Record, field: str, text: str, **said: Value) -> Translation:
    """A row's field in French, as current as its text."""
    language = str(said.get("language", "fr"))
    row = Translation(
        translation_id(subject.id, field, language),
        subject=subject.id,
        field=field,
        language=language,
        text=text,
        source=str(getattr(subject, field)),
    )
    return _but(row, said)


def a_person(name: str, **said: Value) -> Person:
    """Somebody of the register."""
    return _but(Person(new_id(), position="V", code="1", name=name), said)


def a_contact(person: Person, **said: Value) -> Contact:
    """How to reach a person."""
    row = Contact(natural_id("contact", person.id), person=person.id, email="ama@example.org")
    return _but(row, said)


def a_consent(person: Person, purpose: str = "publish-name", **said: Value) -> Consent:
    """A person's yes to a purpose."""
    id = natural_id("consent", person.id, purpose)
    row = Consent(id, person=person.id, purpose=purpose, given=1, wording="May we?")
    return _but(row, said)


def a_plan(*rows: Record, **said: Value) -> Plan:
    """A plan holding these rows beside its own, which ``said`` describes."""
    own = () if any(isinstance(row, PlanInfo) for row in rows) else (an_info(**said),)
    return plan_of((*own, *rows))


def a_full_plan(text: str = "Ama’s words") -> Plan:
    """A plan with a row in every table and ``text`` in it everywhere, one commitment in the bin."""
    info = an_info(title=text, lead=text)
    positions = spread(3)
    kept, empty, gone = (
        a_commitment(position=positions[0], title=text, theme=text, supporting_others=text),
        a_commitment(position=positions[1], title="Nothing planned yet"),
        a_commitment(position=positions[2], title="In the bin", deleted=1),
    )
    milestones = [
        a_milestone(kept, position=place, title=text, outputs=text, status="limited")
        for place in spread(2)
    ]
    problem = an_answer(kept, "problem", text)
    value = replace(an_answer(kept, "transparency", text, VALUES), level="yes", evidence=text)
    ama, kofi = a_person("Ama", organisation=text), a_person("Kofi", position="W", code="2")
    return plan_of(
        [
            info,
            kept,
            empty,
            gone,
            *milestones,
            problem,
            an_answer(info, "foreword", text),
            value,
            a_quotation(value, text),
            a_rating(
                kept,
                "Ama",
                "modest",
                person=ama.id,
                reason=text,
                constituency="civil-society-organisations",
            ),
            a_rating(kept, "Kofi", "substantial", person=kofi.id, reason=text),
            a_note(kept, text, label=text, source="a file"),
            a_note(info, text),
            a_translation(kept, "title", text, by="Ama"),
            a_translation(problem, "text", text),
            ama,
            kofi,
            a_contact(ama),
            a_consent(ama),
            a_consent(kofi, given=0),
        ]
    )
