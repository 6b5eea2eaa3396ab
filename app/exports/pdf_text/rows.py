"""A table as a list: for where its columns would be too narrow to be read."""

from __future__ import annotations

from app.exports.outline import Run, Table
from app.exports.pdf_text.flows import draw_lines, lead_of
from app.exports.pdf_text.laid import Laid
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.tags import Element
from app.exports.walk import labelled, listed

_PAD = 5.0
_APART = 2.0
_WHOLE = 0.4
"""The share of a page up to which a row stays whole; a longer one may go on on the next."""


class RowsFlow:
    """The rows of a table one below the other, each value with its label, on hairlines."""

    keep = False

    def __init__(self, table: Table, press: Press) -> None:
        self.before, self.after = 6.0, 8.0
        setter, types, measure = press.setter, press.types, press.page.measure
        self._width = measure
        self._caption = setter.text(table.caption, types["caption"], measure)
        self._rows: list[list[Laid]] = []
        for title, pairs in listed(table):
            laid = [setter.lay(title, types["row-title"], measure)] if title else []
            for label, value in pairs:
                said = (Run(labelled(label, setter.language), bold=True),) if label else ()
                laid.append(setter.lay((*said, *value), types["table"], measure))
            self._rows.append(laid)
        first = self._height(self._rows[0]) if self._rows else 0.0
        self.lead = min(first, press.full * _WHOLE) + (
            self._caption.height if table.caption else 0.0
        )
        self._captioned = bool(table.caption)

    @staticmethod
    def _height(row: list[Laid]) -> float:
        return sum(laid.height + _APART for laid in row) + 2 * _PAD

    def draw(self, press: Press) -> None:
        """Draw the rows; each stays whole unless it is long."""
        with press.tags.element("L") as whole:
            if self._captioned:
                with press.tags.element("Caption", whole) as caption:
                    draw_lines(press, self._caption, 0, self._width, caption)
                press.y += press.types["caption"].after
            press.rule(press.y, 0.75, press.look.ink2)
            for at, row in enumerate(self._rows):
                need = min(self._height(row), press.full * _WHOLE)
                if at and need > press.room + 0.01:
                    press.next_sheet()
                with (
                    press.tags.element("LI", whole) as item,
                    press.tags.element("LBody", item) as body,
                ):
                    self._draw_row(press, row, body)
                press.rule(press.y, 0.5)

    def _draw_row(self, press: Press, row: list[Laid], body: Element) -> None:
        press.y += _PAD
        for laid in row:
            if lead_of(laid) > press.room and not press.fresh:
                press.next_sheet()
            with press.tags.element("P", body) as line:
                draw_lines(press, laid, 0, self._width, line)
            press.y += _APART
        press.y += _PAD
