"""Outline to PDF: one pass down the pages, tagged, with bookmarks, links and embedded fonts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from msgspec.structs import replace

from app.errors import UserError
from app.exports.outline import (
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    Run,
    Runs,
    Table,
    plain,
)
from app.exports.style import INK, Type, across, fits, look
from app.exports.walk import headings, opens_page, runs_right

if TYPE_CHECKING:
    from app.exports.pdf_text.catalogue import Landmark
    from app.exports.pdf_text.flows import Prose
    from app.exports.pdf_text.furniture import ContentsPages
    from app.exports.pdf_text.lines import Typesetter
    from app.exports.pdf_text.press import Press

_QUOTE_INDENT = 12.0
_BULLET_INDENT = 16.0
_NAMED = 0.29
_NARROW = 40  # widths of its letters: with less room, a name stands above its words
_TAIL = 1024


def write(outline: Outline, target: BinaryIO, resources: Path) -> str:
    """Write the outline as a PDF; ``resources`` is the folder that holds ``fonts``.

    The same outline always gives the same bytes. Nothing of the machine or the day is in them.
    Answers the first characters that no font of ours has a picture for; they are shown as boxes.
    """
    return _Writer(outline, target, resources).write()


def check(path: Path) -> None:
    """Make sure that a written file is whole: it begins, ends and points to its table.

    Raises UserError("export_damaged") when it is not.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(8)
        file.seek(max(0, size - _TAIL))
        tail = file.read()
        place = tail.rpartition(b"startxref")[2].split()
        whole = head.startswith(b"%PDF-1.") and tail.rstrip().endswith(b"%%EOF") and bool(place)
        if whole and place[0].isdigit():
            file.seek(int(place[0]))
            whole = b" obj" in file.read(24)
    if not whole:
        raise UserError("export_damaged", name=path.name)


class _Writer:
    """Carries the blocks of one outline to the press."""

    def __init__(self, outline: Outline, target: BinaryIO, resources: Path) -> None:
        from app.exports.pdf_text.fonts import FontBook
        from app.exports.pdf_text.lines import Typesetter
        from app.exports.pdf_text.pdf_file import PdfFile
        from app.exports.pdf_text.press import Press
        from app.exports.pdf_text.shaping import Shaper
        from app.exports.pdf_text.tags import Tags

        self._outline = outline
        self._book = FontBook(resources / "fonts")
        self._pdf = PdfFile(target)
        self._tags = Tags(self._pdf)
        anchors = frozenset(
            heading.anchor for heading in headings(outline.blocks) if heading.anchor
        )
        self._shaper = Shaper(self._book)
        setter = Typesetter(
            self._shaper, outline.language, outline.right_to_left, anchors,
            look(outline.large_print),
        )  # fmt: skip
        page = setter.look.page(outline.paper)
        self._press: Press = Press(self._pdf, self._tags, setter, page)
        self._press.counting = outline.line_numbers
        self._types = self._press.types
        self._setters: dict[str, Typesetter] = {outline.language: setter}
        self._side = 0
        self._above = ""
        self._landmarks: list[Landmark] = []
        self._places: dict[str, str] = {}
        self._contents: ContentsPages | None = None

    def write(self) -> str:
        """Draw all blocks, then what depends on their places, then close the file."""
        self._blocks(self._outline.blocks)
        self._press.flush()
        if not self._press.sheets:
            self._press.next_sheet()
        self._press.finish_sheet()
        self._press.drop_unused_sheet()
        self._finish()
        return self._shaper.missing

    @property
    def _measure(self) -> float:
        """The width of the text where we are."""
        return self._press.page.measure

    def _blocks(self, blocks: tuple[Block, ...]) -> None:
        for block in _gathered(blocks):
            if isinstance(block, tuple):
                self._marks(block)
            else:
                self._block(block)
            self._above = block.text if isinstance(block, Heading) else ""

    def _block(self, block: Block) -> None:
        match block:
            case Cover():
                self._cover(block)
            case Contents():
                self._start_contents(block)
            case Heading():
                self._heading(block)
            case Paragraph():
                self._paragraph(block)
            case Facts():
                self._facts(block)
            case Marked():
                self._marks((block,))
            case Bullets():
                self._bullets(block)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)
            case Beside():
                self._beside(block)
            case PageBreak():
                self._new_page()

    def _cover(self, cover: Cover) -> None:
        from app.exports.pdf_text.furniture import draw_cover

        self._press.flush()
        draw_cover(self._press, cover)
        self._press.next_sheet()

    def _start_contents(self, contents: Contents) -> None:
        from app.exports.pdf_text.furniture import ContentsPages

        self._new_page()
        if self._contents is None:
            self._contents = ContentsPages(self._press, contents)

    def _new_page(self) -> None:
        self._press.flush()
        if not self._press.sheets or not self._press.fresh:
            self._press.next_sheet()

    def _heading(self, heading: Heading) -> None:
        from app.exports.pdf_text.flows import Prose

        level = min(max(heading.level, 1), 4)
        if level == 1 and not self._side:
            self._turn(heading)
        elif heading.running and self._side < 2:
            self._press.running = heading.running
        landmark = self._landmark(heading, level)
        if heading.label.strip():
            label = self._prose((Run(heading.label),), self._types["label"], "P")
            label.begun = landmark
            self._press.add(label)
        if not heading.text.strip():
            return
        kind = self._types[f"heading{level}"]
        said = (Run(heading.text, language=heading.language),)
        laid = self._press.setter.lay(said, kind, self._measure)
        before = 0.0 if heading.label else kind.before
        flow = Prose(laid, f"H{level}", before, kind.after, True, self._measure)
        flow.begun = None if heading.label.strip() else landmark
        self._press.add(flow)

    def _turn(self, heading: Heading) -> None:
        """A new page for a heading of the first level."""
        self._press.running = heading.running or heading.text
        self._new_page()
        self._press.sheet.running = self._press.running

    def _landmark(self, heading: Heading, level: int) -> Callable[[], None]:
        from app.exports.pdf_text.catalogue import Landmark

        press, side, setter = self._press, self._side, self._press.setter
        spoken = heading.language or setter.language
        language = spoken if spoken != self._outline.language else ""

        def note() -> None:
            top = press.page.height - press.y + 8
            key = f"@{len(self._landmarks)}"
            mark = Landmark(
                level, heading.label, heading.text, press.sheet.number, top, key,
                language=language, second=side == 2,
            )  # fmt: skip
            self._places[key] = mark.destination
            if heading.anchor:
                self._places.setdefault(heading.anchor, mark.destination)
            if mark.title:
                self._landmarks.append(mark)

        return note

    def _prose(self, parts: Runs, kind: Type, tag: str, indent: float = 0.0) -> Prose:
        from app.exports.pdf_text.flows import Prose

        width = self._measure - indent
        laid = self._press.setter.lay(parts, kind, width)
        return Prose(laid, tag, kind.before, kind.after, kind.keep_next, width, indent)

    def _paragraph(self, paragraph: Paragraph) -> None:
        if not plain(paragraph.runs).strip():
            return
        quoted = paragraph.style == "quote"
        flow = self._prose(
            paragraph.runs,
            self._types[paragraph.style],
            "BlockQuote" if quoted else "P",
            _QUOTE_INDENT if quoted else 0.0,
        )
        flow.ruled = quoted
        self._press.add(flow)

    def _facts(self, facts: Facts) -> None:
        from app.exports.pdf_text.flows import GAP, Band, paired

        if not facts.columns:
            return
        count = len(facts.columns)
        columns = across(count if count <= 4 else 3, self._measure, self._types["fact"])
        wide = (self._measure - GAP * (columns - 1)) / columns
        cells = [paired(self._press, label, value, wide) for label, value in facts.values()]
        self._press.add(Band(cells, columns, self._measure))

    def _marks(self, marks: tuple[Marked, ...]) -> None:
        from app.exports.pdf_text.flows import Marks

        setter, scale = self._press.setter, self._press.look.scale
        kind, words = self._types["mark-name"], self._types["mark-text"]
        stacked = self._measure < _NARROW * kind.size
        named = self._measure if stacked else self._measure * _NAMED
        start = 16 * scale if stacked else named
        rows = [
            (
                mark.mark,
                setter.text(mark.name, kind, named - 22 * scale),
                setter.lay(mark.runs, words, self._measure - start),
            )
            for mark in marks
        ]
        self._press.add(Marks(rows, self._measure, named, stacked))

    def _bullets(self, bullets: Bullets) -> None:
        from app.exports.pdf_text.flows import Items

        if not bullets.items:
            return
        setter, kind = self._press.setter, self._types["bullet"]
        indent = _BULLET_INDENT + (6.0 if bullets.ordered and len(bullets.items) > 99 else 0.0)
        indent *= self._press.look.scale
        ink = INK if bullets.ordered else self._press.look.accent
        sign_kind = replace(kind, colour=ink)
        signs = [
            setter.text(f"{at}." if bullets.ordered else "•", sign_kind, indent)
            for at in range(1, len(bullets.items) + 1)
        ]
        wide = self._measure - indent
        texts = [setter.lay(item or (Run(""),), kind, wide) for item in bullets.items]
        self._press.add(Items(signs, texts, self._measure, indent, 0.0, self._types["body"].after))

    def _table(self, table: Table) -> None:
        from app.exports.pdf_text.rows import RowsFlow
        from app.exports.pdf_text.table import TableFlow

        if not (table.head or table.rows):
            return
        if table.rows and not fits(len(table.head), self._measure, self._types["table"]):
            self._press.add(RowsFlow(table, self._press))
        else:
            self._press.add(TableFlow(table, self._press, self._above))

    def _figure(self, figure: Figure) -> None:
        from app.exports.pdf_text.chart import ChartFlow

        if figure.bars:
            self._press.add(ChartFlow(figure, self._press))

    def _beside(self, block: Beside) -> None:
        """Lay out both sides, each in its half and its language."""
        from app.exports.pdf_text.beside import GUTTER, BesideFlow, Side

        press = self._press
        heading = opens_page(block)
        if heading is not None:
            self._turn(heading)
        half = (self._measure - GUTTER) / 2
        sides = tuple(
            Side(self._setter(language), offset, half, [])
            for language, offset in zip(block.languages, (0.0, half + GUTTER), strict=True)
        )
        for side, blocks in zip(sides, (block.first, block.second), strict=True):
            self._side += 1
            with (
                press.column(side.offset, side.width, side.setter),
                press.gathering(side.flows),
            ):
                self._blocks(blocks)
        self._side = 0
        if any(side.flows for side in sides):
            press.add(BesideFlow((sides[0], sides[1])))

    def _setter(self, language: str) -> Typesetter:
        """The typesetter of a language, made once."""
        found = self._setters.get(language)
        if found is None:
            usual = self._setters[self._outline.language]
            found = self._setters[language] = usual.of_language(language, runs_right(language))
        return found

    def _finish(self) -> None:
        """Contents, running heads, links, fonts, structure, pages, catalogue."""
        from app.exports.pdf_text.binding import bind
        from app.exports.pdf_text.furniture import draw_furniture
        from app.exports.pdf_text.margins import draw_line_numbers, draw_watermark

        if self._contents is not None:
            self._contents.draw(self._press, self._landmarks)
        draw_furniture(self._press, self._outline)
        if self._outline.line_numbers:
            draw_line_numbers(self._press)
        draw_watermark(self._press, self._outline.watermark)
        self._press.write_links(self._places)
        bind(self._pdf, self._press, self._book, self._outline, self._landmarks)


def _gathered(blocks: tuple[Block, ...]) -> Iterator[Block | tuple[Marked, ...]]:
    """The blocks, with marked ones that follow each other as one list."""
    marks: list[Marked] = []
    for block in blocks:
        if isinstance(block, Marked):
            marks.append(block)
            continue
        if marks:
            yield tuple(marks)
            marks = []
        yield block
    if marks:
        yield tuple(marks)
