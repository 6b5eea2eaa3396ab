"""Lines of several runs that all go one way: words as they come, each in order by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from app.exports.outline import Runs, plain
from app.exports.pdf_text.breaking import LONGEST
from app.exports.pdf_text.laid import Laid, Line, in_manner, joined
from app.exports.pdf_text.shaping import Setting
from app.exports.style import Type

if TYPE_CHECKING:
    from app.exports.pdf_text.lines import Typesetter

_Piece = tuple[int, float, str]
"""A word or a space: the number of its run, its width, its code."""

_RUN = itemgetter(0)
LONG_WORD = re.compile(rf"[^ ]{{{LONGEST + 1},}}")


def is_straight(row: Runs, right: bool) -> bool:
    """Whether runs that go one way change between ordinary words only, and lead nowhere.

    Those that run to the left must be of one language, whose letters they then are.
    """
    if any(part.link or part.change for part in row):
        return False
    if right and len({part.language for part in row}) > 1:
        return False
    texts = [part.text for part in row if part.text]
    if LONG_WORD.search("".join(texts)):
        return False
    return all(one[-1] == " " or other[0] == " " for one, other in pairwise(texts))


class Straight:
    """Fills the lines of one straight row."""

    def __init__(self, setter: Typesetter, kind: Type, laid: Laid, row: Runs, width: float) -> None:
        self._setter = setter
        self._laid = laid
        self._row = row
        self._settings = [setter.setting(kind, part) for part in row]
        self._width = width

    def lines(self) -> Iterator[Line]:
        """The lines of the row."""
        settings, width, right = self._settings, self._width, self._laid.right
        placed: list[_Piece] = []
        used = 0.0
        for run, text, before in _words(self._row):
            setting, word = settings[run], text
            space = (before, *settings[before].space) if before >= 0 else None
            wide, code = setting.words[right].get(word) or self._setter.shape(setting, word, right)
            while True:
                lead = space if placed else None
                gap = lead[1] if lead else 0.0
                cut = None
                if used + gap + wide > width + 0.001:
                    cut = self._cut(setting, word, width - used - gap, not placed)
                    if placed and not cut:
                        yield self._line(placed, space)
                        placed, used = [], 0.0
                        continue
                if lead:
                    placed.append(lead)
                if not cut:
                    placed.append((run, wide, code))
                    used += gap + wide
                    break
                placed.append((run, *self._setter.shape(setting, cut[0], right)))
                yield self._line(placed, None)
                placed, used, space, word = [], 0.0, None, cut[1]
                wide, code = self._setter.shape(setting, word, right)
        if placed or not plain(self._row).strip(" "):
            yield self._line(placed, None)

    def _cut(
        self, setting: Setting, word: str, room: float, forced: bool
    ) -> tuple[str, str] | None:
        """A word as what fits and what is left; None when it stays whole."""
        cut = self._setter.split(setting, word, room, self._laid.right, forced)
        return cut if cut and cut[1] else None

    def _line(self, placed: list[_Piece], trailing: _Piece | None) -> Line:
        """A line; its last space stands outside its width, for those who copy."""
        width = sum([wide for _, wide, _ in placed])
        shown = placed if trailing is None else [*placed, trailing]
        right = self._laid.right
        if right:
            shown = shown[::-1]
        code = [self._grouped(run, group) for run, group in groupby(shown, _RUN)]
        return Line("".join(code), width, trailing[1] if trailing and right else 0.0)

    def _grouped(self, run: int, pieces: Iterator[_Piece]) -> str:
        """Neighbours of one run, with the change of setting and language around them."""
        code = joined([code for _, _, code in pieces], "")
        language = self._setter.foreign(self._row[run].language)
        return in_manner(code, self._settings[run], self._laid.setting, language)


def _words(row: Runs) -> Iterator[tuple[int, str, int]]:
    """The words with the number of their run and that of the space before, -1 for the first."""
    before, begun = 0, False
    for run, part in enumerate(row):
        for at, token in enumerate(part.text.split(" ")):
            if at:
                before = run
            if token:
                yield run, token, before if begun else -1
                begun = True
        before = run if part.text else before
