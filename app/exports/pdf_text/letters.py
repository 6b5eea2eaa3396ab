"""Words whose letters stand side by side: the sum of their pairs, each of which is shaped once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from itertools import pairwise
from typing import TYPE_CHECKING

import uharfbuzz as hb

if TYPE_CHECKING:
    from app.exports.pdf_text.fonts import Font, Told

Step = tuple[int, str]
"""How far a letter goes before the one that follows, in font units, and what shows it."""

_END = "\0"
_MORE: Step = (-1, "")
"""A pair that is more than its two letters."""
_UNIT = re.compile("ff[il]?|f[il]|.", re.DOTALL)
"""A letter, or several that are one glyph."""
_ESCAPED = [
    f"\\{chr(byte)}" if byte in b"()\\" else "\\r" if byte == 13 else chr(byte)
    for byte in range(256)
]


class _Shown(dict[int, str]):
    """A glyph as a string of two bytes, made once each."""

    def __missing__(self, glyph: int) -> str:
        code = self[glyph] = "(" + _ESCAPED[glyph >> 8] + _ESCAPED[glyph & 255] + ")"
        return code


SHOWN = _Shown()


def noted(font: Font, glyph: int, letter: str) -> Told:
    """Note what a glyph stands for, if nothing else does, and how it is shown."""
    found: Told = font.texts.setdefault(glyph, letter), "", 0
    if found[0] == letter:
        found = font.told[glyph] = letter, SHOWN[glyph][1:-1], font.advance(glyph)
    return found


class _Steps(dict[tuple[str, str], Step]):
    """The steps of pairs, worked out when first asked for."""

    def __init__(self, worked_out: Callable[[str, str], Step]) -> None:
        super().__init__()
        self._worked_out = worked_out

    def __missing__(self, pair: tuple[str, str]) -> Step:
        found = self[pair] = self._worked_out(*pair)
        return found


class Letters:
    """The letters of one font in one language, with what each comes to before another one.

    The fonts for Latin, Greek and Cyrillic look at two letters at a time, apart from the few that
    melt into one: so a word is the sum of its pairs, at a fifth of what shaping it whole costs.
    Where a pair is more than its two letters, as a letter with its mark is, there is no such sum.
    """

    def __init__(self, font: Font, language: str) -> None:
        self._font = font
        self._steps = _Steps(self._step)
        self._language = language
        self._buffer = hb.Buffer()
        self._words: dict[str, tuple[float, str] | None] = {}

    def word(self, text: str) -> tuple[float, str] | None:
        """Width at one point and content; None where the letters are not all there is to it."""
        if text in self._words:
            return self._words[text]
        units = [*_UNIT.findall(text), _END] if "f" in text else text + _END
        steps = list(map(self._steps.__getitem__, pairwise(units)))
        found = None
        if _MORE not in steps:
            width = sum([step[0] for step in steps])
            code = "".join([step[1] for step in steps])
            found = width * self._font.unit / 1000, f"({code})"
        self._words[text] = found
        return found

    def _step(self, letter: str, following: str) -> Step:
        font = self._font
        alone = self._shaped(letter)
        after = "" if following == _END else following
        shaped = self._shaped(letter + after)
        rest = self._shaped(after) if after else []
        if len(alone) != 1 or len(rest) != bool(after) or shaped[1:] != rest:
            return _MORE
        if not shaped or shaped[0][0] != alone[0][0]:
            return _MORE
        glyph, width = shaped[0]
        told = font.told.get(glyph) or noted(font, glyph, letter)
        if told[0] != letter:
            return _MORE
        kern = told[2] - width
        return width, f"{told[1]}){kern * font.unit:.0f}(" if kern else told[1]

    def _shaped(self, text: str) -> list[tuple[int, int]]:
        """Glyphs and how far each goes; none where one is shifted, or a mark that leans."""
        if any(unicodedata.category(letter)[0] in "MC" for letter in text):
            return []
        buffer = self._buffer
        buffer.reset()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "ltr"
        buffer.language = self._language or "und"
        hb.shape(self._font.shaper, buffer)
        places = [place.position for place in buffer.glyph_positions]
        if any(place[0] or place[1] for place in places):
            return []
        glyphs = [info.codepoint for info in buffer.glyph_infos]
        return [(glyph, place[2]) for glyph, place in zip(glyphs, places, strict=True)]
