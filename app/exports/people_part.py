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
    named = {id: names.get(id, id) or words("Not said") for id in order}
    together = () if m.options.small_cells else small_together({id: counts[id] for id in order})
    rows = [(named[id], counts[id]) for id in order if id not in together]
    if together:
        listed = ", ".join(named[id] for id in together)
        said = words("Together, as some are fewer than five: {categories}", categories=listed)
        rows.append((said, sum(counts[id] for id in together)))
    return Table(
        head=(words("Category"), words("People")),
        rows=tuple((runs(name), runs(str(count))) for name, count in rows),
        widths=(0.75, 0.25),
        caption=words("Participants by category"),
        numeric=(1,),
    )


def small_together(counts: dict[str, int]) -> tuple[str, ...]:
    """The categories to be counted as one, so that nobody in a small one can be made out.

    They are those under five, and larger ones as long as the small ones are alone or few.
    """
    rising = sorted(counts, key=lambda id: counts[id])
    small = [id for id in rising if counts[id] < _SMALL]
    for id in rising[len(small) :]:
        if not small or (len(small) > 1 and sum(counts[one] for one in small) >= _SMALL):
            break
        small.append(id)
    return tuple(id for id in counts if id in small) if len(small) > 1 else ()


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
