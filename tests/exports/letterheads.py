"""Letterheads as ministries make them, and what Word would complain of in a package."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from posixpath import join, normpath

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from lxml import etree  # type: ignore[import-untyped]  # it has no types

from app.exports import ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from tests.catalogue.picture_cases import photo
from tests.exports.land_titles import land_titles
from tests.house import ROOT

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{SPACE}}}"
Parts = dict[str, bytes]


def ministry() -> WordDocument:
    """Letter paper, a head with a logo, a red heading, a foot that counts pages, its own list."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Liberation Sans", Pt(12)
    document.styles["Heading 2"].font.color.rgb = RGBColor(0x78, 0x14, 0x28)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21.59), Cm(27.94)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    head = section.header.paragraphs[0]
    head.add_run().add_picture(io.BytesIO(photo()), height=Cm(1))
    for piece in ("Ministry of {", "{cou", "ntry}}"):
        head.add_run(piece)
    add(section.footer.paragraphs[0]._p, fielded("PAGE") + run("{{status}}"))
    document.add_paragraph("{{ Plan_Title }}", style="Title")
    document.add_paragraph("first", style="List Number")
    document.add_paragraph("{{document}}")
    document.add_paragraph("Signed: {{lead}}")
    return document


def xml(inside: str) -> str:
    """Elements with the prefixes that tests use."""
    prefixes = {
        "w": SPACE,
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
    }
    said = " ".join(f'xmlns:{name}="{space}"' for name, space in prefixes.items())
    return f"<w:x {said}>{inside}</w:x>"


def add(parent: object, inside: str, place: int | None = None) -> None:
    """Put elements into a parent, at its end or at a place."""
    for offset, child in enumerate(list(parse_xml(xml(inside)))):
        at = len(parent) if place is None else place + offset  # type: ignore[arg-type]  # as above
        parent.insert(at, child)  # type: ignore[attr-defined]  # as above


def run(text: str) -> str:
    """A run of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def fielded(code: str, shown: str = "1") -> str:
    """A field with a result."""
    begin, middle, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    said = f"<w:r><w:instrText>{code}</w:instrText></w:r>"
    return f"{begin}{said}{middle}{run(shown)}{end}"


def saved(document: WordDocument, folder: Path, name: str = "letterhead.docx") -> Path:
    """The document on the disk."""
    document.save(str(folder / name))
    return folder / name


def made_on(letterhead: Path, document: str = "action-plan", language: str = "en") -> Parts:
    """The parts of a document on this letterhead."""
    options = Options(letterhead=str(letterhead), date="2026-11-20")
    out = letterhead.with_name("out.docx")
    frameworks = Frameworks(ROOT / "resources" / "frameworks")
    choice = ExportChoice(document, "docx", language, options, out)
    produce(choice, land_titles(), frameworks, ROOT / "resources")
    with zipfile.ZipFile(out) as zipped:
        assert len(set(zipped.namelist())) == len(zipped.namelist())
        return {name: zipped.read(name) for name in zipped.namelist()}


def complaints(content: Parts) -> Iterator[str]:
    """What makes Word call a package damaged, as far as one can say without Word."""
    types = etree.fromstring(content["[Content_Types].xml"])
    known = {one.get("PartName", "").lstrip("/") for one in types if one.get("PartName")}
    endings = {one.get("Extension") for one in types if one.get("Extension")}
    yield from (f"{name} is not there" for name in known - set(content))
    for name in content:
        ending = PurePosixPath(name).suffix[1:]
        if name not in known and ending not in endings | {""} and name != "[Content_Types].xml":
            yield f"{name} has no type"
    for name, data in content.items():
        if name.endswith(".rels"):
            yield from _lost_targets(name, data, content)
        elif name.startswith("word/") and name.endswith(".xml"):
            yield from _faults_of(name, etree.fromstring(data), content)
    numbers = Counter(
        one.get("id")
        for name, data in content.items()
        if name.endswith(".xml")
        for one in etree.fromstring(data).iter()
        if str(one.tag).endswith("}docPr")
    )
    yield from (f"drawing {id} is there twice" for id, count in numbers.items() if count > 1)


def _lost_targets(name: str, data: bytes, content: Parts) -> Iterator[str]:
    base = PurePosixPath(name).parent.parent
    for one in etree.fromstring(data):
        target = normpath(join(str(base), one.get("Target")))
        if one.get("TargetMode") != "External" and target not in content:
            yield f"{name} leads to {target}, which is not there"


def _faults_of(name: str, root: etree._Element, content: Parts) -> Iterator[str]:
    folder, _, own = name.rpartition("/")
    rels = content.get(f"{folder}/_rels/{own}.rels")
    ids = {one.get("Id") for one in etree.fromstring(rels)} if rels else set()
    for one in root.iter():
        for key, said in one.attrib.items():
            if "officeDocument/2006/relationships}" in key and said not in ids:
                yield f"{name}: {one.tag} leads to {said}"
    marks = Counter(one.get(f"{W}name") for one in root.iter(f"{W}bookmarkStart"))
    yield from (f"{name}: bookmark {mark} twice" for mark, count in marks.items() if count > 1)
    styles = Counter(one.get(f"{W}styleId") for one in root.iter(f"{W}style"))
    yield from (f"{name}: style {style} twice" for style, count in styles.items() if count > 1)
    defined = {
        one.get(f"{W}styleId")
        for one in etree.fromstring(content["word/styles.xml"]).iter(f"{W}style")
    }
    for kind in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link"):
        for used in root.iter(W + kind):
            if used.get(f"{W}val") not in defined:
                yield f"{name}: no style {used.get(f'{W}val')}"
    lists = etree.fromstring(content["word/numbering.xml"])
    numbers = {one.get(f"{W}numId") for one in lists.findall(f"{W}num")} | {"0"}
    for used in root.iter(f"{W}numId"):
        if used.get(f"{W}val") not in numbers:
            yield f"{name}: no list {used.get(f'{W}val')}"
    yield from (f"{name}: a cell without text" for c in root.iter(f"{W}tc") if c[-1].tag != f"{W}p")
