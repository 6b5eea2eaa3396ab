"""A plan as tables of cells: what the workbook and the CSV file have in common."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from app.exports.composing import Material
from app.exports.people_part import are_few, region_rows, with_codes
from app.exports.public_copy import names_rater, notes_shown, people_who_agreed, rater_shown
from app.exports.translation_sheet import translation_head, translation_rows
from app.models.ambition import constituency, scale_of
from app.models.dates import span
from app.models.frameworks import Edition, Item
from app.models.records import Commitment, Milestone, Rating, Record
from app.models.schema import BY_NAME, Field
from app.words import mark

Cell = str | int | date
Row = tuple[Cell, ...]

_KINDS = {"national": mark("National"), "local": mark("Local")}
_MILESTONE = ("title", "outputs", "starts", "ends", "lead", "supporting", "status", "number")
_FAMILIES = ("template", "values", "ambition", "standards", "themes")


class Sheet(Struct, frozen=True):
    """A table with one head a column; days are dates, counts are numbers, all else is text."""

    name: str
    head: tuple[str, ...]
    rows: tuple[Row, ...]


def sheets(m: Material, statuses: Mapping[str, str]) -> tuple[Sheet, ...]:
    """The tables of a plan: the plan, commitments, milestones, values, ambition, notes, people.

    The last four come as the options say, translations where there are some. ``statuses`` names
    the levels of completion.
    """
    made = [plan_sheet(m), commitments_sheet(m), milestones_sheet(m, statuses)]
    if m.options.values:
        made.append(_values_sheet(m))
    if m.options.ambition:
        made.append(_ambition_sheet(m))
    if m.options.notes:
        made.append(_notes_sheet(m))
    people = {"names": _people_sheet, "codes": _codes_sheet, "sectors": _regions_sheet}
    if m.options.who in people and not (m.options.who == "sectors" and are_few(m)):
        made.append(people[m.options.who](m))
    translated = translation_rows(m)
    if translated:
        head = distinct(translation_head(m))
        made.append(Sheet(m.words("Translations"), head, tuple(translated)))
    return tuple(made)


def plan_sheet(m: Material) -> Sheet:
    """The plan's own facts and sections, one a row."""
    info, words = m.plan.info, m.words
    rows: list[Row] = [
        (words(field.label), _plan_cell(m, field)) for field in BY_NAME["plan"].fields
    ]
    template = m.editions.template
    rows += [
        (item.title, m.plan.answer(template.id, item.id, info.id).text)
        for item in template.questions("plan")
    ]
    return Sheet(words("Plan"), (words("Field"), words("Content")), tuple(rows))


def _plan_cell(m: Material, field: Field) -> Cell:
    value = getattr(m.plan.info, field.name)
    if field.name in _FAMILIES:
        edition: Edition = getattr(m.editions, field.name)
        return edition.name
    if field.name == "kind" and value in _KINDS:
        return m.words(_KINDS[value])
    return _cell(m.plan.info, field)


def commitments_sheet(m: Material) -> Sheet:
    """One commitment a row: its number, facts, and what it answers to the form."""
    columns = list(_commitment_columns(m))
    head = (m.words("Commitment"), *(title for title, _ in columns))
    rows = tuple(
        (m.plan.number(c.id), *(_commitment_cell(m, c, part) for _, part in columns))
        for c in m.commitments
    )
    return Sheet(m.words("Commitments"), distinct(head), rows)


def _commitment_columns(m: Material) -> Iterator[tuple[str, Item | Field]]:
    """Facts and questions in the order of the form, then the fields the form does not ask for."""
    table, template = BY_NAME["commitment"], m.editions.template
    fields = {field.name: field for field in table.fields if field.kind != "order"}
    for item in template.items:
        if item.place != "commitment":
            continue
        if item.kind == "fact" and item.field in fields:
            block = template.by_id.get(item.under)
            title = f"{block.title}: {item.title}" if block is not None else item.title
            yield title, fields.pop(item.field)
        elif item.kind == "question":
            yield item.title, item
    for field in fields.values():
        yield m.words(field.label), field


def _commitment_cell(m: Material, commitment: Commitment, part: Item | Field) -> Cell:
    if isinstance(part, Item):
        return m.plan.answer(m.editions.template.id, part.id, commitment.id).text
    return m.theme(commitment) if part.name == "theme" else _cell(commitment, part)


def milestones_sheet(m: Material, statuses: Mapping[str, str]) -> Sheet:
    """One milestone a row, with the number and title of its commitment."""
    words = m.words
    head = (words("Commitment"), _title_head(m), words("Milestone"), *_milestone_heads(m))
    rows = tuple(
        (m.plan.number(c.id), c.title, place, *_milestone_cells(row, statuses))
        for c in m.commitments
        for place, row in enumerate(m.plan.milestones(c.id), 1)
    )
    return Sheet(words("Milestones"), distinct(head), rows)


def _milestone_heads(m: Material) -> list[str]:
    table = BY_NAME["milestone"]
    asked = {i.field: i.title for i in m.editions.template.items if i.kind == "column"}
    return [asked.get(name) or m.words(table.field(name).label) for name in _MILESTONE]


def _milestone_cells(row: Milestone, statuses: Mapping[str, str]) -> list[Cell]:
    known = replace(row, status=statuses.get(row.status, row.status))
    return [_cell(known, BY_NAME["milestone"].field(name)) for name in _MILESTONE]


def joined_sheet(m: Material, statuses: Mapping[str, str]) -> Sheet:
    """Commitments and milestones in one table.

    One milestone a row, with all columns of its commitment repeated; a commitment without
    milestones has one row.
    """
    sheet = commitments_sheet(m)
    named = [m.words("Milestone"), *_milestone_heads(m)]
    # The heads of a milestone's own columns say so: "Start" alone would stand there twice.
    head = (*sheet.head, named[0], *(f"{named[0]}: {title}" for title in named[1:]))
    rows: list[Row] = []
    for commitment, cells in zip(m.commitments, sheet.rows, strict=True):
        for place, row in enumerate(m.plan.milestones(commitment.id), 1):
            rows.append((*cells, place, *_milestone_cells(row, statuses)))
        if not m.plan.milestones(commitment.id):
            rows.append((*cells, *("" for _ in named)))
    return Sheet(sheet.name, distinct(head), tuple(rows))


def _values_sheet(m: Material) -> Sheet:
    edition, plan, words = m.editions.values, m.plan, m.words
    rows: list[Row] = []
    for commitment in m.commitments:
        for item in edition.items:
            answer = plan.answer(edition.id, item.id, commitment.id)
            quoted = "\n".join(q.text for q in plan.quotations(answer.id))
            level = edition.level(item.id, answer.level)
            said = (level.name if level else answer.level, answer.text, answer.evidence, quoted)
            if any(said):
                number = plan.number(commitment.id)
                rows.append((number, commitment.title, item.title, *said))
    head = (
        words("Commitment"),
        _title_head(m),
        words("Value"),
        words("Level"),
        words("Why"),
        words("Evidence"),
        words("Words of the commitment"),
    )
    return Sheet(words("Values"), distinct(head), tuple(rows))


def _ambition_sheet(m: Material) -> Sheet:
    """Ratings: one a row with names or codes, else only how many there are of each level."""
    words = m.words
    base = (words("Commitment"), _title_head(m), words("Round"), words("Ambition"))
    if m.options.who == "names":
        more = (words("Constituency"), words("Reason"), words("Rater"))
        rows = [row for c in m.commitments for row in _ratings(m, c)]
        return Sheet(words("Ambition"), distinct((*base, *more)), tuple(rows))
    if m.options.who == "codes":
        rows = [row for c in m.commitments for row in _coded_ratings(m, c)]
        return Sheet(words("Ambition"), distinct((*base, words("Rater"))), tuple(rows))
    counts = [row for c in m.commitments for row in _rating_counts(m, c)]
    return Sheet(words("Ambition"), distinct((*base, words("Ratings"))), tuple(counts))


def _rated(m: Material, commitment: Commitment) -> list[Rating]:
    """The ratings of the plan's scale by round and level, so that their order tells nothing."""
    edition = m.editions.ambition
    places = {level.id: place for place, level in enumerate(scale_of(edition))}
    own = [r for r in m.plan.ratings(commitment.id) if r.edition == edition.id]

    def order(r: Rating) -> tuple[int, int, str, str, str]:
        told = (r.constituency, r.reason) if names_rater(m, r) else ("", "")
        return r.round, places.get(r.level, -1), *told, r.id

    return sorted(own, key=order)


def _ratings(m: Material, commitment: Commitment) -> Iterator[Row]:
    """Side and reason of those who may be named; of the others that they rated, and how."""
    number, names = m.plan.number(commitment.id), _level_names(m)
    for r in _rated(m, commitment):
        base = (number, commitment.title, r.round, names.get(r.level, r.level))
        if not names_rater(m, r):
            yield (*base, "", "", "")
            continue
        side = constituency(m.sectors, r.constituency).name if r.constituency else ""
        yield (*base, side, r.reason, rater_shown(m, r))


def _coded_ratings(m: Material, commitment: Commitment) -> Iterator[Row]:
    """No side and no reason beside a code: the words of a reason often tell who spoke."""
    number, names = m.plan.number(commitment.id), _level_names(m)
    for r in _rated(m, commitment):
        yield (number, commitment.title, r.round, names.get(r.level, r.level), rater_shown(m, r))


def _rating_counts(m: Material, commitment: Commitment) -> Iterator[Row]:
    number, names = m.plan.number(commitment.id), _level_names(m)
    counts = Counter((r.round, r.level) for r in _rated(m, commitment))
    for (round, level), count in counts.items():
        yield (number, commitment.title, round, names.get(level, level), count)


def _level_names(m: Material) -> dict[str, str]:
    return {level.id: level.name for level in scale_of(m.editions.ambition)}


def _notes_sheet(m: Material) -> Sheet:
    words = m.words
    subjects = [m.plan.info.id, *(c.id for c in m.commitments)]
    rows: list[Row] = [
        (m.plan.number(n.subject) or "", n.label, n.text, n.source)
        for n in notes_shown(m, subjects)
    ]
    head = (words("Commitment"), words("Label"), words("Note"), words("Source"))
    return Sheet(words("Notes"), distinct(head), tuple(rows))


def _people_sheet(m: Material) -> Sheet:
    names = {item.id: item.title for item in m.sectors.items}
    rows = tuple(
        (p.name, p.organisation, names.get(p.sector, p.sector)) for p in people_who_agreed(m)
    )
    words = m.words
    head = (words("Name"), words("Organisation"), words("Sector"))
    return Sheet(words("People who agreed to be named"), distinct(head), rows)


def _codes_sheet(m: Material) -> Sheet:
    rows = tuple((person.code.strip(),) for person in with_codes(m.plan))
    return Sheet(m.words("People by badge code"), (m.words("Code"),), rows)


def _regions_sheet(m: Material) -> Sheet:
    words = m.words
    head = (words("Category"), words("Region"), words("People"))
    return Sheet(words("Participants"), head, tuple(region_rows(m)))


def _title_head(m: Material) -> str:
    asked = (i.title for i in m.editions.template.items if i.kind == "fact" and i.field == "title")
    return next(asked, m.words(BY_NAME["commitment"].field("title").label))


def _cell(record: Record, field: Field) -> Cell:
    """A field as a cell: whole days as dates, numbers as numbers, everything else as text."""
    value: str | int = getattr(record, field.name)
    if field.kind != "date" or isinstance(value, int):
        return value
    found = span(value)
    return found.first if found is not None and found.first == found.last else value


def distinct(head: tuple[str, ...]) -> tuple[str, ...]:
    """Heads that are told apart: a second "Start" becomes "Start (2)"."""
    seen: Counter[str] = Counter()
    told: list[str] = []
    for title in head:
        seen[title.casefold()] += 1
        count = seen[title.casefold()]
        told.append(title if count == 1 else f"{title} ({count})")
    return tuple(told)
