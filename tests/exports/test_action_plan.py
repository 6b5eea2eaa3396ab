"""What the documents say, compared with texts a person has read."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from msgspec.structs import replace

from app.exports import DOCUMENTS, LANGUAGES_OFFERED, Options, compose
from app.exports.commitment_part import milestone_widths
from app.exports.composing import Material, material
from app.exports.outline import Contents, Cover, Heading, Marked, Outline, Table, plain
from app.exports.side_by_side import UNTRANSLATED
from app.exports.style import PAPERS, TYPES
from app.models.frameworks import Frameworks
from app.models.plan import Plan, plan_of
from app.models.records import Answer, Commitment, Milestone
from app.words import Words
from tests.builders import (
    VALUES,
    a_commitment,
    a_full_plan,
    a_milestone,
    a_note,
    a_plan,
    an_answer,
    an_info,
)
from tests.exports.land_titles import BLANK, FIRST, SECOND, land_titles
from tests.house import ROOT

GOLDEN = ROOT / "tests" / "golden"
NAMED = Options(who="names", notes=True, date="2026-11-22")


def composed(
    resources: Path, plan: Plan, options: Options, document: str = "action-plan", language: str = ""
) -> Outline:
    """The outline of a document as ``produce`` would have it."""
    return compose(document, _material(resources, plan, options, language or "en"))


def _material(resources: Path, plan: Plan, options: Options, language: str) -> Material:
    words = Words(language, resources / "i18n")
    return material(plan, Frameworks(resources / "frameworks"), words, options)


@pytest.mark.parametrize("golden", sorted(GOLDEN.glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_says_what_was_read(resources: Path, golden: Path) -> None:
    """After a change, run ``python -m tests.exports.test_action_plan`` and read the difference."""
    document, language = golden.stem.split(".")
    lines = composed(resources, land_titles(), NAMED, document, language).lines()
    assert lines == golden.read_text("utf-8").splitlines()


def test_every_document_has_been_read() -> None:
    assert {f"{row.id}.en" for row in DOCUMENTS} <= {path.stem for path in GOLDEN.glob("*.txt")}


@pytest.mark.parametrize("language", LANGUAGES_OFFERED)
@pytest.mark.parametrize("document", [row.id for row in DOCUMENTS])
def test_a_language_changes_the_form_and_not_what_people_wrote(
    resources: Path, document: str, language: str
) -> None:
    lines = composed(resources, land_titles(), NAMED, document, language).lines()
    english = _golden(document, "en").read_text("utf-8").splitlines()
    told = language != "en" and document != "participants"  # that the translation is our own
    said = Words(language, resources / "i18n")(UNTRANSLATED)
    assert (said in lines) == told, "what people wrote stays as it is, and that is said"
    assert len(lines) == len(english) + 2 * told
    prose = {line for line in english if line.endswith(".") and line in _WRITTEN}
    assert prose <= set(lines)
    assert language == "en" or lines != english


_WRITTEN = frozenset(
    answer.text.splitlines()[0] for answer in land_titles().all(Answer) if answer.text
)


def _golden(document: str, language: str) -> Path:
    return GOLDEN / f"{document}.{language}.txt"


def test_headings_go_down_one_level_at_a_time(resources: Path) -> None:
    for row in DOCUMENTS:
        outline = composed(resources, a_full_plan(), replace(NAMED, show_empty=True), row.id)
        levels = [block.level for block in outline.blocks if isinstance(block, Heading)]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))


def test_what_is_not_written_is_left_out_or_said(resources: Path) -> None:
    plan = a_plan(a_commitment())
    assert "Not yet written." not in composed(resources, plan, Options()).lines()
    shown = composed(resources, plan, Options(show_empty=True)).lines()
    template = Frameworks(resources / "frameworks").edition(plan.info.template, "en")
    asked = [*template.questions("plan"), *template.questions("commitment")]
    assert {item.title for item in asked} <= {line.lstrip("# ") for line in shown}
    # Budget and milestones are missing too, and no question stands for them.
    assert shown.count("Not yet written.") == len(asked) + 2


def test_only_the_chosen_commitments_and_sections_are_in_it(resources: Path) -> None:
    options = Options(commitments=(SECOND, BLANK), sections=("monitoring",))
    lines = composed(resources, land_titles(), options).lines()
    titles = [line for line in lines if line.startswith("# ")]
    assert titles == [
        "# Legal aid by radio",
        "# Untitled commitment",
        "# Implementation and monitoring",
    ]
    assert "Commitment 2" in lines  # numbers are those of the whole plan
    assert "8 people took part." not in lines


def test_a_commitment_begins_on_its_own_form(resources: Path) -> None:
    row = a_commitment(title="An old promise")
    said = an_answer(row, "problem", "Nobody could look.", "national-2015")
    plan = a_plan(row, said, template="national-2015", values="values-2011")
    lines = composed(resources, plan, Options()).lines()
    edition = Frameworks(resources / "frameworks").edition("national-2015", "en")
    at = lines.index(f"## {edition.item('problem').title}")
    assert lines[at + 1] == "Nobody could look."


def test_a_column_of_milestones_is_as_wide_as_its_longest_word() -> None:
    heads = {"title": "What", "outputs": "Outputs", "supporting": "With", "ends": "End"}
    usual = milestone_widths(heads, [("A", "B", "C", "D")])
    wide = milestone_widths(heads, [("A", "B", "District Governments; Budget", "D")])
    measure, kind = PAPERS["A4"].measure, TYPES["table"]
    assert wide[3] * measure > len("Governments;") * kind.size * 0.55 + 8.5
    assert wide[3] >= usual[3]
    assert (wide[0], wide[4]) == (usual[0], usual[4]), "numbers and dates keep their line"
    endless = milestone_widths(heads, [("x" * 1000, "y" * 1000, "z" * 1000, "D")])
    for widths in (usual, wide, endless):
        assert sum(widths) == pytest.approx(1)
        assert min(widths) > 0.05


def test_numbers_of_milestones_follow_the_commitment(resources: Path) -> None:
    row = a_commitment()
    steps = [a_milestone(row, position=place, title=place) for place in ("b", "d", "f")]
    other = a_commitment(position="A", title="Before it")
    tables = _tables(composed(resources, a_plan(row, other, *steps), Options(values=False)))
    assert [plain(cells[0]) for cells in tables[0].rows] == ["2.1", "2.2", "2.3"]
    assert [plain(cells[1]) for cells in tables[0].rows] == ["b", "d", "f"]


def test_columns_nobody_filled_are_not_there(resources: Path) -> None:
    row = a_commitment()
    bare = Milestone(a_milestone(row).id, commitment=row.id, position="V", title="Done")
    (table,) = _tables(composed(resources, a_plan(row, bare), Options(values=False)))
    assert table.head == ("", "What will be done, and can be seen")
    assert sum(table.widths) == pytest.approx(1)


def _tables(outline: Outline) -> list[Table]:
    return [block for block in outline.blocks if isinstance(block, Table)]


def test_a_value_that_needs_another_one_counts_with_it_only(resources: Path) -> None:
    row = a_commitment()
    by_radio = replace(an_answer(row, "technology", "By radio.", VALUES), level="yes")
    core = replace(an_answer(row, "transparency", "Fees are read out.", VALUES), level="partly")
    alone = composed(resources, a_plan(row, by_radio), Options())
    both = composed(resources, a_plan(row, by_radio, core), Options())
    assert _marks(alone) == []
    assert _marks(both) == ["access", "tech"]
    assert _marks(composed(resources, a_plan(row, by_radio, core), Options(values=False))) == []


def _marks(outline: Outline) -> list[str]:
    return [block.mark for block in outline.blocks if isinstance(block, Marked)]


def test_a_draft_says_so_in_its_own_words_where_it_has_some(resources: Path) -> None:
    plain_plan, told = a_plan(), a_plan(status="For the forum\nof May")
    assert composed(resources, plain_plan, Options()).footer == "Draft for comment"
    assert composed(resources, told, Options()).footer == "For the forum of May"
    final = composed(resources, told, Options(draft=False))
    assert final.footer == ""
    assert _cover(final).status == ""


def test_the_cover_takes_its_date_from_the_options(resources: Path) -> None:
    assert ("Date", "22 November 2026") in _cover(composed(resources, a_plan(), NAMED)).facts
    undated = _cover(composed(resources, a_plan(), Options()))
    assert "Date" not in dict(undated.facts)


def _cover(outline: Outline) -> Cover:
    return next(block for block in outline.blocks if isinstance(block, Cover))


def test_a_blank_plan_is_a_document_all_the_same(resources: Path) -> None:
    for row in DOCUMENTS:
        outline = composed(resources, plan_of([]), Options(), row.id)
        assert outline.title
        assert outline.blocks
    blank = composed(resources, plan_of([]), Options())
    assert [type(block) for block in blank.blocks] == [Cover, Contents]


def test_long_and_broken_titles_stay_on_one_line(resources: Path) -> None:
    title = "A title\n\tof many words " * 40
    lines = composed(resources, a_plan(a_commitment(title=title)), Options()).lines()
    assert "# " + " ".join(title.split()) in lines


def test_prose_keeps_every_word_and_its_paragraphs(resources: Path) -> None:
    row = a_commitment()
    text = "\n\nFirst line\nsecond line\n\n\n\n  Indented   words\n"
    outline = composed(resources, a_plan(row, an_answer(row, "problem", text)), Options())
    at = outline.lines().index("### What problem does the commitment aim to address?")
    assert outline.lines()[at + 1 : at + 4] == ["First line", "second line", "  Indented   words"]


def test_an_arabic_document_runs_from_right_to_left(resources: Path) -> None:
    outline = composed(resources, land_titles(), NAMED, language="ar")
    assert outline.right_to_left
    assert outline.language == "ar"
    assert not composed(resources, land_titles(), NAMED).right_to_left


def test_anchors_are_unique(resources: Path) -> None:
    outline = composed(resources, land_titles(), replace(NAMED, show_empty=True))
    anchors = [b.anchor for b in outline.blocks if isinstance(b, Heading) and b.anchor]
    assert len(anchors) == len(set(anchors))
    assert "commitment-1" in anchors


def test_the_bin_stays_out(resources: Path) -> None:
    row, gone = a_commitment(), a_commitment(position="W", title="In the bin", deleted=1)
    answer = replace(an_answer(row, "problem", "Thrown away."), deleted=1)
    lines = composed(resources, a_plan(row, gone, answer), Options(show_empty=True)).lines()
    assert not [line for line in lines if "bin" in line or "Thrown" in line]


def test_a_theme_of_the_list_is_named_and_a_local_one_is_kept(resources: Path) -> None:
    outline = composed(resources, land_titles(), Options())
    running = {b.text: b.running for b in outline.blocks if isinstance(b, Heading) and b.label}
    themes = Frameworks(resources / "frameworks").edition(land_titles().info.themes, "en")
    first = land_titles().of(Commitment, FIRST)
    assert first is not None
    assert running["Land titles within reach"] == themes.item(first.theme).title
    assert running["Legal aid by radio"] == "Radio"


def test_a_plan_without_a_title_still_has_one(resources: Path) -> None:
    outline = composed(resources, plan_of([an_info(title="")]), Options())
    assert outline.title == "Action plan"


def test_ambition_is_shown_as_long_as_it_is_chosen(resources: Path) -> None:
    question = "## How ambitious is it?"
    assert question in composed(resources, land_titles(), Options()).lines()
    assert question not in composed(resources, land_titles(), Options(ambition=False)).lines()


def test_a_value_of_a_level_alone_says_the_level(resources: Path) -> None:
    row = a_commitment()
    bare = replace(an_answer(row, "transparency", "", VALUES), level="yes")
    outline = composed(resources, a_plan(row, bare), Options())
    (marked,) = (block for block in outline.blocks if isinstance(block, Marked))
    assert plain(marked.runs) == "Yes"


def test_notes_stand_under_their_subject_with_or_without_a_label(resources: Path) -> None:
    row = a_commitment(title="Fees")
    notes = (a_note(row, "Bare."), a_note(row, "From the fair.", label="Origin", position="W"))
    lines = composed(resources, a_plan(row, *notes), Options(notes=True)).lines()
    assert lines[-5:] == ["# Annex: notes", "## Fees", "Bare.", "### Origin", "From the fair."]
    assert "Bare." not in composed(resources, a_plan(row, *notes), Options()).lines()


def test_standards_without_evidence_say_no_more(resources: Path) -> None:
    plan = a_plan(standards="standards-local")
    bare = composed(resources, plan, Options(), "standards-report").lines()
    assert "Met: Not yet judged" in bare
    assert "Not yet written." not in bare
    full = composed(resources, plan, Options(show_empty=True), "standards-report").lines()
    assert full.count("Not yet written.") == full.count("Met: Not yet judged")


def test_a_requirement_without_a_threshold_shows_none(resources: Path) -> None:
    m = _material(resources, a_plan(), Options(), "en")
    assert [line for line in _report(m) if line.startswith("Threshold")]
    edition = m.editions.standards
    bare = replace(edition, items=tuple(replace(item, threshold="") for item in edition.items))
    m = replace(m, editions=replace(m.editions, standards=bare))
    assert not [line for line in _report(m) if line.startswith("Threshold")]


def _report(m: Material) -> list[str]:
    return compose("standards-report", m).lines()


if __name__ == "__main__":
    wanted = {path.stem.split(".")[1] for path in GOLDEN.glob("*.txt")} | {"en"}
    for one in wanted:
        for row in DOCUMENTS:
            told = composed(ROOT / "resources", land_titles(), NAMED, row.id, one)
            _golden(row.id, one).write_text("\n".join(told.lines()) + "\n", "utf-8")
