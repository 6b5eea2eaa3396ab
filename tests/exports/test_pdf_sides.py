"""Two languages side by side, changes, a word behind, line numbers and large print in the PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pypdf
import pytest
from msgspec.structs import replace

from app.exports.outline import (
    Beside,
    Block,
    Bullets,
    Heading,
    Outline,
    Paragraph,
    Table,
    block_lines,
    runs,
)
from app.exports.style import LARGE, TYPES
from tests.exports.specimen import arabic, rich
from tests.exports.specimen_sides import TEXTS, changed, dressed, sides
from tests.exports.test_pdf_writer import Structure, an_outline, pages, written

PAIRS = [("en", "fr"), ("en", "ar"), ("ar", "fr"), ("fr", "en")]
LINE = "Sixty letters of plain words that fill the half of a page. "


def flat(text: str) -> str:
    return "".join(text.split())


def languages(data: bytes) -> list[str]:
    """The languages of the sides, in the order of the structure."""

    def walk(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
        if str(element.S) == "/Div" and "/Lang" in element:
            yield element
        kids: list[Any] = list(element.get("/K", []))
        for kid in kids:
            if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
                yield from walk(kid)

    with pikepdf.open(io.BytesIO(data)) as pdf:
        return [str(side.Lang) for kid in pdf.Root.StructTreeRoot.K for side in walk(kid)]


def placed(data: bytes, page: int, word: str) -> list[tuple[float, float]]:
    """Where a word begins on a page, from the left and from the lower edge."""
    found: list[tuple[float, float]] = []

    def note(text: str, _cm: object, tm: list[float], *_rest: object) -> None:
        if word in text:
            found.append((tm[4], tm[5]))

    pypdf.PdfReader(io.BytesIO(data)).pages[page].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_all_ink_at_the_sides_is_tagged_in_its_language(first: str, second: str) -> None:
    data = written(sides(first, second, 4))
    structure = Structure(data)
    marks = sum(structure.check_page(page) for page in structure.pdf.pages)
    assert marks == len(structure.marks)
    assert languages(data) == [first, second] * 3


def test_each_side_is_read_whole_before_the_other() -> None:
    data = written(sides("en", "fr", 4))
    text = flat("".join(pages(data)[2:]))
    for language, other in (("en", "fr"), ("fr", "en")):
        for key in ("title", "problem", "quote", "why"):
            assert flat(TEXTS[language][key]) in text, (language, other, key)
    page = flat(pages(data)[2])
    order = ("en", "whom"), ("fr", "label"), ("en", "quote"), ("fr", "problem")
    places = [page.index(flat(TEXTS[language][key])) for language, key in order]
    assert places == sorted(places)


@pytest.mark.parametrize(("language", "right"), [("en", False), ("ar", True)])
def test_the_first_language_stands_where_lines_start(language: str, right: bool) -> None:
    block = Beside((Paragraph(runs("FIRST")),), (Paragraph(runs("SECOND")),), ("en", "fr"))
    data = written(an_outline(block, language=language, right=right))
    first, second = placed(data, 0, "FIRST")[0], placed(data, 0, "SECOND")[0]
    assert (first[0] > second[0]) is right
    assert first[1] == pytest.approx(second[1])


def test_a_side_that_runs_to_the_left_mirrors_its_signs() -> None:
    points: tuple[Block, ...] = (Bullets((runs("POINT"),)), Paragraph(runs("QUOTED"), "quote"))
    data = written(an_outline(Beside(points, points, ("en", "ar"))))
    left, right = sorted(x for x, _ in placed(data, 0, "POINT"))
    signs = sorted(x for x, _ in placed(data, 0, "•"))
    assert signs[0] < left
    assert signs[1] > right


@pytest.mark.parametrize("long", [1, 40, 200])
def test_both_sides_go_on_over_the_pages_and_what_follows_comes_below(long: int) -> None:
    whole = Paragraph(runs(" ".join(f"w{at}" for at in range(long * 12))))
    half = Paragraph(runs(" ".join(f"v{at}" for at in range(long * 6))))
    after = Paragraph(runs("BELOW"))
    data = written(an_outline(Beside((whole,), (half,), ("en", "fr")), after))
    found = pages(data)
    words = " ".join(found).split()
    for letter, count in (("w", long * 12), ("v", long * 6)):
        one = [word for word in words if re.fullmatch(letter + r"\d+", word)]
        assert one == [f"{letter}{at}" for at in range(count)]
    assert [at for at, page in enumerate(found) if "BELOW" in page] == [len(found) - 1]
    if long > 1:
        assert len(found) > 1
        assert "v0" in found[0].split()
    lowest = min(y for x, y in placed(data, len(found) - 1, "w"))
    assert placed(data, len(found) - 1, "BELOW")[0][1] < lowest


def test_no_heading_beside_is_left_alone_at_the_foot() -> None:
    for lines in range(20, 50):
        filler = Paragraph(runs("\n".join(["line"] * lines)))
        side = (Heading("LONELY", 2), Paragraph(runs(LINE * 6)))
        found = pages(written(an_outline(filler, Beside(side, side, ("en", "fr")))))
        at = next(index for index, page in enumerate(found) if "LONELY" in page)
        assert found[at].count("LONELY") == 2, lines
        assert found[at].count("Sixty") >= 2, lines


def test_headings_beside_wait_for_what_is_said_below_them() -> None:
    for lines in range(20, 50):
        filler = Paragraph(runs("\n".join(["line"] * lines)))
        heads = Beside((Heading("LONELY", 2),), (Heading("SEULE", 2),), ("en", "fr"))
        text = Beside((Paragraph(runs(LINE * 6)),), (Paragraph(runs(LINE * 6)),), ("en", "fr"))
        found = pages(written(an_outline(filler, heads, text)))
        at = next(index for index, page in enumerate(found) if "LONELY" in page)
        assert "Sixty" in found[at], lines


def test_a_chapter_in_two_languages_begins_a_page_and_is_in_the_contents_twice() -> None:
    data = written(sides("en", "fr"))
    found = pages(data)
    assert flat(TEXTS["en"]["title"]) in flat(found[2])
    assert flat(TEXTS["fr"]["title"]) in flat(found[2])
    assert flat(TEXTS["en"]["title"]) in flat(found[1])
    assert flat(TEXTS["fr"]["title"]) in flat(found[1])
    outline: Any = pypdf.PdfReader(io.BytesIO(data)).outline
    names = [one.title for one in outline if not isinstance(one, list)]
    assert [name.split(" · ")[0] for name in names] == ["Commitment 7", "Engagement 7"]
    below = next(one for one in outline if isinstance(one, list))
    kept = [one.title for one in below if one.title in TEXTS["en"].values()]
    assert kept == [TEXTS["en"][key] for key in ("ask", "milestones", "ask")]


def test_empty_sides_are_no_obstacle() -> None:
    text = (Paragraph(runs("SAID")),)
    blocks = (Beside((), text, ("en", "fr")), Beside((), (), ("en", "fr")), Paragraph(runs("END")))
    assert "SAID" in pages(written(an_outline(*blocks)))[0]


# words that came or went


def test_changes_are_told_to_those_who_listen_and_drawn_for_those_who_see() -> None:
    data = written(changed())
    structure = Structure(data)
    assert sum(structure.check_page(page) for page in structure.pdf.pages) == len(structure.marks)
    told = [
        str(element.A.TextDecorationType)
        for element in structure.pdf.objects
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Span"
    ]
    assert {"/Underline", "/LineThrough"} == set(told)
    strokes = [
        step for step in pikepdf.parse_content_stream(structure.pdf.pages[0])
        if str(step.operator) == "S"
    ]  # fmt: skip
    assert len(strokes) >= len(told)
    assert "counter in four each of the twelve districts" in " ".join(pages(data)[0].split())


# a word behind the page, line numbers


@pytest.mark.parametrize("outline", [rich(), arabic(), sides("en", "ar")])
def test_a_watermark_is_under_every_page_and_in_no_text(outline: Outline) -> None:
    plain, marked = written(outline), written(replace(outline, watermark="ENTWURF مسودة"))
    assert pages(plain) == pages(marked)
    structure = Structure(marked)
    for page in structure.pdf.pages:
        structure.check_page(page)
        first = next(iter(pikepdf.parse_content_stream(page)))
        assert str(first.operands[1].Subtype) == "/Watermark"


def test_a_watermark_of_signs_without_shape_is_no_obstacle() -> None:
    outline = an_outline(Paragraph(runs("text")))
    for word in ("", "  ", "\u200b", "\u200f"):
        assert pages(written(replace(outline, watermark=word))) == pages(written(outline))


def test_lines_are_counted_from_one_on_each_page_as_ornaments() -> None:
    text = Paragraph(runs("\n".join(f"L{at}" for at in range(90))))
    data = written(replace(an_outline(text), line_numbers=True))
    structure = Structure(data)
    for page in structure.pdf.pages:
        structure.check_page(page)
    found = [page.split() for page in pages(data)]
    for words in found:
        said = [word for word in words if re.fullmatch(r"L\d+", word)]
        numbers = [int(word) for word in words if word.isdigit()][-len(said) :]
        assert sorted(numbers) == list(range(1, len(said) + 1))
    assert sum(word.startswith("L") for words in found for word in words) == 90


def test_a_number_stands_beside_its_line_and_the_second_side_has_its_own() -> None:
    pair = Beside((Paragraph(runs("ONE")),), (Paragraph(runs("TWO\nMORE")),), ("en", "fr"))
    data = written(replace(an_outline(pair), line_numbers=True))
    (x, y), (far, _) = placed(data, 0, "ONE")[0], placed(data, 0, "TWO")[0]
    ones = sorted(place for place in placed(data, 0, "1") if abs(place[1] - y) < 3)
    assert len(ones) == 2
    assert ones[0][0] < x
    assert ones[1][0] > far


# large print


def test_large_print_has_no_small_pale_or_slanted_letters() -> None:
    for name, kind in LARGE.types.items():
        assert kind.size >= 16, name
        assert kind.face == "sans"
        assert kind.line >= 1.2 * kind.size
        red, green, blue = (int(kind.colour[at : at + 2], 16) for at in (1, 3, 5))
        assert 0.2126 * red + 0.7152 * green + 0.0722 * blue < 64, name
    assert LARGE.types.keys() == TYPES.keys()
    data = written(replace(rich(), large_print=True, line_numbers=True))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        sizes = {
            float(step.operands[1])
            for page in pdf.pages
            for step in pikepdf.parse_content_stream(page)
            if str(step.operator) == "Tf"
        }
        fonts = {str(font.BaseFont) for font in pdf.pages[0].Resources.Font.values()}
    assert min(sizes) >= 16
    assert not [font for font in fonts if "Italic" in font or "Serif" in font]


@pytest.mark.parametrize("outline", [rich(), arabic(), sides("en", "ar"), sides("ar", "fr")])
def test_large_print_says_the_same_and_is_tagged(outline: Outline) -> None:
    data = written(dressed(outline, large=True))
    structure = Structure(data)
    assert sum(structure.check_page(page) for page in structure.pdf.pages) == len(structure.marks)
    if outline.language == "en" and not any(isinstance(b, Beside) for b in outline.blocks):
        text = flat("".join(pages(written(replace(outline, large_print=True)))))
        for block in outline.blocks:
            for line in block_lines(block) if not isinstance(block, Table) else ():
                said = re.sub(r"^(#+ |- |\[[\w-]+\] )", "", line)
                assert all(flat(part) in text for part in said.split(": ")), line


def test_a_table_too_wide_for_large_print_becomes_labels_and_values() -> None:
    row = tuple(runs(f"value{at}") for at in range(5))
    table = Table(("", "What", "Who", "Start", "End"), (row, row), (1, 5, 3, 1, 1))
    outline = an_outline(table)
    assert Structure(written(outline)).kinds["Table"] == 1
    large = written(replace(outline, large_print=True))
    assert Structure(large).kinds["Table"] == 0
    text = " ".join(pages(large)[0].split())
    assert "value0 value1 Who: value2 Start: value3 End: value4" in text


def test_a_table_without_caption_is_named_by_the_heading_above_it() -> None:
    table = Table(("A", "B"), ((runs("1"), runs("2")),), (1, 1))
    data = written(an_outline(Heading("Milestones", 2), table))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        said = [
            str(one.A.Summary)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Table"
        ]
    assert said == ["Milestones"]


def test_the_head_of_a_table_stays_with_its_first_row_and_its_headings() -> None:
    row = (runs("ROW " + "words " * 150),)
    for lines in range(0, 46, 3):
        filler = Paragraph(runs("\n".join(["line"] * lines)))
        heads = (Heading("Milestones", 2, "LABEL"), Heading("Deeper", 3))
        found = pages(written(an_outline(filler, *heads, Table(("HEAD",), (row, row), (1.0,)))))
        at = next(index for index, page in enumerate(found) if "HEAD" in page)
        assert {"LABEL", "Deeper", "ROW"} <= set(found[at].split()), lines


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="pdfinfo (poppler) is not here")
def test_another_reader_walks_the_sides_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "sides.pdf"
    path.write_bytes(written(sides("en", "fr")))
    said = subprocess.run(
        ["pdfinfo", "-struct-text", path], capture_output=True, check=True, text=True
    ).stdout
    text = flat(said.replace('"', ""))
    begin = text.index("DivDiv")
    order = [flat(TEXTS[one]["whom"]) for one in ("en", "fr")]
    assert begin < text.index(order[0]) < text.index(order[1])
