"""The part of a plan that a document may carry, as a plan of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from app.exports.composing import Material
from app.exports.people_part import (
    COVER,
    PUBLISH_NAME,
    agreed,
    badge,
    categories_told,
    organisation_shown,
    organisations,
    public_name,
    unnamed,
    with_codes,
)
from app.models.plan import Plan, natural_id, plan_of
from app.models.records import Answer, Note, Person, Quotation, Rating, Record, Translation
from app.models.search import fold
from app.models.traces import Traces, traces_of
from app.models.translations import original


def public_copy(m: Material) -> Plan:
    """The chosen commitments with all that belongs to them, without the bin.

    Notes, values and ratings come as the options say. Raters and people are named only where
    ``who`` is "names" and they agreed, and bear their badge code where it is "codes" and they
    agreed; otherwise ratings are levels and nothing else.
    """
    rows = list(_rows(m))
    return plan_of([*rows, *_translations(m, {row.id for row in rows})])


def names_rater(m: Material, rating: Rating) -> bool:
    """Whether a document may say whose rating this is."""
    named = m.options.who == "names" and bool(rating.person)
    return named and m.plan.has_consent(rating.person, PUBLISH_NAME)


def rater_shown(m: Material, rating: Rating) -> str:
    """The rater as a document may tell: by name, by badge code, or not at all."""
    if names_rater(m, rating):
        return _name_given(m.plan, rating)
    if m.options.who == "codes" and m.plan.has_consent(rating.person, PUBLISH_NAME):
        person = m.plan.of(Person, rating.person)
        return badge(m.plan, person) if person is not None else ""
    return ""


def _name_given(plan: Plan, rating: Rating) -> str:
    """The rater as given where it is their own name or badge, else by name: nobody else agreed."""
    person = plan.of(Person, rating.person)
    if person is None:
        return ""
    own = public_name(plan, person), badge(plan, person)
    is_own = fold(rating.rater) in set(map(fold, own)) - {""}
    return rating.rater if is_own else own[0] or own[1]


def _rows(m: Material) -> Iterator[Record]:
    plan, options = m.plan, m.options
    yield plan.info
    subjects = [plan.info.id, *(c.id for c in m.commitments)]
    yield from m.commitments
    for id in subjects[1:]:
        yield from plan.milestones(id)
        if options.ambition:
            yield from _ratings(m, id)
    for id in subjects:
        yield from _answers(m, id)
    if options.notes:
        yield from notes_shown(m, subjects)
    if options.who == "names":
        yield from people_who_agreed(m)
    if options.who == "codes":
        yield from _codes(m)


def notes_shown(m: Material, subjects: Sequence[str]) -> Iterator[Note]:
    """The notes of some subjects; whose idea it was is told as a rater is, by who agreed."""
    hidden = unnamed(m.plan) if m.options.who == "names" else _everybody(m)
    for id in subjects:
        for note in m.plan.notes(id):
            yield replace(note, source=hidden.replaced(note.source)) if note.source else note


def _everybody(m: Material) -> Traces:
    """What tells anybody, with the badge code of who agreed in its place where codes are shown."""
    wearers = with_codes(m.plan) if m.options.who == "codes" else ()
    codes = dict.fromkeys(m.plan.tables["person"], COVER)
    codes |= {person.id: badge(m.plan, person) for person in wearers}
    return traces_of(m.plan, (), frozenset(codes), codes)


def _answers(m: Material, subject: str) -> Iterator[Answer | Quotation]:
    for answer in m.plan.answers(subject):
        if m.options.values or answer.edition != m.editions.values.id:
            yield answer
            yield from m.plan.quotations(answer.id)


def _translations(m: Material, subjects: set[str]) -> Iterator[Translation]:
    """The translations of what is in the copy; who made them is nobody's name to publish.

    What a text said when it was translated is told only where it says so still: somebody may have
    taken a name out of it since.
    """
    for row in m.plan.all(Translation):
        if row.subject in subjects:
            now = original(m.plan, row.subject, row.field)
            yield replace(row, by="", source=row.source if row.source == now else "")


def _ratings(m: Material, commitment: str) -> Iterator[Rating]:
    """Ratings that do not tell who gave them: their ids are made of a name, so they change too."""
    hidden = []
    for rating in m.plan.ratings(commitment):
        if names_rater(m, rating) and rater_shown(m, rating) == rating.rater:
            yield rating
        else:
            hidden.append(rating)
    hidden.sort(key=lambda rating: (rating.edition, rating.round, rating.level, rating.id))
    for place, rating in enumerate(hidden):
        id = natural_id("rating without a name", commitment, str(place))
        bare = replace(rating, id=id, rater=rater_shown(m, rating), person="")
        if names_rater(m, rating):
            bare = replace(bare, person=rating.person)
        yield bare if names_rater(m, rating) else replace(bare, constituency="", reason="")


def people_who_agreed(m: Material) -> Iterator[Person]:
    """Name, organisation and sector of those who agreed to be named, and nothing more.

    The sector is left out where it would tell that of somebody who did not agree.
    """
    people, named = agreed(m.plan), organisations(m.plan)
    told = categories_told(m, people)
    for person in people:
        yield Person(
            person.id,
            position=person.position,
            name=public_name(m.plan, person),
            organisation=organisation_shown(person, named),
            sector=person.sector if person.sector in told else "",
        )


def _codes(m: Material) -> Iterator[Person]:
    """A row for each badge code of those who agreed; its id tells nothing else of the person."""
    for place, person in enumerate(with_codes(m.plan)):
        yield Person(natural_id("person without a name", str(place)), code=person.code.strip())
