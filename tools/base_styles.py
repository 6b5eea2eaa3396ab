"""The styles of the Word template, from the tokens that documents share."""

from __future__ import annotations

from app.exports.style import CHANGES, INK, PAPERS, Look, Type

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
FACES = {
    "serif": ("Noto Serif", "Noto Naskh Arabic"),
    "sans": ("Noto Sans", "Noto Sans Arabic"),
}
MEASURE = round(PAPERS["A4"].measure * 20)
KEEP = "<w:keepNext/>"
ARABIC = 1.1  # Arabic letters are small on their body; set so, they match the Latin beside them
# The last column ends where the rule ends.
END = (
    '<w:tblStylePr w:type="lastCol"><w:tcPr><w:tcMar><w:right w:w="0" w:type="dxa"/></w:tcMar>'
    "</w:tcPr></w:tblStylePr>"
)
NAME_COLUMN, TEXT_COLUMN = 300, 2580


def twips(points: float) -> int:
    return round(points * 20)


def rule(side: str, eighths: int, colour: str, space: int = 0) -> str:
    paint = colour.lstrip("#")
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{space}" w:color="{paint}"/>'


def tab(at: int, kind: str = "left") -> str:
    return f'<w:tabs><w:tab w:val="{kind}" w:pos="{at}"/></w:tabs>'


def fonts(face: str) -> str:
    latin, arabic = FACES[face]
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{latin}" w:cs="{arabic}"/>'


def letters(kind: Type) -> str:
    """The ``w:rPr`` of a token; Word knows half points only."""
    weight = "<w:b/><w:bCs/>" if kind.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
    half = round(kind.size * 2)
    return (
        f'{fonts(kind.face)}{weight}<w:color w:val="{kind.colour.lstrip("#")}"/>'
        f'<w:sz w:val="{half}"/><w:szCs w:val="{round(half * ARABIC)}"/>'
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
    look: Look,
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
    uncounted: bool = False,
) -> str:
    """One paragraph style, its properties in the order the schema asks for."""
    kind = look.types[token]
    level = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    number = f'<w:numPr><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    base = f'<w:basedOn w:val="{based}"/>' if based else ""
    after = f'<w:next w:val="{following}"/>' if following else ""
    pinned = (KEEP if kind.keep_next and KEEP not in keep else "") + keep
    number += "<w:suppressLineNumbers/>" if uncounted else ""
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
    "header", "footer", "line number", "Hyperlink", "Strong", "Emphasis",
}  # fmt: skip


def style_id(name: str) -> str:
    words = name.split()
    return "".join(word.upper() if word == "toc" else word[0].upper() + word[1:] for word in words)


def custom(name: str) -> str:
    return "" if name in BUILT_IN else ' w:customStyle="1"'


LISTS = {1: (340, 227), 2: (454, 341)}


def hanging(look: Look, kind: int) -> str:
    """The indent of a list and of its sign, as large as the letters."""
    return HANGING.format(*(round(each * look.scale) for each in LISTS[kind]))


HANGING = '<w:ind w:left="{0}" w:hanging="{1}"/>'
TOP = "<w:pageBreakBefore/>"
WHOLE = f"{KEEP}<w:keepLines/>"


def headline_styles(look: Look) -> str:
    """Titles, headings and the small lines above them; each is followed by prose."""
    body = "BodyText"
    return "".join(
        (
            style(look, "Title", "title", borders=rule("bottom", 12, INK, 14),
                  before=150 - 60 * round(look.scale - 1, 1) * 2,
                  following="Subtitle", keep=WHOLE, uncounted=True),
            style(look, "Subtitle", "subtitle", following=body, before=14, uncounted=True),
            style(look, "Atelier Status", "label", before=18, uncounted=True),
            style(look, "heading 1", "heading1", keep=WHOLE + TOP, following=body, outline=0),
            style(look, "heading 2", "heading2", keep=WHOLE, following=body, outline=1),
            style(look, "heading 3", "heading3", keep=WHOLE, following=body, outline=2),
            style(look, "heading 4", "heading4", keep=WHOLE, following=body, outline=3),
            style(look, "TOC Heading", "heading1", keep=WHOLE + TOP, following=body),
            style(look, "Atelier Label", "label"),
            style(look, "Atelier Label Page", "label", based="AtelierLabel", keep=KEEP + TOP,
                  following="Heading1"),
            style(look, "caption", "caption", following=body),
        )
    )  # fmt: skip


def prose_styles(look: Look) -> str:
    """People's words, and the lists and notes among them."""
    body = "BodyText"
    return "".join(
        (
            style(look, "Body Text", "body"),
            style(look, "Atelier Lead", "lead", following=body),
            style(look, "Quote", "quote", borders=rule("left", 16, look.accent, 10), following=body,
                  indent='<w:ind w:left="284" w:right="284"/>'),
            # Beside the other direction, the rule stands at the other side.
            style(look, "Atelier Quote Turned", "quote", following=body,
                  borders=rule("right", 16, look.accent, 10),
                  indent='<w:ind w:left="284" w:right="284"/>'),
            style(look, "Atelier Note", "note"),
            style(look, "Atelier Empty", "empty", following=body),
            style(look, "Atelier Marked", "body", tabs=tab(NAME_COLUMN),
                  indent=HANGING.format(TEXT_COLUMN, TEXT_COLUMN)),
            style(look, "Atelier Marked Narrow", "body", based="AtelierMarked",
                  keep="<w:keepLines/>", tabs=tab(round(NAME_COLUMN * look.scale)),
                  indent=HANGING.format(*[round(NAME_COLUMN * look.scale)] * 2)),
            # A level stays with the chart of its ratings, and the rows of that together.
            style(look, "Atelier Level", "body", based="AtelierMarked", keep=KEEP,
                  tabs=tab(NAME_COLUMN), indent=HANGING.format(TEXT_COLUMN, TEXT_COLUMN)),
            style(look, "Atelier Level Narrow", "body", based="AtelierMarkedNarrow", keep=WHOLE,
                  tabs=tab(round(NAME_COLUMN * look.scale)),
                  indent=HANGING.format(*[round(NAME_COLUMN * look.scale)] * 2)),
            style(look, "List Bullet", "bullet", numbering=1, indent=hanging(look, 1)),
            style(look, "List Number", "bullet", numbering=2, indent=hanging(look, 2)),
        )
    )  # fmt: skip


def furniture_styles(look: Look) -> str:
    """What stands in tables, in the contents, and at the head and foot of pages."""
    ends = tab(MEASURE, "right")
    # A hairline leads the eye to the page number, and is whole where Word has none yet.
    lines = rule("top", 4, look.line, 4) + rule("between", 4, look.line, 4)
    return "".join(
        (
            style(look, "Fact Label", "fact-label", keep=KEEP, following="Fact"),
            style(look, "Fact", "fact"),
            style(look, "Atelier Row Title", "row-title", keep=WHOLE,
                  borders=rule("top", 4, look.line, 4), before=6),
            # Side by side it begins a row, which must not be tied to the row below.
            style(look, "Atelier Row Head", "mark-name", keep="<w:keepLines/>",
                  borders=rule("top", 4, look.line, 4), before=6),
            style(look, "Atelier Row", "table", keep=WHOLE),
            style(look, "Atelier Row End", "row-end", based="AtelierRow", keep="<w:keepLines/>"),
            style(look, "Table Head", "table-head"),
            style(look, "Table Head Number", "table-head", based="TableHead", align="right"),
            style(look, "Table Text", "table"),
            style(look, "Atelier Bar", "table", based="TableText", keep=KEEP),
            style(look, "Table Number", "table", based="TableText", align="right"),
            style(look, "toc 1", "contents1", borders=lines, tabs=ends),
            style(look, "toc 2", "contents2", tabs=ends, indent='<w:ind w:left="284"/>'),
            style(look, "toc 3", "contents2", tabs=ends, indent='<w:ind w:left="568"/>'),
            style(look, "header", "running"),
            style(look, "header end", "running", based="Header", align="right"),
            style(look, "footer", "running"),
            style(look, "footer end", "running", based="Footer", align="right"),
        )
    )  # fmt: skip


def thin(name: str, extra: str, size: float) -> str:
    """A paragraph that is only there for the paper: between tables, or to turn the page."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/>'
        f'<w:pPr>{extra}<w:suppressLineNumbers/><w:spacing w:before="0" w:after="0" '
        f'w:line="{twips(size)}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )


def character_styles(look: Look) -> str:
    number = look.types["line-number"]
    rows = (
        ("Hyperlink", f'<w:color w:val="{look.accent[1:]}"/><w:u w:val="single"/>'),
        ("Strong", "<w:b/><w:bCs/>"),
        ("Emphasis", "<w:i/><w:iCs/>"),
        ("Atelier Mark Name", letters(look.types["mark-name"])),
        ("Atelier Glyph", '<w:position w:val="-4"/>'),
        ("Atelier Hidden", "<w:vanish/>"),
        ("line number", letters(number)),
        ("Added", f'<w:color w:val="{CHANGES["added"][1:]}"/><w:u w:val="single"/>'),
        ("Removed", f'<w:strike/><w:color w:val="{CHANGES["removed"][1:]}"/>'),
    )
    return "".join(
        f'<w:style w:type="character" w:styleId="{style_id(title)}"{custom(title)}>'
        f'<w:name w:val="{title}"/><w:uiPriority w:val="2"/><w:qFormat/>'
        f"<w:rPr>{inside}</w:rPr></w:style>"
        for title, inside in rows
    )


def table_style(
    name: str, borders: str, margins: tuple[int, int, int], head: str = "", cell: str = ""
) -> str:
    """A table style; ``margins`` are above, below and between, and text starts at the rule."""
    above, below, between = margins
    cells = (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
        f'<w:bottom w:w="{below}" w:type="dxa"/><w:right w:w="{between}" w:type="dxa"/>'
        "</w:tblCellMar>"
    )
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    first = f'<w:tblStylePr w:type="firstRow">{head}</w:tblStylePr>' if head else ""
    first += END if between else ""
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{style_id(name)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="1"/>'
        f'<w:tblPr><w:tblInd w:w="0" w:type="dxa"/>{edges}{cells}</w:tblPr>{cell}{first}</w:style>'
    )


def table_styles(look: Look) -> str:
    under = f"<w:tcBorders>{rule('bottom', 6, INK)}</w:tcBorders>"
    head = f'<w:tcPr>{under}<w:vAlign w:val="bottom"/></w:tcPr>'
    middle = '<w:tcPr><w:vAlign w:val="center"/></w:tcPr>'
    hairlines = rule("bottom", 4, look.line) + rule("insideH", 4, look.line)
    band = rule("top", 9, INK) + rule("bottom", 4, look.line)
    return "".join(
        (
            table_style("Atelier Table", hairlines, (80, 80, 170), head),
            table_style("Atelier Facts", band, (110, 110, 200)),
            table_style("Atelier Cover", "", (30, 30, 170)),
            table_style("Atelier Figure", "", (30, 30, 170), cell=middle),
            table_style("Atelier Beside", "", (0, 0, 400)),
            table_style("Atelier Header", rule("bottom", 4, look.line), (0, 80, 240)),
            table_style("Atelier Footer", "", (0, 0, 240)),
        )
    )


def all_styles(look: Look) -> str:
    """The whole styles part."""
    body = look.types["body"]
    plain = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>'
    plain += '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
    return (
        f"<w:styles {W}><w:docDefaults><w:rPrDefault><w:rPr>{fonts(body.face)}"
        f'<w:color w:val="{INK[1:]}"/><w:sz w:val="{round(body.size * 2)}"/>'
        f'<w:szCs w:val="{round(body.size * 2 * ARABIC)}"/>'
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
        f"{headline_styles(look)}{prose_styles(look)}{furniture_styles(look)}"
        f"{thin('Atelier Spacer', '', 6)}"
        f"{thin('Atelier Page Break', '<w:pageBreakBefore/>', 1)}"
        f"{character_styles(look)}{table_styles(look)}</w:styles>"
    )
