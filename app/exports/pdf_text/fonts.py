"""The fonts of a document: which file sets which letter, and what of it was used."""

from __future__ import annotations

import tomllib
from bisect import bisect_right
from pathlib import Path

import uharfbuzz as hb
from msgspec import Struct, field

from app.exports.pdf_text.letters import Letters

_RANGES = (
    (0x41, 0x5A, "latn"), (0x61, 0x7A, "latn"), (0xAA, 0xAA, "latn"), (0xBA, 0xBA, "latn"),
    (0xC0, 0xD6, "latn"), (0xD8, 0xF6, "latn"), (0xF8, 0x2FF, "latn"), (0x370, 0x52F, "latn"),
    (0x530, 0x58F, "armn"), (0x590, 0x5FF, "hebr"), (0x600, 0x6FF, "arab"), (0x750, 0x77F, "arab"),
    (0x8A0, 0x8FF, "arab"), (0x900, 0x97F, "deva"), (0xD80, 0xDFF, "sinh"), (0xE00, 0xE7F, "thai"),
    (0xE80, 0xEFF, "laoo"), (0x10A0, 0x10FF, "geor"), (0x1200, 0x139F, "ethi"),
    (0x1780, 0x17FF, "khmr"), (0x19E0, 0x19FF, "khmr"), (0x1C80, 0x1C8F, "latn"),
    (0x1C90, 0x1CBF, "geor"), (0x1CD0, 0x1CFF, "deva"), (0x1D00, 0x1DBF, "latn"),
    (0x1E00, 0x1FFF, "latn"), (0x2C60, 0x2C7F, "latn"), (0x2D00, 0x2D2F, "geor"),
    (0x2D80, 0x2DDF, "ethi"), (0x2E80, 0x312F, "hani"), (0x31A0, 0x4DBF, "hani"),
    (0x4E00, 0x9FFF, "hani"), (0xA640, 0xA69F, "latn"), (0xA720, 0xA7FF, "latn"),
    (0xA8E0, 0xA8FF, "deva"), (0xAB00, 0xAB2F, "ethi"), (0xAB30, 0xAB6F, "latn"),
    (0xF900, 0xFAFF, "hani"), (0xFB00, 0xFB06, "latn"), (0xFB13, 0xFB17, "armn"),
    (0xFB1D, 0xFB4F, "hebr"), (0xFB50, 0xFDFF, "arab"), (0xFE30, 0xFE4F, "hani"),
    (0xFE70, 0xFEFC, "arab"), (0xFF00, 0xFFEF, "hani"), (0x20000, 0x3FFFF, "hani"),
)  # fmt: skip
_STARTS = [first for first, _, _ in _RANGES]
_OF_LANGUAGE = {
    "ar": "arab", "fa": "arab", "ur": "arab", "ps": "arab", "ckb": "arab", "he": "hebr",
    "yi": "hebr", "hi": "deva", "ne": "deva", "mr": "deva", "hy": "armn", "ka": "geor",
    "si": "sinh", "am": "ethi", "ti": "ethi", "km": "khmr", "th": "thai", "lo": "laoo",
    "zh": "hani",
}  # fmt: skip
_GROWN = {"Amiri": 1.16, "Vazirmatn": 1.0}
"""Faces that look small beside the Latin ones at the same size."""

Told = tuple[str, str, int]
"""What a glyph stands for, its two bytes as content, and its plain width in font units."""

BOX = "\u25a1"
"""Shown for a character that no font has."""


def script_of(char: str) -> str:
    """The script of a letter as a tag, or "" for digits, signs and marks that belong to all."""
    code = ord(char)
    at = bisect_right(_STARTS, code) - 1
    return _RANGES[at][2] if at >= 0 and code <= _RANGES[at][1] else ""


def script_of_language(language: str) -> str:
    """The script a language is written in, as far as it decides the font of its digits."""
    return _OF_LANGUAGE.get(language.split("-")[0].lower(), "latn")


class FontFile(Struct, frozen=True):
    """One row of the manifest."""

    file: str
    family: str
    weight: int
    italic: bool
    face: str
    scripts: tuple[str, ...]


class Font(Struct):
    """An opened font and the glyphs that were used of it, with the text each stands for.

    ``told`` keeps what is known of the glyphs that stand for one letter, ``words`` what was
    shaped, by direction and language: the width at one point, and the content.
    """

    name: str
    file: FontFile
    data: bytes
    face: hb.Face
    shaper: hb.Font
    unit: float
    grown: float
    characters: frozenset[int]
    texts: dict[int, str] = field(default_factory=dict)
    advances: dict[int, int] = field(default_factory=dict)
    told: dict[int, Told] = field(default_factory=dict)
    words: dict[tuple[bool, str], dict[str, tuple[float, str]]] = field(default_factory=dict)
    by_pairs: dict[str, Letters] = field(default_factory=dict)

    def letters(self, language: str) -> Letters | None:
        """The pairs of its letters in a language; None where words must be shaped whole."""
        if "latn" not in self.file.scripts:
            return None
        if language not in self.by_pairs:
            self.by_pairs[language] = Letters(self, language)
        return self.by_pairs[language]

    def advance(self, glyph: int) -> int:
        """The plain width of a glyph in font units; asking marks it as used."""
        width = self.advances.get(glyph)
        if width is None:
            width = self.advances[glyph] = self.shaper.get_glyph_h_advance(glyph)
        return width


class FontBook:
    """The font files of a folder, opened when first needed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        manifest = tomllib.loads((folder / "fonts.toml").read_text(encoding="utf-8"))
        self._files = [
            FontFile(
                row["file"], row["family"], row["weight"], row["italic"], row["face"],
                tuple(row["scripts"]),
            )
            for row in manifest["font"]
        ]  # fmt: skip
        self._open: dict[str, Font] = {}
        self._chosen: dict[tuple[str, bool, bool, str], Font | None] = {}

    @property
    def used(self) -> list[Font]:
        """The fonts opened so far, in the order of their names."""
        return list(self._open.values())

    def font(self, face: str, bold: bool, italic: bool, script: str) -> Font | None:
        """The best font for a script in a manner; None when no file has the script."""
        key = (face, bold, italic, script)
        if key not in self._chosen:
            self._chosen[key] = self._best(key)
        return self._chosen[key]

    def for_character(
        self, char: str, current: Font | None, face: str, bold: bool, italic: bool, primary: str
    ) -> Font | None:
        """The font for a character that follows text in ``current``; None when none has it."""
        code = ord(char)
        script = script_of(char)
        if not script and current is not None and (code in current.characters or _silent(code)):
            return current
        for wanted in (script or primary, primary, "latn", "zmth", "zsym"):
            font = self.font(face, bold, italic, wanted)
            if font is not None and code in font.characters:
                return font
        return current if _silent(code) else None

    def box(self) -> Font:
        """The font of the sign for a missing character."""
        font = self.font("sans", False, False, "zsym")
        if font is None:
            raise LookupError("the folder of fonts has no signs")
        return font

    def _best(self, key: tuple[str, bool, bool, str]) -> Font | None:
        face, bold, italic, script = key
        fitting = [row for row in self._files if script in row.scripts and row.face != "screen"]
        if not fitting:
            return None
        target = 600 if bold else 400
        row = min(
            fitting,
            key=lambda row: (row.face != face, row.italic != italic, abs(row.weight - target)),
        )
        if row.file not in self._open:
            self._open[row.file] = self._opened(row)
        return self._open[row.file]

    def _opened(self, row: FontFile) -> Font:
        data = (self._folder / row.file).read_bytes()
        face = hb.Face(hb.Blob(data))
        return Font(
            name=f"F{len(self._open) + 1}",
            file=row,
            data=data,
            face=face,
            shaper=hb.Font(face),
            unit=1000 / face.upem,
            grown=_GROWN.get(row.family, 1.0),
            characters=frozenset(face.unicodes),
        )


def _silent(code: int) -> bool:
    """Whether a character has no shape of its own: joiners, selectors, direction marks."""
    return (
        0xFE00 <= code <= 0xFE0F
        or 0x200B <= code <= 0x200F
        or 0x202A <= code <= 0x202E
        or 0x2060 <= code <= 0x206F
        or code in (0xFEFF, 0x061C, 0xAD)
    )
