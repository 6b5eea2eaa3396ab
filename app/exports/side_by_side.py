"""A document in one language, or in two: both are composed, then paired passage by passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain, zip_longest
from unicodedata import bidirectional

from msgspec import Struct
from msgspec.structs import replace

from app.exports.composing import Material
from app.exports.outline import (
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Figure,
    Heading,
    Outline,
    PageBreak,
    Paragraph,
    Table,
    runs,
)
from app.exports.spoken import Spoken, spoken, tagged, texts_of
from app.words import Words, mark

UNTRANSLATED = mark("The plan’s own texts are not translated into this language yet.")
_MARKS = {"L": "\u200e", "R": "\u200f", "AL": "\u200f"}
_NARROW = 3  # columns that stand in half a page
Compose = Callable[[Material], Outline]
Pair = tuple[tuple[Block, ...], tuple[Block, ...]]
Chapter = tuple[Heading | None, list[Block]]


class _Side(Struct, frozen=True):
    """One language of the document: what was composed, what is translated, and its words."""

    outline: Outline
    said: Spoken
    words: Words

    def note(self, blocks: tuple[Block, ...]) -> str:
        """What to say under a passage that nobody translated, or not since it changed."""
        states = {self.said.state(text) for block in blocks for text in texts_of(block)}
        if "none" in states:
            return self.words("not yet translated")
        return self.words("translation older than the text") if "stale" in states else ""


def composed(compose: Compose, m: Material) -> Outline:
    """The outline of a document, its texts translated as far as there are translations.

    A small line marks what is not translated, or not since it changed. With a ``second`` material
    the document stands in both languages, each passage beside the other.
    """
    first = _side(compose, m)
    if m.second is None:
        return _marked(first)
    return _paired(first, _side(compose, m.second))


def _side(compose: Compose, m: Material) -> _Side:
    said = spoken(m.plan, m.language)
    earlier = None if m.earlier is None else spoken(m.earlier, m.language).plan
    outline = compose(replace(m, plan=said.plan, earlier=earlier, second=None))
    return _Side(tagged(outline, said), said, m.words)


def _marked(side: _Side) -> Outline:
    """A document in one language: behind the last of some passages, the mark that holds for them.

    Where nobody translated anything yet, one line says so for all.
    """
    if not side.said.states:  # its own language: nothing to look for
        return side.outline
    shown = {side.said.state(text) for block in side.outline.blocks for text in texts_of(block)}
    if not shown & {"none", "stale"}:
        return side.outline
    if set(side.said.states.values()) == {"none"}:
        said = side.words(UNTRANSLATED)
        return replace(side.outline, blocks=_after_opening(side.outline, said))
    blocks: list[Block] = []
    for head, below in _chapters(side.outline):
        blocks += [head] if head is not None else []
        groups = _groups(below)
        notes = [side.note(tuple(group)) for group in groups]
        for group, said, following in zip_longest(groups, notes, notes[1:], fillvalue=""):
            blocks += [*group, *_noted(str(said), str(following))]
    return replace(side.outline, blocks=tuple(blocks))


def _after_opening(outline: Outline, said: str) -> tuple[Block, ...]:
    """The blocks with a line behind the first heading, else at the end.

    Not behind the contents, which fill their page: the line would have the next one to itself.
    """
    blocks = list(outline.blocks)
    place = next(
        (n for n, block in enumerate(blocks, 1) if isinstance(block, Heading)), len(blocks)
    )
    return (*blocks[:place], Paragraph(runs(said), "note"), *blocks[place:])


def _paired(one: _Side, other: _Side) -> Outline:
    first, second = _chapters(one.outline), _chapters(other.outline)
    blocks = chain.from_iterable(
        _chapter(a, b, one, other) for a, b in zip(first, second, strict=True)
    )
    said = one.words("The same text in two languages, side by side")
    return replace(
        one.outline,
        title=both(one.outline.title, other.outline.title),
        blocks=tuple(blocks),
        words={**one.outline.words, "beside": said},
    )


def both(first: str, second: str) -> str:
    """Two texts on one line, once where they are the same; a figure stays with its own text."""
    if first == second or not second:
        return first
    return f"{first} / {_led(second) if _way(first) != _way(second) else second}"


def _way(text: str) -> str:
    """The mark of the direction of a text's first letter, "" where it has none."""
    found = (_MARKS.get(bidirectional(sign), "") for sign in text)
    return next(filter(None, found), "")


def _led(text: str) -> str:
    """A text which begins as its letters run, also where it begins with a figure."""
    return text if bidirectional(text[0]) in _MARKS else _way(text) + text


def _chapters(outline: Outline) -> list[Chapter]:
    """The blocks under each heading, the first without one."""
    found: list[Chapter] = [(None, [])]
    for block in outline.blocks:
        if isinstance(block, Heading):
            found.append((block, []))
        else:
            found[-1][1].append(block)
    return found


def _chapter(a: Chapter, b: Chapter, one: _Side, other: _Side) -> Iterator[Block]:
    pairs = _with_notes(_pairs(a[1], b[1]))
    yield from _opening(a[0], b[0], pairs)
    languages = (one.outline.language, other.outline.language)
    notes = [(one.note(first), other.note(second)) for first, second in pairs]
    for (first, second), said, following in zip_longest(pairs, notes, notes[1:]):
        if first == second and isinstance(first[0], (PageBreak, Bullets)):
            yield first[0]  # names are the same in every language
        elif first and second and isinstance(first[0], (Cover, Contents)):
            yield _joined(first[0], second[0])
        else:
            after = following or ("", "")
            yield Beside(
                (*first, *_noted(said[0], after[0])),
                (*second, *_noted(said[1], after[1])),
                languages,
            )


def _opening(a: Heading | None, b: Heading | None, pairs: list[Pair]) -> Iterator[Heading]:
    """A chapter's heading bears both titles; a smaller one stands over its passage, each side."""
    if a is None or b is None:
        return
    if a.level == 1:
        label, running = both(a.label, b.label), both(a.running, b.running)
        text, tongue = both(a.text, b.text), a.language if a.text == b.text else ""
        yield replace(a, text=text, label=label, running=running, language=tongue)
        return
    first, second = pairs[0] if pairs else ((), ())
    pairs[:1] = [((a, *first), (replace(b, anchor=""), *second))]


def _noted(said: str, following: str) -> Iterator[Paragraph]:
    """The mark behind the last of the passages it holds for."""
    if said and said != following:
        yield Paragraph(runs(said), "note")


def _joined(first: Block, second: Block) -> Block:
    """What stands once, with both languages in it."""
    if isinstance(first, Contents) and isinstance(second, Contents):
        return replace(first, title=both(first.title, second.title))
    if isinstance(first, Cover) and isinstance(second, Cover):
        facts = zip(first.facts, second.facts, strict=True)
        return Cover(
            both(first.title, second.title),
            both(first.subtitle, second.subtitle),
            tuple((both(a, c), both(b, d)) for (a, b), (c, d) in facts),
            both(first.status, second.status),
        )
    return first


def _pairs(first: list[Block], second: list[Block]) -> Iterator[Pair]:
    """What belongs together in two languages, in the smallest pieces that do."""
    nothing: list[Block] = []
    for left, right in zip_longest(_groups(first), _groups(second), fillvalue=nothing):
        if len(left) != len(right):
            yield tuple(left), tuple(right)
        else:
            for one, other in zip(left, right, strict=True):
                yield from _rows(one, other)


def _with_notes(pairs: Iterator[Pair]) -> list[Pair]:
    """The pairs, the small print under a chart with the chart: alone it may stand on a page."""
    found: list[Pair] = []
    for first, second in pairs:
        if found and _is_small_print(first) and isinstance(next(iter(found[-1][0]), None), Figure):
            found[-1] = (found[-1][0] + first, found[-1][1] + second)
        else:
            found.append((first, second))
    return found


def _is_small_print(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Paragraph) and blocks[0].style == "note"


def _groups(blocks: list[Block]) -> list[list[Block]]:
    """Paragraphs that follow each other are one group: a translation may part them otherwise."""
    found: list[list[Block]] = []
    for block in blocks:
        before = found[-1][0] if found else None
        if isinstance(block, Paragraph) and _goes_on(before, block):
            found[-1].append(block)
        else:
            found.append([block])
    return found


def _goes_on(before: Block | None, block: Paragraph) -> bool:
    return isinstance(before, Paragraph) and before.style == block.style


def _rows(one: Block, other: Block) -> Iterator[Pair]:
    """A table too wide for half a page goes row by row, so that each row stands level."""
    wide = isinstance(one, Table) and isinstance(other, Table) and len(one.head) > _NARROW
    if not wide or not isinstance(one, Table) or not isinstance(other, Table):
        yield (one,), (other,)
        return
    for at, (left, right) in enumerate(zip(one.rows, other.rows, strict=True)):
        captions = (one.caption, other.caption) if at == 0 else ("", "")
        yield (
            (replace(one, rows=(left,), caption=captions[0]),),
            (replace(other, rows=(right,), caption=captions[1]),),
        )
