"""Words put together from pairs of letters are those that are shaped whole."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest

from app.exports.pdf_text.fonts import Font, FontBook
from app.exports.pdf_text.shaping import Manner, Shaper
from app.paths import find_resources

SIGNS = "0123478.,;:'\"!?()-/’“”–—«»&%"
ALPHABETS = (
    "ABCDEFGIJKLOPRSTVWYabcdefffghiiijklllmnopqrstuvwxyz"
    "ÀÇÉËÎÑÖÜàâçéèêëîïíìñóôöõúùûüßøåæœłńśźżčěřšžťďľ",
    "АВГДЕЖКЛОРТУФХЧЪЫЭЯабвгдежзийклмнопрстуфхцчшщъыьэюяіїєґ",
    "ΑΓΔΘΛΞΠΣΤΥΦΨΩαβγδεζηθλμνπρστυφω",
)
FACES = [(face, bold, italic) for face in ("serif", "sans") for bold in (0, 1) for italic in (0, 1)]


def book() -> FontBook:
    return FontBook(Path(find_resources()) / "fonts")


def unspaced(code: str) -> str:
    """Without the spaces that may stand behind a kern."""
    return re.sub(r"\)(-?\d+) ", r")\1", code)


def whole(shaper: Shaper, font: Font, text: str, language: str) -> tuple[float, str]:
    """Width and code of a word that the shaper sees in one piece."""
    wide, code, _ = shaper._glyphs(font, 1.0, text, False, language)
    return round(wide, 6), unspaced(code)


@pytest.mark.parametrize(("face", "bold", "italic"), FACES)
def test_a_word_is_the_sum_of_its_pairs(face: str, bold: int, italic: int) -> None:
    font = book().font(face, bool(bold), bool(italic), "latn")
    assert font is not None
    letters = font.letters("en")
    assert letters is not None
    dice, shaper = random.Random(7), Shaper(book())
    for turn in range(1_500):
        text = "".join(dice.choices(ALPHABETS[turn % 3] + SIGNS, k=dice.randint(1, 9)))
        found = letters.word(text)
        assert found is not None, text
        wide, code = whole(shaper, font, text, "en")
        assert round(found[0], 6) == wide, text
        assert unspaced(found[1]) == code, text


def test_a_letter_with_a_mark_is_shaped_whole() -> None:
    font = book().font("serif", False, False, "latn")
    letters = font.letters("en") if font else None
    assert letters is not None
    assert letters.word("e\u0301") is None
    assert letters.word("caf\u00e9") is not None


def test_other_scripts_are_shaped_whole() -> None:
    arabic = book().font("serif", False, False, "arab")
    assert arabic is not None
    assert arabic.letters("ar") is None


def test_a_setting_answers_the_same_word_for_each_size() -> None:
    shaper = Shaper(book())
    small, large = (
        shaper.setting(Manner("serif", False, False, size, "#000000", "en")) for size in (10, 20)
    )
    for word in ("office", "AVA", "plain"):
        one, other = shaper.word(small, word), shaper.word(large, word)
        assert one[1] == other[1]
        assert other[0] == pytest.approx(2 * one[0])
