"""Paragraphs, lists and bands: what runs down a page, apart from tables and charts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from app.exports.outline import Run
from app.exports.pdf_text.glyphs import mark_code
from app.exports.pdf_text.laid import Laid, fitting
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.shaping import colour
from app.exports.pdf_text.tags import Element
from app.exports.style import INK

GAP = 10.0
"""Between columns."""
_WHOLE = 0.4
"""The share of a page up to which a row of facts moves on to the next one whole."""


def lead_of(laid: Laid) -> float:
    """The height a paragraph needs to begin on a sheet."""
    count = len(laid.lines)
    return (count if count <= 3 else 2) * laid.leading


def draw_lines(
    press: Press,
    laid: Laid,
    offset: float,
    width: float,
    element: Element,
    beside: Callable[[float, float], None] | None = None,
) -> None:
    """Draw all lines from ``press.y`` down, over as many sheets as it takes."""
    done, count = 0, len(laid.lines)
    while done < count:
        fit = fitting(count - done, press.room, laid.leading)
        if not fit and press.fresh:
            fit = max(1, int(press.room / laid.leading))
        if fit:
            press.text(laid, offset, width, element, part=slice(done, done + fit))
            if beside is not None:
                beside(press.y, fit * laid.leading)
            press.y += fit * laid.leading
            done += fit
        if done < count:
            press.next_sheet()


def draw_leaf(
    press: Press, kind: str, parent: Element | None, laid: Laid, offset: float, width: float
) -> None:
    """As ``draw_lines`` for all there is to a new element."""
    if laid.height <= press.room + 0.01:
        press.leaf(kind, parent, laid, offset, width)
        press.y += laid.height
        return
    with press.tags.element(kind, parent) as element:
        draw_lines(press, laid, offset, width, element)


class Prose(Struct):
    """A paragraph or a heading."""

    laid: Laid
    kind: str
    before: float
    after: float
    keep: bool
    width: float
    indent: float = 0.0
    ruled: bool = False
    begun: Callable[[], None] | None = None

    @property
    def lead(self) -> float:
        """A heading stays whole; of a paragraph two lines are enough."""
        return self.laid.height if self.keep else lead_of(self.laid)

    def draw(self, press: Press) -> None:
        """Draw it; ``begun`` is called when its place is known."""
        if self.laid.height > press.room and self.keep and not press.fresh:
            press.next_sheet()
        if self.begun is not None:
            self.begun()
        if not self.ruled:
            draw_leaf(press, self.kind, None, self.laid, self.indent, self.width)
            return
        with press.tags.element(self.kind) as element:
            beside = self._rule(press)
            draw_lines(press, self.laid, self.indent, self.width, element, beside)

    def _rule(self, press: Press) -> Callable[[float, float], None]:
        def upright(y: float, height: float) -> None:
            x = press.left(1, 0)
            from_y, to_y = press.page.height - y - 2, press.page.height - y - height + 2
            press.artifact(
                f"{colour(press.look.line)} RG 2 w {x:.2f} {from_y:.2f} m {x:.2f} {to_y:.2f} l S"
            )

        return upright


class Band(Struct):
    """Facts: columns of a label over a value, between two rules."""

    cells: list[tuple[Laid, Laid]]
    columns: int
    width: float
    before: float = 10.0
    after: float = 6.0
    keep: bool = False

    @property
    def lead(self) -> float:
        """The height of all of it, so that it stays together."""
        return min(self._height(), 300.0)

    def _rows(self) -> list[list[tuple[Laid, Laid]]]:
        step = self.columns
        return [self.cells[at : at + step] for at in range(0, len(self.cells), step)]

    def _height(self) -> float:
        return sum(self._row_height(row) + 6 for row in self._rows()) + 12

    def _row_height(self, row: list[tuple[Laid, Laid]]) -> float:
        return max(label.height + value.height for label, value in row)

    def draw(self, press: Press) -> None:
        """Draw the rules and the columns between them."""
        press.rule(press.y, 1.1, INK)
        press.y += 7
        wide = (self.width - GAP * (self.columns - 1)) / self.columns
        with press.tags.element("L") as listed:
            for row in self._rows():
                high = self._row_height(row)
                if high > press.full or press.room < high > press.full * _WHOLE:
                    for label, value in row:
                        self._draw_below(press, listed, label, value)
                    continue
                if high > press.room and not press.fresh:
                    press.next_sheet()
                for at, (label, value) in enumerate(row):
                    self._draw_cell(press, listed, label, value, at * (wide + GAP), wide)
                press.y += high + 6
        press.y += 1
        press.rule(press.y, 0.5, "#A9A6A0")

    def _draw_cell(
        self, press: Press, listed: Element, label: Laid, value: Laid, offset: float, wide: float
    ) -> None:
        with press.tags.element("LI", listed) as item:
            press.leaf("Lbl", item, label, offset, wide)
            press.leaf("LBody", item, value, offset, wide, y=press.y + label.height)

    def _draw_below(self, press: Press, listed: Element, label: Laid, value: Laid) -> None:
        """A value too long for the sheet cannot stand in a column: it runs down the pages."""
        with press.tags.element("LI", listed) as item:
            draw_leaf(press, "Lbl", item, label, 0, self.width)
            draw_leaf(press, "LBody", item, value, 0, self.width)


class Items(Struct):
    """A list: each item has a sign or a number before it."""

    signs: list[Laid]
    texts: list[Laid]
    width: float
    indent: float
    before: float
    after: float
    keep: bool = False

    @property
    def lead(self) -> float:
        """What the first item needs."""
        return lead_of(self.texts[0])

    def draw(self, press: Press) -> None:
        """Draw the items, each with its sign."""
        with press.tags.element("L") as listed:
            for sign, text in zip(self.signs, self.texts, strict=True):
                if lead_of(text) > press.room and not press.fresh:
                    press.next_sheet()
                with press.tags.element("LI", listed) as item:
                    press.leaf("Lbl", item, sign, 0, self.indent)
                    draw_leaf(press, "LBody", item, text, self.indent, self.width - self.indent)
                press.y += press.types["bullet"].after


class Marks(Struct):
    """Values or levels: a glyph, a name, and the words about it."""

    rows: Sequence[tuple[str, Laid, Laid]]
    width: float
    named: float
    stacked: bool = False
    before: float = 3.0
    after: float = 6.0
    keep: bool = False

    @property
    def lead(self) -> float:
        """What the first row needs."""
        _, name, text = self.rows[0]
        return self._need(name, text)

    def _need(self, name: Laid, text: Laid) -> float:
        return name.height + lead_of(text) if self.stacked else max(name.height, lead_of(text))

    def draw(self, press: Press) -> None:
        """Draw row by row; the words may run over to the next sheet."""
        with press.tags.element("L") as listed:
            for mark, name, text in self.rows:
                if self._need(name, text) > press.room and not press.fresh:
                    press.next_sheet()
                self._draw_row(press, listed, mark, name, text)
                press.y += 1.5

    def _draw_row(self, press: Press, listed: Element, mark: str, name: Laid, text: Laid) -> None:
        top, sheet, size = press.y, press.sheet, 11.5 * press.look.scale
        middle = top + 1.5 + name.leading / 2 + size / 2
        press.artifact(mark_code(mark, press.left(0, size), press.page.height - middle, size))
        inset = 16 * press.look.scale
        start = inset if self.stacked else self.named
        with press.tags.element("LI", listed) as item:
            press.leaf("Lbl", item, name, inset, self.named - inset, y=top + 1.5)
            if self.stacked:
                press.y += name.height + 1.5
            draw_leaf(press, "LBody", item, text, start, self.width - start)
        if press.sheet is sheet:
            press.y = max(press.y, top + name.height + 1.5)


def paired(press: Press, label: str, value: Run, wide: float) -> tuple[Laid, Laid]:
    """A label and its value, laid out for a column."""
    setter = press.setter
    return (
        setter.text(label, press.types["fact-label"], wide),
        setter.lay((value,), press.types["fact"], wide),
    )
