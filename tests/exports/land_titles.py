"""A small plan with every part a document can show, whose words never change."""

from __future__ import annotations

from msgspec.structs import replace

from app.models.plan import Plan, natural_id, plan_of
from app.models.positions import spread
from app.models.records import Commitment, Milestone, Person, PlanInfo, Quotation, Record
from tests.builders import (
    VALUES,
    a_commitment,
    a_consent,
    a_milestone,
    a_note,
    a_person,
    a_rating,
    an_answer,
    an_info,
)

FIRST, SECOND, BLANK = (natural_id("commitment", str(n)) for n in (1, 2, 3))
_PEOPLE = (
    ("Ama Boateng", "Land Registry Authority", "government-departments"),
    ("Kofi Mensah", "Ministry of Gender", "government-departments"),
    ("Esi Owusu", "Office of the Ombudsman", "government-departments"),
    ("Yaw Asante", "Land Registry Authority", "government-departments"),
    ("Abena Sarpong", "Office of the Ombudsman", "government-departments"),
    ("Akua Addo", "Women farmers’ federation", "civil-society-organisations"),
    ("Kwame Antwi", "Budget in Plain Words", "civil-society-organisations"),
    ("Efua Bonsu", "", "media"),
    ("Adjoa Frimpong", "", "citizens"),
    ("Kojo Nkansah", "", "citizens"),
)


def land_titles() -> Plan:
    """The plan: a whole commitment, one on an old page of the calendar, one just begun."""
    return plan_of([*_plan(), *_first(), *_second(), *_people()])


def _plan() -> list[Record]:
    info: PlanInfo = an_info(
        id=natural_id("plan"), title="Open Government Action Plan 2026–2028", ends="2028-08"
    )
    last = a_commitment(id=BLANK, position="t", title="", lead="", starts="", ends="")
    foreword = an_answer(info, "foreword", "A title is a promise.\n\nIt is kept at a counter.")
    met = an_answer(info, "1.1", "The forum met four times.", info.standards)
    return [
        info,
        last,
        foreword,
        an_answer(info, "monitoring", "The forum meets every six months."),
        replace(met, level="yes", evidence="Minutes of four meetings."),
        a_note(info, "Ask the Ombudsman again.", label="To do", id=natural_id("note", "To do")),
    ]


def _first() -> list[Record]:
    row: Commitment = a_commitment(
        id=FIRST,
        position="V",
        title="Land titles\nwithin reach",
        theme="justice",
        lead="Land Registry Authority",
        supporting_government="Ministry of Gender\nOmbudsman",
        supporting_civil_society="Women farmers’ federation",
        starts="2027-03",
        ends="2028-08-31",
        resources="Two posts.",
    )
    proved = replace(
        an_answer(row, "transparency", "Waiting times are published.", VALUES), level="yes"
    )
    alone = replace(an_answer(row, "participation", "", VALUES), level="partly")
    denied = replace(an_answer(row, "accountability", "Not yet.", VALUES), level="no")
    words = Quotation(
        natural_id("quotation"), answer=proved.id, position="V", text="publish, every month"
    )
    levels = ("modest", "modest", "substantial")
    return [
        row,
        an_answer(row, "problem", "A first title takes fourteen months.\nNobody knows why."),
        an_answer(row, "solution", "We will publish, every month, the waiting time."),
        *_milestones(row),
        proved,
        alone,
        denied,
        words,
        *(a_rating(row, str(n), level) for n, level in enumerate(levels)),
        a_note(row, "Seen at the fair.", label="Origin", id=natural_id("note", "Origin")),
    ]


def _milestones(row: Commitment) -> list[Milestone]:
    facts = (
        ("The fee table is published.", "A board in each office.", "2027-03-01", "2027-07"),
        ("Counters open.", "", "early spring", "2028"),
    )
    return [
        a_milestone(
            row,
            id=natural_id("milestone", title),
            position=place,
            title=title,
            outputs=outputs,
            starts=starts,
            ends=ends,
        )
        for place, (title, outputs, starts, ends) in zip(spread(2), facts, strict=True)
    ]


def _second() -> list[Record]:
    row = a_commitment(id=SECOND, position="j", title="Legal aid by radio", theme="Radio", ends="")
    needs_core = replace(an_answer(row, "technology", "By radio.", VALUES), level="yes")
    return [row, needs_core]


def _people() -> list[Record]:
    rows: list[Record] = []
    for place, (name, organisation, sector) in zip(spread(len(_PEOPLE)), _PEOPLE, strict=True):
        person: Person = a_person(
            name, position=place, id=natural_id(name), organisation=organisation, sector=sector
        )
        given = name in ("Ama Boateng", "Akua Addo")
        rows += [person, a_consent(person, given=int(given))]
    return rows
