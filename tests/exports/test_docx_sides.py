"""Two languages side by side, changes, a word behind, line numbers and large print in Word."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from msgspec.structs import replace
from pypdf import PdfReader

from app.exports.docx_writer import check
from app.exports.outline import (
    Beside,
    Contents,
    Cover,
    Heading,
    Outline,
    Paragraph,
    Run,
    Table,
    runs,
)
from tests.exports.reading_docx import (
    RESOURCES,
    R,
    W,
    disorder,
    made,
    names,
    paragraphs,
    part,
    said,
    short,
    text,
    value,
)
from tests.exports.specimen import arabic, rich
from tests.exports.specimen_sides import TEXTS, changed, dressed, sides

V = "{urn:schemas-microsoft-com:vml}"
PAIRS = [("en", "fr"), ("en", "ar"), ("ar", "fr")]
ALL = [sides("en", "fr"), sides("en", "ar"), sides("ar", "fr"), changed(), dressed(rich()),
       dressed(arabic()), dressed(sides("en", "ar"), large=True)]  # fmt: skip


def cells(document: bytes) -> list[list[etree._Element]]:
    """The rows of the tables that stand for two languages."""
    rows = []
    for table in part(document).findall(f"{W}body/{W}tbl"):
        if value(table.find(f"{W}tblPr/{W}tblStyle")) == "AtelierBeside":
            rows += [row.findall(f"{W}tc") for row in table.findall(f"{W}tr")]
    return rows


def raw(document: bytes, name: str) -> bytes:
    """A part as it is."""
    with ZipFile(io.BytesIO(document)) as zipped:
        return zipped.read(name)


@pytest.mark.parametrize("outline", ALL, ids=lambda o: f"{o.language} {o.title[:9]}")
def test_the_parts_keep_the_order_of_the_schema(outline: Outline) -> None:
    document = made(outline)
    for name in names(document):
        if name.startswith("word/") and name.endswith(".xml") and "theme" not in name:
            assert disorder(part(document, name)) == [], name


@pytest.mark.parametrize("outline", ALL, ids=lambda o: f"{o.language} {o.title[:9]}")
def test_every_part_that_is_named_is_there(outline: Outline, tmp_path: Path) -> None:
    path = tmp_path / "plan.docx"
    path.write_bytes(made(outline))
    check(path)
    with ZipFile(path) as zipped:
        there = set(zipped.namelist())
        types = etree.fromstring(zipped.read("[Content_Types].xml"))
        rels = etree.fromstring(zipped.read("word/_rels/document.xml.rels"))
    assert {row.get("PartName", "/word/document.xml")[1:] for row in types} <= there
    inside = {row.get("Target") for row in rels if row.get("TargetMode") != "External"}
    assert {f"word/{name}" for name in inside if not name.startswith("/")} <= there
    known = {row.get("Id") for row in rels}
    asked = {node.get(f"{R}id") for node in part(path.read_bytes()).iter() if node.get(f"{R}id")}
    assert asked <= known


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_each_side_is_a_cell_with_its_language_and_direction(first: str, second: str) -> None:
    rows = cells(made(sides(first, second)))
    assert len(rows) == 5, "three passages, two of them under a row of headings"
    for row in rows:
        for language, cell in zip((first, second), row, strict=True):
            right = language == "ar"
            every = [run for run in cell.iter(f"{W}r") if text(run).strip()]
            texts = [run for run in every if not (right and text(run).isascii())]
            tags = [run.find(f"{W}rPr/{W}lang") for run in texts]
            assert all(tag is not None for tag in tags)
            found = {str(tag.get(f"{W}{'bidi' if right else 'val'}"))[:2] for tag in tags}
            assert found == {language}
            turned = {p.find(f"{W}pPr/{W}bidi") is not None for p in cell.iter(f"{W}p")}
            assert turned == {right}
            rtl = {text(run): run.find(f"{W}rPr/{W}rtl") is not None for run in every}
            assert rtl == {said: right and said != "OGP 2026" for said in rtl}
            assert cell[-1].tag == f"{W}p", "Word calls a cell damaged that ends with a table"


def test_the_table_of_the_sides_is_no_table_of_data() -> None:
    tables = part(made(sides("en", "fr"))).findall(f"{W}body/{W}tbl")
    pairs = [t for t in tables if value(t.find(f"{W}tblPr/{W}tblStyle")) == "AtelierBeside"]
    assert len(pairs) == 1, "passages that follow each other are rows of one table"
    for table in pairs:
        assert not list(table.iterfind(f"{W}tr/{W}trPr/{W}tblHeader"))
        assert table.find(f"{W}tblPr/{W}tblLook").get(f"{W}firstRow") == "0"
        assert "side by side" in value(table.find(f"{W}tblPr/{W}tblDescription"))
        assert table.find(f"{W}tblPr/{W}tblBorders") is None


def test_the_words_for_those_who_listen_are_those_of_the_document() -> None:
    outline = sides("ar", "fr")
    outline = replace(outline, words=outline.words | {"beside": "النص نفسه بلغتين"})
    found = [value(one) for one in part(made(outline)).iter(f"{W}tblDescription")]
    assert "النص نفسه بلغتين" in found


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_the_rule_of_a_quote_stands_where_its_lines_start(first: str, second: str) -> None:
    document = made(sides(first, second))
    styles = part(document, "word/styles.xml")
    edges = {
        style.get(f"{W}styleId"): [edge.tag.removeprefix(W) for edge in borders]
        for style in styles.iter(f"{W}style")
        if (borders := style.find(f"{W}pPr/{W}pBdr")) is not None
    }
    for language, cell in zip((first, second), cells(document)[2], strict=True):
        used = {value(p.find(f"{W}pPr/{W}pStyle")) for p in cell.iter(f"{W}p")}
        (quote,) = {"Quote", "AtelierQuoteTurned"} & used
        assert edges[quote] == ["right" if language == "ar" else "left"]


def test_a_chapter_in_two_languages_turns_the_page_once() -> None:
    side = (Heading("One", 1, "Commitment 1", "Land"), Paragraph(runs("text")))
    pair = Beside(side, side, ("en", "fr"))
    document = made(short(Cover("T", "", ()), Contents("Contents"), pair, pair))
    turned = [p for p in part(document).iter(f"{W}p") if _turns(p)]
    assert len(turned) == 3, "contents, the section of the first pair, the second pair"
    inside = [sum(_turns(p) for p in cell.iter(f"{W}p")) for row in cells(document) for cell in row]
    assert inside == [0, 0, 1, 0], "the first heading turns the page for both"
    tables = [child.tag == f"{W}tbl" for child in part(document).find(f"{W}body")]
    assert (True, True) not in set(pairwise(tables)), "Word joins tables without text between"
    assert paragraphs(part(document), "TOC1") == ["One\t"] * 4


def _turns(paragraph: etree._Element) -> bool:
    """Whether a page begins with, or after, a paragraph."""
    own = paragraph.find(f"{W}pPr/{W}pageBreakBefore")
    style = value(paragraph.find(f"{W}pPr/{W}pStyle"))
    by_style = style in ("Heading1", "TOCHeading", "AtelierLabelPage", "AtelierPageBreak")
    ends = paragraph.find(f"{W}pPr/{W}sectPr") is not None
    return ends or (by_style and (own is None or value(own) != "0"))


def test_everything_said_at_the_sides_is_there_in_order() -> None:
    outline = sides("en", "fr")
    found = "".join(text(part(made(outline))).split())
    for language in ("en", "fr"):
        for key in ("title", "problem", "quote", "why", "who"):
            assert "".join(TEXTS[language][key].split()) in found


# words that came or went


def test_a_paragraph_that_is_all_of_another_direction_turns_round() -> None:
    english = Paragraph((Run("Nobody knows.", language="en"),))
    mixed = Paragraph((Run("مقدمة "), Run("Nobody knows.", language="en")))
    body = part(made(replace(arabic(), blocks=(english, mixed))))
    bidi = [value(mark) for mark in body.iter(f"{W}bidi")]
    assert bidi.count("0") == 1


def test_changes_are_styles_and_nobodys_revision() -> None:
    root = part(made(changed()))
    styled = [(value(run.find(f"{W}rPr/{W}rStyle")), text(run)) for run in root.iter(f"{W}r")]
    assert ("Removed", "four") in styled
    assert ("Added", "each of the twelve") in styled
    assert ("Added", "see there") in styled, "a link that was added is still seen as added"
    assert not [*root.iter(f"{W}ins"), *root.iter(f"{W}del")]
    styles = part(made(changed()), "word/styles.xml")
    looks = {one.get(f"{W}styleId"): one.find(f"{W}rPr") for one in styles.iter(f"{W}style")}
    assert looks["Added"].find(f"{W}u") is not None
    assert looks["Removed"].find(f"{W}strike") is not None


# a word behind the page, line numbers


@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["rich", "arabic"])
def test_a_watermark_is_in_every_page_head_also_of_the_cover(outline: Outline) -> None:
    document = made(replace(outline, watermark='DRAFT & "more"'))
    heads = [name for name in names(document) if re.match(r"word/(head\d+|cover)\.xml", name)]
    assert "word/cover.xml" in heads
    for name in heads:
        (shape,) = part(document, name).iter(f"{V}shape")
        assert shape.find(f"{V}textpath").get("string") == 'DRAFT & "more"'
        assert shape.get("id").startswith("PowerPlusWaterMarkObject")
    shapes = [next(part(document, name).iter(f"{V}shape")).get("id") for name in heads]
    assert len(set(shapes)) == len(shapes)
    first = next(part(document).iter(f"{W}sectPr"))
    kinds = {ref.get(f"{W}type"): ref.get(f"{R}id") for ref in first.iter(f"{W}headerReference")}
    assert kinds["first"] == "cover"


def test_without_a_watermark_nothing_of_it_is_there() -> None:
    document = made(rich())
    assert "word/cover.xml" not in names(document)
    assert all(b"v:shape" not in raw(document, name) for name in names(document))


def test_lines_are_counted_by_word_itself_from_one_on_each_page() -> None:
    for section in part(made(replace(rich(), line_numbers=True))).iter(f"{W}sectPr"):
        counted = section.find(f"{W}lnNumType")
        assert (counted.get(f"{W}countBy"), counted.get(f"{W}restart")) == ("1", "newPage")
    assert not list(part(made(rich())).iter(f"{W}lnNumType"))


# large print


def test_large_print_has_no_small_pale_or_slanted_letters() -> None:
    document = made(replace(rich(), large_print=True))
    styles = part(document, "word/styles.xml")
    for style in styles.iter(f"{W}style"):
        if "Spacer" in style.get(f"{W}styleId") or "PageBreak" in style.get(f"{W}styleId"):
            continue
        for size in style.iter(f"{W}sz"):
            assert int(value(size)) >= 32, style.get(f"{W}styleId")
        for face in style.iter(f"{W}rFonts"):
            assert face.get(f"{W}ascii") == "Noto Sans"
    assert not list(part(document).iter(f"{W}i"))
    every = part(document).iter(f"{W}r")
    bold = [text(run) for run in every if run.find(f"{W}rPr/{W}b") is not None]
    assert "the reason" in bold


def test_a_table_too_wide_for_large_print_becomes_labels_and_values() -> None:
    row = tuple(runs(f"value{at}") for at in range(5))
    outline = short(Table(("", "What", "Who", "Start", "End"), (row, row), (1, 5, 3, 1, 1)))
    assert len(list(part(made(outline)).iter(f"{W}tbl"))) == 1
    root = part(made(replace(outline, large_print=True)))
    assert not list(root.iter(f"{W}tbl"))
    assert [line.replace("\u2002", " ") for line in paragraphs(root)][:4] == [
        "value0 value1", "Who: value2", "Start: value3", "End: value4",
    ]  # fmt: skip


def test_a_table_without_caption_is_named_by_the_heading_above_it() -> None:
    table = Table(("A", "B"), ((runs("1"), runs("2")),), (1, 1))
    root = part(made(short(Heading("Milestones", 2), table, Paragraph(runs("x")), table)))
    assert [value(one) for one in root.iter(f"{W}tblCaption")] == ["Milestones"]
    assert paragraphs(root, "Caption") == []


def test_the_template_of_large_print_is_what_its_tool_makes(tmp_path: Path) -> None:
    tool = RESOURCES.parent / "tools" / "make_base_docx.py"
    subprocess.run([sys.executable, tool, tmp_path], check=True, cwd=RESOURCES.parent)
    with (
        ZipFile(tmp_path / "large.docx") as fresh,
        ZipFile(RESOURCES / "templates" / "large.docx") as kept,
    ):
        assert fresh.namelist() == kept.namelist()
        assert all(fresh.read(name) == kept.read(name) for name in kept.namelist())


def test_nothing_of_the_machine_or_the_hour_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("USER", "LOGNAME", "HOSTNAME", "COMPUTERNAME"):
        monkeypatch.setenv(name, "secretuser")
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    document = made(dressed(rich()))
    for name in names(document):
        data = raw(document, name)
        assert b"secretuser" not in data
        assert b"Nairobi" not in data
        assert b"dcterms:created" not in data


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not here")
def test_another_word_processor_keeps_both_texts(tmp_path: Path) -> None:
    outline = dressed(sides("en", "fr"))
    (tmp_path / "plan.docx").write_bytes(made(outline))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "plan.docx"],
        cwd=tmp_path, check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    pages = PdfReader(tmp_path / "plan.pdf").pages
    printed = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    words = re.sub(r"\s", "", "".join(said(outline)))
    for language in ("en", "fr"):
        for key in ("label", "title", "quote", "value", "why"):
            wanted = re.sub(r"\s", "", TEXTS[language][key])
            assert wanted in words
            assert wanted in printed, wanted
