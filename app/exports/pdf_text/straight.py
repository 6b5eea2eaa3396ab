"""Lines of several runs that all go one way: words as they come, each in order by itself."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from app.exports.outline import Runs, plain
from app.exports.pdf_text.bidi import numbers_in
from app.exports.pdf_text.breaking import LONGEST, hinges
from app.exports.pdf_text.laid import Laid, Line, in_manner, joined
from app.exports.pdf_text.shaping import Word
from app.exports.style import Type

if TYPE_CHECKING:
    from app.exports.pdf_text.lines import Typesetter

LONG_WORD = re.compile(rf"[^ ]{{{LONGEST + 1},}}")


def is_straight(row: Runs, right: bool) -> bool:
    """Whether runs that go one way change between ordinary words only, and lead nowhere.

    Those that run to the left must be of one language, whose letters they then are, if there are
    numbers, which stand differently in each.
    """
    if any(part.link or part.change for part in row):
        return False
    texts = [part.text for part in row if part.text]
    if right and len({part.language for part in row}) > 1 and numbers_in("".join(texts)):
        return False
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
        self._spaces = [setting.space for setting in self._settings]
        self._width = width + 0.001
        self._runs: list[int] = []
        self._texts: list[str] = []
        self._before: list[int] = []
        self._words: list[Word] = []
        self._ends: list[float] = []

    def lines(self) -> Iterator[Line]:
        """The lines of the row."""
        self._take_words()
        start, count = 0, len(self._words)
        while start < count:
            begun = self._begun(start)
            fit = bisect_right(self._ends, begun + self._width, start)
            if fit == count:
                break
            gap = self._spaces[self._before[fit]][0] if fit > start else 0.0
            reached = self._ends[fit - 1] if fit > start else begun
            room = self._width - 0.001 - (reached - begun) - gap
            if (fit == start or hinges(self._texts[fit])) and self._cut(fit, room, fit == start):
                yield self._line(start, fit + 1, trailing=False)
                fit += 1
            elif fit == start:  # a word that cannot be cut stands out
                fit += 1
                if fit == count:
                    break
                yield self._line(start, fit, trailing=True)
            else:
                yield self._line(start, fit, trailing=True)
            start, count = fit, len(self._words)
        if start < count or not plain(self._row).strip(" "):
            yield self._line(start, count, trailing=False)

    def _take_words(self) -> None:
        """The words with the number of their run and that of the space before."""
        last = 0
        for run, part in enumerate(self._row):
            tokens = part.text.split(" ")
            found = [token for token in tokens if token] if "" in tokens else tokens
            self._runs += [run] * len(found)
            self._texts += found
            self._words += map(self._settings[run].words[self._laid.right].__getitem__, found)
            self._before += [last if tokens[0] else run] * bool(found) + [run] * (len(found) - 1)
            last = run if part.text else last
        self._count(0, 0.0)

    def _count(self, start: int, reached: float) -> None:
        """Note from a word on where each ends, if all stood on one line."""
        gaps = [space[0] for space in self._spaces]
        pairs = zip(self._words[start:], self._before[start:], strict=True)
        wide = [width + gaps[before] for (width, _), before in pairs]
        self._ends[start:] = list(accumulate(wide, initial=reached))[1:]

    def _begun(self, start: int) -> float:
        """Where a word begins, if all stood on one line."""
        return self._ends[start] - self._words[start][0]

    def _cut(self, at: int, room: float, forced: bool) -> bool:
        """Put what fits of a word and what is left of it in its place; not where it stays whole."""
        setting, right = self._settings[self._runs[at]], self._laid.right
        cut = self._setter.split(setting, self._texts[at], room, right, forced)
        if not cut or not cut[1]:
            return False
        run = self._runs[at]
        self._texts[at : at + 1] = cut
        self._words[at : at + 1] = [self._setter.shape(setting, text, right) for text in cut]
        self._runs.insert(at, run)
        self._before.insert(at + 1, run)
        self._count(at, self._ends[at - 1] if at else 0.0)
        return True

    def _line(self, start: int, end: int, *, trailing: bool) -> Line:
        """A line; its last space stands outside its width, for those who copy."""
        if start == end:
            return Line("", 0.0)
        runs, right = self._runs, self._laid.right
        code: list[str] = []
        at = start
        while at < end:
            run = runs[at]
            stop = min(bisect_right(runs, run, at), end)
            group = [code for _, code in self._words[at:stop]]
            if at > start and self._before[at] == run:
                group.insert(0, "")
            if (stop < end or trailing) and self._before[stop] == run:
                group.append("")
            code.append(self._grouped(run, group))
            if stop < end and self._before[stop] not in (run, runs[stop]):
                code.append(self._grouped(self._before[stop], ["", ""]))
            at = stop
        if trailing and self._before[end] != runs[end - 1]:
            code.append(self._grouped(self._before[end], ["", ""]))
        if right:
            code.reverse()
        outset = self._spaces[self._before[end]][0] if trailing and right else 0.0
        return Line("".join(code), self._ends[end - 1] - self._begun(start), outset)

    def _grouped(self, run: int, codes: list[str]) -> str:
        """Neighbours of one run, with the change of setting and language around them."""
        if self._laid.right:
            codes.reverse()
        code = joined(codes, self._spaces[run][1])
        language = self._setter.foreign(self._row[run].language)
        return in_manner(code, self._settings[run], self._laid.setting, language)
