"""A letterhead to start from: all gaps and all styles, to be changed in Word."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from msgspec import Struct

from app.exports import docx_parts as parts
from app.exports.atomic import atomic_write
from app.exports.docx_draft import EMU, PICTURE, SPACES
from app.exports.docx_text import inline
from app.exports.style import PAPERS
from app.words import Words, mark

_LOGO = (1_600, 512)  # twentieths of a point
_FACTS = (
    (mark("Country"), "country"),
    (mark("Period"), "period"),
    (mark("Lead institution"), "lead"),
    (mark("Language"), "language"),
    (mark("Date"), "date"),
)


def write_sample(path: Path, resources: Path, words: Words) -> None:
    """Write a letterhead with every gap and style; its labels are in the language of ``words``."""

    def make(target: BinaryIO) -> None:
        with ZipFile(target, "w", ZIP_DEFLATED) as zipped:
            for name, data in _sample_parts(resources, words).items():
                info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
                info.compress_type = ZIP_DEFLATED
                zipped.writestr(info, data)

    atomic_write(path, make)


def _sample_parts(resources: Path, words: Words) -> dict[str, bytes]:
    base = parts.read_template(resources)
    sheet = _Sheet(base, words.right_to_left)
    kinds = (("header", "head"), ("footer", "foot"))
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_REL}/{kind}" Target="{name}.xml"/>'
        for kind, name in kinds
    )
    types = '<Default Extension="png" ContentType="image/png"/>' + "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}.{kind}+xml"/>'
        for kind, name in kinds
    )
    logo = f'<Relationship Id="logo" Type="{_REL}/image" Target="media/logo.png"/>'
    related = base.text("word/_rels/document.xml.rels")
    made = {
        "[Content_Types].xml": base.text("[Content_Types].xml").replace(
            "</Types>", f"{types}</Types>"
        ),
        "word/_rels/document.xml.rels": related.replace("</Rel", f"{rows}</Rel"),
        "word/document.xml": _body(sheet, words),
        "word/head.xml": _head(sheet),
        "word/foot.xml": _foot(sheet),
        "word/_rels/head.xml.rels": (
            f'{parts.HEADER}<Relationships xmlns="{_PACKAGE}">{logo}</Relationships>'
        ),
    }
    return {
        **base.parts,
        **{name: text.encode() for name, text in made.items()},
        "word/media/logo.png": (resources / "templates" / "logo.png").read_bytes(),
    }


_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"


class _Sheet(Struct, frozen=True):
    """What a part is written with: the styles, and whether it runs from right to left."""

    base: parts.Template
    right: bool

    def line(self, style: str, inside: str, more: str = "") -> str:
        """A paragraph."""
        bidi = "<w:bidi/>" if self.right else ""
        named = f'<w:pStyle w:val="{self.base.styles[style]}"/>'
        return f"<w:p><w:pPr>{named}{more}{bidi}</w:pPr>{inside}</w:p>"

    def text(self, text: str) -> str:
        """A run."""
        said = "<w:rPr><w:rtl/></w:rPr>" if self.right else ""
        return f'<w:r>{said}<w:t xml:space="preserve">{inline(text)}</w:t></w:r>'

    def gap(self, name: str) -> str:
        """A gap; its name is English, and what fills it brings its own direction."""
        return f'<w:r><w:t xml:space="preserve">{{{{{name}}}}}</w:t></w:r>'


def _body(sheet: _Sheet, words: Words) -> str:
    facts = "".join(
        sheet.line("fact label", sheet.text(words(label))) + sheet.line("fact", sheet.gap(name))
        for label, name in _FACTS
    )
    page = PAPERS["A4"]
    left, right = (page.end, page.start) if sheet.right else (page.start, page.end)
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="head"/>'
        '<w:footerReference w:type="default" r:id="foot"/>'
        f'<w:pgSz w:w="{parts.dxa(page.width)}" w:h="{parts.dxa(page.height)}"/>'
        f'<w:pgMar w:top="2000" w:right="{parts.dxa(right)}" w:bottom="1400" '
        f'w:left="{parts.dxa(left)}" w:header="680" w:footer="600" w:gutter="0"/>'
        f'<w:cols w:space="720"/>{"<w:bidi/>" if sheet.right else ""}</w:sectPr>'
    )
    return (
        f"{parts.HEADER}<w:document {SPACES}><w:body>{sheet.line('title', sheet.gap('plan title'))}"
        f"{facts}{sheet.line('atelier status', sheet.gap('status'))}"
        f"{sheet.line('body text', sheet.gap('document'))}{section}</w:body></w:document>"
    )


def _head(sheet: _Sheet) -> str:
    width, height = (side * EMU for side in _LOGO)
    shape = (
        '<pic:pic><pic:nvPicPr><pic:cNvPr id="1" name="logo"/><pic:cNvPicPr/></pic:nvPicPr>'
        '<pic:blipFill><a:blip r:embed="logo"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )
    logo = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="logo" descr="Logo"/>'
        f'<a:graphic><a:graphicData uri="{PICTURE}">{shape}</a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{parts.dxa(PAPERS["A4"].measure)}"/></w:tabs>'
    inside = f"{logo}<w:r><w:tab/></w:r>{sheet.gap('lead')}"
    return f"{parts.HEADER}<w:hdr {SPACES}>{sheet.line('header', inside, tabs)}</w:hdr>"


def _foot(sheet: _Sheet) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{parts.dxa(PAPERS["A4"].measure)}"/></w:tabs>'
    pages = f"{parts.field('PAGE', '1')}{sheet.text(' / ')}{parts.field('NUMPAGES', '1')}"
    inside = (
        f"{sheet.gap('country')}{sheet.text(' · ')}{sheet.gap('status')}<w:r><w:tab/></w:r>{pages}"
    )
    return f"{parts.HEADER}<w:ftr {SPACES}>{sheet.line('footer', inside, tabs)}</w:ftr>"
