"""Order, breaking, shaping and fonts of text in every script."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from pathlib import Path

import pytest
from bidi import get_display
from hypothesis import given
from hypothesis import strategies as st

from app.exports.outline import Run, runs
from app.exports.pdf_text.bidi import CONTROLS, level_runs, numbered, steady, visual_order
from app.exports.pdf_text.breaking import LONGEST, clusters, hinges, pieces
from app.exports.pdf_text.fonts import FontBook, script_of
from app.exports.pdf_text.laid import joined
from app.exports.pdf_text.lines import Typesetter
from app.exports.pdf_text.shaping import Manner, Shaper
from app.exports.style import TYPES

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
FONTS = RESOURCES / "fonts"
WITHOUT_ISOLATES = "abאבعغ12٣٤ .,:-+%$()[]!"
WITH_ISOLATES = "abאבع1٣,(!)\u2066\u2067\u2068\u2069\u202a\u202b\u202c"


def shown(text: str, base: int) -> str:
    """A line as it is seen from the left, without the marks that only steer."""
    levels = [level for start, end, level in level_runs(text, base) for _ in range(start, end)]
    at = len(text)
    while at and text[at - 1] == " ":
        at -= 1
        levels[at] = base
    return "".join(text[index] for index in visual_order(levels)).translate(CONTROLS)


def expected(text: str, base: int) -> str:
    """The same line by python-bidi."""
    return str(get_display(text, base_dir="RL"[base == 0])).translate(CONTROLS)


@given(st.text(alphabet=WITHOUT_ISOLATES, min_size=1, max_size=16), st.sampled_from([0, 1]))
def test_order_agrees_with_another_implementation(text: str, base: int) -> None:
    assert shown(text, base) == expected(text, base)


def test_isolates_and_embeddings_agree_too() -> None:
    chance = random.Random(7)
    for _ in range(3000):
        text = "".join(chance.choice(WITH_ISOLATES) for _ in range(chance.randint(1, 12)))
        for base in (0, 1):
            assert shown(text, base) == expected(text, base), ascii(text)


@given(
    st.lists(st.text(alphabet="ابتعلو12٣٤.,-%()", min_size=1, max_size=6), min_size=1, max_size=5)
)
def test_words_of_a_steady_text_may_be_ordered_alone(words: list[str]) -> None:
    text = "سنة " + " ".join(words)
    if not steady(text, "arab"):
        pytest.fail("only letters, digits and signs were given")
    alone = [
        "".join(part[::-1] if right else part for part, right in numbered(word, "arab"))
        for word in text.split(" ")
    ]
    assert " ".join(reversed(alone)) == expected(text, 1)


def test_a_number_before_the_first_letter_is_not_steady() -> None:
    assert not steady("50% من", "arab")
    assert not steady("خطة OGP", "arab")
    assert steady("خطة 50%", "arab")


def test_long_words_are_cut_and_nothing_is_lost() -> None:
    word = "x" * 1000 + "/" + "ក្រសួង" * 40
    cut = pieces(word)
    assert "".join(cut) == word
    assert max(map(len, cut)) <= LONGEST


def test_breaks_keep_letters_and_marks_together() -> None:
    assert clusters("e\u0301a") == [2]
    assert 2 not in clusters("\u1780\u17d2\u179a\u17bb\u1798")
    assert hinges("co-creation") == [3]
    assert hinges("ordinary") == []
    assert 1 not in hinges("เมือง")
    assert hinges("透明性") == [1, 2]


def test_thai_breaks_between_words() -> None:
    word = "เพื่อให้ประชาชนถามได้และตรวจสอบสัญญาของรัฐ(OGP)"
    cut = "".join("|" + char if at in hinges(word) else char for at, char in enumerate(word))
    assert cut.startswith("เพื่อ|ให้|ประชาชน|ถาม|ได้|และ|")
    assert "|สัญญา|ของ|รัฐ" in cut
    assert hinges("ประชาชน") == []


def test_the_last_letter_of_khmer_and_lao_is_not_left_alone() -> None:
    for word in ("តាមទូរស័ព្ទក៏បាន)។", "ຄຳຕອບພາຍໃນ"):
        last = max(at for at, char in enumerate(word) if char.isalpha())
        assert hinges(word)
        assert last not in hinges(word)


@pytest.mark.parametrize(
    ("word", "whole"),
    [
        ("公开，透明。", ["开，", "明。"]),  # no closing sign begins a line
        ("《政务公开办法》第三条", ["《政", "法》"]),
        ("他说“透明”吗？", ["“透", "明”", "吗？"]),
        ("到２０２７年（含）止", ["（含）"]),
        ("省市——区县……等", ["市——", "县……"]),
        ("约￥300或5％的人", ["￥300", "5％"]),
    ],
)
def test_chinese_breaks_between_ideographs_and_not_at_its_signs(
    word: str, whole: list[str]
) -> None:
    cut = "".join("|" + char if at in hinges(word) else char for at, char in enumerate(word))
    assert "|" in cut
    for part in whole:
        assert part in cut, cut


def test_the_folder_of_fonts_is_as_its_manifest_says() -> None:
    manifest = tomllib.loads((FONTS / "fonts.toml").read_text(encoding="utf-8"))
    said = {row["file"]: row for row in manifest["font"]}
    assert {path.name for path in FONTS.glob("*.ttf")} == set(said)
    for name, row in said.items():
        assert hashlib.sha256((FONTS / name).read_bytes()).hexdigest() == row["sha256"], name
        licence = (FONTS / row["licence_file"]).read_text(encoding="utf-8")
        assert "SIL Open Font License" in licence
        reserved = re.findall("Reserved Font Name '(.+)'", licence)
        assert not any(word in row["family"] for word in reserved), name
        assert reserved or "with Reserved Font Name" not in licence.split("-----")[0]


SAMPLES = {
    "latn": "Ấp Ŋŋ ƙ ɗ ẹ̀ § € ₦ ₵ – „“ Ж Ё ґ Ө ү Ω",
    "arab": "الأراضي گفت‌وگو ٹیکس ڤ ٣ ۴ ؟ ،",
    "hebr": "שקיפות",
    "geor": "გამჭვირვალობა",
    "armn": "պատասխանատու և",
    "deva": "लक्ष्य प्रतिबद्धता",
    "sinh": "ප්‍රජාව",
    "ethi": "ግልጽነት ፡ ።",
    "khmr": "ការចូលរួម តម្លាភាព",
    "thai": "ความโปร่งใส",
    "laoo": "ຄວາມໂປ່ງໃສ",
    "hani": "政务公开，《办法》（２０２７）：“透明”；第〇条、——……·￥％",
    "zsym": "☐ ✓ ★ ■ ○",
    "zmth": "← → ↑ ≥",
}


@pytest.mark.parametrize("script", SAMPLES)
@pytest.mark.parametrize("face", ["sans", "serif"])
@pytest.mark.parametrize("bold", [False, True])
def test_every_letter_has_a_font(script: str, face: str, bold: bool) -> None:
    book = FontBook(FONTS)
    for char in SAMPLES[script].replace(" ", ""):
        font = book.for_character(char, None, face, bold, False, "latn")
        assert font is not None or char in "\u200c\u200d", f"{char!r} {ord(char):04X}"


def test_letters_know_their_script() -> None:
    assert [script_of(char) for char in "aЖع1 ."] == ["latn", "latn", "arab", "", "", ""]


def a_typesetter(language: str = "en", right: bool = False) -> Typesetter:
    shaper = Shaper(FontBook(FONTS))
    return Typesetter(shaper, language, right, frozenset({"here"}))


@pytest.mark.parametrize("word", ["Administration;", "«Ministère»,", "“Ministry”…", "x;;;;;;;;x"])
def test_a_word_too_long_for_its_column_keeps_its_sign(word: str) -> None:
    setter = a_typesetter()
    setting = setter.setting(TYPES["table"])
    whole = setter.shape(setting, word, False)[0]
    for room in range(30, int(whole)):
        found = setter.split(setting, word, room, False, True)
        assert found is not None
        assert "".join(found) == word
        assert any(map(str.isalnum, found[0])), found
        assert any(map(str.isalnum, found[1])), found


def test_no_line_is_wider_than_its_column() -> None:
    setter = a_typesetter()
    text = "An uninterruptedlyconcatenatedparticipatorybudgetingterminology https://example.org/a/b-c/d?e=f"
    for width in (20, 60, 120, 300):
        laid = setter.text(text, TYPES["body"], width)
        assert laid.lines
        assert all(line.width <= width + 0.01 for line in laid.lines), width


def test_the_same_text_in_one_run_and_in_many_fills_the_same_lines() -> None:
    setter = a_typesetter()
    text = (
        "We will publish every contract within thirty days of its signature, with its annexes. " * 6
    )
    one = setter.lay(runs(text), TYPES["body"], 200)
    many = setter.lay(tuple(Run(f"{word} ") for word in text.split()), TYPES["body"], 200)
    assert [round(line.width) for line in one.lines] == [round(line.width) for line in many.lines]


def test_direction_follows_the_letters_when_they_are_all_of_the_other_kind() -> None:
    arabic = a_typesetter("ar", True)
    assert arabic.text("OGP خطة عمل", TYPES["body"], 300).right
    assert arabic.text("2027 – 2028", TYPES["body"], 300).right
    assert not arabic.text("An English paragraph", TYPES["body"], 300).right
    english = a_typesetter()
    assert english.text("سجل الأراضي", TYPES["body"], 300).right
    assert not english.text("The word سجل in English", TYPES["body"], 300).right


def test_only_addresses_that_are_safe_become_links() -> None:
    setter = a_typesetter()
    addresses = {
        "https://example.org": True,
        "mailto:a@example.org": True,
        "#here": True,
        "#nowhere": False,
        "javascript:alert(1)": False,
        "file:///etc/passwd": False,
    }
    for address, safe in addresses.items():
        assert bool(setter.link(Run("x", link=address))) is safe, address


def test_a_missing_character_is_a_box_that_still_tells_its_text() -> None:
    shaper = Shaper(FontBook(FONTS))
    setting = shaper.setting(Manner("serif", False, False, 10, "#000000", "en"))
    width, code = shaper.word(setting, "\u9f98")  # an ideograph beyond the commonest
    assert width > 3
    assert "/ActualText<FEFF9F98>" in code


@pytest.mark.parametrize("right", [False, True])
def test_every_string_of_a_word_is_closed_whatever_its_last_glyph(right: bool) -> None:
    shaper = Shaper(FontBook(FONTS))
    setting = shaper.setting(Manner("sans", False, False, 10, "#000000", "en"))
    font = setting.font
    letters = [char for char in map(chr, font.characters) if char.isalpha()]
    glyphs = {char: font.shaper.get_nominal_glyph(ord(char)) or 0 for char in letters}
    awkward = [char for char in letters if glyphs[char] & 255 in b"()\\\r"]
    assert {glyphs[char] & 255 for char in awkward} >= set(b"()\\")
    for char in awkward:
        for word in (char, f"A{char}", f"{char}A", f"V{char}"):
            code = joined([shaper.word(setting, word, right)[1]], "")
            bare = re.sub(r"\\[()\\r]", "", code)
            assert bare.count("(") == bare.count(")") > 0, (word, code)
