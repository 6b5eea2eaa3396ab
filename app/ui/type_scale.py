"""The type scale: faces, sizes, line heights, at the text size a person chose."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import force_setattr
from PySide6.QtGui import QFont, QFontDatabase, QFontMetricsF

SMALLEST, LARGEST = 0.8, 2.0
# macOS counts 72 logical pixels to the inch, everyone else 96; the design counts in the latter.
POINT = 96 / 72 if sys.platform == "darwin" else 1.0
PIXELS_A_POINT = 96 / 72

SANS = (
    "Noto Sans",
    "Noto Sans Arabic",
    "Vazirmatn",
    "Noto Sans Devanagari",
    "Noto Sans Sinhala",
    "Noto Sans Georgian",
    "Noto Sans Armenian",
    "Noto Sans Ethiopic",
    "Noto Sans Khmer",
    "Noto Sans Hebrew",
    "Noto Sans Thai",
    "Noto Sans Lao",
    "Noto Sans SC",
    "Noto Sans Symbols 2",
    "Noto Sans Math",
)
SERIF = ("Noto Serif", "Noto Naskh Arabic", *SANS[1:])

# Some systems list a weight of a family as a family of its own.
NAMES = {400: "", 500: " Medium", 600: " SemiBold"}
WEIGHTS = {400: QFont.Weight.Normal, 500: QFont.Weight.Medium, 600: QFont.Weight.DemiBold}


class Step(Struct, frozen=True):
    """One step of the scale: its voice, points, line in points and weight."""

    voice: str
    points: float
    line: float
    weight: int = 400


STEPS = {
    "display": Step("serif", 22, 27),
    "title": Step("serif", 17, 22.5, 600),
    "subtitle": Step("serif", 13, 18, 600),
    "cluster": Step("serif", 11, 15.5, 600),
    "line": Step("serif", 15, 22.5),
    "write": Step("serif", 11.5, 19),
    "card": Step("serif", 10, 14.5),
    "body": Step("sans", 10, 15),
    "small": Step("sans", 9, 13),
    "keycap": Step("sans", 8.5, 12),
}
ARABIC = STEPS | {
    "write": Step("serif", 12.5, 21),
    "title": Step("serif", 17, 25.5, 600),
}


class TypeScale(Struct, frozen=True):
    """Fonts and measures at one text size.

    ``scale`` is 0.8 to 2.0 and is held within it. ``writing`` is the face of people's words,
    "serif" or "sans". ``arabic`` sets the roomier lines of Arabic script. ``families`` are the
    ones that came with the program.
    """

    scale: float = 1.0
    writing: str = "serif"
    arabic: bool = False
    families: frozenset[str] = frozenset()
    _fonts: dict[tuple[str, int, bool], QFont] = field(default_factory=dict)
    # a list of five thousand rows asks five times for the height of each
    _heights: dict[tuple[str, float], int] = field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        """Whether both measure the same; what was measured already does not count."""
        return isinstance(other, TypeScale) and self._kind() == other._kind()

    def __hash__(self) -> int:
        return hash(self._kind())

    def _kind(self) -> tuple[float, str, bool, frozenset[str]]:
        return self.scale, self.writing, self.arabic, self.families

    def __post_init__(self) -> None:
        force_setattr(self, "scale", min(max(self.scale, SMALLEST), LARGEST))

    def step(self, token: str) -> Step:
        """The step called ``token``; KeyError if there is none."""
        return (ARABIC if self.arabic else STEPS)[token]

    def font(self, token: str, weight: int | None = None, *, italic: bool = False) -> QFont:
        """The font of a step; ``weight`` is 400, 500 or 600 when it differs from the step's own."""
        step = self.step(token)
        key = (token, weight or step.weight, italic and not self.arabic)
        if key not in self._fonts:
            self._fonts[key] = self._made(step, key[1], italic=key[2])
        return QFont(self._fonts[key])

    def _made(self, step: Step, weight: int, *, italic: bool) -> QFont:
        serif = step.voice == "serif" and self.writing == "serif"
        font = QFont()
        font.setFamilies(self._named(SERIF if serif else SANS, weight))
        font.setStyleHint(QFont.StyleHint.Serif if serif else QFont.StyleHint.SansSerif)
        font.setPointSizeF(step.points * self.scale * POINT)
        font.setWeight(WEIGHTS[weight])
        font.setItalic(italic)
        return font

    def _named(self, bases: tuple[str, ...], weight: int) -> list[str]:
        """``bases``, each preceded by its family of this weight if the system lists one."""
        named = []
        for base in bases:
            heavy = base + NAMES[weight]
            named += [heavy, base] if heavy != base and heavy in self.families else [base]
        return named

    def line(self, token: str) -> int:
        """The distance of two lines of a step, in pixels; never less than its font needs."""
        wanted = self.step(token).line * PIXELS_A_POINT * self.scale
        tall = QFontMetricsF(self.font(token))
        return round(max(wanted, tall.ascent() + tall.descent()))

    def px(self, pixels: float) -> int:
        """A distance of the design, grown with the text."""
        return max(1, round(pixels * self.scale)) if pixels else 0

    def height(self, token: str, room: float) -> int:
        """The height of one line of ``token`` with ``room`` pixels of air in all."""
        known = self._heights.get((token, room))
        if known is None:
            tall = QFontMetricsF(self.font(token)).height().__ceil__()
            known = self._heights[token, room] = max(self.line(token), tall) + self.px(room)
        return known


def register_fonts(resources: Path) -> list[str]:
    """Hand every bundled font file to Qt and return the families that came with them."""
    families: set[str] = set()
    for path in _font_files(resources / "fonts"):
        number = QFontDatabase.addApplicationFont(str(path))
        if number >= 0:
            families.update(QFontDatabase.applicationFontFamilies(number))
    return sorted(families)


def _font_files(folder: Path) -> Iterable[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in (".ttf", ".otf"))
