"""The parts of a .docx around its text, taken from the template and fitted to one outline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

from msgspec import Struct

from app.exports.docx_text import MARKS_OF_WAY, attribute, inline, region, stretches, way
from app.exports.docx_watermark import watermark
from app.exports.outline import Outline
from app.exports.style import PAPERS, Page, look
from app.exports.walk import runs_right, turns

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
HEADER = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
FOOT = "foot"
COVER = "cover"
_COVER_PLACE = 900
# The first row and the last column have a look of their own in our table styles.
LOOK = (
    '<w:tblLook w:val="0720" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="1" '
    'w:noHBand="1" w:noVBand="1"/>'
)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_STYLE = re.compile(r'<w:style [^>]*w:styleId="([^"]+)"[^>]*>\s*<w:name w:val="([^"]+)"')
_NUMBER = re.compile(r'<w:num w:numId="(\d+)"[^>]*>\s*<w:abstractNumId w:val="(\d+)"')
_CELL = re.compile(
    r'(<w:tblCellMar>.*?)<w:left w:w="0" w:type="dxa"/>(.*?)<w:right w:w="(\d+)" w:type="dxa"/>',
    re.S,
)
_COUNTED = '<w:lnNumType w:countBy="1" w:distance="200" w:restart="newPage"/>'
_RULE = re.compile(r"(<w:pBdr>\s*<w:)(left|right) ")
_LONG = 56
_JOINED = frozenset({"hi", "km", "lo", "mr", "ne", "si", "th"})
"""Languages whose letters Word joins as it does Arabic's: it asks for their name in its place."""
_HEAD_AT, _FOOT_AT = 14, 12  # millimetres from the edge of the sheet


def dxa(points: float) -> int:
    """Points as Word's twentieths."""
    return round(points * 20)


def widths(shares: Iterable[float], count: int, whole: int, least: float = 0) -> list[int]:
    """``whole`` divided into ``count`` columns by shares; equal where the shares do not fit.

    ``least`` is the width that even the smallest share is given.
    """
    given = list(shares)
    if len(given) != count or min(given, default=0) <= 0:
        given = [1.0] * count
    if least * count < whole:
        given = [max(share, sum(given) * least / whole) for share in given]
    total, ends, edge = sum(given), [0], 0.0
    for share in given:
        edge += share
        ends.append(round(whole * edge / total))
    return [end - start for start, end in pairwise(ends)]


class Frame(Struct, frozen=True):
    """What a letterhead puts round the text: XML before and behind it, its section, its width.

    ``has_title`` says that what stands before is a cover of its own.
    """

    before: str
    after: str
    section: str
    measure: int
    has_title: bool


class Template(Struct, frozen=True):
    """The template's parts, and its style ids by name (Word translates ids, not names).

    A ``frame`` brings heads and feet of its own; ``first_list`` is the first number for one more
    ordered list.
    """

    parts: Mapping[str, bytes]
    styles: Mapping[str, str]
    frame: Frame | None = None
    first_list: int = 10

    def text(self, name: str) -> str:
        """One part as text."""
        return self.parts[name].decode()


def read_template(resources: Path, name: str = "base") -> Template:
    """Read ``templates/base.docx``, or the other template named."""
    with ZipFile(resources / "templates" / f"{name}.docx") as zipped:
        parts = {name: zipped.read(name) for name in zipped.namelist()}
    found = _STYLE.findall(parts["word/styles.xml"].decode())
    return Template(parts, {name.lower(): style for style, name in found})


def measure_of(template: Template, outline: Outline) -> int:
    """The width of the text in twentieths of a point."""
    return template.frame.measure if template.frame else dxa(page_of(outline).measure)


def page_of(outline: Outline) -> Page:
    """The sheet the outline is for."""
    return look(outline.large_print).page(outline.paper)


def styles(template: Template, outline: Outline) -> str:
    """The styles in the outline's language, direction and width.

    Lines of right-to-left scripts are taller, so none is exact there; Word does not mirror the
    rule beside a quote, so we do.
    """
    text = template.text("word/styles.xml")
    text = re.sub(
        r"(<w:rPrDefault>.*?)<w:lang [^>]*/>", rf"\1{_language(outline)}", text, flags=re.S
    )
    usual, measure = dxa(PAPERS["A4"].measure), measure_of(template, outline)
    text = text.replace(f'w:pos="{usual}"', f'w:pos="{measure}"')
    if turns(outline):
        text = text.replace('w:lineRule="exact"', 'w:lineRule="atLeast"')
    if outline.right_to_left:
        text = _RULE.sub(_mirrored, text)
        text = _CELL.sub(_even, text)
    return text


def _mirrored(found: re.Match[str]) -> str:
    return f"{found[1]}{'right' if found[2] == 'left' else 'left'} "


def _even(found: re.Match[str]) -> str:
    """Programs differ on which side of a mirrored cell is the left one, so make both alike."""
    half = int(found[3]) // 2
    sides = (f'<w:{side} w:w="{half}" w:type="dxa"/>' for side in ("left", "right"))
    return f"{found[1]}{next(sides)}{found[2]}{next(sides)}"


def settings(template: Template, outline: Outline) -> str:
    """The settings in the outline's language."""
    lang = _language(outline).replace("<w:lang ", "<w:themeFontLang ")
    return re.sub(r"<w:themeFontLang [^>]*/>", lang, template.text("word/settings.xml"))


def _language(outline: Outline) -> str:
    tag = region(outline.language)
    if runs_right(outline.language):
        return f'<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="{tag}"/>'
    joined = tag if outline.language.partition("-")[0] in _JOINED else "ar-SA"
    return f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{joined}"/>'


def core(outline: Outline) -> str:
    """The document's properties: what the outline says, and nothing of the machine or the hour."""
    rows = (
        ("dc:title", outline.title),
        ("dc:subject", outline.subject),
        ("dc:creator", outline.author),
        ("cp:keywords", outline.keywords),
        ("dc:language", outline.language),
    )
    inside = "".join(f"<{tag}>{attribute(text[:255])}</{tag}>" for tag, text in rows if text)
    return (
        f"{HEADER}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/">{inside}</cp:coreProperties>'
    )


def numbering(template: Template, lists: int) -> str:
    """The numbering with one more instance for each ordered list, so that each starts at 1."""
    text = template.text("word/numbering.xml")
    kind = dict(_NUMBER.findall(text))["2"]
    fresh = (
        f'<w:num w:numId="{template.first_list + place}"><w:abstractNumId w:val="{kind}"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for place in range(lists)
    )
    return text.replace("</w:numbering>", "".join(fresh) + "</w:numbering>")


def content_types(template: Template, heads: int, *, cover: bool = False) -> str:
    """The table of part types, with that many page heads, one foot and pictures."""
    parts = [("header", f"head{place}") for place in range(heads)]
    parts += [("header", COVER)] if cover else []
    parts += [] if template.frame else [("footer", FOOT)]
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPES}{kind}+xml"/>'
        for kind, name in parts
    )
    text = template.text("[Content_Types].xml")
    if 'Extension="png"' not in text:
        text = re.sub(
            "(<Types[^>]*>)", r'\1<Default Extension="png" ContentType="image/png"/>', text
        )
    return text.replace("</Types>", rows + "</Types>")


def relations(
    template: Template,
    heads: int,
    pictures: Iterable[str],
    links: Mapping[str, str],
    *,
    cover: bool = False,
) -> str:
    """What document.xml refers to: heads, foot, pictures by name, outside addresses by id."""
    rows = [(f"head{place}", "header", f"head{place}.xml", "") for place in range(heads)]
    rows += [] if template.frame else [(FOOT, "footer", f"{FOOT}.xml", "")]
    rows += [(COVER, "header", f"{COVER}.xml", "")] if cover else []
    rows += [(name, "image", f"media/{name}.png", "") for name in pictures]
    outside = ' TargetMode="External"'
    rows += [(key, "hyperlink", attribute(url), outside) for url, key in links.items()]
    inside = "".join(
        f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'
        for key, kind, target, mode in rows
    )
    text = template.text("word/_rels/document.xml.rels")
    return text.replace("</Relationships>", inside + "</Relationships>")


def field(code: str, shown: str, turned: str = "") -> str:
    """A field of Word with its present result; ``turned`` is the ``w:rPr`` of its runs."""
    run = f"<w:r>{turned}"
    return (
        f'{run}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'{run}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate"/></w:r>'
        f'{run}<w:t xml:space="preserve">{shown}</w:t></w:r>'
        f'{run}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def head(template: Template, outline: Outline, running: str | None, place: int = 0) -> str:
    """A page head: the outline's line at the start; ``running`` at the end; a word behind all.

    An empty ``running`` is the heading of the page, kept by Word itself; None is nothing.
    """
    turned = "<w:rPr><w:rtl/></w:rPr>" if outline.right_to_left else ""
    end = _said(_shortened(running or "", outline), outline)
    if running == "":
        # The number, not the name: Word in other languages has other names.
        end = field("STYLEREF 1", "", turned)
    start = _said(_shortened(outline.running, outline), outline)
    band = _band(template, outline, "header", (start, end), (11, 9))
    behind = watermark(outline.watermark, place, page_of(outline))
    return f"{HEADER}<w:hdr {SPACES}>{band.removesuffix('</w:p>')}{behind}</w:p></w:hdr>"


def cover_head(template: Template, outline: Outline) -> str:
    """The head of the cover: nothing but the word behind the page."""
    behind = watermark(outline.watermark, _COVER_PLACE, page_of(outline))
    style = f'<w:pPr><w:pStyle w:val="{template.styles["atelier spacer"]}"/></w:pPr>'
    return f"{HEADER}<w:hdr {SPACES}><w:p>{style}{behind}</w:p></w:hdr>"


def foot(template: Template, outline: Outline) -> str:
    """The page foot: the outline's line at the start, "Page 3 of 12" at the end."""
    turned = "<w:rPr><w:rtl/></w:rPr>" if outline.right_to_left else ""
    pattern = outline.words.get("page_of", "{page}")
    fields = {"{page}": field("PAGE", "1", turned), "{pages}": field("NUMPAGES", "1", turned)}
    pieces = re.split(r"(\{pages?\})", pattern)
    end = "".join(fields.get(piece) or _said(piece, outline) for piece in pieces)
    start = _said(_shortened(outline.footer, outline), outline)
    shares = (13, 7) if outline.large_print else (15, 5)
    band = _band(template, outline, "footer", (start, end), shares)
    return f"{HEADER}<w:ftr {SPACES}>{band}</w:ftr>"


def _shortened(text: str, outline: Outline) -> str:
    """What fits on the two lines that a head of large letters has."""
    text = " ".join(text.split())
    if not outline.large_print or len(text) <= _LONG:
        return text
    return text[: _LONG - 1].rpartition(" ")[0].rstrip(",;:.– ") + "…"


def _said(text: str, outline: Outline) -> str:
    """A text on one line as runs; what runs against the document is held together by marks."""
    if not text:
        return ""
    usual = outline.right_to_left
    right = way(text, usual)
    edge = MARKS_OF_WAY[right] if right != usual else ""
    return "".join(
        f"<w:r>{'<w:rPr><w:rtl/></w:rPr>' if turned else ''}"
        f'<w:t xml:space="preserve">{inline(piece)}</w:t></w:r>'
        for piece, turned in stretches(f"{edge}{' '.join(text.splitlines())}{edge}", right)
    )


def _band(
    template: Template, outline: Outline, kind: str, ends: tuple[str, str], shares: tuple[int, int]
) -> str:
    """Two cells rather than a tab: a long line then wraps on its own side."""
    bidi = ("<w:bidi/>", "<w:bidiVisual/>") if outline.right_to_left else ("", "")
    whole = dxa(page_of(outline).measure)
    columns = widths(shares, 2, whole)
    style = template.styles
    cells = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="bottom"/></w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{style[name]}"/>{bidi[0]}</w:pPr>{inside}</w:p></w:tc>'
        for width, name, inside in zip(columns, (kind, f"{kind} end"), ends, strict=True)
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style[f"atelier {kind}"]}"/>{bidi[1]}'
        f'<w:tblW w:w="{whole}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{LOOK}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid><w:tr>{cells}</w:tr></w:tbl>"
        f'<w:p><w:pPr><w:pStyle w:val="{style["atelier spacer"]}"/>{bidi[0]}</w:pPr></w:p>'
    )


def section(outline: Outline, place: int, first: bool) -> str:
    """The ``w:sectPr`` that ends a section under page head ``place``; the cover has no head."""
    page = page_of(outline)
    left, right = (page.end, page.start) if outline.right_to_left else (page.start, page.end)
    mm = PAPERS["A4"].width / 210
    behind = f'<w:headerReference w:type="first" r:id="{COVER}"/>'
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="head{place}"/>'
        f"{behind if first and outline.watermark else ''}"
        f'<w:footerReference w:type="default" r:id="{FOOT}"/><w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{dxa(page.width)}" w:h="{dxa(page.height)}"/>'
        f'<w:pgMar w:top="{dxa(page.top)}" w:right="{dxa(right)}" w:bottom="{dxa(page.bottom)}" '
        f'w:left="{dxa(left)}" w:header="{dxa(_HEAD_AT * mm)}" w:footer="{dxa(_FOOT_AT * mm)}" '
        'w:gutter="0"/>'
        + (_COUNTED if outline.line_numbers else "")
        + '<w:cols w:space="720"/>'
        + ("<w:titlePg/>" if first else "")
        + ("<w:bidi/>" if outline.right_to_left else "")
        + "</w:sectPr>"
    )
