"""The rows of a plan, as frozen values; each class is a table of ``schema``."""

from __future__ import annotations

from msgspec import Struct


class Record(Struct, frozen=True):
    """A row: its id (uuid text) and whether it lies in the bin."""

    id: str
    deleted: int = 0


class PlanInfo(Record, frozen=True):
    """The plan's own row; its id is the lineage id shared by every copy of the plan.

    ``kind`` is "national" or "local"; dates are ISO text, possibly partial ("2026", "2026-09"), or
    words as somebody typed them. ``template``, ``values``, ``ambition``, ``standards`` and
    ``themes`` are edition ids of ``frameworks``. Beside the working ``language`` the plan may be
    written in a ``second_language``; nobody of the register is kept longer than ``keep_until``.
    """

    title: str = ""
    kind: str = ""
    country: str = ""
    locality: str = ""
    starts: str = ""
    ends: str = ""
    language: str = ""
    template: str = ""
    values: str = ""
    ambition: str = ""
    standards: str = ""
    themes: str = ""
    status: str = ""
    lead: str = ""
    second_language: str = ""
    keep_until: str = ""


class Commitment(Record, frozen=True):
    """A commitment's own facts; what it says is in its answers to the template's questions.

    ``theme`` is an item id of the themes edition or a local theme in words. The three supporting
    fields hold one institution per line. ``number`` is the number it bore in an imported source.
    """

    position: str = ""
    number: str = ""
    title: str = ""
    theme: str = ""
    lead: str = ""
    supporting_government: str = ""
    supporting_civil_society: str = ""
    supporting_others: str = ""
    starts: str = ""
    ends: str = ""
    resources: str = ""


class Milestone(Record, frozen=True):
    """One milestone of a commitment, in the order of ``position``."""

    commitment: str = ""
    position: str = ""
    number: str = ""
    title: str = ""
    outputs: str = ""
    starts: str = ""
    ends: str = ""
    lead: str = ""
    supporting: str = ""
    status: str = ""


class Answer(Record, frozen=True):
    """What ``subject`` (a commitment or the plan) answers to one item of one edition.

    Template questions use ``text``. Values and standards use ``level`` (of the item's scale),
    ``text`` as justification and ``evidence``. The id is uuid5 of edition, item and subject.
    """

    edition: str = ""
    item: str = ""
    subject: str = ""
    level: str = ""
    text: str = ""
    evidence: str = ""


class Quotation(Record, frozen=True):
    """Words of a commitment that prove a value; ``source`` is the template item (or "title")."""

    answer: str = ""
    position: str = ""
    source: str = ""
    text: str = ""


class Rating(Record, frozen=True):
    """One rater's level of ambition for one commitment in one round, with a reason.

    ``rater`` is a name or a badge code as given; ``person`` refers to the register or is empty;
    ``constituency`` is a category id of the sectors edition.
    """

    commitment: str = ""
    edition: str = ""
    round: int = 0
    rater: str = ""
    person: str = ""
    constituency: str = ""
    level: str = ""
    reason: str = ""


class Note(Record, frozen=True):
    """A text kept with ``subject`` that has no field of its own; ``source`` says where from."""

    subject: str = ""
    position: str = ""
    label: str = ""
    text: str = ""
    source: str = ""


class Translation(Record, frozen=True):
    """A text of another row (its ``field``) in another ``language``, and who translated it.

    ``source`` is the text as it was when somebody translated it, so that a later change shows.
    The id is uuid5 of subject, field and language.
    """

    subject: str = ""
    field: str = ""
    language: str = ""
    text: str = ""
    source: str = ""
    by: str = ""


class Person(Record, frozen=True):
    """Somebody of the register; contact and consents are rows of their own."""

    position: str = ""
    code: str = ""
    name: str = ""
    organisation: str = ""
    sector: str = ""
    role: str = ""
    region: str = ""
    language: str = ""
    access_needs: str = ""


class Contact(Record, frozen=True):
    """How to reach a person; at most one row a person (the id is uuid5 of the person)."""

    person: str = ""
    email: str = ""
    phone: str = ""


class Consent(Record, frozen=True):
    """A person's yes (given=1) or no to one purpose, with the wording read out and the date."""

    person: str = ""
    purpose: str = ""
    given: int = 0
    wording: str = ""
    given_on: str = ""


RECORDS: dict[str, type[Record]] = {
    "plan": PlanInfo,
    "commitment": Commitment,
    "milestone": Milestone,
    "answer": Answer,
    "quotation": Quotation,
    "rating": Rating,
    "note": Note,
    "translation": Translation,
    "person": Person,
    "contact": Contact,
    "consent": Consent,
}
