"""The standards report: each requirement, how far it is met, the evidence, the gap."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.composing import Material, heading, not_written, outline_of, prose
from app.exports.outline import Block, Heading, Outline, Paragraph, Run
from app.models.frameworks import Item


def compose(m: Material) -> Outline:
    """Every item of the standards edition that has a level, under the standard it belongs to."""
    title = m.words("Standards report")
    blocks: list[Block] = [Heading(m.editions.standards.name, 1)]
    for id, items in _by_standard(m):
        if not m.options.sections or id in m.options.sections:
            for item in items:
                blocks += _requirement(m, item) if item.scale else [heading(item.title, 2)]
    return outline_of(m, title, blocks, spoken=(m.editions.standards,))


def sections(m: Material) -> tuple[tuple[str, str], ...]:
    """The standards of the edition, as id and title."""
    return tuple((id, items[0].title) for id, items in _by_standard(m) if not items[0].scale)


def _by_standard(m: Material) -> list[tuple[str, list[Item]]]:
    """The edition's items, parted where a new standard begins."""
    parts: list[tuple[str, list[Item]]] = []
    for item in m.editions.standards.items:
        if not item.scale or not parts:
            parts.append((item.id, []))
        parts[-1][1].append(item)
    return parts


def _requirement(m: Material, item: Item) -> Iterator[Block]:
    standards, words = m.editions.standards, m.words
    answer = m.plan.answer(standards.id, item.id, m.plan.info.id)
    level = standards.level(item.id, answer.level)
    yield heading(f"{item.id} {item.title}", 3)
    if item.threshold:
        threshold = words("Threshold: {threshold}", threshold=item.threshold)
        yield Paragraph((Run(threshold),), "note")
    said = level.name if level is not None else words("Not yet judged")
    yield Paragraph((Run(words("Met: {level}", level=said), bold=True),))
    yield from prose(answer.text)
    if answer.evidence.strip():
        yield heading(words("Evidence"), 4)
        yield from prose(answer.evidence)
    elif m.options.show_empty:
        yield not_written(m)
