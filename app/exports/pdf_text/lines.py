"""Paragraphs as lines: words placed one after the other until the line is full."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from app.exports.outline import Run, Runs, plain
from app.exports.pdf_text.bidi import leaning, level_runs, visual_order
from app.exports.pdf_text.breaking import LONGEST, clusters, hinges, pieces
from app.exports.pdf_text.fonts import script_of_language
from app.exports.pdf_text.shaping import Manner, Setting, Shaper
from app.exports.style import ACCENT, Type

LINK_START, LINK_END = "\ue001", "\ue002"
"""Around the code of a link, with its number between LINK_START and a space."""

_LONG_WORD = re.compile(rf"[^ ]{{{LONGEST + 1},}}")
_RIGHT = re.compile("[\u0590-\u08ff\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefe"
                    "\U00010800-\U00010fff\U0001e800-\U0001efff]")  # fmt: skip
_UNWANTED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ue001\ue002]")
_TALLER = {"arab": 1.1, "khmr": 1.3, "thai": 1.1, "laoo": 1.1, "deva": 1.1, "sinh": 1.1}
_SHORT, _MANY = 60, 10_000
_AGAINST = 0.7
"""A paragraph runs against its document when more than this share of its letters does."""


@dataclass(slots=True)
class Line:
    """Content for one ``[...]TJ``, its width, and how far its first glyph stands out to the left.

    ``links`` are stretches (from, to, number) in points from the left.
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
    hrefs: list[str]

    @property
    def height(self) -> float:
        """The height of all lines."""
        return len(self.lines) * self.leading


@dataclass(slots=True)
class _Atom:
    """A stretch of one word in one run and one direction."""

    width: float
    code: str
    level: int
    run: int
    text: str


@dataclass(slots=True)
class _Unit:
    """What stays together on a line: atoms, and the space before them if there is one."""

    atoms: list[_Atom]
    space: _Atom | None

    @property
    def width(self) -> float:
        """The width without the space."""
        return sum(atom.width for atom in self.atoms)


class Typesetter:
    """Lays out the paragraphs of one document."""

    def __init__(self, shaper: Shaper, language: str, right: bool, anchors: frozenset[str]) -> None:
        self._shaper = shaper
        self.language = language
        self.right = right
        self._anchors = anchors
        self._taller = _TALLER.get(script_of_language(language), 1.0)
        self._kept: dict[tuple[Run, float, bool, str, str, float], Laid] = {}
        self._settings: dict[tuple[Type, bool, bool, str, bool], Setting] = {}

    def leading(self, kind: Type) -> float:
        """The line height of a type in the document's script."""
        return kind.line * self._taller

    def setting(self, kind: Type, run: Run | None = None, link: bool = False) -> Setting:
        """The setting of a run in a type."""
        bold, italic, language = (run.bold, run.italic, run.language) if run else (False, False, "")
        key = (kind, bold, italic, language, link)
        found = self._settings.get(key)
        if found is None:
            language = language or self.language
            upright = script_of_language(language) in ("arab", "hebr")
            bold = kind.bold or bold or (italic and upright)
            ink = ACCENT if link else kind.colour
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
        key = (parts[0], kind.size, kind.bold, kind.face, kind.colour, width)
        found = self._kept.get(key)
        if found is None:
            found = self._lay(parts, kind, width)
            if len(self._kept) < _MANY:
                self._kept[key] = found
        return found

    def _lay(self, parts: Runs, kind: Type, width: float) -> Laid:
        parts = tuple(_cleaned(part) for part in parts)
        text = plain(parts)
        main = self.setting(kind, parts[0] if len(parts) == 1 else None)
        mixed = _RIGHT.search(text) is not None
        right = self._runs_right(text, mixed)
        laid = Laid([], main, self.leading(kind), right, [])
        width = max(width, kind.size)
        even = len(parts) == 1 and not parts[0].link and parts[0].language in ("", self.language)
        for row in _rows(parts):
            words = row[0].text
            if even and not _LONG_WORD.search(words) and _level(words, mixed, right):
                laid.lines += self._even(main, words, width, right)
            else:
                laid.lines += _Filler(self, kind, laid, row, width).lines()
        return laid

    def shape(self, setting: Setting, text: str, right: bool) -> tuple[float, str]:
        """A word as width and code."""
        return self._shaper.word(setting, text, right)

    def split(
        self, setting: Setting, text: str, room: float, right: bool, forced: bool
    ) -> tuple[str, str] | None:
        """A word as a part that fits into the room and the rest; None when it should not break."""
        places = hinges(text) or (clusters(text) if forced else [])
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
        left, right = leaning(text)
        against = left if self.right else right
        turned = against > _AGAINST * (left + right) and against > 0
        return self.right != turned

    def _even(self, setting: Setting, text: str, width: float, right: bool) -> list[Line]:
        """The common case: one run, one direction, ordinary words."""
        kept = setting.words[right]
        space, gap = setting.space
        lines: list[Line] = []
        codes: list[str] = []
        used = -space
        for token in text.split(" "):
            word = kept.get(token)
            if word is None:
                if not token:
                    continue
                word = self._shaper.word(setting, token, right)
            while used + space + word[0] > width:
                parts = self.split(setting, token, width - used - space, right, not codes)
                if parts:
                    head = self._shaper.word(setting, parts[0], right)
                    codes.append(head[1])
                    used += space + head[0]
                    token = parts[1]  # noqa: PLW2901  # what is left of it goes on
                    word = self._shaper.word(setting, token, right)
                elif not codes:
                    break
                lines.append(_even_line(codes, used, setting, right, last=bool(parts)))
                codes, used = [], -space
            codes.append(word[1])
            used += space + word[0]
        if codes or not lines:
            lines.append(_even_line(codes, max(used, 0.0), setting, right, last=True))
        return lines


def _even_line(
    codes: list[str], width: float, setting: Setting, right: bool, *, last: bool
) -> Line:
    """A line of words in one direction; all but the last end with a space for those who copy."""
    space, gap = setting.space
    if right:
        codes.reverse()
    code = gap.join(codes).replace(")(", "")
    if last:
        return Line(code, width)
    if right:
        return Line(_joined([gap, code], ""), width, space)
    return Line(_joined([code, gap], ""), width)


def _level(text: str, mixed: bool, right: bool) -> bool:
    """Whether all of a text runs in its main direction."""
    return not (mixed or right) or level_runs(text, int(right)) == [(0, len(text), int(right))]


class _Filler:
    """Fills the lines of one row of text with several runs or directions."""

    def __init__(self, setter: Typesetter, kind: Type, laid: Laid, row: Runs, width: float) -> None:
        self._setter = setter
        self._laid = laid
        self._width = width
        self._row = row
        self._base = int(laid.right)
        self._settings: list[Setting] = []
        self._links: list[int] = []
        for part in row:
            href = setter.link(part)
            self._settings.append(setter.setting(kind, part, bool(href)))
            self._links.append(len(laid.hrefs) if href else -1)
            if href:
                laid.hrefs.append(href)

    def lines(self) -> Iterator[Line]:
        """The lines of the row."""
        todo = list(self._units())[::-1]
        placed: list[_Atom] = []
        used = 0.0
        while todo:
            unit = todo.pop()
            space = unit.space if placed else None
            gap = space.width if space else 0.0
            if used + gap + unit.width <= self._width + 0.001:
                placed += ([space] if space else []) + unit.atoms
                used += gap + unit.width
                continue
            halves = self._halves(unit, self._width - used - gap, not placed)
            if halves is None and not placed:
                placed, used = list(unit.atoms), unit.width
                continue
            if halves:
                placed += ([space] if space else []) + halves[0].atoms
                todo.append(halves[1])
            else:
                todo.append(unit)
            yield self._line(placed, trailing=todo[-1].space)
            placed, used = [], 0.0
        if placed or not plain(self._row).strip(" "):
            yield self._line(placed, None)

    def _units(self) -> Iterator[_Unit]:
        """The words of the row with their spaces."""
        text = plain(self._row)
        cuts = self._cuts(text)
        space: _Atom | None = None
        for found in re.finditer("[^ ]+| +", text):
            if found.group()[0] == " ":
                level, run = cuts[_before(cuts, found.start())][1:]
                wide, code = self._settings[run].space
                space = _Atom(wide, code, level, run, " ")
                continue
            start = found.start()
            word = found.group()
            for piece in pieces(word) if len(word) > LONGEST else (word,):
                yield _Unit(list(self._atoms(text, start, start + len(piece), cuts)), space)
                start += len(piece)
                space = None

    def _cuts(self, text: str) -> list[tuple[int, int, int]]:
        """Where run or direction change: (start, level, run), in order."""
        levels = level_runs(text, self._base)
        starts: list[int] = []
        at = 0
        for part in self._row:
            starts.append(at)
            at += len(part.text)
        edges = sorted({start for start, _, _ in levels} | set(starts))
        cuts = []
        level_at = run_at = 0
        for edge in edges:
            while level_at + 1 < len(levels) and levels[level_at + 1][0] <= edge:
                level_at += 1
            while run_at + 1 < len(starts) and starts[run_at + 1] <= edge:
                run_at += 1
            cuts.append((edge, levels[level_at][2], run_at))
        return cuts

    def _atoms(
        self, text: str, start: int, end: int, cuts: list[tuple[int, int, int]]
    ) -> Iterator[_Atom]:
        """The stretches of one word."""
        at = _before(cuts, start) if len(cuts) > 1 else 0
        while start < end:
            stop = min(end, cuts[at + 1][0]) if at + 1 < len(cuts) else end
            _, level, run = cuts[at]
            if stop > start:
                yield self._atom(text[start:stop], level, run)
            start = stop
            at += 1

    def _atom(self, text: str, level: int, run: int) -> _Atom:
        width, code = self._setter.shape(self._settings[run], text, bool(level & 1))
        return _Atom(width, code, level, run, text)

    def _halves(self, unit: _Unit, room: float, forced: bool) -> tuple[_Unit, _Unit] | None:
        """The unit cut where it can be, so that its head fits into the room."""
        used = 0.0
        for at, atom in enumerate(unit.atoms):
            if used + atom.width > room:
                setting = self._settings[atom.run]
                cut = self._setter.split(
                    setting, atom.text, room - used, bool(atom.level & 1), forced and not at
                )
                if cut is None or not cut[1]:
                    if not (forced and at):
                        return None
                    return _Unit(unit.atoms[:at], unit.space), _Unit(unit.atoms[at:], None)
                head, tail = (self._atom(text, atom.level, atom.run) for text in cut)
                return (
                    _Unit([*unit.atoms[:at], head], unit.space),
                    _Unit([tail, *unit.atoms[at + 1 :]], None),
                )
            used += atom.width
        return None

    def _line(self, atoms: list[_Atom], trailing: _Atom | None) -> Line:
        """The atoms of a line in the order they are shown."""
        width = sum(atom.width for atom in atoms)
        if trailing is not None:
            atoms = [*atoms, replace(trailing, level=self._base)]
        shown = [atoms[at] for at in visual_order([atom.level for atom in atoms])]
        outset = trailing.width if trailing is not None and self._base else 0.0
        code: list[str] = []
        links: list[tuple[float, float, int]] = []
        x = -outset
        start = 0
        for at in range(1, len(shown) + 1):
            if at < len(shown) and shown[at].run == shown[start].run:
                continue
            group = shown[start:at]
            end = x + sum(atom.width for atom in group)
            code.append(self._grouped(group))
            if self._links[group[0].run] >= 0:
                links.append((x, end, self._links[group[0].run]))
            x, start = end, at
        return Line("".join(code), width, outset, tuple(links))

    def _grouped(self, atoms: list[_Atom]) -> str:
        """Atoms of one run, with the change of setting, language and link around them."""
        run = atoms[0].run
        setting, main = self._settings[run], self._laid.setting
        code = _joined([atom.code for atom in atoms], "")
        if setting is not main:
            code = f"]TJ {setting.select}[{code}]TJ {main.select}["
        language = self._row[run].language
        if language and language != self._setter.language:
            code = f"]TJ/Span<</Lang({language})>>BDC[{code}]TJ EMC["
        if self._links[run] >= 0:
            code = f"{LINK_START}{self._links[run]} {code}{LINK_END}"
        return code


def _joined(codes: list[str], gap: str) -> str:
    """Codes of neighbours as one, with fewer brackets."""
    return gap.join(codes).replace(")(", "")


def _before(cuts: list[tuple[int, int, int]], at: int) -> int:
    """The index of the cut that a place of the text lies in."""
    low, high = 0, len(cuts) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if cuts[middle][0] <= at:
            low = middle
        else:
            high = middle - 1
    return low


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
