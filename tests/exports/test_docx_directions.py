"""In Word each text runs its own way: cells, titles, quotes and lists against their document."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from msgspec.structs import replace

from app.exports.docx_text import stretches, way
from app.exports.outline import (
    Bar,
    Beside,
    Block,
    Bullets,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    Paragraph,
    Run,
    Table,
    runs,
)
from tests.exports.reading_docx import W, made, part, short, text, value
from tests.exports.specimen import arabic

ENGLISH = "Association of Districts; Budget (in plain words)."
ARABIC = "ينشر المجلس ميزانيته؛ ثم يجيب (كتابة)."
BOTH = "تنشر وزارة المالية Budget in Plain Words (2027) كل عام."


def in_arabic(*blocks: Block) -> etree._Element:
    """The text of an Arabic document."""
    return part(made(replace(arabic(), blocks=blocks)))


def holder(root: etree._Element, said: str) -> etree._Element:
    """The paragraph that says this."""
    return next(p for p in root.iter(f"{W}p") if said in text(p) and p.find(f".//{W}p") is None)


def faces(paragraph: etree._Element) -> tuple[bool, str]:
    """Whether a paragraph runs from right to left, and the side it is told to keep to."""
    bidi = paragraph.find(f"{W}pPr/{W}bidi")
    turned = bidi is not None and value(bidi) != "0"
    return turned, value(paragraph.find(f"{W}pPr/{W}jc"))


def turned_runs(paragraph: etree._Element) -> dict[str, bool]:
    """The texts of the runs, and whether each is from right to left."""
    every = [run for run in paragraph.iter(f"{W}r") if text(run)]
    return {text(run): run.find(f"{W}rPr/{W}rtl") is not None for run in every}


@pytest.mark.parametrize("document", ["ar", "en"])
def test_a_text_in_a_column_runs_its_own_way_and_keeps_its_side(document: str) -> None:
    against = ENGLISH if document == "ar" else ARABIC
    blocks = (
        Cover(against, "x", ((against, against),), against),
        Heading(against, 1),
        Facts(((against, against),)),
        Table(("a", "b"), ((runs(against), runs("1.1")),), (1, 1)),
    )
    root = in_arabic(*blocks) if document == "ar" else part(made(short(*blocks)))
    found = [p for p in root.iter(f"{W}p") if text(p) == against]
    assert len(found) == 8
    for paragraph in found:
        assert faces(paragraph) == (document == "en", "right")
        assert turned_runs(paragraph) == {against: document == "en"}
    assert faces(holder(root, "1.1")) == (document == "ar", ""), "a figure runs with the document"


def test_words_of_both_ways_are_runs_of_their_own_with_the_signs_between() -> None:
    found = holder(in_arabic(Paragraph(runs(BOTH))), "وزارة")
    assert faces(found) == (True, "")
    assert turned_runs(found) == {
        "تنشر وزارة المالية ": True,
        "Budget in Plain Words (2027)": False,
        " كل عام.": True,
    }


def test_a_figure_between_arabic_words_stays_with_them() -> None:
    assert stretches("من 30 إلى 40", right=False) == [("من 30 إلى 40", True)]
    assert stretches("Page 3: صفحة 3", right=False) == [("Page 3: ", False), ("صفحة 3", True)]


def test_a_quote_in_another_direction_is_held_together_beside_its_name() -> None:
    said = (Run("They come."), Run(" "), Run("«The figures are open.»", italic=True))
    found = holder(in_arabic(Marked("tech", "الشفافية", said)), "They come.")
    assert faces(found) == (True, ""), "the name begins at the right"
    flags = turned_runs(found)
    assert not any(flags[each] for each in ("They come.", " ", "«The figures are open.»"))
    assert text(found).split("\t")[-1] == "\u200eThey come. «The figures are open.»\u200e"
    slanted = next(run for run in found.iter(f"{W}r") if "figures" in text(run))
    assert slanted.find(f"{W}rPr/{W}i") is not None, "Latin letters have italics"


def test_a_list_keeps_its_signs_where_they_are() -> None:
    found = holder(in_arabic(Bullets((runs(ENGLISH),))), "Association")
    assert faces(found) == (True, "")
    assert text(found) == f"\u200e{ENGLISH}\u200e"


def test_the_head_and_foot_of_pages_run_their_own_way_too() -> None:
    outline = replace(arabic(), running="Action Plan 2027–2028.", footer="مسودة 2027")
    head = holder(part(made(outline), "word/head0.xml"), "Action Plan")
    assert turned_runs(head) == {"\u200eAction Plan 2027–2028.\u200e": False}
    assert turned_runs(holder(part(made(outline), "word/foot.xml"), "مسودة"))["مسودة 2027"]


@given(st.text(st.sampled_from("aé 1٣,.;()«»-\nابגД\u200f\u202e"), max_size=30), st.booleans())
@settings(max_examples=200, deadline=None)
def test_nothing_of_a_text_is_lost_between_its_stretches(said: str, right: bool) -> None:
    pieces = stretches(said, right)
    assert "".join(piece for piece, _way in pieces) == said
    assert pieces or not said
    assert way(said, right) in (True, False)


@pytest.mark.parametrize("pair", [False, True])
def test_a_chart_stays_whole_and_with_the_level_above_it(pair: bool) -> None:
    level = Marked("level-2", "Modest", runs("The middle of 14 raters."))
    chart = Figure((Bar("Unclear", 1), Bar("Modest", 9), Bar("Substantial", 4)), "Ratings")
    blocks: tuple[Block, ...] = (level, chart)
    if pair:
        blocks = tuple(Beside((one,), (one,), ("en", "fr")) for one in blocks)
    document = made(short(*blocks))
    styles = part(document, "word/styles.xml").iter(f"{W}style")
    keeps = {
        one.get(f"{W}styleId") for one in styles if one.find(f"{W}pPr/{W}keepNext") is not None
    }
    kept = {
        text(p).partition("\t")[2].strip() or text(p): value(p.find(f"{W}pPr/{W}pStyle")) in keeps
        for p in part(document).iter(f"{W}p")
    }
    assert any(said.startswith("Modest") and "14 raters" in said and kept[said] for said in kept)
    assert kept["Unclear"]
    assert not kept["Substantial"], "nothing needs to follow the last of them"
    rows = part(document).findall(f"{W}body/{W}tbl/{W}tr")
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


def test_bars_grow_from_the_side_where_one_begins_to_read() -> None:
    chart = Figure((Bar("متواضع", 9), Bar("كبير", 4)), "x")
    for root in (in_arabic(chart), part(made(short(chart)))):
        drawn = [p for p in root.iter(f"{W}p") if p.find(f".//{W}drawing") is not None]
        turned = [turned_runs(p) for p in drawn]
        right = faces(drawn[0])[0]
        assert turned == [{"\u200f": True} if right else {}] * 2
    assert faces(drawn[0]) == (False, "")


def passages() -> Outline:
    """Passages that stand side by side, the first of each chapter under headings."""
    pairs = [
        Beside(
            (Heading("Two", 2), Heading("Three", 3), Paragraph(runs("first"))),
            (Heading("Deux", 2), Heading("Trois", 3), Paragraph(runs("premier"))),
            ("en", "fr"),
        ),
        Beside((Facts((("Lead", "Ministry"),)),), (Facts((("Chef", "Ministère"),)),), ("en", "fr")),
        Beside(
            (Heading("Alone", 2),), (Heading("Seul", 2), Paragraph(runs("texte"))), ("en", "fr")
        ),
    ]
    return short(*pairs)


def test_a_passage_side_by_side_is_not_tied_to_the_one_below_it() -> None:
    (table,) = part(made(passages())).findall(f"{W}body/{W}tbl")
    rows = [
        [[text(p) for p in cell.iter(f"{W}p")] for cell in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]
    assert rows[:2] == [[["Two", "Three"], ["Deux", "Trois"]], [["first"], ["premier"]]]
    assert len(rows) == 4

    wide = Table(("", *"abcde"), (tuple(runs(f"7.{n}") for n in range(6)),), (1,) * 6)
    told = Beside((Heading("Steps", 2), wide), (Heading("Pas", 2), wide), ("en", "fr"))
    styles = part(made(passages()), "word/styles.xml").iter(f"{W}style")
    keeps = {one.get(f"{W}styleId"): one.find(f"{W}pPr/{W}keepNext") for one in styles}
    (table,) = part(made(short(told, told))).findall(f"{W}body/{W}tbl")
    firsts = [value(row.find(f"{W}tc/{W}p/{W}pPr/{W}pStyle")) for row in table.findall(f"{W}tr")]
    assert [keeps[style] is not None for style in firsts] == [True, False] * 2


def test_a_number_stays_whole_in_half_a_page() -> None:
    steps = Table(("", "What"), ((runs("10.12"), runs("Review")),), (0.065, 0.935))
    (table,) = part(made(short(Beside((steps,), (steps,), ("en", "fr"))))).findall(
        f"{W}body/{W}tbl"
    )
    columns = [int(one.get(f"{W}w")) for one in table.iter(f"{W}gridCol")]
    assert columns[2] - 170 >= 22.5 * 20


def test_sides_that_are_not_alike_stay_in_one_row() -> None:
    (table,) = part(made(passages())).findall(f"{W}body/{W}tbl")
    rows = [
        [[text(p) for p in cell.iter(f"{W}p")] for cell in row.findall(f"{W}tc")]
        for row in table.findall(f"{W}tr")
    ]
    assert rows[3] == [["Alone"], ["Seul", "texte"]], "where one side has no text they stay level"


@pytest.mark.parametrize(("letters", "large", "whole"), [
    (500, False, True), (700, False, False), (200, True, True), (500, True, False),
])  # fmt: skip
def test_only_rows_that_fit_any_page_are_kept_whole(letters: int, large: bool, whole: bool) -> None:
    side = (Paragraph(runs("x" * letters)),)
    outline = replace(short(Beside(side, side, ("en", "fr"))), large_print=large)
    (row,) = part(made(outline)).findall(f"{W}body/{W}tbl/{W}tr")
    assert (row.find(f"{W}trPr/{W}cantSplit") is not None) == whole
