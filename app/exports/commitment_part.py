"""One commitment on its template: facts, questions, milestones, values, ambition."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from app.exports.composing import Material, lines_of, not_written, prose
from app.exports.outline import (
    Bar,
    Block,
    Facts,
    Figure,
    Heading,
    Mark,
    Marked,
    Paragraph,
    Run,
    Runs,
    Table,
    runs,
)
from app.exports.style import PAPERS, TYPES
from app.models.ambition import middle_level, scale_of, spread
from app.models.frameworks import Item
from app.models.records import Answer, Commitment, Milestone
from app.models.rules import counted

_IN_BAND = frozenset(
    {
        "title",
        "lead",
        "theme",
        "starts",
        "ends",
        "supporting_government",
        "supporting_civil_society",
        "supporting_others",
    }
)
_SHARES = {"title": 0.34, "outputs": 0.24, "lead": 0.19, "supporting": 0.19}
_DATE_SHARE = 0.125
_NUMBER_SHARE = 0.065
_LETTER, _GAP = 0.58, 10.0  # the width of a letter over its size; points between columns
_CUT = 22  # letters


def commitment_blocks(m: Material, commitment: Commitment) -> Iterator[Block]:
    """All blocks of one commitment, beginning with its heading."""
    yield commitment_heading(m, commitment)
    yield from _facts(m, commitment)
    yield from _answers(m, commitment)
    if m.options.values:
        yield from _values(m, commitment)
    yield from _milestones(m, commitment)
    if m.options.ambition:
        yield from _ambition(m, commitment)


def commitment_heading(m: Material, commitment: Commitment) -> Heading:
    """The heading a commitment begins with: its number and its title."""
    number = m.plan.number(commitment.id)
    return Heading(
        m.title(commitment),
        1,
        label=m.words("Commitment {number}", number=number),
        running=m.theme(commitment),
        anchor=f"commitment-{number}",
    )


def fact_columns(m: Material, commitment: Commitment) -> tuple[tuple[str, str], ...]:
    """Who leads, who helps, from when to when, as label and value; a value may be blank."""
    words = m.words
    supporting = (
        commitment.supporting_government,
        commitment.supporting_civil_society,
        commitment.supporting_others,
    )
    together = "; ".join(filter(None, map(lines_of, supporting)))
    return (
        (words("Lead"), lines_of(commitment.lead)),
        (words("With"), together),
        (words("From – to"), m.period(commitment.starts, commitment.ends)),
    )


def _facts(m: Material, commitment: Commitment) -> Iterator[Block]:
    columns = fact_columns(m, commitment)
    shown = tuple((label, value) for label, value in columns if value or m.options.show_empty)
    if shown:
        yield Facts(tuple((label, value or "–") for label, value in shown))


def _answers(m: Material, commitment: Commitment) -> Iterator[Block]:
    def said(item: Item) -> Iterator[Block]:
        text = text_of(m, item, commitment)
        if text is not None and text.strip():
            yield from prose(text)
        elif text is not None and m.options.show_empty:
            yield not_written(m)

    return under_headings(m, said)


def under_headings(m: Material, said: Callable[[Item], Iterable[Block]]) -> Iterator[Block]:
    """What is ``said`` to each item of a commitment's form, under the headings of the form.

    Where nothing is said to an item, its heading is left out too.
    """
    template = m.editions.template
    shown = ""
    for item in template.items:
        passages = list(said(item)) if item.place == "commitment" else []
        if not passages:
            continue
        block = template.by_id.get(item.under)
        if block is not None and block.id != shown:
            yield Heading(block.title, 2)
        shown = item.under
        yield Heading(item.title, 2 if block is None else 3)
        yield from passages


def text_of(m: Material, item: Item, commitment: Commitment) -> str | None:
    """What a commitment says to an item as prose; None for what is shown elsewhere."""
    if item.kind == "question":
        return m.plan.answer(m.editions.template.id, item.id, commitment.id).text
    if item.kind == "fact" and item.field not in _IN_BAND:
        return str(getattr(commitment, item.field, ""))
    return None


def _milestones(m: Material, commitment: Commitment) -> Iterator[Block]:
    rows = m.plan.milestones(commitment.id)
    if not rows:
        if m.options.show_empty:
            yield Heading(m.words("Milestones"), 2)
            yield not_written(m)
        return
    number = m.plan.number(commitment.id)
    heads = milestone_heads(m, rows)
    texts = [milestone_texts(m, row, tuple(heads)) for row in rows]
    yield Heading(m.words("Milestones"), 2)
    yield Table(
        head=("", *heads.values()),
        rows=tuple((runs(f"{number}.{n}"), *map(runs, said)) for n, said in enumerate(texts, 1)),
        widths=milestone_widths(heads, texts),
    )


def milestone_heads(m: Material, rows: Sequence[Milestone]) -> dict[str, str]:
    """The fields of milestones that any of these fills in, with the head of their column."""
    heads = {
        "title": m.words("What will be done, and can be seen"),
        "outputs": m.words("Expected outputs"),
        "lead": m.words("Responsible"),
        "supporting": m.words("Supporting"),
        "starts": m.words("Start"),
        "ends": m.words("End"),
    }
    return {
        name: head
        for name, head in heads.items()
        if name == "title" or any(getattr(row, name) for row in rows)
    }


def milestone_texts(m: Material, row: Milestone, names: Sequence[str]) -> tuple[str, ...]:
    """What a milestone says in these fields, as a table shows it."""
    texts = ((name, str(getattr(row, name))) for name in names)
    return tuple(m.short_date(t) if name in ("starts", "ends") else t for name, t in texts)


def milestone_widths(heads: Mapping[str, str], texts: Sequence[Sequence[str]]) -> tuple[float, ...]:
    """The shares of the columns: what dates and numbers need for one line, the rest for texts.

    ``texts`` are the rows under ``heads``. A column is given the width of its longest word, with
    the sign behind it, as long as the others have it: else the end of a word, or a semicolon
    alone, would begin the next line.
    """
    names = [name for name in heads if name in _SHARES]
    rest = 1 - _NUMBER_SHARE - _DATE_SHARE * (len(heads) - len(names))
    needs = {
        name: _width_of(longest_word([head, *(row[at] for row in texts)]))
        for at, (name, head) in enumerate(heads.items())
        if name in _SHARES
    }
    given = _shared({name: _SHARES[name] for name in names}, needs, rest)
    return _NUMBER_SHARE, *(given.get(name, _DATE_SHARE) for name in heads)


def longest_word(texts: Iterable[str]) -> int:
    """How many letters the longest word of some texts has, a limit above which it is cut anyway."""
    return min(_CUT, max(map(len, " ".join(texts).split()), default=0))


def _width_of(letters: int) -> float:
    """The share of the text width that so many letters of a table take, with the gap behind."""
    kind, measure = TYPES["table"], PAPERS["A4"].measure
    return (letters * kind.size * _LETTER + _GAP) / measure


def _shared(shares: dict[str, float], needs: dict[str, float], rest: float) -> dict[str, float]:
    """``rest`` by shares; who needs more takes that, and the others divide what is left."""
    if sum(needs.values()) > rest:
        return {name: rest * need / sum(needs.values()) for name, need in needs.items()}
    given: dict[str, float] = {}
    while True:
        open_ones = {name: share for name, share in shares.items() if name not in given}
        left = (rest - sum(given.values())) / max(sum(open_ones.values()), 1e-9)
        short = {n: needs[n] for n, share in open_ones.items() if share * left < needs[n]}
        given |= short
        if not short:
            return given | {name: share * left for name, share in open_ones.items()}


def shown_values(m: Material, commitment: Commitment) -> list[tuple[Item, Answer]]:
    """The values that count for a commitment, with what was answered."""
    values = m.editions.values
    answers = {i.id: m.plan.answer(values.id, i.id, commitment.id) for i in values.items}
    counts = counted(values, {id: a.level for id, a in answers.items() if a.level})
    return [(item, answers[item.id]) for item in values.items if counts.get(item.id)]


def _values(m: Material, commitment: Commitment) -> Iterator[Block]:
    shown = shown_values(m, commitment)
    if not shown:
        return
    yield Heading(m.words("How does it advance open government?"), 2)
    for item, answer in shown:
        yield Marked(item.mark, item.title, value_words(m, item, answer))  # type: ignore[arg-type]  # marks of the edition are Marks


def value_words(m: Material, item: Item, answer: Answer) -> Runs:
    """Why a value counts, and the words that prove it."""
    level = m.editions.values.level(item.id, answer.level)
    name = level.name if level is not None else answer.level
    parts = [Run(answer.text.strip() or name)]
    for quotation in m.plan.quotations(answer.id):
        parts.append(Run(" "))
        parts.append(Run(m.words("“{words}”", words=quotation.text.strip()), italic=True))
    return tuple(parts)


def _ambition(m: Material, commitment: Commitment) -> Iterator[Block]:
    edition = m.editions.ambition
    rated = spread(m.plan, commitment.id, edition)
    level = middle_level(rated, edition)
    if level is None:
        return
    levels = scale_of(edition)
    words = m.words
    yield Heading(words("How ambitious is it?"), 2)
    raters = words.n("{n} rater", "{n} raters", rated.raters)
    said = words("The middle of {raters}, round {round}.", raters=raters, round=rated.round)
    place = levels.index(level) + 1
    yield Marked(_level_mark(place, len(levels)), level.name, runs(said))
    counts = words.listed(
        f"{one.name} {count}" for one, count in zip(levels, rated.counts, strict=True)
    )
    yield Figure(
        bars=tuple(
            Bar(one.name, count, _level_mark(n, len(levels)))
            for n, (one, count) in enumerate(zip(levels, rated.counts, strict=True), 1)
        ),
        alt=words("Ratings: {counts}", counts=counts),
    )
    yield Paragraph(
        runs(words("An indicative self-rating made in the room, not a rating of the IRM.")), "note"
    )


def _level_mark(place: int, of: int) -> Mark:
    """The glyph of a level by its place: the lowest, those between, the highest."""
    return "level-1" if place == 1 else "level-3" if place == of else "level-2"
