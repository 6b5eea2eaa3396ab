"""Tables: rows on hairlines under a head that comes again on each page."""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from msgspec import Struct

from app.exports.outline import Run, Runs, Table
from app.exports.pdf_text.flows import GAP
from app.exports.pdf_text.laid import Laid, tallest
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.tags import Element, text_string

_PAD = 5.0
_NARROW = 24.0
_RULE = 0.75
_CODE = attrgetter("code")
_TH = "/A<</O/Table/Scope/Column>>"


class Column(Struct, frozen=True):
    """Where a column stands, from the start of the text."""

    offset: float
    width: float
    end: bool


class TableFlow:
    """A table over as many pages as it takes; rows stay whole unless taller than a page."""

    keep = False

    def __init__(self, table: Table, press: Press, named: str = "") -> None:
        """``named`` is what stands above a table without a caption: said to those who listen."""
        self.before, self.after = 6.0, 8.0
        self._table = table
        said = text_string(named) if named and not table.caption else ""
        self._summary = f"/A<</O/Table/Summary{said}>>" if said else ""
        self._columns = list(columns(table, press.page.measure, _NARROW * press.look.scale))
        setter = press.setter
        kind = press.types["table-head"]
        self._head = [
            setter.text(text, kind, column.width)
            for text, column in zip(table.head, self._columns, strict=False)
        ]
        self._caption = (
            setter.text(table.caption, press.types["caption"], press.page.measure)
            if table.caption
            else None
        )
        self._first = self._laid(press, table.rows[0]) if table.rows else []
        first = tallest(self._first) + 2 * _PAD
        if first + self._head_height > press.full:
            first = 6 * kind.line
        self.lead = self._head_height + first
        if self._caption:
            self.lead += self._caption.height + press.types["caption"].after

    @property
    def _head_height(self) -> float:
        return tallest(self._head) + _PAD if any(self._table.head) else 0.0

    def draw(self, press: Press) -> None:
        """Draw caption, head and rows."""
        with press.tags.element("Table", attributes=self._summary) as table:
            if self._caption:
                with press.tags.element("Caption", table) as caption:
                    press.text(self._caption, 0, press.page.measure, caption)
                press.y += self._caption.height + press.types["caption"].after
            if self._head_height:
                with (
                    press.tags.element("THead", table) as head,
                    press.tags.element("TR", head) as row,
                ):
                    self._draw_head(press, row)
            with press.tags.element("TBody", table) as body:
                self._draw_rows(press, body)

    def _draw_rows(self, press: Press, body: Element) -> None:
        """The rows; the last one is not left alone on a sheet."""
        rows = self._table.rows
        laid = self._first
        for at in range(len(rows)):
            following = self._laid(press, rows[at + 1]) if at + 1 < len(rows) else []
            if at and at + 2 == len(rows):
                both = tallest(laid) + tallest(following) + 4 * _PAD
                if press.room + 0.01 < both <= press.full - self._head_height:
                    self._turn(press)
            self._draw_row(press, body, laid, first=not at)
            laid = following

    def _laid(self, press: Press, row: tuple[Runs, ...]) -> list[Laid]:
        """The cells of a row; a row that is too short gets empty ones."""
        kind = press.types["table"]
        cells = [*row, *([(Run(""),)] * (len(self._columns) - len(row)))]
        return [
            press.setter.lay(cell or (Run(""),), kind, column.width)
            for cell, column in zip(cells, self._columns, strict=False)
        ]

    def _draw_head(self, press: Press, row: Element | None) -> None:
        """The head: a row of headers at first, an ornament on the pages that follow."""
        if not self._head_height:
            return
        height = tallest(self._head)
        for column, laid in zip(self._columns, self._head, strict=False):
            owner = press.tags.element("TH", row, _TH) if row else None
            if any(map(_CODE, laid.lines)):
                press.text(
                    laid, column.offset, column.width, owner,
                    y=press.y + height - laid.height, end=column.end, artifact=owner is None,
                )  # fmt: skip
            if owner:
                press.tags.close(owner)
        press.y += self._head_height
        press.rule(press.y, _RULE, press.look.ink2)

    def _draw_row(
        self, press: Press, body: Element, cells: list[Laid], *, first: bool = False
    ) -> None:
        """A row on this sheet, or on the next one, or over several if it is taller than one.

        The first row stays with the head above it.
        """
        height = tallest(cells) + 2 * _PAD
        if height > press.room + 0.01 and not first:
            fits = height <= press.full - self._head_height
            if fits or press.room < 6 * cells[0].leading:
                self._turn(press)
        with press.tags.element("TR", body) as row:
            whole = max([len(laid.lines) for laid in cells]) * cells[0].leading + 2 * _PAD
            if whole <= press.room + 0.01:
                self._draw_whole(press, cells, row)
                press.y += whole
            else:
                owners = [press.tags.element("TD", row) for _ in cells]
                self._draw_cells(press, cells, owners)
                for owner in owners:
                    press.tags.close(owner)
        press.rule(press.y, 0.5)

    def _draw_whole(self, press: Press, cells: list[Laid], row: Element) -> None:
        """The cells of a row that fits on this sheet."""
        y = press.y + _PAD
        for column, laid in zip(self._columns, cells, strict=True):
            if any(map(_CODE, laid.lines)):
                press.leaf("TD", row, laid, column.offset, column.width, y=y, end=column.end)
            else:
                press.tags.close(press.tags.element("TD", row))

    def _draw_cells(self, press: Press, cells: list[Laid], owners: list[Element]) -> None:
        leading = cells[0].leading
        done, count = 0, max([len(laid.lines) for laid in cells])
        while True:
            fit = min(count - done, max(1, int((press.room - 2 * _PAD + 0.01) / leading)))
            if count - done - fit == 1 and fit > 2:
                fit -= 1  # no line of a cell stands alone on the next sheet
            for column, laid, owner in zip(self._columns, cells, owners, strict=True):
                if any(map(_CODE, laid.lines[done : done + fit])):
                    press.text(
                        laid, column.offset, column.width, owner,
                        y=press.y + _PAD, part=slice(done, done + fit), end=column.end,
                    )  # fmt: skip
            press.y += fit * leading + 2 * _PAD
            done += fit
            if done >= count:
                return
            press.rule(press.y, 0.5)
            self._turn(press)

    def _turn(self, press: Press) -> None:
        press.next_sheet()
        self._draw_head(press, None)


def columns(table: Table, measure: float, narrow: float = _NARROW) -> Iterator[Column]:
    """The columns of a table; shares of the width that nobody gave are even."""
    count = max(len(table.head), *(len(row) for row in table.rows[:1]), 1)
    shares = [max(share, 0.0) for share in table.widths[:count]]
    shares += [1.0 / count] * (count - len(shares))
    total = sum(shares) or 1.0
    free = measure - GAP * (count - 1)
    least = min(narrow, free / count)
    widths = [max(free * share / total, least) for share in shares]
    shrink = free / sum(widths)
    offset = 0.0
    for at, width in enumerate(widths):
        yield Column(offset, width * shrink, at in table.numeric)
        offset += width * shrink + GAP
