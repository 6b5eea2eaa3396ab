"""Each block of an outline as WordprocessingML: styles only, people's text always as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from app.exports import docx_parts as parts
from app.exports.docx_draft import EMU, Draft
from app.exports.docx_sides import beside, cell
from app.exports.docx_text import MARKS_OF_WAY, attribute
from app.exports.outline import (
    Bar,
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from app.exports.style import across, fits
from app.exports.walk import labelled, listed, opens_page

DEEPEST = 3  # the template has three levels of contents
_PARAGRAPHS = {
    "body": "body text",
    "lead": "atelier lead",
    "label": "atelier label",
    "quote": "quote",
    "note": "atelier note",
    "empty": "atelier empty",
}
_BAR = 140 * EMU
_NAME_FITS = 23  # characters of a mark's name before its text must start on the next line
_NUMBER = 1800  # with larger letters: so wide, less their usual size, that 10.12 stays whole
_LEAST = 680  # the same for usual letters, with the gap behind: in half a page shares are small
_SHORT, _TALL = 250, 300.0  # letters of a cell, points of a row
_MANY = 99  # as many columns stand in a usual page only
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"


def written(draft: Draft, block: Block, following: Block | None) -> Iterator[str]:
    """The XML of one block; ``following`` decides whether a break would make an empty page."""
    above, draft.above = draft.above, block.text if isinstance(block, Heading) else ""
    match block:
        case Cover() if not (draft.template.frame and draft.template.frame.has_title):
            yield _cover(draft, block)
            yield _break(draft, following)
        case Contents():
            yield from _contents(draft, block)
        case Heading():
            yield _heading(draft, block)
        case Paragraph():
            yield _paragraph(draft, block)
        case Facts():
            yield _facts(draft, block)
        case Marked():
            name = "level" if isinstance(following, Figure) else "marked"
            yield _marked(draft, block, f"atelier {name}")
        case Bullets():
            yield from _bullets(draft, block)
        case Table():
            small = draft.look.types["table"]
            is_table = fits(len(block.head), draft.measure / 20, small) or not block.rows
            yield from _table(draft, block, above) if is_table else _listed(draft, block)
        case Figure():
            yield _figure(draft, block)
        case Beside():
            yield _turned(draft, block)
            yield from beside(draft, block, following, written)
        case PageBreak():
            yield _break(draft, following)


def _paragraph(draft: Draft, block: Paragraph) -> str:
    style = _PARAGRAPHS[block.style]
    if block.style == "quote":
        with draft.facing(block.runs):
            style = "atelier quote turned" if draft.turned else style
    return draft.prose(style, block.runs)


def _break(draft: Draft, following: Block | None) -> str:
    if following is None or isinstance(following, (Contents, PageBreak)) or opens_page(following):
        return ""
    return draft.paragraph("atelier page break", "")


def _cover(draft: Draft, cover: Cover) -> str:
    columns = parts.widths((3, 7), 2, draft.measure)
    rows = []
    for label, value in cover.facts:
        sides = (
            draft.told("fact label", (Run(label),)),
            draft.told("fact", (Run(value),)),
        )
        rows.append(f"<w:tr>{''.join(map(cell, columns, sides))}</w:tr>")
    return "".join(
        (
            draft.told("title", (Run(cover.title),)),
            draft.told("subtitle", (Run(cover.subtitle),)) if cover.subtitle else "",
            draft.table("atelier cover", columns, rows) if rows else "",
            draft.told("atelier status", (Run(cover.status),)) if cover.status else "",
        )
    )


def _contents(draft: Draft, contents: Contents) -> Iterator[str]:
    """A table of contents that is whole before Word ever renews it."""
    yield draft.paragraph("toc heading", draft.words(contents.title))
    depth = max(1, min(contents.depth, DEEPEST))
    entries = [(head, mark) for head, mark in draft.entries if head.level <= depth]
    if not entries:
        return
    code = f' TOC \\o "1-{depth}" \\h \\z \\u '
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    yield (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="
        '"Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
    )
    for place, (head, mark) in enumerate(entries):
        line = (opening if not place else "") + _entry(draft, head, mark)
        line += closing if place == len(entries) - 1 else ""
        yield draft.paragraph(f"toc {head.level}", line)
    yield "</w:sdtContent></w:sdt>"


def _entry(draft: Draft, head: Heading, mark: str) -> str:
    page = parts.field(f"PAGEREF {mark} \\h", "")
    named = draft.within((Run(" ".join(head.text.split()), language=head.language),))
    return f'<w:hyperlink w:anchor="{mark}" w:history="1">{named}{_TAB}{page}</w:hyperlink>'


def _heading(draft: Draft, head: Heading) -> str:
    place = draft.next_heading()
    level = min(max(head.level, 1), 4)
    names = [f"_Toc{place:08d}"]
    names += [draft.anchors[head.anchor]] if head.anchor in draft.anchors else []
    opened = "".join(
        f'<w:bookmarkStart w:id="{2 * place + row}" w:name="{name}"/>'
        for row, name in enumerate(names)
    )
    closed = "".join(f'<w:bookmarkEnd w:id="{2 * place + row}"/>' for row in range(len(names)))
    turns = level == 1 and (not draft.beside or draft.turning)
    draft.turning = False
    label = top = ""
    if head.label:
        label = draft.paragraph(
            "atelier label page" if turns else "atelier label", draft.words(head.label)
        )
    if level == 1 and (head.label or not turns):
        top = '<w:pageBreakBefore w:val="0"/>'  # the label has turned the page already
    turned = _turn_section(draft, head) if turns and not draft.beside else ""
    said = (Run(head.text, language=head.language),)
    text = draft.told(f"heading {level}", said, top, opened).removesuffix("</w:p>")
    return f"{turned}{label}{text}{closed}</w:p>"


def _turned(draft: Draft, block: Beside) -> str:
    """What ends a section before headings side by side; else the first of them turns the page."""
    head = opens_page(block)
    ended = _turn_section(draft, head) if head else ""
    draft.turning = head is not None and not ended
    return ended


def _turn_section(draft: Draft, head: Heading) -> str:
    """End the section when the page head changes; each section has a head of its own."""
    if draft.template.frame or draft.heads[draft.section] == head.running:
        return ""
    ended = closing_section(draft)
    draft.section = draft.heads.index(head.running)
    opener = draft.opener("atelier spacer")
    return opener.replace("</w:pPr>", f"{ended}</w:pPr></w:p>")


def closing_section(draft: Draft) -> str:
    """The properties of the section that ends here."""
    if draft.template.frame:
        return draft.template.frame.section
    has_cover, draft.has_cover = draft.has_cover, False
    return parts.section(draft.outline, draft.section, has_cover)


def _facts(draft: Draft, facts: Facts) -> str:
    """Label over value, three to a row."""
    most = min(max(len(facts.columns), 1), 3)
    count = across(most, draft.measure / 20, draft.look.types["fact"])
    columns = parts.widths((), count, draft.measure)
    rows = []
    for start in range(0, len(facts.columns), count):
        some = facts.values()[start : start + count]
        some += (("", Run("")),) * (count - len(some))
        cells = (
            draft.told("fact label", (Run(label),)) + draft.told("fact", (value,))
            for label, value in some
        )
        made = [cell(width, inside) for width, inside in zip(columns, cells, strict=False)]
        texts = [re.sub("<[^>]*>", "", one) for one in made]
        rows.append(f"<w:tr>{_kept(draft, texts, columns)}{''.join(made)}</w:tr>")
    return draft.table("atelier facts", columns, rows) if rows else ""


def _marked(draft: Draft, marked: Marked, style: str) -> str:
    glyph = draft.glyph(marked.mark, marked.name)
    name = draft.styled(marked.name, "atelier mark name")
    text = draft.within(marked.runs)
    narrow = not fits(_MANY, draft.measure / 20, draft.look.types["table"])
    gap = (_TAB if len(marked.name) <= _NAME_FITS and not narrow else _BREAK) if text else ""
    style += " narrow" if narrow else ""
    return draft.paragraph(style, f"{glyph}{_TAB}{name}{gap}{text}")


def _bullets(draft: Draft, bullets: Bullets) -> Iterator[str]:
    opener = draft.opener("list bullet")
    if bullets.ordered:
        number = f'<w:numId w:val="{draft.template.first_list + draft.lists}"/>'
        opener = draft.opener("list number", f'<w:numPr><w:ilvl w:val="0"/>{number}</w:numPr>')
        draft.lists += 1
    for item in bullets.items:
        yield f"{opener}{draft.within(item)}</w:p>"


def _listed(draft: Draft, table: Table) -> Iterator[str]:
    """The rows of a table one below the other, where its columns would be too narrow."""
    if table.caption:
        yield _caption(draft, "Table", table.caption)
    language = draft.language or draft.outline.language
    for title, pairs in listed(table):
        if title:
            yield draft.told("atelier row head" if draft.beside else "atelier row title", title)
        for place, (label, value) in enumerate(pairs, 1):
            said = (Run(labelled(label, language), bold=True),) if label else ()
            name = "atelier row end" if place == len(pairs) else "atelier row"
            yield draft.paragraph(name, draft.runs(said) + draft.within(value))


def _table(draft: Draft, table: Table, above: str = "") -> Iterator[str]:
    """A table; where it has no caption, what stands above it is said in its place."""
    if not table.head:
        return
    count = len(table.head)
    least = max(_NUMBER * (draft.look.scale - 1), _LEAST)
    columns = parts.widths(table.widths, count, draft.measure, least)
    numeric = set(table.numeric)
    if table.caption:
        yield _caption(draft, "Table", table.caption)
    heads = [
        draft.told("table head number" if place in numeric else "table head", (Run(text),))
        for place, text in enumerate(table.head)
    ]
    repeat = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    first = f"<w:tr>{repeat}{''.join(map(cell, columns, heads))}</w:tr>"
    cells = [
        (
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>',
            "table number" if place in numeric else "table text",
        )
        for place, width in enumerate(columns)
    ]
    name = table.caption or above
    said = f'<w:tblCaption w:val="{attribute(name)}"/>' if name else ""
    rows = (_row(draft, cells, columns, row) for row in table.rows)
    yield from draft.table_by_rows("atelier table", columns, chain((first,), rows), said)


def _row(
    draft: Draft, cells: list[tuple[str, str]], columns: list[int], row: tuple[Runs, ...]
) -> str:
    given = (*row, *((),) * (len(cells) - len(row)))
    inside = "".join(
        [
            f"{opener}{draft.told(style, said)}</w:tc>"
            for (opener, style), said in zip(cells, given, strict=False)
        ]
    )
    kept = _kept(draft, [plain(cell) for cell in row], columns)
    return f"<w:tr>{kept}{inside}</w:tr>"


def _kept(draft: Draft, texts: list[str], columns: list[int]) -> str:
    """Keeps a row whole, unless it may be so tall that LibreOffice would cut off what is over."""
    if max(map(len, texts), default=0) > _SHORT:
        kind = draft.look.types["table"]
        for text, width in zip(texts, columns, strict=False):
            letters = max(width / 20 / (kind.size * 0.55), 1)
            lines = sum(len(line) // letters + 1 for line in text.split("\n"))
            if lines * kind.line > _TALL:
                return ""
    return "<w:trPr><w:cantSplit/></w:trPr>"


def _caption(draft: Draft, kind: str, text: str) -> str:
    """A caption Word can list; its number is kept but not shown, as the outline has none."""
    hidden = f'<w:rPr><w:rStyle w:val="{draft.template.styles["atelier hidden"]}"/></w:rPr>'
    counted = parts.field(f"SEQ {kind} \\h", "", hidden)
    return draft.told("caption", (Run(text),), opened=counted)


def _figure(draft: Draft, figure: Figure) -> str:
    """Bars as solid pictures drawn out to their lengths: the same in every word processor."""
    narrow = not fits(_MANY, draft.measure / 20, draft.look.types["table"])
    columns = parts.widths((48, 36, 16) if narrow else (30, 60, 10), 3, draft.measure)
    most = max((bar.value for bar in figure.bars), default=0)
    longest = (columns[1] - 200) * EMU
    caption = _caption(draft, "Figure", figure.caption) if figure.caption else ""
    said = f'<w:tblDescription w:val="{attribute(figure.alt)}"/>'
    if figure.caption:
        said = f'<w:tblCaption w:val="{attribute(figure.caption)}"/>{said}'
    lengths = [longest * bar.value // max(most, 1) for bar in figure.bars]
    styles = [*["atelier bar"] * (len(lengths) - 1), "table text"]  # the chart stays whole
    rows = [
        _bar(draft, bar, columns, length, style)
        for bar, length, style in zip(figure.bars, lengths, styles, strict=False)
    ]
    return caption + (draft.table("atelier figure", columns, rows, said) if rows else "")


def _bar(draft: Draft, bar: Bar, columns: list[int], length: int, style: str) -> str:
    glyph = draft.glyph(bar.mark, "") + draft.words("\u2002") if bar.mark else ""
    drawn = ""
    if length > 0:
        name, high = f"bar-{bar.mark or 'plain'}", round(_BAR * draft.look.scale)
        drawn = f"<w:r>{draft.picture(name, length, high, f'{bar.label}: {bar.value}')}</w:r>"
        if draft.right:  # a line of nothing but a picture begins at the left in LibreOffice
            drawn = draft.words(MARKS_OF_WAY[True]) + drawn
    cells = (
        draft.told(style, (Run(bar.label),), opened=glyph),
        draft.paragraph("table text", drawn),
        draft.paragraph("table number", draft.words(str(bar.value))),
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(cell, columns, cells))}</w:tr>"
