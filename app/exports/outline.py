"""The blocks a document is made of, before it has a format."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

ParagraphStyle = Literal[
    "body",  # people's prose, serif
    "lead",  # one larger opening paragraph
    "label",  # small line above a heading: "Commitment 7"
    "quote",  # quoted words with a rule at the start
    "note",  # small print
    "empty",  # "Not yet written": muted
]
Mark = Literal["access", "civic", "account", "tech", "inclusion", "level-1", "level-2", "level-3"]


class Run(Struct, frozen=True):
    """A stretch of text in one manner. ``language`` overrides the document's where it differs.

    ``link`` is an outside address (https:, mailto:) or "#anchor" of a heading in the document.
    ``change`` marks words that came or went since an earlier version: underlined, struck through.
    """

    text: str
    bold: bool = False
    italic: bool = False
    language: str = ""
    link: str = ""
    change: Literal["", "added", "removed"] = ""


Runs = tuple[Run, ...]


def runs(*parts: str | Run) -> Runs:
    """Runs from plain texts and runs."""
    return tuple([Run(part) if isinstance(part, str) else part for part in parts])


class Cover(Struct, frozen=True):
    """The first page: a title, then rows of label and value, then a status line."""

    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    status: str = ""


class Contents(Struct, frozen=True):
    """A table of contents of all headings up to ``depth``."""

    title: str
    depth: int = 2


class Heading(Struct, frozen=True):
    """A heading of level 1 to 4. ``label`` is the small line above it; ``running`` the right head.

    Level 1 starts a new page. ``numbered`` texts come ready numbered. ``anchor`` can be linked to.
    ``language`` is that of the text, "" for the document's.
    """

    text: str
    level: int = 1
    label: str = ""
    running: str = ""
    anchor: str = ""
    language: str = ""


class Paragraph(Struct, frozen=True):
    """Text in one style; a line feed inside a run starts a new line of the same paragraph."""

    runs: Runs
    style: ParagraphStyle = "body"


class Facts(Struct, frozen=True):
    """A band of label and value columns between two rules (lead, with, from-to).

    ``languages`` says of each value in which language it is; "", or no more, is the document's.
    """

    columns: tuple[tuple[str, str], ...]
    languages: tuple[str, ...] = ()

    def values(self) -> tuple[tuple[str, Run], ...]:
        """Each label with its value as a run in its language."""
        said = (*self.languages, *("" for _ in self.columns))
        return tuple(
            (label, Run(value, language=language))
            for (label, value), language in zip(self.columns, said, strict=False)
        )


class Marked(Struct, frozen=True):
    """A glyph, a bold name and a text beside it: a value and its justification, or a level."""

    mark: Mark
    name: str
    runs: Runs


class Bullets(Struct, frozen=True):
    """A list of short texts; ``ordered`` numbers them."""

    items: tuple[Runs, ...]
    ordered: bool = False


class Table(Struct, frozen=True):
    """Rows under one head row that repeats on each page.

    ``widths`` are shares of the text width, one a column; ``numeric`` columns (from 0) are aligned
    at the end. ``caption`` names the table for readers who cannot see it, and is printed.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[Runs, ...], ...]
    widths: tuple[float, ...]
    caption: str = ""
    numeric: tuple[int, ...] = ()


class Bar(Struct, frozen=True):
    """One row of a chart: a label, an optional mark, and how many."""

    label: str
    value: int
    mark: Mark | None = None


class Figure(Struct, frozen=True):
    """A small bar chart with the words that stand for it; ``alt`` is read where it is not seen."""

    bars: tuple[Bar, ...]
    alt: str
    caption: str = ""


class PageBreak(Struct, frozen=True):
    """What follows begins on a new page."""


class Beside(Struct, frozen=True):
    """The same passage in two languages, side by side; ``languages`` are the codes in that order.

    The first stands at the start of the line in the document's direction. Each side is read whole
    before the other. It holds no cover, contents or page break, and no other ``Beside``.
    """

    first: tuple[Block, ...]
    second: tuple[Block, ...]
    languages: tuple[str, str]


Block = (
    Cover
    | Contents
    | Heading
    | Paragraph
    | Facts
    | Marked
    | Bullets
    | Table
    | Figure
    | PageBreak
    | Beside
)


class Outline(Struct, frozen=True):
    """A whole document in one language, ready for any writer.

    ``running`` is the head of each page, ``footer`` the line at its foot; ``words`` are the few
    phrases a writer needs itself ("page_of": "Page {page} of {pages}"). ``watermark`` is a word
    laid behind every page, ``line_numbers`` counts the lines of each page for reviewers, and
    ``large_print`` sets everything for readers with low vision.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    running: str = ""
    footer: str = ""
    author: str = ""
    subject: str = ""
    keywords: str = ""
    right_to_left: bool = False
    paper: Literal["A4", "Letter"] = "A4"
    watermark: str = ""
    line_numbers: bool = False
    large_print: bool = False
    words: dict[str, str] = field(default_factory=dict)

    def lines(self) -> list[str]:
        """The document as plain lines, for golden files and for comparing formats."""
        return [line for block in self.blocks for line in block_lines(block)]


def plain(parts: Runs) -> str:
    """The text of runs without their manner."""
    return parts[0].text if len(parts) == 1 else "".join([run.text for run in parts])


def block_lines(block: Block) -> Iterator[str]:
    """The texts of one block in reading order, one a line; contents and breaks have none."""
    match block:
        case Cover():
            yield block.title
            yield from filter(None, (block.subtitle,))
            yield from (f"{label}: {value}" for label, value in block.facts)
            yield from filter(None, (block.status,))
        case Contents():
            yield block.title
        case Heading():
            yield from filter(None, (block.label,))
            yield "#" * block.level + " " + block.text
        case Paragraph():
            yield from plain(block.runs).split("\n")
        case Facts():
            yield from (f"{label}: {value}" for label, value in block.columns)
        case Marked():
            yield f"[{block.mark}] {block.name}: {plain(block.runs)}"
        case Bullets():
            yield from (f"- {plain(item)}" for item in block.items)
        case Table():
            yield from filter(None, (block.caption,))
            yield " | ".join(block.head)
            yield from (" | ".join(plain(cell) for cell in row) for row in block.rows)
        case Figure():
            yield from filter(None, (block.caption,))
            yield from (f"{bar.label}: {bar.value}" for bar in block.bars)
        case PageBreak():
            return
        case Beside():
            for inner in (*block.first, *block.second):
                yield from block_lines(inner)
