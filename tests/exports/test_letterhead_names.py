"""Letterheads of ministries that write in their own language and count their headings."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from app.exports.letterhead import NUMBERED, UNKNOWN, read_letterhead
from app.exports.letterhead_names import GAPS, PLACE, plain_name
from tests.exports.letterheads import Parts, W, add, complaints, made_on, ministry, saved

NUMBERED_HEADINGS = """<w:abstractNum w:abstractNumId="77"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/><w:pStyle w:val="Heading1"/>
<w:lvlText w:val="%1."/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>"""


@pytest.mark.parametrize(
    "spelt",
    [
        "{{titre du plan}} {{pays}} {{période}} {{date}} {{statut}} {{langue}} {{responsable}}",
        "{{TITULO_DEL_PLAN}} {{país}} {{periodo}} {{fecha}} {{estado}} {{idioma}} {{responsable}}",
        "{{título do plano}} {{país}} {{período}} {{data}} {{situação}} {{língua}} {{responsável}}",
        "{{عنوان الخطة}} {{البلد}} {{الفترة}} {{التاريخ}} {{الحالة}} {{اللغة}} {{الجهة المسؤولة}}",
        "{{название плана}} {{страна}} {{период}} {{дата}} {{статус}} {{язык}} {{ответственный}}",
    ],
)
def test_gaps_may_be_named_in_the_ministrys_language(spelt: str, tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph(spelt)
    path = saved(document, tmp_path)
    found = read_letterhead(path)
    assert set(found.gaps) == set(GAPS)
    assert UNKNOWN not in found.lacks
    assert b"{{" not in made_on(path)["word/document.xml"]


@pytest.mark.parametrize("name", ["texte", "documento", "Texto", "الوثيقة", "документ"])
def test_the_place_too(name: str) -> None:
    assert plain_name(name) == PLACE


def test_a_name_nobody_knows_stays_unknown() -> None:
    assert plain_name(" Numéro_de-dossier ") == "numéro de dossier"


def counting(tmp_path: Path) -> Path:
    """A letterhead whose chapters count by themselves, the second level through the first."""
    document = ministry()
    numbering = document.part.numbering_part.element
    add(numbering, NUMBERED_HEADINGS, 0)
    add(numbering, '<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>')
    first = document.styles["Heading 1"].element
    add(first.get_or_add_pPr(), '<w:numPr><w:numId w:val="77"/></w:numPr>', 0)
    document.styles["Heading 2"].base_style = document.styles["Heading 1"]
    return saved(document, tmp_path)


def numbers(content: Parts) -> dict[str, str | None]:
    """The list each heading style counts by."""
    found = {}
    for style in etree.fromstring(content["word/styles.xml"]).iter(f"{W}style"):
        number = style.find(f"{W}pPr/{W}numPr/{W}numId")
        found[style.get(f"{W}styleId")] = None if number is None else number.get(f"{W}val")
    return {id: found[id] for id in ("Heading1", "Heading2", "Heading3")}


def test_headings_that_count_by_themselves_leave_ours_their_numbers(tmp_path: Path) -> None:
    path = counting(tmp_path)
    assert NUMBERED in read_letterhead(path).lacks
    content = made_on(path)
    assert list(complaints(content)) == []
    assert numbers(content) == {"Heading1": "0", "Heading2": "0", "Heading3": None}


def test_headings_that_do_not_count_are_left_alone(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path)
    assert NUMBERED not in read_letterhead(path).lacks
    assert numbers(made_on(path)) == {"Heading1": None, "Heading2": None, "Heading3": None}
