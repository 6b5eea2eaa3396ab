"""Documents in two languages: every passage beside its own translation."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.demo import demo_plan
from app.exports import DOCUMENTS, Options, compose
from app.exports.composing import material
from app.exports.outline import (
    Beside,
    Block,
    Contents,
    Cover,
    Figure,
    Heading,
    Outline,
    Paragraph,
    Table,
    block_lines,
    plain,
)
from app.exports.side_by_side import both
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.words import Words
from tests.builders import (
    a_commitment,
    a_full_plan,
    a_milestone,
    a_plan,
    a_translation,
    an_answer,
)
from tests.exports.land_titles import land_titles

TWO = Options(beside="fr", notes=True)
UNDONE, OLDER = "not yet translated", "translation older than the text"


def composed(
    resources: Path,
    plan: Plan,
    options: Options = TWO,
    language: str = "en",
    document: str = "action-plan",
) -> Outline:
    """A document in English, with French beside it unless told."""
    m = material(
        plan, Frameworks(resources / "frameworks"), Words(language, resources / "i18n"), options
    )
    return compose(document, m)


def sides(outline: Outline) -> list[Beside]:
    return [block for block in outline.blocks if isinstance(block, Beside)]


def lines(blocks: tuple[Block, ...]) -> list[str]:
    return [line for block in blocks for line in block_lines(block)]


def find(outline: Outline, text: str) -> Beside:
    """The pair whose first side says this."""
    return next(pair for pair in sides(outline) if text in lines(pair.first))


def test_a_passage_stands_beside_its_translation(resources: Path) -> None:
    row = a_commitment()
    said = an_answer(row, "problem", "Nobody knows.\n\nNobody asks.")
    french = a_translation(said, "text", "Personne ne sait.\n\nPersonne ne demande.")
    outline = composed(resources, a_plan(row, said, french))
    assert lines(find(outline, "Nobody knows.").second)[-1] == "Personne ne sait."
    assert lines(find(outline, "Nobody asks.").second) == ["Personne ne demande."]
    assert find(outline, "Nobody knows.").languages == ("en", "fr")


def test_a_question_stands_over_its_answer_on_each_side(resources: Path) -> None:
    row = a_commitment()
    outline = composed(resources, a_plan(row, an_answer(row, "problem", "Nobody knows.")))
    pair = find(outline, "Nobody knows.")
    asked = [block.text for block in (pair.first[0], pair.second[0]) if isinstance(block, Heading)]
    assert len(set(asked)) == 2
    assert "problème" in asked[1]


def test_paragraphs_parted_otherwise_stay_one_passage(resources: Path) -> None:
    row = a_commitment()
    said = an_answer(row, "problem", "One.\n\nTwo.\n\nThree.")
    outline = composed(
        resources, a_plan(row, said, a_translation(said, "text", "Un, deux, trois."))
    )
    pair = find(outline, "Two.")
    assert [line for line in lines(pair.first) if "#" not in line] == ["One.", "Two.", "Three."]
    assert lines(pair.second)[-1] == "Un, deux, trois."


def test_what_is_not_translated_stands_in_its_own_language_and_says_so(resources: Path) -> None:
    row = a_commitment()
    said = an_answer(row, "problem", "One.\n\nTwo.")
    outline = composed(resources, a_plan(row, said))
    first, last = find(outline, "One."), find(outline, "Two.")
    assert UNDONE not in " ".join([*lines(first.second), *lines(last.first)]).lower()
    text, mark = last.second
    assert isinstance(text, Paragraph)
    assert isinstance(mark, Paragraph)
    assert [run.language for run in text.runs] == ["en"]
    assert mark.style == "note"


def test_a_translation_older_than_its_text_stands_and_says_so(resources: Path) -> None:
    row = a_commitment()
    said = an_answer(row, "problem", "Nobody knows.")
    old = a_translation(said, "text", "Peu de gens savent.", source="Few know.")
    outline = composed(resources, a_plan(row, said, old))
    text, mark = find(outline, "Nobody knows.").second[-2:]
    assert isinstance(text, Paragraph)
    assert isinstance(mark, Paragraph)
    assert plain(text.runs) == "Peu de gens savent."
    assert text.runs[0].language == ""
    assert mark.style == "note"
    current = composed(resources, a_plan(row, said, replace(old, source=said.text)))
    assert len(find(current, "Nobody knows.").second) == 2


def test_headings_and_the_cover_bear_both_titles(resources: Path) -> None:
    row = a_commitment(title="Land titles")
    plan = a_plan(row, a_translation(row, "title", "Titres fonciers"), title="Plan")
    outline = composed(resources, plan)
    cover, contents = outline.blocks[:2]
    assert isinstance(cover, Cover)
    assert isinstance(contents, Contents)
    assert contents.title == "Contents / Sommaire"
    assert ("Language / Langue", "English / Français") in cover.facts
    heading = next(b for b in outline.blocks if isinstance(b, Heading) and "Land" in b.text)
    assert (heading.text, heading.level) == ("Land titles / Titres fonciers", 1)
    assert heading.label.startswith("Commitment 1 / ")
    assert len([b for b in outline.blocks if isinstance(b, Cover)]) == 1


def test_a_figure_stays_with_the_text_it_begins() -> None:
    arabic, english = "1 يناير 2027", "1 January 2027"
    assert both(english, arabic) == f"{english} / \u200f{arabic}"
    assert both(arabic, english) == f"{arabic} / \u200e{english}"
    assert both(english, "1er janvier 2027") == f"{english} / 1er janvier 2027"
    assert both("2026", "12") == "2026 / 12"


def test_the_small_print_of_a_chart_stands_with_it(resources: Path) -> None:
    charts = [
        block
        for block in sides(composed(resources, demo_plan(resources)))
        if any(isinstance(inner, Figure) for inner in block.first)
    ]
    assert charts
    for block in charts:
        for side in (block.first, block.second):
            assert [type(inner) for inner in side] == [Figure, Paragraph]


def test_a_wide_table_goes_row_by_row(resources: Path) -> None:
    row = a_commitment()
    steps = [a_milestone(row, position=place, title=f"Step {place}") for place in "bd"]
    french = [a_translation(step, "title", f"Étape {step.position}") for step in steps]
    outline = composed(resources, a_plan(row, *steps, *french))
    pairs = [
        (plain(left.rows[0][1]), plain(right.rows[0][1]))
        for pair in sides(outline)
        for left, right in zip(pair.first, pair.second, strict=False)
        if isinstance(left, Table) and isinstance(right, Table)
    ]
    assert pairs == [("Step b", "Étape b"), ("Step d", "Étape d")]


def test_the_working_language_may_stand_second(resources: Path) -> None:
    row = a_commitment(title="Land titles")
    plan = a_plan(row, a_translation(row, "title", "Titres fonciers"))
    outline = composed(resources, plan, Options(beside="en"), "fr")
    assert "Titres fonciers / Land titles" in [
        block.text for block in outline.blocks if isinstance(block, Heading)
    ]


def test_one_language_alone_uses_the_translations(resources: Path) -> None:
    row = a_commitment(title="Land titles")
    said = an_answer(row, "problem", "Nobody knows.")
    other = an_answer(row, "solution", "We publish.")
    plan = a_plan(row, said, other, a_translation(said, "text", "Personne ne sait."))
    outline = composed(resources, plan, Options(), "fr")
    said_lines = outline.lines()
    assert "Personne ne sait." in said_lines
    assert "Nobody knows." not in said_lines
    left = next(
        b for b in outline.blocks if isinstance(b, Paragraph) and plain(b.runs) == "We publish."
    )
    assert [run.language for run in left.runs] == ["en"]
    assert not sides(outline)
    assert composed(resources, plan, Options()).lines().count("Nobody knows.") == 1


def test_open_data_keeps_the_originals(resources: Path, tmp_path: Path) -> None:
    from app.exports import ExportChoice, produce

    row = a_commitment(title="Land titles")
    plan = a_plan(row, a_translation(row, "title", "Titres fonciers", by="Ama"))
    out = tmp_path / "plan.json"
    choice = ExportChoice("action-plan", "json", "fr", Options(), out)
    produce(choice, plan, Frameworks(resources / "frameworks"), resources)
    text = out.read_text("utf-8")
    assert '"title": "Land titles"' in text
    assert '"text": "Titres fonciers"' in text
    assert "Ama" not in text


PLANS = {"full": a_full_plan(), "land titles": land_titles(), "empty": a_plan(a_commitment())}


@pytest.mark.parametrize(
    ("document", "name"), list(product([row.id for row in DOCUMENTS], [*PLANS, "demo"]))
)
def test_every_document_can_stand_in_two_languages(
    resources: Path, document: str, name: str
) -> None:
    plan = demo_plan(resources) if name == "demo" else PLANS[name]
    for options in (
        Options(beside="fr", who="names", notes=True, show_empty=True),
        Options(beside="es", values=False, ambition=False),
    ):
        outline = composed(resources, plan, options, document=document)
        alone = composed(resources, plan, replace(options, beside=""), document=document)
        said = " ".join(outline.lines())
        for block in alone.blocks:
            if isinstance(block, Paragraph):
                assert plain(block.runs) in said or "\n" in plain(block.runs)
        for pair in sides(outline):
            assert not any(
                isinstance(b, (Beside, Cover, Contents)) for b in (*pair.first, *pair.second)
            )
