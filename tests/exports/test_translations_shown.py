"""Translations where people look for them: a document in one other language, a sheet, a search."""

from __future__ import annotations

import io
from pathlib import Path
from zipfile import ZipFile

import pikepdf
from msgspec.structs import replace

from app.exports import Options, compose
from app.exports.composing import material
from app.exports.docx_writer import write as write_docx
from app.exports.outline import Facts, Heading, Outline, Paragraph, plain
from app.exports.pdf_writer import write as write_pdf
from app.exports.side_by_side import UNTRANSLATED
from app.exports.tables import sheets
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.models.search import find
from app.words import Words
from tests.builders import a_commitment, a_milestone, a_plan, a_translation, an_answer

UNDONE, OLDER = "not yet translated", "translation older than the text"


def words_of(resources: Path) -> Words:
    return Words("fr", resources / "i18n")


def in_french(resources: Path, plan: Plan) -> Outline:
    words = words_of(resources)
    m = material(plan, Frameworks(resources / "frameworks"), words, Options())
    return compose("action-plan", m)


def notes(outline: Outline) -> list[str]:
    return [
        plain(block.runs)
        for block in outline.blocks
        if isinstance(block, Paragraph) and block.style == "note"
    ]


def test_a_document_in_one_other_language_marks_what_is_missing_or_old(resources: Path) -> None:
    words, row = words_of(resources), a_commitment(title="Land titles")
    old, new = an_answer(row, "problem", "Few know."), an_answer(row, "solution", "Tell them.")
    plan = a_plan(row, old, new, a_translation(old, "text", "Personne.", source="Nobody knows."))
    outline = in_french(resources, plan)
    said = notes(outline)
    assert said.count(words(OLDER)) == 1
    assert said.count(words(UNDONE)) == 1
    texts = [plain(b.runs) for b in outline.blocks if isinstance(b, Paragraph)]
    assert texts.index(words(OLDER)) == texts.index("Personne.") + 1
    assert texts.index(words(UNDONE)) == texts.index("Tell them.") + 1


def test_what_is_translated_has_no_mark_and_what_is_not_at_all_has_one(resources: Path) -> None:
    words, row = words_of(resources), a_commitment(title="", lead="")
    first, second = an_answer(row, "problem", "Few know."), an_answer(row, "solution", "Tell.")
    untold = in_french(resources, a_plan(row, first, second))
    none = notes(untold)
    place = untold.lines().index(words(UNTRANSLATED))
    assert untold.lines()[place - 1].startswith("# "), "it would fill a page behind the contents"
    assert none.count(words(UNTRANSLATED)) == 1
    assert words(UNDONE) not in none
    both = (a_translation(first, "text", "Peu."), a_translation(second, "text", "Dire."))
    done = notes(in_french(resources, a_plan(row, first, second, *both)))
    assert not {words(UNDONE), words(OLDER), words(UNTRANSLATED)} & set(done)


def an_outline(resources: Path) -> Outline:
    """French, with a commitment whose title and lead nobody translated."""
    row = a_commitment(title="Land titles", lead="Land Registry")
    answer = an_answer(row, "problem", "Few know.")
    plan = a_plan(row, answer, a_translation(answer, "text", "Peu savent."))
    return in_french(resources, plan)


def test_headings_and_facts_say_in_which_language_they_are(resources: Path) -> None:
    blocks = an_outline(resources).blocks
    tongues = {b.text: b.language for b in blocks if isinstance(b, Heading)}
    assert tongues["Land titles"] == "en"
    assert set(tongues.values()) == {"en", ""}
    (facts,) = (b for b in blocks if isinstance(b, Facts))
    assert [run.language for _, run in facts.values() if run.text == "Land Registry"] == ["en"]
    assert [run.language for _, run in facts.values() if run.text != "Land Registry"] == [""]


def test_word_and_pdf_are_told_the_language_of_a_title(resources: Path) -> None:
    outline, word, pdf = an_outline(resources), io.BytesIO(), io.BytesIO()
    write_docx(outline, word, resources)
    with ZipFile(word) as zipped:
        text = zipped.read("word/document.xml").decode()
    for said in ("Land titles", "Land Registry"):
        before = text[: text.rindex(f">{said}<")]
        assert 'w:lang w:val="en' in before[before.rindex("<w:r>") :]
    write_pdf(outline, pdf, resources)
    with pikepdf.open(pdf) as book:
        spoken = [str(o.get("/Lang")) for o in book.objects if isinstance(o, pikepdf.Dictionary)]
    assert any(one.startswith("en") for one in spoken)


def test_a_workbook_has_the_texts_beside_their_translations(resources: Path) -> None:
    words, row = Words("en", resources / "i18n"), a_commitment(title="Land titles")
    step = a_milestone(row, title="A list")
    said = a_translation(row, "title", "Titres fonciers", by="Ama Mensah")
    old = replace(a_translation(step, "title", "Une liste"), source="The list")
    plan = a_plan(row, step, said, old)
    m = material(plan, Frameworks(resources / "frameworks"), words, Options())
    sheet = sheets(m, {})[-1]
    assert sheet.name == "Translations"
    assert [line[2:] for line in sheet.rows] == [
        ("Land titles", "Français", "Titres fonciers", ""),
        ("A list", "Français", "Une liste", OLDER),
    ]
    assert {line[0] for line in sheet.rows} == {1}
    assert "Ama" not in str(sheet)
    bare = material(a_plan(row), Frameworks(resources / "frameworks"), words, Options())
    assert "Translations" not in [one.name for one in sheets(bare, {})]


def test_a_search_finds_translations_where_the_text_is() -> None:
    row = a_commitment(title="Land titles")
    step, answer = a_milestone(row, title="A list"), an_answer(row, "problem", "Few know.")
    plan = a_plan(
        row,
        step,
        answer,
        a_translation(row, "title", "Titres fonciers"),
        a_translation(step, "title", "Une énumération"),
        a_translation(answer, "text", "Peu savent."),
    )
    for sought, field in (("fonciers", "title"), ("enumeration", step.id), ("savent", "problem")):
        (hit,) = find(plan, sought)
        assert (hit.page, hit.id, hit.field) == ("commitments", row.id, field)
