"""The look of documents: tokens that every writer shares."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

MM = 72 / 25.4

INK = "#16191D"
INK2 = "#4A4F57"
ACCENT = "#0B5566"
LINE = "#D8D4CB"
FAINT = "#E6E6E6"
"""A word behind the page: light enough to read through, and a sparse grey on any printer."""
CHANGES = {"added": "#14532D", "removed": "#7F1D1D"}
"""Words that came or went; both are as dark as ink when they are grey."""
MARKS = {
    "access": "#2F3F9E",
    "civic": "#A83279",
    "account": "#6B3A0E",
    "tech": "#587514",
    "inclusion": "#474C53",
    "level-1": "#7A8087",
    "level-2": "#2C7386",
    "level-3": "#0A3B47",
}


class Type(Struct, frozen=True):
    """A manner of setting text: face ("serif" or "sans"), size and line in points, spacing."""

    face: str
    size: float
    line: float
    bold: bool = False
    colour: str = INK
    before: float = 0
    after: float = 0
    keep_next: bool = False


TYPES: dict[str, Type] = {
    "title": Type("serif", 30, 36, bold=True, after=12),
    "subtitle": Type("serif", 15, 20, colour=INK2, after=18),
    "heading1": Type("serif", 20, 25, bold=True, before=0, after=10, keep_next=True),
    "heading2": Type("sans", 13, 18, bold=True, colour=ACCENT, before=16, after=4, keep_next=True),
    "heading3": Type(
        "sans", 10, 13.5, bold=True, colour=ACCENT, before=11, after=3, keep_next=True
    ),
    "heading4": Type("sans", 9, 12.5, bold=True, colour=INK, before=8, after=2, keep_next=True),
    "label": Type("sans", 9, 12, bold=True, colour=ACCENT, after=2, keep_next=True),
    "body": Type("serif", 10.2, 15.4, after=6),
    "lead": Type("serif", 11.5, 17, after=8),
    "quote": Type("serif", 10.2, 15.4, after=6),
    "note": Type("sans", 8, 11.5, colour=INK2, after=4),
    "empty": Type("sans", 8.7, 12.4, colour=INK2, after=6),
    "fact-label": Type("sans", 8, 11.5, bold=True, colour=INK2),
    "fact": Type("sans", 8.7, 12.4),
    "table-head": Type("sans", 8, 11, bold=True, colour=INK2, keep_next=True),
    "table": Type("sans", 8.7, 12.4),
    "caption": Type("sans", 8, 11.5, bold=True, colour=INK2, before=6, after=3, keep_next=True),
    "bullet": Type("serif", 10.2, 15.4, after=2),
    "running": Type("sans", 8, 11, colour=INK2),
    "line-number": Type("sans", 7, 9, colour=INK2),
    "mark-name": Type("sans", 8.7, 12.4, bold=True),
    "mark-text": Type("serif", 9.6, 15),
    "row-title": Type("sans", 8.7, 12.4, bold=True, keep_next=True),
    "row-end": Type("sans", 8.7, 12.4, after=6),
    "cover-label": Type("sans", 9, 15, bold=True, colour=INK2),
    "cover-fact": Type("sans", 10.2, 15),
    "status": Type("sans", 9.5, 14),
    "contents1": Type("sans", 9.5, 14, bold=True, before=6),
    "contents2": Type("sans", 9, 13),
}


class Page(Struct, frozen=True):
    """A sheet and its margins, in points; ``start`` is the inner side of reading direction."""

    width: float
    height: float
    top: float = 25 * MM
    start: float = 22 * MM
    end: float = 20 * MM
    bottom: float = 22 * MM

    @property
    def measure(self) -> float:
        """The width of the text."""
        return self.width - self.start - self.end


PAPERS = {"A4": Page(210 * MM, 297 * MM), "Letter": Page(612, 792)}


_LARGE = 16.0
_DEEP = "#05353F"


def enlarged(kind: Type) -> Type:
    """A type for readers with low vision: sans, never under 16 points, dark, with open lines."""
    body = TYPES["body"].size
    size = _LARGE + max(0.0, kind.size - body) * 0.9 + (1.0 if kind.keep_next else 0.0)
    opened = 1.3 if kind.bold and kind.size > body else 1.5
    return replace(
        kind,
        face="sans",
        size=round(size * 2) / 2,
        line=round(size * opened, 1),
        colour=_DEEP if kind.colour == ACCENT else INK,
        before=round(kind.before * 1.4, 1),
        after=round(kind.after * 1.5, 1),
    )


class Look(Struct, frozen=True):
    """The tokens of one way to set a document; ``scale`` is how much larger its signs are."""

    name: str
    types: dict[str, Type]
    ink2: str = INK2
    accent: str = ACCENT
    line: str = LINE
    italics: bool = True
    scale: float = 1.0
    furniture_lines: int = 1
    margin: float = 0.0

    def page(self, paper: str) -> Page:
        """The sheet: with larger letters the heads and feet have a second line, and its room."""
        page = PAPERS[paper]
        return replace(page, top=page.top + self.margin, bottom=page.bottom + self.margin)


USUAL = Look("base", TYPES)
LARGE = Look(
    "large",
    {name: enlarged(kind) for name, kind in TYPES.items()}
    | {"running": replace(enlarged(TYPES["running"]), line=20.0)},
    ink2=INK,
    accent=_DEEP,
    line="#5A6068",
    italics=False,
    scale=_LARGE / TYPES["body"].size,
    furniture_lines=2,
    margin=8 * MM,
)


def look(large_print: bool) -> Look:
    """The tokens for a document."""
    return LARGE if large_print else USUAL


_ORDINARY = 40
_COLUMN = 9


def across(count: int, measure: float, kind: Type) -> int:
    """How many of ``count`` columns stand side by side, so that each has room for its words."""
    return max(1, min(count, int(measure / (kind.size * 13))))


def fits(columns: int, measure: float, kind: Type) -> bool:
    """Whether a table of so many columns can stand in a width, else it is set as a list.

    The width of a usual page always will do.
    """
    room = measure / kind.size
    return room >= _ORDINARY or columns <= max(1, int(room / _COLUMN))
