"""Words as glyphs: each distinct word is shaped once and kept as ready content of a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import uharfbuzz as hb
from msgspec import Struct, field

from app.exports.pdf_text.bidi import CONTROLS, numbered, numbers_in
from app.exports.pdf_text.fonts import BOX, Font, FontBook, script_of_language
from app.exports.pdf_text.letters import SHOWN, Letters, noted

Word = tuple[float, str]
"""Width in points, and content for the inside of a string, ``[(...)]TJ``, that shows it."""

Glyph = tuple[int, int]
Place = tuple[int, int, int, int]

SPACE = " "
_WIDEST_SPACE = 0.3
_SILENT = re.compile("[\u034f\u115f-\u1160\u17b4-\u17b5\u180b-\u180f\u200c\u200d\u2061-\u206f"
                     "\u3164\ufe00-\ufe0f\uffa0\ufff0-\ufff8\U000e0000-\U000e0fff]")  # fmt: skip
"""What has no shape of its own but may change that of its neighbours."""
_PLAIN = 0x17F
_TOLD = 200  # missing characters; more would be no help to anybody
_DROPPED = {**CONTROLS, 0xAD: None, 0xFEFF: None, 0x200B: None, 0x2060: None}


@cache
def colour(hexadecimal: str) -> str:
    """Three PDF numbers for "#RRGGBB"."""
    return " ".join(
        f"{int(hexadecimal[at : at + 2], 16) / 255:.3f}".rstrip("0").rstrip(".") for at in (1, 3, 5)
    )


def utf16(text: str) -> str:
    """A text as hexadecimal UTF-16, as PDF wants it."""
    return text.encode("utf-16-be", "surrogatepass").hex().upper()


def number(value: float) -> str:
    """A number as PDF writes it, to a hundredth."""
    return f"{value:.2f}"


class Manner(Struct, frozen=True):
    """How text looks: the key under which words are kept."""

    face: str
    bold: bool
    italic: bool
    size: float
    colour: str
    language: str


class _Words(dict[str, Word]):
    """Words by their text, shaped when first asked for."""

    def __init__(self, shaped: Callable[[str], Word]) -> None:
        super().__init__()
        self._shaped = shaped

    def __missing__(self, text: str) -> Word:
        width, code = self._shaped(text)
        found = self[text] = width, _inside(code)
        return found


class Setting(Struct):
    """A manner with its main font, its space, and its words: those that run to the left second."""

    manner: Manner
    font: Font
    size: float
    select: str
    letters: Letters | None
    space: Word = (0.0, "")
    known: set[str] = field(default_factory=set)
    prose: bool = False
    words: tuple[dict[str, Word], dict[str, Word]] = ({}, {})


class Shaper:
    """Turns words into glyphs with the fonts of a book."""

    def __init__(self, book: FontBook) -> None:
        self.book = book
        self._settings: dict[Manner, Setting] = {}
        self._buffer = hb.Buffer()
        self._boxes: dict[str, None] = {}

    @property
    def missing(self) -> str:
        """The first characters that no font has, each once; those without a shape do not count."""
        unusual = [char for char in self._boxes if ord(char) > _PLAIN and char.isprintable()]
        return "".join(unusual[:_TOLD])

    def setting(self, manner: Manner) -> Setting:
        """The setting of a manner, made once."""
        found = self._settings.get(manner)
        if found is None:
            found = self._settings[manner] = self._made(manner)
        return found

    def word(self, setting: Setting, text: str, right: bool = False) -> Word:
        """A word in a setting; ``right`` when it runs from right to left."""
        return setting.words[right][text]

    def _made(self, manner: Manner) -> Setting:
        script = script_of_language(manner.language)
        font = self.book.font(manner.face, manner.bold, manner.italic, script)
        font = font or self.book.font(manner.face, manner.bold, manner.italic, "latn")
        if font is None:
            raise LookupError("the folder of fonts has no Latin letters")
        size = manner.size * font.grown
        select = f"/{font.name} {number(size)} Tf {colour(manner.colour)} rg"
        setting = Setting(manner, font, size, select, font.letters(manner.language))
        setting.words = (
            _Words(lambda text: self._shaped(setting, text, False)),
            _Words(lambda text: self._shaped(setting, text, True)),
        )
        setting.prose = manner.face == "serif" and not manner.bold
        width, code = _narrowed(self._shaped(setting, SPACE, False), size)
        setting.space = width, _inside(code)
        return setting

    def _shaped(self, setting: Setting, text: str, right: bool) -> Word:
        if text and setting.known.issuperset(text) and not (right and numbers_in(text)):
            found = setting.letters.word(text) if setting.letters and not right else None
            if found:
                return found[0] * setting.size, found[1]
            return self._part(setting, setting.font, text, right)
        text = text.translate(_DROPPED)
        if not right:
            return _together(
                [self._part(setting, *part, False) for part in self._fonts(setting, text)]
            )
        words = []
        for stretch, backwards in numbered(text, script_of_language(setting.manner.language)):
            parts = self._fonts(setting, stretch)
            ordered = reversed(parts) if backwards else parts
            words += [self._part(setting, *part, backwards) for part in ordered]
        return _together(words)

    def _fonts(self, setting: Setting, text: str) -> list[tuple[Font | None, str]]:
        """The text cut where the font changes; None where no font has the letter."""
        if setting.known.issuperset(text):
            return [(setting.font, text)] if text else []
        manner = setting.manner
        primary = script_of_language(manner.language)
        parts: list[tuple[Font | None, str]] = []
        current: Font | None = None
        start = 0
        for at, char in enumerate(text):
            font = self.book.for_character(
                char, current, manner.face, manner.bold, manner.italic, primary
            )
            if at and font is not current:
                parts.append((current, text[start:at]))
                start = at
            current = font
            if font is setting.font:
                setting.known.add(char)
            elif font is None:
                self._boxes[char] = None
        parts.append((current, text[start:]))
        return parts

    def _part(self, setting: Setting, font: Font | None, text: str, right: bool) -> Word:
        """One stretch in one font, with the change of font around it where it is another one."""
        missing = font is None
        font = font or self.book.box()
        size = setting.manner.size * font.grown
        shown = BOX * len(text) if missing else text
        width, code, told = self._glyphs(font, size, shown, right, setting.manner.language)
        if missing or not told:
            code = f"]TJ/Span<</ActualText<FEFF{utf16(text)}>>>BDC[{code}]TJ EMC["
        if font is not setting.font:
            code = f"]TJ/{font.name} {number(size)} Tf[{code}]TJ {setting.select}["
        return width, code

    def _glyphs(
        self, font: Font, size: float, text: str, right: bool, language: str
    ) -> tuple[float, str, bool]:
        """Width, code, and whether the glyphs by themselves tell the text."""
        words = font.words.setdefault((right, language), {})
        kept = words.get(text)
        if kept is not None:
            return kept[0] * size, kept[1], True
        buffer = self._buffer
        buffer.reset()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if right else "ltr"
        buffer.language = language or "und"
        if right and _SILENT.search(text):
            buffer.flags = hb.BufferFlags.PRESERVE_DEFAULT_IGNORABLES
        hb.shape(font.shaper, buffer)
        infos = buffer.glyph_infos
        glyphs = [info.codepoint for info in infos]
        clusters = [info.cluster for info in infos]
        places = [place.position for place in buffer.glyph_positions]
        total = sum([place[2] for place in places]) * font.unit / 1000
        if len(glyphs) == len(text) and clusters == _order(len(text), right):
            plain = _one_to_one(font, text[::-1] if right else text, glyphs, places)
            if plain:
                words[text] = total, plain
                return total * size, plain, True
        pairs = list(zip(glyphs, clusters, strict=True))
        code, told = _clusters(font, size, text, pairs, places, right)
        if told and " Ts[" not in code:  # it is the same at each size
            words[text] = total, code
        return total * size, code, told


@cache
def _order(count: int, right: bool) -> list[int]:
    """The clusters of a word that has a glyph for each letter."""
    return list(range(count))[:: -1 if right else 1]


def _narrowed(space: Word, size: float) -> Word:
    """A space; that of the Sinhala font is twice as wide as any other."""
    width, code = space
    excess = width - _WIDEST_SPACE * size
    return (width - excess, f"{code}{excess / size * 1000:.0f} ") if excess > 0 else space


def _inside(code: str) -> str:
    """Content of a ``[...]TJ`` as it goes on inside a string of it."""
    if not code:
        return ""
    code = code[1:] if code[0] == "(" else f"){code}"
    return (code[:-1] if code[-1] == ")" else f"{code}(").replace(")(", "")


def _together(words: list[Word]) -> Word:
    """Stretches side by side as one word."""
    return sum(width for width, _ in words), "".join(code for _, code in words)


def _one_to_one(font: Font, said: str, glyphs: list[int], places: list[Place]) -> str:
    """The code of a word that has a glyph for each letter and no shifts; "" for any other.

    ``said`` are the letters in the order of the glyphs.
    """
    code: list[str] = []
    told, unit = font.told, font.unit
    for glyph, letter, (shift, rise, width, _) in zip(glyphs, said, places, strict=True):
        if shift or rise:
            return ""
        known = told.get(glyph) or noted(font, glyph, letter)
        if known[0] != letter:
            return ""
        code.append(known[1])
        if known[2] != width:
            code.append(f"){(known[2] - width) * unit:.0f}(")
    said_in_full = "".join(code)  # a last kern leaves a string open that nothing follows
    return f"({said_in_full[:-1]}" if code[-1][0] == ")" else f"({said_in_full})"


def _clusters(
    font: Font, size: float, text: str, glyphs: list[Glyph], places: list[Place], right: bool
) -> tuple[str, bool]:
    """The code of a word whose letters and glyphs do not match one by one."""
    starts = sorted({cluster for _, cluster in glyphs})
    after = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    code: list[str] = []
    told = True
    at = 0
    while at < len(glyphs):
        cluster = glyphs[at][1]
        end = at + 1
        while end < len(glyphs) and glyphs[end][1] == cluster:
            end += 1
        shown = [glyph for glyph, _ in glyphs[at:end]]
        said = text[cluster : after[cluster]]
        shift, rise, width, _ = places[at]
        if shift or rise or end > at + 1:
            code.append(_drawn(font, size, shown, places[at:end]))
        else:
            kern = (font.advance(shown[0]) - width) * font.unit
            code.append(SHOWN[shown[0]] + (f"{kern:.0f} " if abs(kern) > 0.5 else ""))
        if right:
            _told_backwards(font, shown, said)
        else:
            told = _remembers(font, shown, said) and told
        at = end
    return "".join(code).replace(")(", ""), told


def _drawn(font: Font, size: float, glyphs: list[int], places: list[Place]) -> str:
    """The glyphs of one cluster with their shifts."""
    code: list[str] = []
    for glyph, (right, up, width, _) in zip(glyphs, places, strict=True):
        shift = right * font.unit
        rise = up * font.unit * size / 1000
        kern = (font.advance(glyph) - width) * font.unit + shift
        shown = SHOWN[glyph]
        if abs(rise) > 0.01:
            shown = f"]TJ {number(rise)} Ts[{shown}]TJ 0 Ts["
        before = f" {-shift:.0f}" if abs(shift) > 0.5 else ""
        code.append(f"{before}{shown}" + (f"{kern:.0f} " if abs(kern) > 0.5 else ""))
    return "".join(code)


def _told_backwards(font: Font, glyphs: list[int], text: str) -> None:
    """Give the glyphs of a cluster that runs to the left their letters, last one first.

    Readers turn what runs to the left around letter by letter, also inside a ligature and inside
    a text told beside the glyphs. So each letter gets a glyph of its own, and a ligature all its
    letters turned around, which poppler, pdfium and MuPDF read alike.
    """
    letters = text[::-1]
    for glyph, letter in zip(glyphs, letters, strict=False):
        font.texts.setdefault(glyph, letter)
    if len(letters) > len(glyphs):
        rest = letters[len(glyphs) - 1 :]
        if font.texts.get(glyphs[-1]) == rest[0]:
            font.texts[glyphs[-1]] = rest


def _remembers(font: Font, glyphs: list[int], text: str) -> bool:
    """Whether the glyph alone can stand for the text; else the text must be told beside it."""
    if len(glyphs) == 1:
        return font.texts.setdefault(glyphs[0], text) == text
    for glyph in glyphs:
        font.texts.setdefault(glyph, text)
    return False
