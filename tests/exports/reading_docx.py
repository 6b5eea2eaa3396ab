"""Reading Word documents back: their texts, their faults against the order of the schema."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from lxml import etree  # type: ignore[import-untyped]  # it has no types

from app.exports.docx_writer import write
from app.exports.outline import Block, Heading, Outline, block_lines

RESOURCES = Path(__file__).parents[2] / "resources"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The order of children that ISO/IEC 29500 asks for, as far as we write them.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr suppressLineNumbers pBdr"
    " shd tabs bidi spacing ind contextualSpacing jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs strike vanish color position sz szCs u rtl cs lang",
    "tblPr": "tblStyle bidiVisual tblW jc tblInd tblBorders tblLayout tblCellMar tblLook tblCaption"
    " tblDescription",
    "tcPr": "tcW gridSpan tcBorders shd tcMar vAlign",
    "sectPr": "headerReference footerReference type pgSz pgMar lnNumType cols titlePg bidi",
    "style": "name basedOn next link uiPriority semiHidden qFormat pPr rPr tblPr trPr tcPr"
    " tblStylePr",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "numbering": "abstractNum num",
    "settings": "zoom defaultTabStop characterSpacingControl compat themeFontLang clrSchemeMapping"
    " decimalSymbol listSeparator",
    "tblCellMar": "top left bottom right",
    "tblBorders": "top left bottom right insideH insideV",
    "pBdr": "top left bottom right between",
}


def made(outline: Outline) -> bytes:
    """The document of an outline."""
    stream = BytesIO()
    write(outline, stream, RESOURCES)
    return stream.getvalue()


def short(*blocks: Block) -> Outline:
    """An English document of a few blocks."""
    return Outline("Title", "en", blocks)


def part(document: bytes, name: str = "word/document.xml") -> etree._Element:
    """One part, parsed."""
    with ZipFile(BytesIO(document)) as zipped:
        return etree.fromstring(zipped.read(name))


def names(document: bytes) -> list[str]:
    """The names of all parts."""
    with ZipFile(BytesIO(document)) as zipped:
        return zipped.namelist()


def value(element: etree._Element | None) -> str:
    """The ``w:val`` of an element."""
    return "" if element is None else str(element.get(f"{W}val"))


def paragraphs(root: etree._Element, style: str = "") -> list[str]:
    """The text of each paragraph, in reading order; of one style only, if given by its id."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        named = value(paragraph.find(f"{W}pPr/{W}pStyle"))
        if not style or named == style:
            found.append(text(paragraph))
    return found


def text(element: etree._Element) -> str:
    """The text of an element, with its line breaks and tabs."""
    signs = {f"{W}br": "\n", f"{W}tab": "\t"}
    letters = []
    for node in element.iter(f"{W}t", *signs):
        is_stop = node.tag == f"{W}tab" and node.getparent().tag == f"{W}tabs"
        letters.append("" if is_stop else signs.get(node.tag) or node.text or "")
    return "".join(letters)


def said(outline: Outline) -> Iterator[str]:
    """Each text of an outline by itself: its lines without the signs of the plain form."""
    for block in outline.blocks:
        for line in block_lines(block):
            if isinstance(block, Heading):
                line = line.removeprefix("#" * block.level + " ")
            yield from filter(None, re.split(r"^\[[\w-]+\] |^- |(?<=\w): | \| ", line))


def disorder(root: etree._Element) -> list[str]:
    """Where children stand in an order, or have names, that Word may refuse."""
    faults = []
    for element in root.iter(*(W + name for name in ORDER)):
        wanted = ORDER[element.tag.removeprefix(W)].split()
        has = [str(child.tag).removeprefix(W) for child in element]
        known = [wanted.index(name) for name in has if name in wanted]
        if len(known) < len(has) or known != sorted(known):
            faults.append(f"{element.tag}: {has}")
    return faults
