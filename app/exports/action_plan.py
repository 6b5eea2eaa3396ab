"""The draft action plan: cover, sections, commitments, annexes."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.commitment_part import commitment_blocks
from app.exports.composing import Material, heading, not_written, outline_of, prose
from app.exports.outline import Block, Contents, Cover, Heading, Outline, Table, runs
from app.exports.people_part import people_blocks
from app.models.frameworks import Item
from app.models.rules import counted
from app.words import LANGUAGES

COCREATION = "cocreation"


def compose(m: Material) -> Outline:
    """The whole plan as an outline, in the order of its template edition."""
    title = m.plan.info.title or m.words("Action plan")
    blocks: list[Block] = [_cover(m, title), Contents(m.words("Contents"), 1)]
    before, after = _sections(m)
    for item in before:
        blocks += _section(m, item)
    for commitment in m.commitments:
        blocks += commitment_blocks(m, commitment)
    for item in after:
        blocks += _section(m, item)
    blocks += _annexes(m)
    spoken = (m.editions.template, m.editions.values)
    return outline_of(m, title, blocks, m.words("Open government action plan"), spoken)


def sections(m: Material) -> tuple[tuple[str, str], ...]:
    """The narrative sections of the plan's template, as id and title."""
    return tuple((item.id, item.title) for item in m.editions.template.questions("plan"))


def chosen_sections(m: Material) -> list[Item]:
    """The narrative sections of the template that the options ask for."""
    items = m.editions.template.questions("plan")
    return [item for item in items if not m.options.sections or item.id in m.options.sections]


def _cover(m: Material, title: str) -> Cover:
    words, info = m.words, m.plan.info
    place = words.listed((info.locality, info.country))
    facts = (
        (words("Country"), place),
        (words("Period"), m.period(info.starts, info.ends)),
        (words("Lead institution"), info.lead),
        (words("Language"), LANGUAGES.get(m.language, m.language)),
        (words("Date"), m.date(m.options.date)),
        (words("Template"), m.editions.template.name),
    )
    shown = tuple((label, value) for label, value in facts if value)
    return Cover(title, words("Open government action plan"), shown, m.status)


def _sections(m: Material) -> tuple[list[Item], list[Item]]:
    """The narrative sections before and behind the commitments.

    Those the template lists behind the one on co-creation come after the commitments.
    """
    items = m.editions.template.questions("plan")
    place = next((n for n, item in enumerate(items) if item.id == COCREATION), len(items) - 1)
    chosen = chosen_sections(m)
    before = [item for item in chosen if item in items[: place + 1]]
    return before, [item for item in chosen if item not in before]


def _section(m: Material, item: Item) -> Iterator[Block]:
    text = m.plan.answer(m.editions.template.id, item.id, m.plan.info.id).text
    people = list(people_blocks(m)) if item.id == COCREATION else []
    if not text.strip() and not people and not m.options.show_empty:
        return
    yield heading(item.title, 1, anchor=f"section-{item.id}")
    if text.strip():
        yield from prose(text)
    elif m.options.show_empty:
        yield not_written(m)
    yield from people


def _annexes(m: Material) -> Iterator[Block]:
    if m.options.values and len(m.commitments) > 1:
        yield from _values_table(m)
    if m.options.notes:
        yield from _notes(m)


def _values_table(m: Material) -> Iterator[Block]:
    values, words = m.editions.values, m.words
    items = [item for item in values.items if item.scale]
    rows = []
    for commitment in m.commitments:
        answers = {i.id: m.plan.answer(values.id, i.id, commitment.id) for i in items}
        counts = counted(values, {id: a.level for id, a in answers.items() if a.level})
        cells = []
        for item in items:
            level = values.level(item.id, answers[item.id].level)
            shown = level.name if level is not None and counts.get(item.id) else "–"
            cells.append(runs(shown))
        number = str(m.plan.number(commitment.id))
        rows.append((runs(number), runs(m.title(commitment)), *cells))
    if not any(cell[0].text != "–" for row in rows for cell in row[2:]):
        return
    yield Heading(words("Annex: the plan and the OGP values"), 1, anchor="annex-values")
    share = 0.5 / len(items)
    yield Table(
        head=(words("No."), words("Commitment"), *(item.title for item in items)),
        rows=tuple(rows),
        widths=(0.08, 0.42, *[share] * len(items)),
        caption=words("Values shown in each commitment"),
    )


def _notes(m: Material) -> Iterator[Block]:
    subjects = [(m.words("The plan"), m.plan.info.id), *((m.title(c), c.id) for c in m.commitments)]
    found = [(title, note) for title, id in subjects for note in m.plan.notes(id)]
    if not found:
        return
    yield Heading(m.words("Annex: notes"), 1, anchor="annex-notes")
    last = ""
    for title, note in found:
        if note.subject != last:
            yield heading(title, 2)
            last = note.subject
        if note.label:
            yield heading(note.label, 3)
        yield from prose(note.text)
