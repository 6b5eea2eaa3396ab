"""A small bar chart, drawn as one figure with words that stand for it."""

from __future__ import annotations

from app.exports.outline import Bar, Figure
from app.exports.pdf_text.glyphs import mark_code
from app.exports.pdf_text.laid import Laid
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.shaping import colour, number
from app.exports.pdf_text.tags import text_string
from app.exports.style import MARKS, fits

_LABEL, _LABEL_NARROW = 0.34, 0.5
_DIGIT = 6.0
_MANY = 99
_THICK = 8.0
_MARK = 15.0
_GAP = 8.0


class ChartFlow:
    """The bars of a figure under its caption."""

    keep = False

    def __init__(self, figure: Figure, press: Press) -> None:
        self.before, self.after = 8.0, 10.0
        self._figure = figure
        self._width = press.page.measure
        self._inset = _MARK * press.look.scale if any(bar.mark for bar in figure.bars) else 0.0
        scale = press.look.scale
        longest = max(len(str(bar.value)) for bar in figure.bars)
        self._value = max(34.0, _DIGIT * (longest + 1)) * scale
        setter, kind = press.setter, press.types["table"]
        narrow = not fits(_MANY, self._width, kind)
        self._label = self._width * (_LABEL_NARROW if narrow else _LABEL)
        wide = self._label - self._inset
        self._labels = [setter.text(bar.label, kind, wide) for bar in figure.bars]
        self._values = [setter.text(str(bar.value), kind, self._value) for bar in figure.bars]
        self._caption = (
            setter.text(figure.caption, press.types["caption"], self._width)
            if figure.caption
            else None
        )
        top = self._caption.height + 4 if self._caption else 0.0
        self.lead = min(top + sum(map(self._row_height, self._labels)), press.full)

    def _row_height(self, label: Laid) -> float:
        return label.height + 4

    def draw(self, press: Press) -> None:
        """Draw the caption and the bars; a chart taller than the sheet goes on, on the next."""
        if self._caption:
            with press.tags.element("P") as caption:
                press.text(self._caption, 0, self._width, caption)
            press.y += self._caption.height + 4
        rows = list(zip(self._figure.bars, self._labels, self._values, strict=True))
        while rows:
            count, height = self._fitting(press, rows)
            self._draw_part(press, rows[:count], height)
            rows = rows[count:]
            if rows:
                press.next_sheet()

    def _fitting(self, press: Press, rows: list[tuple[Bar, Laid, Laid]]) -> tuple[int, float]:
        count, height = 0, 0.0
        for _, label, _ in rows:
            more = self._row_height(label)
            if count and height + more > press.room:
                break
            count, height = count + 1, height + more
        return count, height

    def _draw_part(self, press: Press, rows: list[tuple[Bar, Laid, Laid]], height: float) -> None:
        """One figure: its words are said once, the drawing is not read bar by bar."""
        x = press.left(0, self._width)
        low = press.page.height - press.y - height
        box = (x, low, x + self._width, low + height)
        corners = " ".join(number(value) for value in box)
        said = f"/Alt{text_string(self._figure.alt)}/A<</O/Layout/BBox[{corners}]>>"
        with press.tags.element("Figure", attributes=said) as figure, press.marked(figure):
            for bar, label, value in rows:
                self._draw_bar(press, bar, label, value)

    def _draw_bar(self, press: Press, bar: Bar, label: Laid, value: Laid) -> None:
        row = self._row_height(label)
        if bar.mark:
            size = 10 * press.look.scale
            y = press.page.height - press.y - label.leading / 2 - size / 2
            press.ink(mark_code(bar.mark, press.left(0, size), y, size))
        press.text(label, self._inset, self._label - self._inset)
        start = self._label + _GAP
        free = self._width - start - self._value - _GAP
        most = max(1, *(each.value for each in self._figure.bars))
        wide = free * max(bar.value, 0) / most
        y = press.page.height - press.y - label.leading / 2 - _THICK / 2
        base = press.left(start, 0)
        ink = colour(MARKS[bar.mark] if bar.mark else press.look.accent)
        if wide:
            box = f"{number(press.left(start, wide))} {number(y)} {number(wide)} {_THICK} re"
            press.ink(f"{ink} rg {box} f")
        press.ink(
            f"{colour(press.look.line)} RG 0.5 w {number(base)} {number(y - 3)} m"
            f" {number(base)} {number(y + _THICK + 3)} l S"
        )
        press.text(value, start + wide + (_GAP if wide else 5), self._value)
        press.y += row
