"""How the plan was made: people by category, never more than they agreed to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from app.exports.composing import Material
from app.exports.outline import Block, Bullets, Heading, Paragraph, Table, runs

_SMALL = 5
PUBLISH_NAME = "publish-name"


def people_blocks(m: Material, level: int = 2) -> Iterator[Block]:
    """Who took part, as far as ``options.who`` allows; nothing where nobody is registered."""
    people = m.plan.people
    if not people:
        return
    words = m.words
    yield Heading(words("Who took part"), level)
    total = words.n("{n} person took part.", "{n} people took part.", len(people))
    yield Paragraph(runs(total))
    yield _by_category(m)
    if m.options.who != "counts":
        yield from _organisations(m, level)
    if m.options.who == "names":
        yield from _names(m, level)


def _by_category(m: Material) -> Table:
    words = m.words
    names = {item.id: item.title for item in m.sectors.items}
    counts = Counter(person.sector for person in m.plan.people)
    order = [*(id for id in names if counts[id]), *(s for s in counts if s not in names)]
    shown = hide_small({id: counts[id] for id in order}, reveal=m.options.small_cells)
    rows = tuple((runs(names.get(id, id) or words("Not said")), runs(shown[id])) for id in order)
    return Table(
        head=(words("Category"), words("People")),
        rows=rows,
        widths=(0.75, 0.25),
        caption=words("Participants by category"),
        numeric=(1,),
    )


def hide_small(counts: dict[str, int], *, reveal: bool) -> dict[str, str]:
    """Counts as text; one under five is "<5", and so is a second one that would give it away."""
    if reveal:
        return {id: str(count) for id, count in counts.items()}
    hidden = {id for id, count in counts.items() if 0 < count < _SMALL}
    if len(hidden) == 1 and len(counts) > 1:
        rest = {id: count for id, count in counts.items() if id not in hidden}
        hidden.add(min(rest, key=lambda id: rest[id]))
    return {
        id: (f"<{_SMALL}" if count < _SMALL else "≥5") if id in hidden else str(count)
        for id, count in counts.items()
    }


def _organisations(m: Material, level: int) -> Iterator[Block]:
    found = {" ".join(p.organisation.split()) for p in m.plan.people if p.organisation.strip()}
    if found:
        yield Heading(m.words("Organisations"), level + 1)
        yield Bullets(tuple(runs(name) for name in sorted(found, key=str.casefold)))


def _names(m: Material, level: int) -> Iterator[Block]:
    agreed = [p for p in m.plan.people if p.name and m.plan.has_consent(p.id, PUBLISH_NAME)]
    if not agreed:
        return
    yield Heading(m.words("People who agreed to be named"), level + 1)
    yield Bullets(
        tuple(
            runs(", ".join(filter(None, (person.name, person.organisation))))
            for person in sorted(agreed, key=lambda person: person.name.casefold())
        )
    )
