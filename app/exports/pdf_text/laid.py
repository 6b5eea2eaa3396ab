"""What a laid out paragraph is: lines of ready page content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from app.exports.pdf_text.shaping import Setting

FOREIGN = "und"
"""The language of Latin text in a document of another script, when nobody said which it is."""

LINK_START, LINK_END = "\ue001", "\ue002"
"""Around the code of a stretch, with its number between LINK_START and a space."""


class Stretch(NamedTuple):
    """Words with an element of their own: they lead somewhere, or they came or went."""

    href: str
    change: str


@dataclass(slots=True)
class Line:
    """Content for one ``[...]TJ``, its width, and how far its first glyph stands out to the left.

    ``links`` are stretches (from, to, number) in points from the left, in the order of the code.
    """

    code: str
    width: float
    outset: float = 0.0
    links: tuple[tuple[float, float, int], ...] = ()


@dataclass(slots=True)
class Laid:
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
    """Codes of neighbours as one, with fewer brackets."""
    return gap.join(codes).replace(")(", "")


def in_manner(code: str, setting: Setting, main: Setting, language: str) -> str:
    """Code with the change of setting around it, and of language where one is named."""
    if setting is not main:
        code = f"]TJ {setting.select}[{code}]TJ {main.select}["
    return f"]TJ/Span<</Lang({language})>>BDC[{code}]TJ EMC[" if language else code
