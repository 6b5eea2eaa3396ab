"""What is laid behind and beside the text: a word across each page, and the numbers of lines."""

from __future__ import annotations

from collections.abc import Iterator
from math import atan2, cos, hypot, sin

from app.exports.pdf_text.press import Press
from app.exports.pdf_text.shaping import colour
from app.exports.style import FAINT

_SHARE = 0.66
_TALLEST = 150.0
_CAPITALS = 0.7
_SAME_LINE = 5.0
_NUMBERS = 22.0
_GAP = 10.0


def draw_watermark(press: Press, text: str) -> None:
    """Lay a word behind every sheet.

    It is drawn as outlines, not set as letters, so that nobody who copies or listens meets it.
    """
    text = " ".join(text.split())
    if not text:
        return
    width, height = press.page.width, press.page.height
    right, path, wide = _outlines(press, text)
    if wide <= 0:
        return
    size = min(hypot(width, height) * _SHARE / wide, _TALLEST)
    angle = atan2(height, width) * (-1 if right else 1)
    turn, rise = cos(angle) * size, sin(angle) * size
    along, up = wide / 2, _CAPITALS / 2
    x = width / 2 - along * turn + up * rise
    y = height / 2 - along * rise - up * turn
    place = " ".join(f"{value:.4f}" for value in (turn, rise, -rise, turn, x, y))
    code = (
        "/Artifact<</Type/Pagination/Subtype/Watermark>>BDC"
        f" q {colour(FAINT)} rg {place} cm {path} f Q EMC"
    )
    shared = press.pdf.stream(press.pdf.reserve(), code.encode("latin-1")).number
    for sheet in press.sheets:
        sheet.contents.insert(0, shared)


def _outlines(press: Press, text: str) -> tuple[bool, str, float]:
    """A word as paths at one point: whether it runs to the left, the paths, their width."""
    import uharfbuzz as hb

    from app.exports.pdf_text.fonts import script_of

    script = next((found for found in map(script_of, text) if found), "latn")
    font = press.setter.book.font("sans", True, False, script)
    if font is None:
        font = press.setter.book.box()
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    hb.shape(font.shaper, buffer)
    pen = _Pen(font.unit / 1000)
    for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen.shift = pen.x + place.x_offset, float(place.y_offset)
        font.shaper.draw_glyph_with_pen(info.codepoint, pen)
        pen.x += place.x_advance
    return buffer.direction == "rtl", " ".join(pen.code), pen.x * font.unit / 1000


class _Pen:
    """Takes the outlines of glyphs down as page content; the names are those fonts call."""

    def __init__(self, unit: float) -> None:
        self.code: list[str] = []
        self.x = 0.0
        self.shift = (0.0, 0.0)
        self._unit = unit
        self._last = (0.0, 0.0)

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, middle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A curve with one handle, as the two handles PDF wants."""
        start = self._last
        handles = [
            (a[0] + (middle[0] - a[0]) * 2 / 3, a[1] + (middle[1] - a[1]) * 2 / 3)
            for a in (start, end)
        ]
        self._add("c", *handles, end)

    def closePath(self) -> None:  # noqa: N802
        self.code.append("h")

    def _add(self, sign: str, *points: tuple[float, float]) -> None:
        self._last = points[-1]
        said = " ".join(
            f"{(x + self.shift[0]) * self._unit:.4f} {(y + self.shift[1]) * self._unit:.4f}"
            for x, y in points
        )
        self.code.append(f"{said} {sign}")


def draw_line_numbers(press: Press) -> None:
    """Number the lines of each sheet from 1, in the margin where lines start.

    What stands on the second side is counted by itself, in the other margin.
    """
    for sheet in press.sheets:
        if not sheet.bare:
            press.sheet = sheet
            _count(press, sheet.baselines, -_NUMBERS - _GAP, end=True)
            _count(press, sheet.beside, press.page.measure + _GAP, end=False)
            press.finish_sheet()


def _count(press: Press, baselines: list[float], offset: float, *, end: bool) -> None:
    kind = press.types["line-number"]
    for at, base in enumerate(_lines(baselines), start=1):
        laid = press.setter.text(str(at), kind, _NUMBERS)
        y = press.page.height - base - laid.leading / 2 - kind.size * 0.34
        press.text(laid, offset, _NUMBERS, y=y, end=end, artifact=True)


def _lines(baselines: list[float]) -> Iterator[float]:
    """The baselines from the top; those of columns side by side are one line."""
    last = None
    for base in sorted(baselines, reverse=True):
        if last is None or last - base > _SAME_LINE:
            last = base
            yield base
