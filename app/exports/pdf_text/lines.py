"""Paragraphs as lines: words placed one after the other until the line is full."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate

from msgspec.structs import replace

from app.exports.outline import Run, Runs, plain
from app.exports.pdf_text.bidi import leaning, steady
from app.exports.pdf_text.breaking import clusters, cuts, hinges
from app.exports.pdf_text.fonts import script_of_language
from app.exports.pdf_text.laid import FOREIGN, Laid, Line, in_manner, joined
from app.exports.pdf_text.mixed import Filler
from app.exports.pdf_text.shaping import Manner, Setting, Shaper
from app.exports.pdf_text.straight import LONG_WORD, Straight, is_straight
from app.exports.style import CHANGES, USUAL, Look, Type

_RIGHT = re.compile("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
                    "\U00010800-\U00010fff\U0001e800-\U0001efff]")  # fmt: skip
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue001\ue002]")
_TALLER = {"arab": 1.1, "khmr": 1.3, "thai": 1.1, "laoo": 1.1, "deva": 1.1, "sinh": 1.1,
           "hani": 1.08}  # fmt: skip
_SHORT, _MANY = 60, 5_000
_PLAIN = Run("")
_AGAINST = 0.7
"""A paragraph runs against its document when more than this share of its letters does."""


class Typesetter:
    """Lays out the paragraphs of one document."""

    def __init__(
        self,
        shaper: Shaper,
        language: str,
        right: bool,
        anchors: frozenset[str],
        look: Look = USUAL,
    ) -> None:
        self._shaper = shaper
        self.book = shaper.book
        self.look = look
        self.language = language
        self.right = right
        self._anchors = anchors
        self._script = script_of_language(language)
        self._taller = _TALLER.get(self._script, 1.0)
        self._kept: dict[tuple[object, ...], Laid] = {}
        self._settings: dict[tuple[object, ...], Setting] = {}

    def of_language(self, language: str, right: bool) -> Typesetter:
        """A typesetter for another language in the same document."""
        return Typesetter(self._shaper, language, right, self._anchors, self.look)

    def leading(self, kind: Type) -> float:
        """The line height of a type in the document's script."""
        return kind.line * self._taller

    def setting(self, kind: Type, run: Run | None = None, link: bool = False) -> Setting:
        """The setting of a run in a type."""
        run = run or _PLAIN
        bold, italic, language = run.bold, run.italic, run.language
        key = (
            kind.face, kind.size, kind.bold, kind.colour,
            bold, italic, language, link, run.change,
        )  # fmt: skip
        found = self._settings.get(key)
        if found is None:
            language = language or self.language
            slanted = script_of_language(language) == "latn"  # no other script has a slanted face
            upright = not slanted or not self.look.italics
            bold = kind.bold or bold or (italic and upright)
            ink = self.look.accent if link else CHANGES.get(run.change, kind.colour)
            manner = Manner(kind.face, bold, italic and not upright, kind.size, ink, language)
            found = self._settings[key] = self._shaper.setting(manner)
        return found

    def text(self, text: str, kind: Type, width: float) -> Laid:
        """A plain text in one type."""
        return self.lay((Run(text),), kind, width)

    def lay(self, parts: Runs, kind: Type, width: float) -> Laid:
        """Runs in one type, broken into lines of a width; short ones are kept, as many come again.

        What is answered is shared: nobody may change it.
        """
        if len(parts) != 1 or len(parts[0].text) > _SHORT or parts[0].link:
            return self._lay(parts, kind, width)
        run = parts[0]
        key = (
            run.text, run.bold, run.italic, run.language, run.change,
            kind.size, kind.bold, kind.face, kind.colour, width,
        )  # fmt: skip
        found = self._kept.get(key)
        if found is None:
            found = self._lay(parts, kind, width)
            if len(self._kept) < _MANY:
                self._kept[key] = found
        return found

    def _lay(self, parts: Runs, kind: Type, width: float) -> Laid:
        if len(parts) == 1 and not self.right and _is_simple(parts[0]):
            return self._simple(parts[0], kind, width)
        parts = tuple(_cleaned(part) for part in parts)
        text = plain(parts)
        mixed = _RIGHT.search(text) is not None
        right = self._runs_right(text, mixed)
        if self.right and not right:
            parts = tuple(replace(part, language=part.language or FOREIGN) for part in parts)
        main = self.setting(kind, parts[0] if len(parts) == 1 else None)
        laid = Laid([], main, self.leading(kind), right, [])
        width = max(width, kind.size)
        even = len(parts) == 1 and not (parts[0].link or parts[0].change)
        script = script_of_language(parts[0].language or self.language) if parts else ""
        for row in _rows(parts):
            one_way = steady(plain(row), script) if right else not mixed
            if even and one_way and not LONG_WORD.search(row[0].text):
                language = self.foreign(parts[0].language)
                laid.lines += self._even(main, row[0].text, width, right, language)
            elif one_way and is_straight(row, right):
                laid.lines += Straight(self, kind, laid, row, width).lines()
            else:
                laid.lines += Filler(self, kind, laid, row, width).lines()
        return laid

    def _simple(self, part: Run, kind: Type, width: float) -> Laid:
        """One run from left to right on one row, of ordinary words: most of what there is."""
        main = self.setting(kind, part)
        lines = self._even(
            main, part.text, max(width, kind.size), False, self.foreign(part.language)
        )
        return Laid(lines, main, self.leading(kind), False, [])

    def shape(self, setting: Setting, text: str, right: bool) -> tuple[float, str]:
        """A word as width and code."""
        return setting.words[right][text]

    def split(
        self, setting: Setting, text: str, room: float, right: bool, forced: bool
    ) -> tuple[str, str] | None:
        """A word as a part that fits into the room and the rest; None when it should not break."""
        places = hinges(text) or (cuts(text) if forced else [])
        if not places:
            return None
        fitting = 0
        low, high = 0, len(places)
        while low < high:
            middle = (low + high) // 2
            if self.shape(setting, text[: places[middle]], right)[0] <= room:
                fitting, low = places[middle], middle + 1
            else:
                high = middle
        if not fitting and forced:
            fitting = self._forced(setting, text, room, right)
        return (text[:fitting], text[fitting:]) if fitting else None

    def foreign(self, language: str) -> str:
        """The language of a run where it is known and not that of the document; else ""."""
        return "" if language in ("", FOREIGN, self.language) else language

    def link(self, part: Run) -> str:
        """The address of a run, if it is one that a document may lead to."""
        return self._href(part)

    def _forced(self, setting: Setting, text: str, room: float, right: bool) -> int:
        """At least one letter, else as many as fit."""
        places = clusters(text)
        fitting = places[0] if places else 0
        for place in places:
            if self.shape(setting, text[:place], right)[0] > room:
                break
            fitting = place
        return fitting

    def _href(self, part: Run) -> str:
        address = part.link.strip()
        if address.startswith("#"):
            return address if address[1:] in self._anchors else ""
        return address if address.lower().startswith(("https:", "http:", "mailto:")) else ""

    def _runs_right(self, text: str, mixed: bool) -> bool:
        if not mixed and not self.right:
            return False
        if steady(text, self._script):
            return True
        left, right = leaning(text)
        against = left if self.right else right
        turned = against > _AGAINST * (left + right) and against > 0
        return self.right != turned

    def _even(
        self, setting: Setting, text: str, width: float, right: bool, language: str
    ) -> list[Line]:
        """The common case: one run, one direction, ordinary words."""
        tokens = text.split(" ")
        if "" in tokens:
            tokens = [token for token in tokens if token]
        shaped = setting.words[right]
        words = list(map(shaped.__getitem__, tokens))
        space = setting.space[0]
        ends = list(accumulate([wide + space for wide, _ in words]))
        lines: list[Line] = []
        start, before, count = 0, 0.0, len(words)
        while (fit := bisect_right(ends, before + width + space, start)) < count:
            reached = ends[fit - 1] if fit > start else before
            cut = None
            if fit == start or hinges(tokens[fit]):
                room = width - reached + before
                cut = self.split(setting, tokens[fit], room, right, fit == start)
            if not cut and fit == start:
                fit += 1  # a word that cannot be cut stands out
                reached = ends[start]
                if fit == count:
                    break
            codes = [code for _, code in words[start:fit]]
            used = reached - before - space
            if cut:
                head = shaped[cut[0]]
                codes.append(head[1])
                used += space + head[0]
                tokens[fit], words[fit] = cut[1], shaped[cut[1]]
                rest = accumulate([wide + space for wide, _ in words[fit:]], initial=reached)
                ends[fit:] = list(rest)[1:]
            lines.append(_even_line(codes, used, setting, right, language, last=bool(cut)))
            start, before = fit, reached
        if start < count or not lines:
            codes = [code for _, code in words[start:]]
            used = ends[-1] - before - space if ends else 0.0
            lines.append(_even_line(codes, used, setting, right, language, last=True))
        return lines


def _even_line(
    codes: list[str], width: float, setting: Setting, right: bool, language: str, *, last: bool
) -> Line:
    """A line of words in one direction; all but the last end with a space for those who copy."""
    space, gap = setting.space
    if right:
        codes.reverse()
    if not last:
        codes.insert(0 if right else len(codes), "")
    code = joined(codes, gap)
    if language:
        code = in_manner(code, setting, setting, language)
    return Line(code, width, space if right and not last else 0.0)


def _is_simple(part: Run) -> bool:
    """Whether a run leads nowhere, and has nothing but ordinary words that run to the right."""
    text = part.text
    if part.link or part.change or not text.isprintable() or LONG_WORD.search(text):
        return False
    return text.isascii() or _RIGHT.search(text) is None


def _cleaned(part: Run) -> Run:
    """A run without characters that have no place on paper."""
    if not _UNWANTED.search(part.text):
        return part
    text = part.text.replace("\t", " ").replace("\u2028", "\n").replace("\u2029", "\n")
    text = re.sub("[\ud800-\udfff]", "\ufffd", text)
    return replace(part, text=_UNWANTED.sub("", text))


def _rows(parts: Runs) -> Iterator[Runs]:
    """The runs cut at line feeds."""
    row: list[Run] = []
    if "\n" not in plain(parts):
        yield parts
        return
    for part in parts:
        first, *others = part.text.split("\n")
        row.append(replace(part, text=first) if others else part)
        for text in others:
            yield tuple(row)
            row = [replace(part, text=text)]
    yield tuple(row)
