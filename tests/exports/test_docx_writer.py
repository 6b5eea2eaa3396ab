"""What Word is given: every text, in named styles, whole, and never as code."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document
from pypdf import PdfReader

from app.errors import UserError
from app.exports.atomic import atomic_write
from app.exports.docx_writer import check, write
from app.exports.outline import (
    Bar,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Outline,
    PageBreak,
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
from tests.exports.specimen import arabic, commitment, rich

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def document() -> bytes:
    return made(rich())


@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["rich", "arabic"])
def test_every_text_is_there_in_reading_order(outline: Outline) -> None:
    body = "\n".join(paragraphs(part(made(outline))))
    title = next(block.title for block in outline.blocks if isinstance(block, Contents))
    contents = body.index("\n", body.index(title))
    place = 0
    for line in said(outline):
        found = body.find(line, place)
        assert found >= 0, line
        place = found + (len(line) if place > contents else 0)


def test_people_find_each_block_in_its_style(document: bytes) -> None:
    word = Document(BytesIO(document))
    styles: dict[str, list[str]] = {}
    for paragraph in word.paragraphs:
        assert paragraph.style is not None
        styles.setdefault(str(paragraph.style.name), []).append(paragraph.text)
    assert styles["Title"][0].startswith("Open Government Action Plan of")
    assert styles["Subtitle"] == ["The fifth plan, made by government and civil society together"]
    assert styles["Heading 1"][:2] == ["Introduction", "Land titles within reach"]
    assert styles["Heading 2"][0] == "How this plan was made"
    assert styles["Heading 4"] == ["Values"]
    assert styles["Atelier Label Page"][0] == "Commitment 1"
    assert styles["Atelier Label"] == ["After a break."]
    assert styles["Atelier Lead"] == ["Land, water and money are what people spoke of most."]
    assert styles["Quote"] == ["We waited three years\nand nobody told us why."]
    assert styles["Atelier Empty"][0] == "Not yet written."
    assert styles["Atelier Note"][0].startswith("Ambition as rated")
    assert styles["List Bullet"][:2] == ["Twelve districts", "Four languages"]
    assert styles["List Number"] == ["First this", "then that", "One again", "two again"]
    assert styles["Caption"] == ["Ambition as rated", "Every idea of the workshop"]
    assert styles["Atelier Marked"][0] == "\tInclusion\tWho is heard."
    assert [table.style.name for table in word.tables if table.style][:4] == [
        "Atelier Cover",
        "Atelier Figure",
        "Atelier Facts",
        "Atelier Table",
    ]
    first = word.tables[2].cell(0, 1)
    assert [(p.style.name, p.text) for p in first.paragraphs if p.style] == [
        ("Fact Label", "With"),
        ("Fact", "Ministry of Gender; Ombudsman; women farmers’ federation"),
    ]


def test_only_styles_give_the_look(document: bytes) -> None:
    root = part(document)
    looks = "rFonts color sz szCs u spacing ind jc pBdr tabs keepNext shd tcBorders tblBorders"
    assert [e.tag for e in root.iter(*(W + name for name in looks.split()))] == []
    known = {s.get(f"{W}styleId") for s in part(document, "word/styles.xml").iter(f"{W}style")}
    used = {value(e) for e in root.iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")}
    assert used <= known


@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["rich", "arabic"])
def test_elements_stand_in_the_order_of_the_schema(outline: Outline) -> None:
    written = made(outline)
    for name in names(written):
        if name.startswith("word/") and name.endswith(".xml"):
            assert disorder(part(written, name)) == [], name


def test_the_check_of_order_finds_disorder() -> None:
    written = made(short(Paragraph(runs(Run("x", bold=True)), "quote")))
    root = part(written)
    properties = next(root.iter(f"{W}rPr"))
    properties.append(properties[0])
    assert len(disorder(root)) == 1


def test_contents_are_whole_and_lead_to_the_headings(document: bytes) -> None:
    root = part(document)
    targets = [e.get(f"{W}name") for e in root.iter(f"{W}bookmarkStart")]
    assert len(targets) == len(set(targets))
    ids = [e.get(f"{W}id") for e in root.iter(f"{W}bookmarkStart")]
    assert len(ids) == len(set(ids)) == len(list(root.iter(f"{W}bookmarkEnd")))
    entries = [e for e in root.iter(f"{W}hyperlink") if "PAGEREF" in "".join(e.itertext())]
    headings = [b for b in rich().blocks if isinstance(b, Heading) and b.level <= 2]
    assert [text(entry).removesuffix("\t") for entry in entries] == [h.text for h in headings]
    for entry, heading in zip(entries, headings, strict=True):
        target = entry.get(f"{W}anchor")
        start = next(e for e in root.iter(f"{W}bookmarkStart") if e.get(f"{W}name") == target)
        assert text(start.getparent()) == heading.text
        assert f"PAGEREF {target} " in "".join(entry.itertext())
    codes = [e.text or "" for e in root.iter(f"{W}instrText")]
    assert codes[0] == ' TOC \\o "1-2" \\h \\z \\u '
    marks = [e.get(f"{W}fldCharType") for e in root.iter(f"{W}fldChar")]
    assert marks.count("begin") == marks.count("separate") == marks.count("end") == len(codes)


def test_contents_without_headings_are_a_title() -> None:
    root = part(made(short(Contents("Contents"), Paragraph(runs("Text")))))
    assert paragraphs(root) == ["Contents", "Text"]
    assert list(root.iter(f"{W}fldChar")) == []


def test_head_row_repeats_and_rows_do_not_split(document: bytes) -> None:
    table = Document(BytesIO(document)).tables[-1]._tbl
    rows = table.findall(f"{W}tr")
    assert len(rows) == 101
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 100
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    assert value(table.find(f"{W}tblPr/{W}tblCaption")) == "Every idea of the workshop"
    styles = {value(row[-1].find(f".//{W}pStyle")) for row in rows[1:]}
    assert styles == {"TableNumber"}
    widths = [int(column.get(f"{W}w")) for column in table.find(f"{W}tblGrid")]
    assert sum(widths) == 9524
    assert widths[0] * 7 == pytest.approx(widths[1], rel=0.01)


def test_rows_shorter_and_longer_than_the_head_are_fitted() -> None:
    table = Table(("A", "B"), ((runs("1"),), (runs("2"), runs("3"), runs("4"))), (0, 1))
    word = Document(BytesIO(made(short(table, Table((), (), ())))))
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["A", "B"],
        ["1", ""],
        ["2", "3"],
    ]
    assert len(word.tables) == 1


def test_each_ordered_list_begins_at_one(document: bytes) -> None:
    used = [value(e) for e in part(document).iter(f"{W}numId")]
    assert used == ["10", "10", "11", "11"]
    numbering = part(document, "word/numbering.xml")
    numbers = {e.get(f"{W}numId"): e for e in numbering.iter(f"{W}num")}
    for number in used:
        start = numbers[number].find(f"{W}lvlOverride/{W}startOverride")
        assert value(start) == "1"


def test_figures_say_what_they_show(document: bytes) -> None:
    table = Document(BytesIO(document)).tables[1]
    assert [[cell.text for cell in row.cells] for row in table.rows][:2] == [
        ["\u2002Unclear", "", "3"],
        ["\u2002Modest", "", "17"],
    ]
    assert value(table._tbl.find(f"{W}tblPr/{W}tblDescription")) == "Most rated it modest."
    drawn = [e.get("cx") for e in table._tbl.iter() if str(e.tag).endswith("}extent")]
    bars = [int(width) for width in drawn if int(width) != 127000]
    assert len(bars) == 4, "nothing is drawn for nothing"
    assert bars[0] / bars[-1] == pytest.approx(3 / 30, rel=0.01)
    made(short(Figure((Bar("None", 0),), "Nobody voted")))


def test_pictures_are_there_named_and_numbered_once(document: bytes) -> None:
    root = part(document)
    ids = [e.get("id") for e in root.iter() if str(e.tag).endswith("}docPr")]
    assert len(ids) == len(set(ids)) > 10
    related = {e.get("Id"): e for e in part(document, "word/_rels/document.xml.rels")}
    for blip in (e for e in root.iter() if str(e.tag).endswith("}blip")):
        target = related[blip.get(f"{R}embed")].get("Target")
        assert f"word/{target}" in names(document)
    glyph = next(e for e in root.iter() if str(e.tag).endswith("}docPr"))
    assert glyph.get("descr") == "Inclusion"


def test_heads_and_feet_belong_to_their_chapters(document: bytes) -> None:
    word = Document(BytesIO(document))
    ends = [section.header.tables[0].cell(0, 1).text for section in word.sections]
    assert ends == ["", "", "Land and water", "Money", ""]
    starts = {section.header.tables[0].cell(0, 0).text for section in word.sections}
    assert starts == {"Open Government Action Plan 2026–2028"}
    assert [section.different_first_page_header_footer for section in word.sections] == [
        True,
        False,
        False,
        False,
        False,
    ]
    codes = ["".join(s.header._element.itertext()) for s in word.sections]
    assert ["STYLEREF 1" in code for code in codes] == [False, True, False, False, True]
    foot = word.sections[0].footer.tables[0]
    assert foot.cell(0, 0).text == "Forum of government and civil society, draft for comment"
    assert foot.cell(0, 1).text == "Page 1 of 1"
    inside = [e.text for e in foot._tbl.iter(f"{W}instrText")]
    assert inside == [" PAGE ", " NUMPAGES "]


def test_chapters_begin_a_page_once_under_their_label() -> None:
    blocks = (Heading("A", 1, "One"), PageBreak(), Heading("B", 1), Heading("C", 2, "Two"))
    root = part(made(short(*blocks)))
    assert paragraphs(root) == ["One", "A", "B", "Two", "C"]
    breaks = {text(p): value(p.find(f"{W}pPr/{W}pageBreakBefore")) for p in root.iter(f"{W}p")}
    assert breaks["A"] == "0", "its label has turned the page"
    assert breaks["B"] == "", "by its style"
    assert value(root.find(f".//{W}pStyle")) == "AtelierLabelPage"


def test_a_break_is_made_where_something_follows() -> None:
    blocks = (Cover("T", "", ()), Paragraph(runs("x")), PageBreak(), Paragraph(runs("y")))
    root = part(made(short(*blocks, PageBreak())))
    assert len(paragraphs(root, "AtelierPageBreak")) == 2


def test_properties_say_what_the_outline_says_and_nothing_else(document: bytes) -> None:
    core = Document(BytesIO(document)).core_properties
    assert core.title == "Open Government Action Plan 2026–2028"
    assert (core.author, core.subject) == ("Forum", "Commitments")
    assert (core.keywords, core.language) == ("open government; land", "en")
    assert (core.created, core.modified, core.last_modified_by) == (None, None, "")
    bare = Document(BytesIO(made(Outline("x" * 400, "en", ())))).core_properties
    assert (bare.author, len(bare.title)) == ("", 255)
    kept = " ".join(names(document))
    assert not re.search("customXml|thumbnail|app.xml|comments", kept)


def test_the_language_is_set_where_word_looks_for_it() -> None:
    run = Run(" English ", language="en"), Run("عربي", language="ar")
    written = made(Outline("T", "fr", (Paragraph((Run("Bonjour"), *run)),)))
    default = part(written, "word/styles.xml").find(f".//{W}rPrDefault//{W}lang")
    assert value(default) == "fr-FR"
    theme = part(written, "word/settings.xml").find(f"{W}themeFontLang")
    assert value(theme) == "fr-FR"
    joined = part(made(Outline("T", "th", ())), "word/styles.xml")
    assert joined.find(f".//{W}rPrDefault//{W}lang").get(f"{W}bidi") == "th-TH"
    first, second = part(written).iter(f"{W}lang")
    assert value(first) == "en-GB"
    assert second.get(f"{W}bidi") == "ar-SA"
    assert second.getparent().find(f"{W}rtl") is not None


def test_right_to_left_turns_paragraphs_tables_and_pages() -> None:
    written = made(arabic())
    root = part(written)
    assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in root.iter(f"{W}p"))
    assert all(t.find(f"{W}tblPr/{W}bidiVisual") is not None for t in root.iter(f"{W}tbl"))
    assert all(s.find(f"{W}bidi") is not None for s in root.iter(f"{W}sectPr"))
    for run in root.iter(f"{W}r"):
        if re.search("[\u0600-\u06ff]", text(run)):
            assert run.find(f"{W}rPr/{W}rtl") is not None
    size = root.find(f".//{W}pgSz")
    assert size is not None
    assert (size.get(f"{W}w"), size.get(f"{W}h")) == ("12240", "15840")
    margins = root.find(f".//{W}pgMar")
    assert margins is not None
    assert int(margins.get(f"{W}right", 0)) > int(margins.get(f"{W}left", 0))
    important = next(r for r in root.iter(f"{W}r") if text(r) == " ومهم")
    assert important.find(f"{W}rPr/{W}i") is None, "Arabic has no italics"
    assert important.find(f"{W}rPr/{W}bCs") is not None
    styles = part(written, "word/styles.xml")
    assert {e.get(f"{W}lineRule") for e in styles.iter(f"{W}spacing")} == {"atLeast"}
    quote = next(s for s in styles.iter(f"{W}style") if s.get(f"{W}styleId") == "Quote")
    assert [e.tag for e in quote.find(f"{W}pPr/{W}pBdr")] == [f"{W}right"]


def test_the_same_outline_gives_the_same_bytes(document: bytes) -> None:
    time.sleep(2.1)  # the clock of a zip ticks in two seconds
    assert made(rich()) == document


def test_the_template_is_what_its_tool_makes(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, ROOT / "tools" / "make_base_docx.py", tmp_path], check=True, cwd=ROOT
    )
    with (
        ZipFile(tmp_path / "base.docx") as fresh,
        ZipFile(RESOURCES / "templates" / "base.docx") as kept,
    ):
        assert fresh.namelist() == kept.namelist()
        for name in kept.namelist():
            assert fresh.read(name) == kept.read(name), name


def test_word_and_pdf_libraries_stay_unloaded() -> None:
    code = (
        "import sys, app.exports.docx_writer, app.exports.atomic;"
        "heavy = {'docx', 'lxml', 'reportlab', 'PySide6', 'sqlite3'};"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "[]"


def test_an_empty_outline_is_a_document() -> None:
    assert [p.text for p in Document(BytesIO(made(short()))).paragraphs] == [""]
    nothing = (Run("", link="https://example.org"), Run("", bold=True))
    assert paragraphs(part(made(short(Paragraph(nothing), Facts(()), Cover("", "", ()))))) == [
        "",
        "",
    ]


def test_a_long_text_is_written_in_pieces() -> None:
    count = 2000
    written = made(short(*(Paragraph(runs(f"{n} " + "word " * 100)) for n in range(count))))
    shown = paragraphs(part(written))
    assert [words.split()[0] for words in shown] == [str(n) for n in range(count)]


def test_check_passes_what_we_write_and_stops_what_is_damaged(tmp_path: Path) -> None:
    target = tmp_path / "plan.docx"
    atomic_write(target, lambda file: write(rich(), file, RESOURCES), check)
    whole = target.read_bytes()
    assert whole == made(rich())
    middle = len(whole) // 2
    flipped = whole[:middle] + bytes((whole[middle] ^ 0xFF,)) + whole[middle + 1 :]
    for damaged in (b"", whole[:middle], whole[:-30], flipped):
        target.write_bytes(damaged)
        with pytest.raises(UserError, match="write_failed"):
            check(target)


@pytest.mark.slow
@pytest.mark.promise
def test_ten_times_the_commitments_take_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        blocks = tuple(block for n in range(count) for block in commitment(n))
        best = 9.0
        for _ in range(3):
            begin = time.process_time()
            made(short(Contents("Contents"), *blocks))
            best = min(best, time.process_time() - begin)
        return best

    assert seconds(1000) / seconds(100) < 20, "11 is the goal; 100 would be a square"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="soffice (LibreOffice) is not here")
@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["rich", "arabic"])
def test_another_word_processor_reads_the_same(outline: Outline, tmp_path: Path) -> None:
    (tmp_path / "plan.docx").write_bytes(made(outline))
    home = f"-env:UserInstallation={(tmp_path / 'home').as_uri()}"
    subprocess.run(
        ["soffice", home, "--headless", "--convert-to", "pdf", "plan.docx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=180,
    )
    pages = PdfReader(tmp_path / "plan.pdf").pages
    if outline.right_to_left:
        assert len(pages) == 3, "the letters of Arabic cannot be read back from a PDF"
        return
    printed = re.sub(r"\s", "", "".join(page.extract_text() for page in pages))
    for line in said(outline):
        assert re.sub(r"\s", "", line) in printed, line
    assert f"Page{len(pages)}of{len(pages)}" in printed
