"""What a laid out paragraph is: lines of ready page content."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from msgspec import Struct

from app.exports.pdf_text.shaping import Setting, colour, number
from app.exports.style import CHANGES

FOREIGN = "und"
"""The language of Latin text in a document of another script, when nobody said which it is."""

_EMPTY = re.compile(r"(?<!\\)\(\)")  # inside a string brackets are escaped
_ASCENT = 0.34
"""Half the height of small letters and a little: puts text in the middle of its line."""

LINK_START, LINK_END = "\ue001", "\ue002"
"""Around the code of a stretch, with its number between LINK_START and a space."""


class Stretch(NamedTuple):
    """Words with an element of their own: they lead somewhere, or they came or went."""

    href: str
    change: str


class Line(Struct):
    """Content for one ``[...]TJ``, its width, and how far its first glyph stands out to the left.

    ``links`` are stretches (from, to, number) in points from the left, in the order of the code.
    """

    code: str
    width: float
    outset: float = 0.0
    links: tuple[tuple[float, float, int], ...] = ()


class Laid(Struct):
    """A paragraph laid out: its lines, its main setting, its line height and direction."""

    lines: list[Line]
    setting: Setting
    leading: float
    right: bool
    stretches: list[Stretch]

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.leading


def joined(codes: list[str], gap: str) -> str:
    """Codes of neighbours as the inside of one ``[...]TJ``, without empty strings."""
    inside = gap.join(codes)
    if not inside:
        return ""
    code = f"{inside[1:]})" if inside[0] == ")" else f"({inside})"
    return _EMPTY.sub("", code) if "()" in code else code


def in_manner(code: str, setting: Setting, main: Setting, language: str) -> str:
    """Code with the change of setting around it, and of language where one is named."""
    if setting is not main:
        code = f"]TJ {setting.select}[{code}]TJ {main.select}["
    return f"]TJ/Span<</Lang({language})>>BDC[{code}]TJ EMC[" if language else code


def baseline(laid: Laid, top: float) -> float:
    """The first baseline of lines that begin at a height, both from the foot of the sheet."""
    return top - laid.leading / 2 - laid.setting.manner.size * _ASCENT


def strokes(laid: Laid, line: Line, start: float, base: float) -> Iterator[str]:
    """Lines under what was added and through what was removed."""
    size = laid.setting.manner.size
    for from_x, to_x, which in line.links:
        change = laid.stretches[which].change
        if change:
            y = number(base + size * (-0.16 if change == "added" else 0.28))
            yield (
                f"{colour(CHANGES[change])} RG {number(size * 0.075)} w"
                f" {number(start + from_x)} {y} m {number(start + to_x)} {y} l S"
            )


def fitting(count: int, room: float, leading: float) -> int:
    """How many of ``count`` lines go on this sheet, so that no line stands alone."""
    fit = int((room + 0.01) / leading)
    if fit >= count:
        return count
    if count - fit < 2:
        fit -= 1
    return fit if fit >= 2 else 0


def tallest(texts: Sequence[Laid]) -> float:
    """The height of the tallest of some texts side by side."""
    return max([laid.height for laid in texts], default=0.0)
