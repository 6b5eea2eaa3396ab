"""The plan's own texts in another language: which there are, and how far they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from app.models.plan import Plan
from app.models.records import Answer, Commitment, Milestone, PlanInfo, Record

State = Literal["none", "current", "stale"]

TRANSLATABLE: Mapping[type[Record], tuple[str, ...]] = {
    PlanInfo: ("title", "country", "locality", "status", "lead"),
    Commitment: (
        "title",
        "lead",
        "supporting_government",
        "supporting_civil_society",
        "supporting_others",
        "resources",
    ),
    Milestone: ("title", "outputs", "lead", "supporting"),
    Answer: ("text", "evidence"),
}
"""The fields somebody may want in a second language: titles, prose and what institutions are
called. Names of people, dates and choices are the same in every language or the program's own."""


class Passage(Struct, frozen=True):
    """One text of the plan that can be translated: whose field it is, and what it says."""

    row: Record
    field: str

    @property
    def original(self) -> str:
        """The text as the plan has it."""
        return str(getattr(self.row, self.field))


def original(plan: Plan, subject: str, field: str) -> str:
    """What a field that can be translated says now; "" for a row that is gone or has no such."""
    for kind, names in TRANSLATABLE.items():
        row = plan.of(kind, subject)
        if row is not None and field in names:
            return str(getattr(row, field))
    return ""


def state_of(plan: Plan, subject: str, field: str, language: str) -> State:
    """Whether a field is translated, and whether its text has changed since."""
    row = plan.translation(subject, field, language)
    if not row.text.strip():
        return "none"
    return "current" if row.source == original(plan, subject, field) else "stale"


def passages_of_plan(plan: Plan) -> Iterator[Passage]:
    """The plan's own texts, its sections among them, without the commitments."""
    yield from _passages(plan, plan.info)
    for answer in plan.answers(plan.info.id):
        yield from _passages(plan, answer)


def passages_of(plan: Plan, commitment: Commitment) -> Iterator[Passage]:
    """A commitment's texts: its facts, its answers, its milestones."""
    yield from _passages(plan, commitment)
    for answer in plan.answers(commitment.id):
        yield from _passages(plan, answer)
    for milestone in plan.milestones(commitment.id):
        yield from _passages(plan, milestone)


def passages(plan: Plan) -> Iterator[Passage]:
    """Every text of the plan that can be translated and is not blank."""
    yield from passages_of_plan(plan)
    for commitment in plan.commitments:
        yield from passages_of(plan, commitment)


class Progress(Struct, frozen=True):
    """How many texts there are, how many are translated, and how many of these are stale."""

    of: int = 0
    translated: int = 0
    stale: int = 0

    @property
    def share(self) -> float:
        """The share that is translated and still current, 1.0 where there is nothing to do."""
        return (self.translated - self.stale) / self.of if self.of else 1.0


def progress(plan: Plan, language: str, commitment: Commitment | None = None) -> Progress:
    """How far the translation of a commitment is, or of the whole plan."""
    texts = passages(plan) if commitment is None else passages_of(plan, commitment)
    states = [state_of(plan, text.row.id, text.field, language) for text in texts]
    stale = states.count("stale")
    return Progress(len(states), states.count("current") + stale, stale)


def _passages(plan: Plan, row: Record) -> Iterator[Passage]:
    for name in TRANSLATABLE[type(row)]:
        if str(getattr(row, name)).strip():
            yield Passage(row, name)
