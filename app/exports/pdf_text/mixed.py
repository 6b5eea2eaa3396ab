"""Lines of text with several runs, both directions, links, or words without end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from app.exports.outline import Runs, plain
from app.exports.pdf_text.bidi import level_runs, visual_order
from app.exports.pdf_text.breaking import LONGEST, pieces
from app.exports.pdf_text.laid import (
    LINK_END,
    LINK_START,
    Laid,
    Line,
    Stretch,
    in_manner,
    joined,
)
from app.exports.pdf_text.shaping import Setting
from app.exports.style import Type

if TYPE_CHECKING:
    from app.exports.pdf_text.lines import Typesetter


class _Atom(Struct):
    """A stretch of one word in one run and one direction."""

    width: float
    code: str
    level: int
    run: int
    text: str


class _Unit(Struct):
    """What stays together on a line: atoms, and the space before them if there is one."""

    atoms: list[_Atom]
    space: _Atom | None
    width: float


_Cut = tuple[int, int, int]
"""Where run or direction change: start, level, run."""


def _unit(atoms: list[_Atom], space: _Atom | None) -> _Unit:
    return _Unit(atoms, space, sum(atom.width for atom in atoms))


class Filler:
    """Fills the lines of one row of text with several runs or directions."""

    def __init__(self, setter: Typesetter, kind: Type, laid: Laid, row: Runs, width: float) -> None:
        self._setter = setter
        self._laid = laid
        self._width = width
        self._row = row
        self._base = int(laid.right)
        self._settings: list[Setting] = []
        self._links: list[int] = []
        self._spaces: dict[tuple[int, int], _Atom] = {}
        self._at = 0
        for part in row:
            href = setter.link(part)
            self._settings.append(setter.setting(kind, part, bool(href)))
            own = bool(href or part.change)
            self._links.append(len(laid.stretches) if own else -1)
            if own:
                laid.stretches.append(Stretch(href, part.change))

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
        after = 0
        begun = False
        for token in text.split(" "):
            start, end = after, after + len(token)
            after = end + 1
            if not token:
                continue
            space = self._space(self._cut(cuts, start - 1)) if begun else None
            begun = True
            cut = self._cut(cuts, start)
            if end <= cuts[self._at + 1][0] and end - start <= LONGEST:
                atom = self._atom(token, cut[1], cut[2])
                yield _Unit([atom], space, atom.width)
                continue
            for piece in pieces(token):
                yield _unit(list(self._atoms(text, start, start + len(piece), cuts)), space)
                start += len(piece)
                space = None

    def _cut(self, cuts: list[_Cut], place: int) -> _Cut:
        """The cut that a place lies in; places are asked for in order."""
        at = self._at
        while cuts[at + 1][0] <= place:
            at += 1
        self._at = at
        return cuts[at]

    def _space(self, cut: _Cut) -> _Atom:
        found = self._spaces.get(cut[1:])
        if found is None:
            _, level, run = cut
            wide, code = self._settings[run].space
            found = self._spaces[level, run] = _Atom(wide, code, level, run, " ")
        return found

    def _cuts(self, text: str) -> list[_Cut]:
        """The cuts of the row in order, and one behind its end."""
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
        return [*cuts, (len(text) + 1, 0, 0)]

    def _atoms(self, text: str, start: int, end: int, cuts: list[_Cut]) -> Iterator[_Atom]:
        """The stretches of one word."""
        while start < end:
            _, level, run = self._cut(cuts, start)
            stop = min(end, cuts[self._at + 1][0])
            yield self._atom(text[start:stop], level, run)
            start = stop

    def _atom(self, text: str, level: int, run: int) -> _Atom:
        setting = self._settings[run]
        right = level & 1
        word = setting.words[right].get(text) or self._setter.shape(setting, text, bool(right))
        return _Atom(word[0], word[1], level, run, text)

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
                    return _unit(unit.atoms[:at], unit.space), _unit(unit.atoms[at:], None)
                head, tail = (self._atom(text, atom.level, atom.run) for text in cut)
                return (
                    _unit([*unit.atoms[:at], head], unit.space),
                    _unit([tail, *unit.atoms[at + 1 :]], None),
                )
            used += atom.width
        return None

    def _line(self, atoms: list[_Atom], trailing: _Atom | None) -> Line:
        """The atoms of a line in the order they are shown."""
        width = sum(atom.width for atom in atoms)
        if trailing is not None:
            atoms = [*atoms, replace(trailing, level=self._base)]
        shown = _shown(atoms)
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
                links.append((max(x, 0.0), min(end, width), self._links[group[0].run]))
            x, start = end, at
        return Line("".join(code), width, outset, tuple(links))

    def _grouped(self, atoms: list[_Atom]) -> str:
        """Atoms of one run, with the change of setting, language and link around them."""
        run = atoms[0].run
        code = joined([atom.code for atom in atoms], "")
        language = self._setter.foreign(self._row[run].language)
        code = in_manner(code, self._settings[run], self._laid.setting, language)
        if self._links[run] >= 0:
            code = f"{LINK_START}{self._links[run]} {code}{LINK_END}"
        return code


def _shown(atoms: list[_Atom]) -> list[_Atom]:
    """The atoms of a line from the left (rule L2), neighbours of one level moved together."""
    groups: list[list[_Atom]] = []
    for atom in atoms:
        if groups and groups[-1][0].level == atom.level:
            groups[-1].append(atom)
        else:
            groups.append([atom])
    shown: list[_Atom] = []
    for at in visual_order([group[0].level for group in groups]):
        group = groups[at]
        shown += reversed(group) if group[0].level & 1 else group
    return shown
