"""A document on a ministry's own sheet: its look, our text, and nothing of who made the sheet."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from docx import Document
from lxml import etree  # type: ignore[import-untyped]  # it has no types
from msgspec.structs import replace

from app.errors import UserError
from app.exports import ExportChoice, Options, letterhead, produce
from app.exports.letterhead import read_letterhead
from app.exports.letterhead_names import GAPS, PLACE
from app.exports.letterhead_sample import write_sample
from app.models.frameworks import Frameworks
from app.words import Words
from tests.catalogue.picture_cases import photo
from tests.exports.land_titles import land_titles
from tests.exports.letterheads import (
    Parts,
    W,
    add,
    complaints,
    fielded,
    made_on,
    ministry,
    run,
    saved,
)
from tests.house import ROOT

MAIN = "word/document.xml"


def body_of(content: Parts) -> list[str]:
    """The texts of the body's paragraphs, one a line."""
    root = etree.fromstring(content[MAIN])
    return ["".join(t.text or "" for t in p.iter(f"{W}t")) for p in root.iter(f"{W}p")]


def zip_of(content: Parts) -> io.BytesIO:
    """The parts as a file again."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as zipped:
        for name, data in content.items():
            zipped.writestr(name, data)
    return file


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    return made_on(saved(ministry(), tmp_path_factory.mktemp("ministry")))


def test_word_has_nothing_to_complain_of(content: Parts) -> None:
    assert list(complaints(content)) == []
    assert Document(zip_of(content)).paragraphs


@pytest.mark.parametrize(
    "document", ["action-plan", "commitment-sheets", "standards-report", "participants"]
)
def test_every_document_fits_the_sheet(document: str, tmp_path: Path) -> None:
    found = made_on(saved(ministry(), tmp_path), document, "fr")
    assert list(complaints(found)) == []


def test_sheet_head_and_foot_are_the_ministrys(content: Parts) -> None:
    word = Document(zip_of(content))
    assert len(word.sections) == 1
    section = word.sections[0]
    assert section.page_width is not None
    assert round(section.page_width.cm, 2) == 21.59
    assert section.header.paragraphs[0].text.startswith("Ministry of ")
    assert "{{" not in section.header.paragraphs[0].text
    assert section.header.part.related_parts
    assert b"PAGE" in content["word/letter1-footer.xml"]
    assert not any(name.startswith(("word/head", "word/foot")) for name in content)


def test_text_stands_in_the_ministrys_styles(content: Parts) -> None:
    word = Document(zip_of(content))
    names = {str(p.style.name) for p in word.paragraphs if p.style is not None}
    assert {"Title", "Heading 1", "Normal", "Heading 2"} <= names
    styles = etree.fromstring(content["word/styles.xml"])
    ours = [s for s in styles if (s.get(f"{W}styleId") or "").startswith("Atelier")]
    assert ours
    assert not any(s.findall(f".//{W}rFonts") for s in ours)
    label = next(s for s in ours if s.get(f"{W}styleId") == "AtelierLabel")
    assert label.find(f".//{W}color").get(f"{W}val") == "781428"
    assert int(label.find(f".//{W}sz").get(f"{W}val")) > 18


def test_the_text_stands_where_the_gap_was(content: Parts) -> None:
    lines = body_of(content)
    info = land_titles().info
    assert lines[0] == info.title
    assert lines.count(info.title) == 1
    assert lines[1] == "first"
    assert lines[-1] == f"Signed: {info.lead}"
    assert not any("{{" in line for line in lines)


def test_the_lists_of_both_go_on_counting_by_themselves(content: Parts) -> None:
    numbering = etree.fromstring(content["word/numbering.xml"])
    ids = [one.get(f"{W}numId") for one in numbering.findall(f"{W}num")]
    kinds = [one.get(f"{W}abstractNumId") for one in numbering.findall(f"{W}abstractNum")]
    assert len(set(ids)) == len(ids) > 5
    assert len(set(kinds)) == len(kinds)
    order = [one.tag for one in numbering]
    assert order == sorted(order, key=lambda tag: tag != f"{W}abstractNum")


def test_a_sheet_without_a_place_has_the_text_at_its_end(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Dear reader")
    path = saved(document, tmp_path)
    assert letterhead.NO_PLACE in read_letterhead(path).lacks
    lines = body_of(made_on(path))
    assert lines[:2] == ["Dear reader", land_titles().info.title]


def test_an_empty_sheet_needs_no_place(tmp_path: Path) -> None:
    path = saved(Document(), tmp_path)
    assert letterhead.NO_PLACE not in read_letterhead(path).lacks
    assert letterhead.NO_HEAD in read_letterhead(path).lacks
    assert list(complaints(made_on(path))) == []


def test_a_place_in_a_table_is_told_and_the_text_follows_the_table(tmp_path: Path) -> None:
    document = Document()
    document.add_table(1, 2).rows[0].cells[1].text = "{{document}}"
    document.add_paragraph("The end")
    path = saved(document, tmp_path)
    assert letterhead.NOT_THERE in read_letterhead(path).lacks
    found = made_on(path)
    body = list(etree.fromstring(found[MAIN])[0])
    assert body[0].tag == f"{W}tbl"
    assert body_of(found)[-1] == "The end"
    assert not any("{{" in line for line in body_of(found))


def test_unknown_gaps_are_named_and_stay(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Ref {{our ref}} {{Phone}} {{our ref}} {{DATE}}")
    found = read_letterhead(saved(document, tmp_path))
    assert found.unknown == ("our ref", "Phone")
    assert letterhead.UNKNOWN in found.lacks
    said = [Words("en")(one.sentence, **one.details) for one in found.remarks]
    assert any("our ref, Phone" in one for one in said)
    line = body_of(made_on(tmp_path / "letterhead.docx"))[0]
    assert line == "Ref {{our ref}} {{Phone}} {{our ref}} 20 November 2026"


def test_content_controls_and_boxes_are_gaps_too(tmp_path: Path) -> None:
    document = Document()
    control = (
        '<w:sdt><w:sdtPr><w:alias w:val="Country"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>'
        f"{run('Click here')}</w:sdtContent></w:sdt>"
    )
    add(document.add_paragraph()._p, control)
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent '
        'cx="99" cy="99"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="'
        'http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx>'
        f"<w:txbxContent><w:p>{run('In {{peri')}{run('od}}')}</w:p></w:txbxContent></wps:txbx>"
        "</wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:rect><v:textbox><w:txbxContent><w:p>{run('old')}</w:p>"
        "</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    add(document.add_paragraph()._p, box)
    mark = '<w:r><w:pict><v:shape><v:textpath string="{{status}}"/></v:shape></w:pict></w:r>'
    add(document.add_paragraph()._p, mark)
    place = (
        '<w:sdt><w:sdtPr><w:tag w:val="document"/></w:sdtPr><w:sdtContent>'
        f"<w:p>{run('Here')}</w:p><w:p>{run('and here')}</w:p></w:sdtContent></w:sdt>"
    )
    add(document.element.body, place, 3)
    path = saved(document, tmp_path)
    assert set(read_letterhead(path).gaps) == {"country", "period", "status", "document"}
    found = made_on(path)
    text = found[MAIN].decode()
    assert body_of(found)[0] == land_titles().info.country
    assert "Click here" not in text
    assert "and here" not in text
    assert "old</w:t>" not in text
    assert re.search(r'string="[^"{]+"', text)
    assert re.search(r">In [^{]*20\d\d", re.sub(r"</?w:[rt]\b[^>]*>", "", text).replace("\n", ""))
    assert list(complaints(found)) == []


def test_styles_are_found_under_the_names_of_other_languages(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("{{document}}")
    styles = document.styles.element
    for style in list(styles):
        name = style.find(f"{W}name")
        if name is not None and name.get(f"{W}val") in ("heading 1", "List Bullet", "Title"):
            local = {"heading 1": "Titre 1", "List Bullet": "Liste à puces", "Title": "Título"}
            name.set(f"{W}val", local[name.get(f"{W}val")])
            style.set(f"{W}styleId", "X" + str(style.get(f"{W}styleId")))
        elif name is not None and name.get(f"{W}val") == "heading 2":
            styles.remove(style)
    path = saved(document, tmp_path)
    found = made_on(path)
    assert b'"XHeading1"' in found[MAIN]
    assert b'"XTitle"' in found[MAIN]
    assert list(complaints(found)) == []
    missing = next(r for r in read_letterhead(path).remarks if "names" in r.details)
    assert missing.details["names"] == ("heading 2",)


def test_two_sections_keep_their_own_heads(tmp_path: Path) -> None:
    document = ministry()
    section = document.add_section()
    section.header.is_linked_to_previous = False
    section.header.paragraphs[0].text = "Annex of {{country}}"
    document.add_paragraph("Annexes")
    found = made_on(saved(document, tmp_path))
    assert list(complaints(found)) == []
    assert len(Document(zip_of(found)).sections) == 2
    assert body_of(found)[-1] == "Annexes"


def test_fields_but_page_numbers_become_their_result(tmp_path: Path) -> None:
    document = Document()
    code = 'INCLUDEPICTURE "\\\\\\\\attacker.invalid\\\\x"'
    add(document.add_paragraph()._p, fielded(code, "seen") + fielded("NUMPAGES", "9"))
    begin, _, rest = fielded("IF 1 = 1", "shown").partition("</w:instrText></w:r>")
    add(document.add_paragraph()._p, f"{begin}</w:instrText></w:r>{fielded('PAGE', 'inner')}{rest}")
    found = made_on(saved(document, tmp_path))
    text = found[MAIN].decode()
    assert "attacker" not in text
    assert "NUMPAGES" in text
    assert body_of(found)[:2] == ["seen9", "shown"]


def test_hidden_by_a_style_is_hidden_too(tmp_path: Path) -> None:
    document = Document()
    style = document.styles.add_style("Inner", 1)
    style.font.hidden = True
    below = document.styles.add_style("Inmost", 1)
    below.base_style = style
    document.add_paragraph("a secret", style="Inner")
    document.add_paragraph("a deeper secret", style="Inmost")
    document.add_paragraph("seen")
    found = made_on(saved(document, tmp_path))
    assert b"secret" not in found[MAIN]
    assert "seen" in body_of(found)


def test_a_template_file_of_word_will_do(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path)
    with zipfile.ZipFile(path) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    types = content["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    (tmp_path / "letterhead.dotx").write_bytes(
        zip_of({**content, "[Content_Types].xml": types}).getvalue()
    )
    found = made_on(tmp_path / "letterhead.dotx")
    assert b"template.main" not in found["[Content_Types].xml"]
    assert list(complaints(found)) == []


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_one_to_start_from_has_everything(language: str, tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    write_sample(path, ROOT / "resources", Words(language, ROOT / "resources" / "i18n"))
    found = read_letterhead(path)
    assert set(found.gaps) == {*GAPS, PLACE}
    assert (found.lacks, found.unknown, found.cleaned) == ((), (), ())
    with zipfile.ZipFile(path) as zipped:
        assert list(complaints({name: zipped.read(name) for name in zipped.namelist()})) == []
    made = made_on(path, language=language)
    assert list(complaints(made)) == []
    assert made[MAIN].count(land_titles().info.title.encode()) == 1


def test_the_one_to_start_from_is_mirrored_where_one_writes_from_the_right(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    write_sample(path, ROOT / "resources", Words("ar", ROOT / "resources" / "i18n"))
    with zipfile.ZipFile(path) as zipped:
        content = {name: zipped.read(name) for name in zipped.namelist()}
    assert list(complaints(content)) == []
    for name in (MAIN, "word/head.xml", "word/foot.xml"):
        every = list(etree.fromstring(content[name]).iter(f"{W}p"))
        assert every
        assert all(p.find(f"{W}pPr/{W}bidi") is not None for p in every), name
    section = next(etree.fromstring(content[MAIN]).iter(f"{W}sectPr"))
    assert section.find(f"{W}bidi") is not None
    margins = section.find(f"{W}pgMar")
    assert int(margins.get(f"{W}left")) < int(margins.get(f"{W}right"))
    made = etree.fromstring(made_on(path, language="ar")[MAIN])
    title = land_titles().info.title
    run = next(r for r in made.iter(f"{W}r") if "".join(r.itertext()) == title)
    assert run.find(f"{W}rPr/{W}rtl") is None, "an English title runs its own way"


def test_a_label_whose_value_the_plan_does_not_have_leaves_with_it(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    write_sample(path, ROOT / "resources", Words("en", ROOT / "resources" / "i18n"))
    said = wished(path, Options())[MAIN].decode()
    assert ">Country<" in said
    assert ">Date<" not in said, "no date was chosen for this document"
    dated = wished(path, Options(date="2026-11-20"))[MAIN].decode()
    assert ">Date<" in dated
    assert "20 November 2026" in dated


def test_the_same_choice_gives_the_same_bytes(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path)
    assert made_on(path) == made_on(path)


def test_a_document_never_takes_the_place_of_its_letterhead(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path)
    before = path.read_bytes()
    choice = ExportChoice("action-plan", "docx", "en", Options(letterhead=str(path)), path)
    frameworks = Frameworks(ROOT / "resources" / "frameworks")
    with pytest.raises(UserError, match="file_exists"):
        produce(choice, land_titles(), frameworks, ROOT / "resources")
    assert path.read_bytes() == before


def test_a_letterhead_that_is_gone_is_told(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="file_gone"):
        read_letterhead(tmp_path / "nowhere.docx")


def wished(path: Path, options: Options) -> Parts:
    """A document on this letterhead with more asked of it."""
    options = replace(options, letterhead=str(path))
    out = path.with_name("wished.docx")
    choice = ExportChoice("action-plan", "docx", "en", options, out)
    frameworks = Frameworks(ROOT / "resources" / "frameworks")
    produce(choice, land_titles(), frameworks, ROOT / "resources")
    with zipfile.ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.parametrize("bare", [True, False])
def test_a_word_behind_and_counted_lines_on_any_sheet(bare: bool, tmp_path: Path) -> None:
    path = saved(Document() if bare else ministry(), tmp_path)
    found = wished(path, Options(watermark=True, line_numbers=True))
    assert list(complaints(found)) == []
    heads = [data for name, data in found.items() if name.endswith("-header.xml")]
    assert [data.count(b'string="DRAFT"') for data in heads] == [1]
    order = [one.tag.removeprefix(W) for one in etree.fromstring(found[MAIN])[0][-1]]
    assert order.index("pgMar") < order.index("lnNumType") < order.index("cols")


def test_large_print_makes_the_ministrys_letters_larger(tmp_path: Path) -> None:
    found = wished(saved(ministry(), tmp_path), Options(large_print=True))
    assert list(complaints(found)) == []
    styles = etree.fromstring(found["word/styles.xml"])
    normal = next(s for s in styles if s.get(f"{W}styleId") == "Normal")
    assert int(normal.find(f".//{W}sz").get(f"{W}val")) >= 32


def test_a_picture_no_page_shows_stays_behind(tmp_path: Path) -> None:
    path = saved(ministry(), tmp_path)
    with zipfile.ZipFile(path, "a") as zipped:
        zipped.writestr("word/media/other.jpg", photo())
    said = [one.sentence for one in read_letterhead(path).cleaned]
    assert said == ["Pictures that no page shows were left out."]
    assert sum("media/letterhead" in name for name in made_on(path)) == 1
