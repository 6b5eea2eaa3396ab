"""Make ``resources/templates``: base.docx and the glyphs, from the tokens that documents share.

Run it after a change of ``app/exports/style.py``; the same tokens give the same bytes.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.exports.style import ACCENT, INK, INK2, LINE, PAPERS, TYPES, Type  # noqa: E402
from tools.mark_glyphs import pictures  # noqa: E402

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FACES = {
    "serif": ("Noto Serif", "Noto Naskh Arabic"),
    "sans": ("Noto Sans", "Noto Sans Arabic"),
}
# What Word takes where a machine lacks ours; the first of each is on Windows and macOS.
SUBSTITUTES = {
    "Noto Serif": ("Georgia,Cambria,DejaVu Serif", "roman", "02020600060500020200"),
    "Noto Sans": ("Segoe UI,Helvetica Neue,Arial", "swiss", "020B0502040504020204"),
    "Noto Naskh Arabic": ("Traditional Arabic,Times New Roman", "roman", "020B0502040504020204"),
    "Noto Sans Arabic": ("Segoe UI,Arial", "swiss", "020B0502040504020204"),
}
MEASURE = round(PAPERS["A4"].measure * 20)
KEEP = '<w:keepNext/>'
NAME_COLUMN, TEXT_COLUMN = 300, 2580


def twips(points: float) -> int:
    return round(points * 20)


def rule(side: str, eighths: int, colour: str, space: int = 0) -> str:
    paint = colour.lstrip("#")
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{paint}"/>'


def tab(at: int, kind: str = "left", leader: str = "") -> str:
    dots = f' w:leader="{leader}"' if leader else ""
    return f'<w:tabs><w:tab w:val="{kind}"{dots} w:pos="{at}"/></w:tabs>'


def fonts(face: str) -> str:
    latin, arabic = FACES[face]
    return (
        f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{latin}" w:cs="{arabic}"/>'
    )


def letters(kind: Type) -> str:
    """The ``w:rPr`` of a token; Word knows half points only."""
    weight = "<w:b/><w:bCs/>" if kind.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    half = round(kind.size * 2)
    return (
        f'{fonts(kind.face)}{weight}<w:color w:val="{kind.colour.lstrip("#")}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    )


def spacing(kind: Type, before: float | None = None) -> str:
    """The lines of a token: exact where they are tighter than the face's own, which is 1.36."""
    rule_of_line = "exact" if kind.line < 1.36 * kind.size else "atLeast"
    above = twips(kind.before if before is None else before)
    return (
        f'<w:spacing w:before="{above}" w:after="{twips(kind.after)}" '
        f'w:line="{twips(kind.line)}" w:lineRule="{rule_of_line}"/>'
    )


def style(
    name: str,
    token: str,
    *,
    based: str = "Normal",
    following: str = "",
    keep: str = "",
    borders: str = "",
    tabs: str = "",
    before: float | None = None,
    indent: str = "",
    align: str = "",
    outline: int | None = None,
    numbering: int = 0,
) -> str:
    """One paragraph style, its properties in the order the schema asks for."""
    kind = TYPES[token]
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    number = f'<w:numPr><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    pinned = (KEEP if kind.keep_next and KEEP not in keep else "") + keep
    edge = f"<w:pBdr>{borders}</w:pBdr>" if borders else ""
    side = f'<w:jc w:val="{align}"/>' if align else ""
    return (
        f'<w:style w:type="paragraph" w:styleId="{style_id(name)}"{custom(name)}>'
        f'<w:name w:val="{name}"/>{base}{after}<w:uiPriority w:val="1"/><w:qFormat/>'
        f"<w:pPr>{pinned}{number}{edge}{tabs}{spacing(kind, before)}{indent}{side}{level}</w:pPr>"
        f"<w:rPr>{letters(kind)}</w:rPr></w:style>"
    )


BUILT_IN = {
    "Normal", "Title", "Subtitle", "heading 1", "heading 2", "heading 3", "heading 4", "Body Text",
    "Quote", "caption", "List Bullet", "List Number", "toc 1", "toc 2", "toc 3", "TOC Heading",
    "header", "footer", "Hyperlink", "Strong", "Emphasis",
}  # fmt: skip


def style_id(name: str) -> str:
    words = name.split()
    return "".join(word.upper() if word == "toc" else word[0].upper() + word[1:] for word in words)


def custom(name: str) -> str:
    return "" if name in BUILT_IN else ' w:customStyle="1"'


def paragraph_styles() -> str:
    page, body = '<w:pageBreakBefore/>', "BodyText"
    hanging = '<w:ind w:left="{0}" w:hanging="{1}"/>'
    ends = tab(MEASURE, "right", "dot")
    return "".join(
        (
            style("Title", "title", borders=rule("bottom", 12, INK, 14), before=150,
                  following="Subtitle", keep="<w:keepNext/><w:keepLines/>"),
            style("Subtitle", "subtitle", following=body, before=14),
            style("Atelier Status", "label", before=18),
            style("heading 1", "heading1", keep=f"{KEEP}<w:keepLines/>{page}", following=body,
                  outline=0),
            style("heading 2", "heading2", keep=f"{KEEP}<w:keepLines/>", following=body, outline=1),
            style("heading 3", "heading3", keep=f"{KEEP}<w:keepLines/>", following=body, outline=2),
            style("heading 4", "heading4", keep=f"{KEEP}<w:keepLines/>", following=body, outline=3),
            style("TOC Heading", "heading1", keep=f"{KEEP}<w:keepLines/>{page}", following=body),
            style("Atelier Label", "label"),
            style("Atelier Label Page", "label", based="AtelierLabel", keep=f"{KEEP}{page}",
                  following="Heading1"),
            style("Body Text", "body"),
            style("Atelier Lead", "lead", following=body),
            style("Quote", "quote", borders=rule("left", 16, ACCENT, 10), following=body,
                  indent='<w:ind w:left="284" w:right="284"/>'),
            style("Atelier Note", "note"),
            style("Atelier Empty", "empty", following=body),
            style("Atelier Marked", "body", tabs=tab(NAME_COLUMN),
                  indent=hanging.format(TEXT_COLUMN, TEXT_COLUMN)),
            style("Fact Label", "fact-label", keep=KEEP, following="Fact"),
            style("Fact", "fact"),
            style("Table Head", "table-head"),
            style("Table Head Number", "table-head", based="TableHead", align="right"),
            style("Table Text", "table"),
            style("Table Number", "table", based="TableText", align="right"),
            style("caption", "caption", following=body),
            style("List Bullet", "bullet", numbering=1, indent=hanging.format(340, 227)),
            style("List Number", "bullet", numbering=2, indent=hanging.format(454, 341)),
            style("toc 1", "contents1", tabs=ends, indent='<w:ind w:right="680"/>'),
            style("toc 2", "contents2", tabs=ends, indent='<w:ind w:left="284" w:right="680"/>'),
            style("toc 3", "contents2", tabs=ends, indent='<w:ind w:left="568" w:right="680"/>'),
            style("header", "running"),
            style("header end", "running", based="Header", align="right"),
            style("footer", "running"),
            style("footer end", "running", based="Footer", align="right"),
        )
    )  # fmt: skip


def thin(name: str, extra: str, size: float) -> str:
    """A paragraph that is only there for the paper: between tables, or to turn the page."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        f'<w:pPr>{extra}<w:spacing w:before="0" w:after="0" w:line="{twips(size)}" '
        'w:lineRule="exact"/></w:pPr><w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )


def character_styles() -> str:
    name = Type("sans", 8.7, 12.4, bold=True)
    rows = (
        ("Hyperlink", f'<w:color w:val="{ACCENT[1:]}"/><w:u w:val="single"/>'),
        ("Strong", "<w:b/><w:bCs/>"),
        ("Emphasis", "<w:i/><w:iCs/>"),
        ("Atelier Mark Name", letters(name)),
        ("Atelier Glyph", '<w:position w:val="-4"/>'),
    )
    return "".join(
        f'<w:style w:type="character" w:styleId="{style_id(title)}"{custom(title)}>'
        f'<w:name w:val="{title}"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"<w:rPr>{inside}</w:rPr></w:style>"
        for title, inside in rows
    )


def table_style(name: str, borders: str, margins: tuple[int, int, int], head: str = "") -> str:
    """A table style; ``margins`` are above, below and between, and text starts at the rule."""
    above, below, between = margins
    cells = (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{below}" w:type="dxa"/><w:right w:w="{between}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    first = f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>' if head else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{edges}{cells}</w:tblPr>{first}</w:style>'
    )


def table_styles() -> str:
    head = f"<w:tcPr><w:tcBorders>{rule('bottom', 6, INK)}</w:tcBorders><w:vAlign w:val=\"bottom\"/></w:tcPr>"
    hairlines = rule("bottom", 4, LINE) + rule("insideH", 4, LINE)
    band = rule("top", 9, INK) + rule("bottom", 4, LINE)
    return "".join(
        (
            table_style("Atelier Table", hairlines, (80, 80, 170), head),
            table_style("Atelier Facts", band, (110, 110, 200)),
            table_style("Atelier Cover", "", (30, 30, 170)),
            table_style("Atelier Figure", "", (20, 20, 170)),
            table_style("Atelier Header", rule("bottom", 4, LINE), (0, 80, 0)),
            table_style("Atelier Footer", "", (0, 0, 0)),
        )
    )


def all_styles() -> str:
    """The whole styles part."""
    body = TYPES["body"]
    plain = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    plain += '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(body.face)}"
        f'<w:color w:val="{INK[1:]}"/><w:sz w:val="{round(body.size * 2)}"/>'
        f'<w:szCs w:val="{round(body.size * 2)}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr><w:widowControl/></w:pPr></w:pPrDefault></w:docDefaults>"
        '<w:latentStyles w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="1" '
        'w:defUnhideWhenUsed="1" w:defQFormat="0" w:count="376"/>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
        "<w:qFormat/></w:style>"
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{plain}</w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
        f"{paragraph_styles()}{thin('Atelier Spacer', '', 6)}"
        f"{thin('Atelier Page Break', '<w:pageBreakBefore/>', 1)}"
        f"{character_styles()}{table_styles()}</w:styles>"
    )


def numbering() -> str:
    """Two lists: bullets, and numbers that the writer restarts."""

    def level(kind: str, shown: str, linked: str, left: int, hanging: int, face: str) -> str:
        return (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pStyle w:val="{linked}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
            f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr>'
            f'<w:rPr>{fonts(face)}<w:color w:val="{INK2[1:]}"/></w:rPr></w:lvl>'
        )

    rows = (
        (1, level("bullet", "•", "ListBullet", 340, 227, "serif")),
        (2, level("decimal", "%1.", "ListNumber", 454, 341, "serif")),
    )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>{inside}'
        "</w:abstractNum>"
        for n, inside in rows
    )
    used = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _inside in rows
    )
    return f"<w:numbering {W}>{kinds}{used}</w:numbering>"


def settings() -> str:
    """Word 2013 and later, with nothing of a person or a machine."""
    versions = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    kept = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in versions
    )
    colours = ("bg1:light1 t1:dark1 bg2:light2 t2:dark2 " + " ".join(
        f"accent{n}:accent{n}" for n in range(1, 7)
    ) + " hyperlink:hyperlink followedHyperlink:followedHyperlink").split()  # fmt: skip
    mapped = " ".join('w:{}="{}"'.format(*pair.split(":")) for pair in colours)
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{kept}</w:compat>"
        '<w:themeFontLang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        f'<w:clrSchemeMapping {mapped}/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:panose1 w:val="{shape}"/>'
        f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (others, family, shape) in SUBSTITUTES.items()
    )
    return f"<w:fonts {W}>{rows}</w:fonts>"


def theme(text: str) -> str:
    """The theme with our faces and accent, so that what people add fits in."""
    text = re.sub(r"(<a:majorFont>\s*<a:latin typeface=\")[^\"]*", r"\1Noto Serif", text)
    text = re.sub(r"(<a:minorFont>\s*<a:latin typeface=\")[^\"]*", r"\1Noto Sans", text)
    paint = rf'<a:accent1><a:srgbClr val="{ACCENT[1:]}"/></a:accent1>'
    return re.sub(r"<a:accent1>.*?</a:accent1>", paint, text, flags=re.S)


def prepared() -> WordDocument:
    """python-docx's document without its picture, its custom data and its body."""
    document = Document()
    for part in (document.part, document.part.package):
        for key, rel in list(part.rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in UNWANTED:
                part.rels.pop(key)
    replace_children(document.styles.element, all_styles())
    replace_children(document.settings.element, settings())
    replace_children(document.part.numbering_part.element, numbering())
    return document


UNWANTED = {
    "thumbnail", "customXml", "stylesWithEffects", "extended-properties", "webSettings", "printerSettings",
}  # fmt: skip


def replace_children(element: object, xml: str) -> None:
    """Give a part's root element the children of ``xml``."""
    fresh = parse_xml(xml)
    for child in list(element):  # type: ignore[call-overload]  # lxml has no types here
        element.remove(child)  # type: ignore[attr-defined]
    for child in list(fresh):
        element.append(child)  # type: ignore[attr-defined]


def repacked(saved: bytes) -> bytes:
    """The same package with fixed dates and without traces of who made it."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(saved)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "word/fontTable.xml":
                data = font_table().encode()
            elif name.startswith("word/theme/"):
                data = theme(data.decode()).encode()
            elif name == "docProps/core.xml":
                data = re.sub(rb"(<cp:coreProperties[^>]*>).*(</cp:core)", rb"\1\2", data, flags=re.S)
            elif name == "word/_rels/document.xml.rels":
                data = sorted_relations(data)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = ZIP_DEFLATED, 0, 0o600 << 16
            new.writestr(info, data)
    return out.getvalue()


def sorted_relations(data: bytes) -> bytes:
    """The relationships in a steady order."""
    rows = sorted(re.findall(rb"<Relationship [^>]*/>", data))
    return data[: data.index(b"<Relationship ")] + b"".join(rows) + b"</Relationships>"


def make(templates: Path) -> None:
    """Write base.docx and the glyphs into ``templates``."""
    stream = io.BytesIO()
    prepared().save(stream)
    (templates / "marks").mkdir(parents=True, exist_ok=True)
    (templates / "base.docx").write_bytes(repacked(stream.getvalue()))
    for name, data in pictures():
        (templates / "marks" / f"{name}.png").write_bytes(data)


if __name__ == "__main__":
    make(ROOT / "resources" / "templates")
