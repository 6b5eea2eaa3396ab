"""Plain text, as it is pasted into a form."""

from __future__ import annotations

import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.exports.outline import (
    Bar,
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Table,
    plain,
    runs,
)
from app.exports.text_writer import check, write
from tests.exports.specimen import arabic, rich
from tests.exports.specimen_sides import TEXTS, changed, sides

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def written(outline: Outline) -> str:
    target = io.BytesIO()
    write(outline, target, RESOURCES)
    return target.getvalue().decode("utf-8")


def of(*blocks: Block, language: str = "en") -> str:
    return written(Outline("Title", language, blocks, right_to_left=language == "ar"))


def test_blocks_are_plain_lines_with_an_empty_line_between() -> None:
    assert of(
        Cover("Plan", "Of all", (("Period", "2026"), ("Empty", "")), "Draft"),
        Contents("Contents"),
        Heading("Land titles", 1, "Commitment 7"),
        Facts((("Lead", "Registry"), ("With", "–"))),
        Paragraph(runs("One\nand ", Run("two", bold=True))),
        Bullets((runs("first"), runs("second"))),
        Bullets((runs("first"), runs("second")), ordered=True),
        PageBreak(),
        Marked("access", "Access", runs("Monthly.")),
        Marked("level-1", "Unclear", ()),
        Figure((Bar("Modest", 3),), "three", "Ratings"),
    ) == (
        "Plan\nOf all\nPeriod: 2026\nDraft\n\n"
        "Commitment 7\nLand titles\n\n"
        "Lead: Registry\nWith: –\n\n"
        "One\nand two\n\n"
        "- first\n- second\n\n"
        "1. first\n2. second\n\n"
        "Access: Monthly.\n\n"
        "Unclear\n\n"
        "Ratings\nModest: 3\n"
    )


def test_a_table_is_a_block_of_labels_and_values_for_each_row() -> None:
    rows = (
        (runs("7.1"), runs("Publish the fees"), runs("Registry"), runs("")),
        (runs("7.2"), runs("Open counters"), runs(""), runs("2028")),
    )
    assert of(Table(("", "What", "Who", "End"), rows, (1, 1, 1, 1), "Milestones")) == (
        "Milestones\n\n"
        "7.1\u2002Publish the fees\nWho: Registry\n\n"
        "7.2\u2002Open counters\nEnd: 2028\n"
    )


def test_the_colon_is_that_of_the_language() -> None:
    assert of(Facts((("Pilote", "Registre"),)), language="fr") == "Pilote\u00a0: Registre\n"


def test_two_languages_come_one_after_the_other() -> None:
    text = written(sides("en", "fr"))
    places = [text.index(TEXTS[one][key]) for key in ("title", "ask") for one in ("en", "fr")]
    assert places == sorted(places)
    assert of(Beside((), (Paragraph(runs("seul")),), ("en", "fr"))) == "seul\n"


def test_what_was_removed_is_not_said() -> None:
    assert "counter in  each of the twelve districts" in written(changed())
    assert "four" not in written(changed())


def test_how_changes_are_drawn_is_not_said() -> None:
    key = (Run("New words are underlined", change="added"), Run("."))
    assert of(Paragraph(key, "note"), Paragraph(runs("Left out."), "note")) == "Left out.\n"


@pytest.mark.parametrize("outline", [rich(), arabic(), sides("en", "ar")])
def test_it_is_clean(outline: Outline) -> None:
    text = written(outline)
    lines = text.split("\n")
    assert all(line == line.rstrip() for line in lines)
    assert "\n\n\n" not in text
    assert text.endswith("\n")
    assert not text.startswith(("\ufeff", "\n"))
    assert "\r" not in text


def test_isolates_stand_only_where_directions_meet() -> None:
    assert "\u2068" not in written(rich())
    assert "\u2068" not in written(arabic()).split("العدد")[0]
    mixed = of(Facts((("Lead", "هيئة السجل (2026)"), ("With", "Registry"))))
    assert mixed == "Lead: \u2068هيئة السجل (2026)\u2069\nWith: Registry\n"
    assert of(Facts((("الجهة", "OGP (2026)"),)), language="ar") == "الجهة: \u2068OGP (2026)\u2069\n"
    assert "\u2068" not in of(Facts((("الجهة", "2027 – 2028"),)), language="ar")


def test_nothing_said_gives_nothing() -> None:
    assert of() == ""
    assert of(Paragraph(runs("  ")), Table(("A",), (), (1,))) == ""


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(max_size=30))
def test_any_text_becomes_clean_text_and_loses_no_letter(text: str, label: str) -> None:
    found = of(Paragraph(runs(text)), Facts(((label, text),)), Bullets((runs(text),)))
    assert all(line == line.rstrip() for line in found.split("\n"))
    assert not any(unicodedata.category(sign) == "Cc" for sign in found if sign != "\n")
    letters = [sign for sign in plain(runs(text)) if sign.isalnum()]
    assert [sign for sign in of(Paragraph(runs(text))) if sign.isalnum()] == letters


def test_half_a_text_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    whole = written(arabic()).encode()
    path.write_bytes(whole)
    check(path)
    for broken in (whole[:-1], whole[: whole.index("خ".encode()) + 1]):
        path.write_bytes(broken)
        with pytest.raises(UserError, match="write_failed"):
            check(path)
