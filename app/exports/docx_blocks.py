"""Each block of an outline as WordprocessingML: styles only, people's text always as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.exports import docx_parts as parts
from app.exports.docx_text import address, attribute, inline, manner
from app.exports.outline import (
    Bar,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Mark,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
)

DEEPEST = 3  # the template has three levels of contents
_PARAGRAPHS = {
    "body": "body text",
    "lead": "atelier lead",
    "label": "atelier label",
    "quote": "quote",
    "note": "atelier note",
    "empty": "atelier empty",
}
_EMU = 635  # drawing units in a twentieth of a point
_GLYPH = 220 * _EMU
_BAR = 150 * _EMU
_NAME_FITS = 23  # characters of a mark's name before its text must start on the next line
_TAB = "<w:r><w:tab/></w:r>"
_BREAK = "<w:r><w:br/></w:r>"


@dataclass(slots=True)
class Draft:
    """What the blocks of one document share while it is written: styles, counters, what is used."""

    outline: Outline
    template: parts.Template
    anchors: dict[str, str]
    entries: list[tuple[Heading, str]]
    heads: list[str | None]
    links: dict[str, str] = field(default_factory=dict)
    pictures: set[str] = field(default_factory=set)
    lists: int = 0
    section: int = 0
    has_cover: bool = False
    _headings: int = 0
    _drawings: int = 0
    _openers: dict[str, str] = field(default_factory=dict)
    _manners: dict[tuple[bool, bool, str, bool], str] = field(default_factory=dict)

    @property
    def measure(self) -> int:
        """The width of the text in twentieths of a point."""
        return parts.dxa(parts.page_of(self.outline).measure)

    def opener(self, style: str, before: str = "") -> str:
        """The start of a paragraph in a style, known by its name in lower case."""
        key = style + before
        found = self._openers.get(key)
        if found is None:
            bidi = "<w:bidi/>" if self.outline.right_to_left else ""
            named = f'<w:pStyle w:val="{self.template.styles[style]}"/>'
            found = self._openers[key] = f"<w:p><w:pPr>{named}{before}{bidi}</w:pPr>"
        return found

    def paragraph(self, style: str, inside: str) -> str:
        """A paragraph around ready runs."""
        return f"{self.opener(style)}{inside}</w:p>"

    def runs(self, runs: Runs) -> str:
        """Runs in their manner; outside and inside links work where they lead somewhere safe."""
        return "".join(self._linked(run) if run.link else self._run(run) for run in runs if run.text)

    def words(self, text: str) -> str:
        """One run of plain text."""
        return self._run(Run(text)) if text else ""

    def styled(self, text: str, style: str) -> str:
        """One run in a character style."""
        turned = "<w:rtl/>" if self.outline.right_to_left else ""
        named = f'<w:rStyle w:val="{self.template.styles[style]}"/>'
        shown = f'<w:t xml:space="preserve">{inline(text)}</w:t>'
        return f"<w:r><w:rPr>{named}{turned}</w:rPr>{shown}</w:r>"

    def _run(self, run: Run) -> str:
        key = (run.bold, run.italic, run.language, bool(run.link))
        found = self._manners.get(key)
        if found is None:
            link_style = self.template.styles["hyperlink"]
            found = manner(run, self.outline.right_to_left, link_style)
            self._manners[key] = found
        return f'<w:r>{found}<w:t xml:space="preserve">{inline(run.text)}</w:t></w:r>'

    def _linked(self, run: Run) -> str:
        if run.link.startswith("#"):
            target = self.anchors.get(run.link[1:])
            where = f'w:anchor="{target}"' if target else ""
        else:
            url = address(run.link)
            where = f'r:id="{self._relation(url)}"' if url else ""
        if not where:
            return self._run(Run(run.text, run.bold, run.italic, run.language))
        return f'<w:hyperlink {where} w:history="1">{self._run(run)}</w:hyperlink>'

    def _relation(self, url: str) -> str:
        return self.links.setdefault(url, f"link{len(self.links)}")

    def next_heading(self) -> int:
        """The place of the heading that is being written, from 0."""
        self._headings += 1
        return self._headings - 1

    def picture(self, name: str, width: int, height: int, said: str) -> str:
        """An inline picture of the template's, with the words said in its place."""
        self.pictures.add(name)
        self._drawings += 1
        return (
            f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent '
            f'cx="{width}" cy="{height}"/><wp:docPr id="{self._drawings}" name="{name}" '
            f'descr="{attribute(said)}"/><a:graphic><a:graphicData uri="{PICTURE}"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{self._drawings}" name="{name}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch><a:fillRect/>'
            '</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
            f'<a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/>'
            "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )

    def glyph(self, mark: Mark, said: str) -> str:
        """A mark's glyph as a run."""
        named = f'<w:rPr><w:rStyle w:val="{self.template.styles["atelier glyph"]}"/></w:rPr>'
        return f"<w:r>{named}{self.picture(f'mark-{mark}', _GLYPH, _GLYPH, said)}</w:r>"

    def table(self, style: str, columns: list[int], rows: Iterable[str], said: str = "") -> str:
        """A table of fixed columns around ready rows; a spacer keeps it from the next one."""
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
        bidi = "<w:bidiVisual/>" if self.outline.right_to_left else ""
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self.template.styles[style]}"/>{bidi}'
            f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" '
            f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{said}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
            f"{self.paragraph('atelier spacer', '')}"
        )


PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
SPACES = (
    f"{parts.SPACES} "
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:pic="{PICTURE}"'
)


def written(draft: Draft, block: Block, following: Block | None) -> Iterator[str]:
    """The XML of one block; ``following`` decides whether a break would make an empty page."""
    match block:
        case Cover():
            yield _cover(draft, block)
            yield _break(draft, following)
        case Contents():
            yield _contents(draft, block)
        case Heading():
            yield _heading(draft, block)
        case Paragraph():
            yield draft.paragraph(_PARAGRAPHS[block.style], draft.runs(block.runs))
        case Facts():
            yield _facts(draft, block)
        case Marked():
            yield _marked(draft, block)
        case Bullets():
            yield from _bullets(draft, block)
        case Table():
            yield from _table(draft, block)
        case Figure():
            yield _figure(draft, block)
        case PageBreak():
            yield _break(draft, following)


def _break(draft: Draft, following: Block | None) -> str:
    match following:
        case None | Contents() | PageBreak() | Heading(level=1):
            return ""
    return draft.paragraph("atelier page break", "")


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def _cover(draft: Draft, cover: Cover) -> str:
    columns = parts.widths((3, 7), 2, draft.measure)
    rows = []
    for label, value in cover.facts:
        sides = (
            draft.paragraph("fact label", draft.words(label)),
            draft.paragraph("fact", draft.words(value)),
        )
        rows.append(f"<w:tr>{''.join(map(_cell, columns, sides))}</w:tr>")
    return "".join(
        (
            draft.paragraph("title", draft.words(cover.title)),
            draft.paragraph("subtitle", draft.words(cover.subtitle)) if cover.subtitle else "",
            draft.table("atelier cover", columns, rows) if rows else "",
            draft.paragraph("atelier status", draft.words(cover.status)) if cover.status else "",
        )
    )


def _contents(draft: Draft, contents: Contents) -> str:
    """A table of contents that is whole before Word ever renews it."""
    title = draft.paragraph("toc heading", draft.words(contents.title))
    depth = max(1, min(contents.depth, DEEPEST))
    entries = [(head, mark) for head, mark in draft.entries if head.level <= depth]
    if not entries:
        return title
    code = f' TOC \\o "1-{depth}" \\h \\z \\u '
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{code}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    closing = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = []
    for place, (head, mark) in enumerate(entries):
        line = (opening if not place else "") + _entry(draft, head, mark)
        line += closing if place == len(entries) - 1 else ""
        lines.append(draft.paragraph(f"toc {head.level}", line))
    return (
        f"{title}<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="
        '"Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr><w:sdtContent>'
        f"{''.join(lines)}</w:sdtContent></w:sdt>"
    )


def _entry(draft: Draft, head: Heading, mark: str) -> str:
    page = parts.field(f"PAGEREF {mark} \\h", "", dirty=' w:dirty="true"')
    named = draft.words(" ".join(head.text.split()))
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
    label = top = ""
    if head.label:
        name = "atelier label page" if level == 1 else "atelier label"
        label = draft.paragraph(name, draft.words(head.label))
        # The label has turned the page already.
        top = '<w:pageBreakBefore w:val="0"/>' if level == 1 else ""
    opener = draft.opener(f"heading {level}", top)
    turned = _turn_section(draft, head) if level == 1 else ""
    return f"{turned}{label}{opener}{opened}{draft.words(head.text)}{closed}</w:p>"


def _turn_section(draft: Draft, head: Heading) -> str:
    """End the section when the page head changes; each section has a head of its own."""
    if draft.heads[draft.section] == head.running:
        return ""
    style = draft.template.styles["atelier spacer"]
    ended = closing_section(draft)
    draft.section = draft.heads.index(head.running)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{ended}</w:pPr></w:p>'


def closing_section(draft: Draft) -> str:
    """The properties of the section that ends here."""
    has_cover, draft.has_cover = draft.has_cover, False
    return parts.section(draft.outline, draft.section, has_cover)


def _facts(draft: Draft, facts: Facts) -> str:
    """Label over value, three to a row."""
    across = min(max(len(facts.columns), 1), 3)
    columns = parts.widths((), across, draft.measure)
    rows = []
    for start in range(0, len(facts.columns), across):
        some = facts.columns[start : start + across]
        some += (("", ""),) * (across - len(some))
        cells = (
            draft.paragraph("fact label", draft.words(label))
            + draft.paragraph("fact", draft.words(value))
            for label, value in some
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(_cell, columns, cells))}</w:tr>")
    return draft.table("atelier facts", columns, rows) if rows else ""


def _marked(draft: Draft, marked: Marked) -> str:
    glyph = draft.glyph(marked.mark, marked.name)
    name = draft.styled(marked.name, "atelier mark name")
    text = draft.runs(marked.runs)
    gap = (_TAB if len(marked.name) <= _NAME_FITS else _BREAK) if text else ""
    return draft.paragraph("atelier marked", f"{glyph}{_TAB}{name}{gap}{text}")


def _bullets(draft: Draft, bullets: Bullets) -> Iterator[str]:
    opener = draft.opener("list bullet")
    if bullets.ordered:
        number = f'<w:numId w:val="{parts.list_number(draft.lists)}"/>'
        opener = draft.opener("list number", f'<w:numPr><w:ilvl w:val="0"/>{number}</w:numPr>')
        draft.lists += 1
    for item in bullets.items:
        yield f"{opener}{draft.runs(item)}</w:p>"


def _table(draft: Draft, table: Table) -> Iterator[str]:
    if not table.head:
        return
    count = len(table.head)
    columns = parts.widths(table.widths, count, draft.measure)
    numeric = set(table.numeric)
    if table.caption:
        yield _caption(draft, "Table", table.caption)
    heads = [
        draft.paragraph("table head number" if place in numeric else "table head", draft.words(text))
        for place, text in enumerate(table.head)
    ]
    repeat = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    first = f"<w:tr>{repeat}{''.join(map(_cell, columns, heads))}</w:tr>"
    openers = [
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        + draft.opener("table number" if place in numeric else "table text")
        for place, width in enumerate(columns)
    ]
    said = f'<w:tblCaption w:val="{attribute(table.caption)}"/>' if table.caption else ""
    rows = (_row(draft, openers, row) for row in table.rows)
    yield draft.table("atelier table", columns, [first, *rows], said)


def _row(draft: Draft, openers: list[str], row: tuple[Runs, ...]) -> str:
    cells = [draft.runs(cell) for cell in row[: len(openers)]]
    cells += [""] * (len(openers) - len(cells))
    inside = "".join(
        f"{opener}{cell}</w:p></w:tc>" for opener, cell in zip(openers, cells, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{inside}</w:tr>"


def _caption(draft: Draft, kind: str, text: str) -> str:
    """A caption Word can list; its number is kept but not shown, as the outline has none."""
    return draft.paragraph("caption", parts.field(f"SEQ {kind} \\h", "") + draft.words(text))


def _figure(draft: Draft, figure: Figure) -> str:
    """Bars as solid pictures drawn out to their lengths: the same in every word processor."""
    columns = parts.widths((34, 56, 10), 3, draft.measure)
    most = max((bar.value for bar in figure.bars), default=0)
    longest = (columns[1] - 200) * _EMU
    caption = _caption(draft, "Figure", figure.caption) if figure.caption else ""
    said = f'<w:tblDescription w:val="{attribute(figure.alt)}"/>'
    if figure.caption:
        said = f'<w:tblCaption w:val="{attribute(figure.caption)}"/>{said}'
    rows = [_bar(draft, bar, columns, longest * bar.value // max(most, 1)) for bar in figure.bars]
    return caption + (draft.table("atelier figure", columns, rows, said) if rows else "")


def _bar(draft: Draft, bar: Bar, columns: list[int], length: int) -> str:
    glyph = draft.glyph(bar.mark, "") + draft.words("\u2002") if bar.mark else ""
    drawn = ""
    if length > 0:
        name = f"bar-{bar.mark or 'plain'}"
        drawn = f"<w:r>{draft.picture(name, length, _BAR, f'{bar.label}: {bar.value}')}</w:r>"
    cells = (
        draft.paragraph("table text", glyph + draft.words(bar.label)),
        draft.paragraph("table text", drawn),
        draft.paragraph("table number", draft.words(str(bar.value))),
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(map(_cell, columns, cells))}</w:tr>"
