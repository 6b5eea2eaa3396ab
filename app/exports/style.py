"""The look of documents: tokens that every writer shares."""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4

INK = "#16191D"
INK2 = "#4A4F57"
ACCENT = "#0B5566"
LINE = "#D8D4CB"
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


@dataclass(frozen=True, slots=True)
class Type:
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
    "contents1": Type("sans", 9.5, 14, bold=True, before=6),
    "contents2": Type("sans", 9, 13),
}


@dataclass(frozen=True, slots=True)
class Page:
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
