"""How the plan was made: people by category, never more than they agreed to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from msgspec.structs import replace

from app.exports.composing import Material
from app.exports.outline import Block, Bullets, Heading, Paragraph, Table, runs
from app.models.plan import Plan
from app.models.records import Consent, Person
from app.models.search import fold
from app.models.spellings import initialled
from app.models.traces import Traces, traces_of

_SMALL = 5
PUBLISH_NAME = "publish-name"
COVER = "…"
_FEW_DIGITS = 5  # of a badge
_PHONE = re.compile(r"\d(?:[\s().\-/]*\d){6,}")


def people_blocks(m: Material, level: int = 2) -> Iterator[Block]:
    """Who took part, as far as ``options.who`` allows; nothing where nobody is registered."""
    people = m.plan.people
    if not people:
        return
    yield Heading(m.words("Who took part"), level)
    yield from _counted(m)
    match m.options.who:
        case "codes":
            yield from _codes(m, level)
        case "organisations":
            yield from _organisations(m, level)
        case "names":
            yield from _organisations(m, level)
            yield from _names(m, level)


def _counted(m: Material) -> Iterator[Block]:
    """How many took part, and of which categories; where they are fewer than five, only that."""
    words, n = m.words, len(m.plan.people)
    if are_few(m):
        yield Paragraph(runs(words("Fewer than five people took part.")))
        return
    total = words.n("{n} person took part.", "{n} people took part.", n)
    yield Paragraph(runs(total))
    yield _by_region(m) if m.options.who == "sectors" else _by_category(m)


def are_few(m: Material) -> bool:
    """Whether so few are registered that nothing about them can be hidden behind others."""
    return not m.options.small_cells and len(m.plan.people) < _SMALL


def agreed(plan: Plan) -> tuple[Person, ...]:
    """Those who agreed to be named in documents. Whoever did not is counted, and nothing more:
    the consent that is read out says that neither name nor code is published without it."""
    said = {
        one.person for one in plan.all(Consent) if one.purpose == PUBLISH_NAME and one.given == 1
    }
    return tuple(p for p in plan.people if p.id in said and plan.has_consent(p.id, PUBLISH_NAME))


def unnamed(plan: Plan) -> Traces:
    """What tells those who did not agree to be named, or were removed, with a sign for each.

    Their initials do too, unless they may be those of somebody who agreed.
    """
    named = agreed(plan)
    others = frozenset(plan.tables["person"]) - {person.id for person in named}
    traces = traces_of(plan, (), others, dict.fromkeys(others, COVER))
    shared = {fold(short) for person in named for short in initialled(person.name)}
    rows = (row for id, row in plan.tables["person"].items() if id in others)
    found = (short for row in rows if isinstance(row, Person) for short in initialled(row.name))
    initials = {short: COVER for short in found if fold(short) not in shared}
    return replace(traces, words={**initials, **traces.words})


def public_name(plan: Plan, person: Person) -> str:
    """A name as documents may show it; "" where a mail or a phone is in it, which nobody agreed to.

    Lists that know no names often have a mail in their place, or all in one column.
    """
    return "" if _reaches(plan, person, person.name) else person.name


def _reaches(plan: Plan, person: Person, said: str) -> bool:
    """Whether a text holds a mail, what looks like a phone, or how the person is reached."""
    contact = plan.contact(person.id)
    reach = {fold(contact.email), fold(contact.phone)} - {""}
    return "@" in said or _PHONE.search(said) is not None or fold(said) in reach


def badge(plan: Plan, person: Person) -> str:
    """A badge code as documents may show it; "" where it is the name, the mail or the phone."""
    code, contact = person.code.strip(), plan.contact(person.id)
    told = {fold(contact.email), fold(contact.phone)}
    if len(_digits(code)) > _FEW_DIGITS and _digits(code) == _digits(contact.phone):
        told.add(fold(code))
    if not any(sign.isdecimal() for sign in code):  # "A12" in the place of a name covers it
        told.add(fold(person.name))
    return "" if "@" in code or fold(code) in told else code


def _digits(text: str) -> str:
    """The figures of a text, the last eight of many: these stay the same whoever dials."""
    return "".join(filter(str.isdecimal, text))[-8:]


def with_codes(plan: Plan) -> tuple[Person, ...]:
    """Those of them who wear a badge code, in the order of the codes."""
    return tuple(sorted((p for p in agreed(plan) if badge(plan, p)), key=_code_order))


def _code_order(person: Person) -> tuple[int, str]:
    return len(person.code.strip()), person.code.strip()


def _codes(m: Material, level: int) -> Iterator[Block]:
    people = with_codes(m.plan)
    if not people:
        return
    words = m.words
    named, told = _categories(m)[0], categories_told(m, people)
    hidden = words("not shown")
    yield Heading(words("People by badge code"), level + 1)
    yield Table(
        head=(words("Code"), words("Category")),
        rows=tuple(
            (runs(p.code.strip()), runs(named[p.sector][0] if p.sector in told else hidden))
            for p in people
        ),
        widths=(0.25, 0.75),
        caption=words("People who agreed, by badge code"),
    )
    rest = len(m.plan.people) - len(people)
    if rest and not are_few(m):
        said = words.n("{n} more person is counted only.", "{n} more are counted only.", rest)
        yield Paragraph(runs(said), "note")


def categories_told(m: Material, shown: Collection[Person]) -> frozenset[str]:
    """The categories that may stand beside those shown one by one.

    What is left of a category when they are taken from its number are the people who did not
    agree: where these are fewer than five, nobody is to make out what they are.
    """
    named, together = _categories(m)
    if are_few(m):
        return frozenset()
    sound = frozenset(named) - _untold(m, named)
    if m.options.small_cells:
        return sound
    seen = Counter(person.sector for person in shown)
    rest = {id: count - seen[id] for id, (_title, count) in named.items()}
    tells = len(rest) > 1 and any(0 < left < _SMALL for left in rest.values())
    hidden = small_together(rest) if tells else ()
    return sound - {*together, *hidden}


def _by_region(m: Material) -> Table:
    words = m.words
    return Table(
        head=(words("Category"), words("Region"), words("People")),
        rows=tuple((runs(a), runs(b), runs(str(n))) for a, b, n in region_rows(m)),
        widths=(0.45, 0.4, 0.15),
        caption=words("Participants by category and region"),
        numeric=(2,),
    )


def region_rows(m: Material) -> list[tuple[str, str, int]]:
    """Category, region and how many. Regions under five are told together inside a category.

    A category counted together with others says no regions, so that none can be worked out.
    Where fewer than five took part there is no row at all.
    """
    if are_few(m):
        return []
    named, together = _categories(m)
    rows = []
    for id, (title, _count) in named.items():
        if id not in together:
            rows += [(title, region, n) for region, n in _regions(m, id)]
    if together:
        rows.append((_together_name(m, named, together), "–", _sum(named, together)))
    return rows


def _regions(m: Material, sector: str) -> list[tuple[str, int]]:
    said = [_plain(p.region) for p in m.plan.people if p.sector == sector]
    untold = _telling(m.plan, set(said))
    counts = Counter("" if region in untold else region for region in said)
    order = sorted(counts, key=lambda region: (not region, -counts[region], region.casefold()))
    sizes = {region: counts[region] for region in order}
    hidden = () if m.options.small_cells else small_together(sizes)
    titles = {region: region or m.words("Not said") for region in order}
    rows = [(titles[region], sizes[region]) for region in order if region not in hidden]
    if hidden:
        listed = m.words.listed(titles[region] for region in hidden)
        rows.append((listed, sum(sizes[region] for region in hidden)))
    return rows


Counted = dict[str, tuple[str, int]]


def _categories(m: Material) -> tuple[Counted, tuple[str, ...]]:
    """Title and number of each category by id, and which of them are counted as one."""
    names = {item.id: item.title for item in m.sectors.items}
    counts = Counter(person.sector for person in m.plan.people)
    order = [*(id for id in names if counts[id]), *(s for s in counts if s not in names)]
    untold = _untold(m, order)
    titles = {id: "" if id in untold else names.get(id, id) for id in order}
    named = {id: (titles[id] or m.words("Not said"), counts[id]) for id in order}
    small = () if m.options.small_cells else small_together({id: counts[id] for id in order})
    return named, small


def _untold(m: Material, categories: Iterable[str]) -> set[str]:
    """The categories of no list that are somebody's name, or a mail."""
    return _telling(m.plan, [id for id in categories if id not in m.sectors.by_id])


def _together_name(m: Material, named: Counted, together: tuple[str, ...]) -> str:
    listed = m.words.listed(named[id][0] for id in together)
    return m.words("Together, as some are fewer than five: {categories}", categories=listed)


def _sum(named: Counted, together: tuple[str, ...]) -> int:
    return sum(named[id][1] for id in together)


def _by_category(m: Material) -> Table:
    words = m.words
    named, together = _categories(m)
    rows = [named[id] for id in named if id not in together]
    if together:
        rows.append((_together_name(m, named, together), _sum(named, together)))
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


def organisations(plan: Plan) -> set[str]:
    """Those that may be named: of people who agreed to print "my name and organisation".

    Not one that bears the name of somebody who did not agree. An organisation of which nobody
    agreed may have sent one person, whom it tells as well as a name does.
    """
    found = {_plain(p.organisation) for p in agreed(plan) if p.organisation.strip()}
    return found - _telling(plan, found)


def _telling(plan: Plan, texts: Collection[str]) -> set[str]:
    """Those of some short texts that tell somebody who did not agree, or are a mail.

    Lists of people are often written, or read, with a name in the place of something else.
    """
    said = {part for text in texts for part in fold(text).split()}
    named = {person.id for person in agreed(plan)}
    others = (p for p in plan.people if p.id not in named and p.name.strip())
    hidden = Traces(words={p.name: COVER for p in others if said.issuperset(fold(p.name).split())})
    return {t for t in texts if "@" in t or _PHONE.search(t) or hidden.are_in(t)}


def organisation_shown(person: Person, named: Collection[str]) -> str:
    """Somebody's organisation where it is among those that may be named, else ""."""
    return person.organisation if _plain(person.organisation) in named else ""


def _plain(text: str) -> str:
    return " ".join(text.split())


def _organisations(m: Material, level: int) -> Iterator[Block]:
    found = organisations(m.plan)
    if found:
        yield Heading(m.words("Organisations"), level + 1)
        yield Bullets(tuple(runs(name) for name in sorted(found, key=str.casefold)))


def _names(m: Material, level: int) -> Iterator[Block]:
    people = [person for person in agreed(m.plan) if public_name(m.plan, person)]
    if not people:
        return
    named = organisations(m.plan)
    yield Heading(m.words("People who agreed to be named"), level + 1)
    yield Bullets(
        tuple(
            runs(m.words.listed((person.name, organisation_shown(person, named))))
            for person in sorted(people, key=lambda person: person.name.casefold())
        )
    )
