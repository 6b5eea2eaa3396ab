"""Small charts, painted by hand: ring, bar, spread strip, level bars."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui.glyphs import draw_glyph, level_glyph
from app.ui.look import Look, LookSource
from app.ui.painting import Strip, draw_icon, draw_text, text_width
from app.ui.style import frame
from app.words import Words

RING = 18
JOIN = 18  # letters nearer than this, in pixels, share one pill
FULL_CIRCLE = 16 * 360


def paint_ring(painter: QPainter, rect: QRect, share: float, look: Look) -> None:
    """Progress in ``rect``: hollow at 0, an arc from twelve o'clock, a disc with a tick at 1."""
    side = float(look.px(RING) - 2)
    circle = QRectF(0, 0, side, side)
    circle.moveCenter(QRectF(rect).center())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if share >= 1:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("accent"))
        painter.drawEllipse(circle)
        draw_icon(painter, circle, "check", "on_accent", look, 12)
    else:
        thin, thick = 1.4 * look.type.scale, 3.0 * look.type.scale
        _circle(painter, circle, look.colour("edge" if share <= 0 else "line"), thin)
        if share > 0:
            inner = circle.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
            pen = QPen(look.colour("accent"), thick)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            painter.setPen(pen)
            painter.drawArc(inner, FULL_CIRCLE // 4, -round(FULL_CIRCLE * share))
    painter.restore()


def _circle(painter: QPainter, circle: QRectF, ink: QColor, width: float) -> None:
    painter.setPen(QPen(ink, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(circle.adjusted(width / 2, width / 2, -width / 2, -width / 2))


def paint_bar(
    painter: QPainter, rect: QRect, share: float, look: Look, ink: str = "accent", height: int = 6
) -> None:
    """A bar of ``share`` in a trough, from the start of ``rect``."""
    thick = look.px(height)
    trough = QRectF(rect.left(), 0, rect.width(), thick)
    trough.moveCenter(QPointF(trough.center().x(), QRectF(rect).center().y()))
    filled = QRectF(trough)
    filled.setWidth(trough.width() * min(max(share, 0.0), 1.0))
    if look.right_to_left:
        filled.moveRight(trough.right())
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("sunken"))
    painter.drawRoundedRect(trough, thick / 2, thick / 2)
    if look.theme.forced:
        frame(painter, trough, look.colour("edge"), None, 1, thick / 2)
    painter.setBrush(look.colour(ink))
    painter.drawRoundedRect(filled, thick / 2, thick / 2)
    painter.restore()


class Spread(Struct, frozen=True):
    """The middle of each group on a scale: letters and places from 0 (lowest) to 1 (highest)."""

    middles: tuple[tuple[str, float], ...]
    far: bool = False

    @property
    def said(self) -> str:
        """The letters in order, from low to high, for screen readers."""
        return " ".join(letter for letter, _ in sorted(self.middles, key=lambda m: m[1]))


class _Pill(Struct):
    """Letters that stand together: where their middle is and how wide they are."""

    letters: list[str]
    centre: float


def joined(places: Sequence[tuple[str, float]], near: float) -> list[tuple[list[str], float]]:
    """``places`` (letter, pixel) with those nearer than ``near`` joined, from low to high."""
    pills: list[_Pill] = []
    for letter, place in sorted(places, key=lambda pair: pair[1]):
        if pills:
            last = pills[-1]
            reach = near * (len(last.letters) + 1) / 2
            if place - last.centre < reach:
                n = len(last.letters)
                last.centre = (last.centre * n + place) / (n + 1)
                last.letters.append(letter)
                continue
        pills.append(_Pill([letter], place))
    return [(pill.letters, pill.centre) for pill in pills]


def spread_track(rect: QRect, look: Look) -> tuple[int, int]:
    """The pixels of the lowest and highest tick in ``rect``, as they are seen."""
    margin = look.px(14)
    low, high = rect.left() + margin, rect.right() - margin
    return (high, low) if look.right_to_left else (low, high)


def paint_spread(painter: QPainter, rect: QRect, spread: Spread, look: Look) -> None:
    """Three ticks, a bar from the lowest to the highest middle, letters in circles on it."""
    low, high = spread_track(rect, look)
    middle = rect.center().y()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    painter.setPen(QPen(look.colour("unclear"), 1))
    painter.drawLine(low, middle, high, middle)
    tick = look.px(4)
    for place in (low, (low + high) // 2, high):
        painter.drawLine(place, middle - tick, place, middle + tick)
    places = [(letter, low + (high - low) * share) for letter, share in spread.middles]
    if places:
        xs = [x for _, x in places]
        bar = QRectF(min(xs), middle - 1, max(xs) - min(xs), look.px(3))
        painter.fillRect(bar, look.colour("ink2"))
    for letters, x in joined(places, look.px(JOIN)):
        _paint_pill(painter, letters, QPointF(x, middle + 0.5), look)
    painter.restore()


def _paint_pill(painter: QPainter, letters: list[str], centre: QPointF, look: Look) -> None:
    side, step = look.px(JOIN), look.px(13)
    width = side + step * (len(letters) - 1)
    pill = QRectF(centre.x() - width / 2, centre.y() - side / 2, width, side)
    frame(painter, pill, look.colour("ink2"), look.colour("paper"), 1.2, side / 2)
    for i, letter in enumerate(letters):
        left = round(pill.left() + i * step)
        spot = QRect(left, round(pill.top()), side, side)
        font = look.font("keycap", 600)
        draw_text(painter, spot, letter, font, look.colour("ink"), look, centred=True)


class ProgressRing(QWidget):
    """The ring alone. ``show_share`` takes the words beside it, such as "8 of 12 answers"."""

    def __init__(self, looks: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks, self._share = looks, 0.0
        looks.changed.connect(self.updateGeometry)

    def show_share(self, share: float, said: str) -> None:
        """Show ``share`` (0 to 1), told as ``said``."""
        self._share = share
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        side = self._looks.look.px(RING) + 2
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_ring(QPainter(self), self.rect(), self._share, self._looks.look)


class Bar(QWidget):
    """A plain bar, as wide as it is given; ``show_share`` takes the words beside it."""

    def __init__(self, looks: LookSource, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks, self._height, self._share = looks, height, 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_share(self, share: float, said: str) -> None:
        """Show ``share`` (0 to 1), told as ``said``."""
        self._share = share
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._looks.look.px(120), self._looks.look.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        paint_bar(QPainter(self), self.rect(), self._share, look, height=self._height)


class SpreadStrip(QWidget):
    """A spread standing alone; in tables the delegate paints the same."""

    def __init__(self, looks: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks, self._spread = looks, Spread(())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def show_spread(self, spread: Spread, said: str) -> None:
        """Show ``spread``, told as ``said`` ("G low, C and R high: far apart")."""
        self._spread = spread
        self.setAccessibleName(said)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._looks.look.px(168), self._looks.look.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_spread(QPainter(self), self.rect(), self._spread, self._looks.look)


class LevelCount(Struct, frozen=True):
    """How many rated a level: its name, the count and the count as shown."""

    name: str
    count: int
    shown: str


class LevelBars(QWidget):
    """How the room rated: glyph, word, bar and count for each level, lowest first."""

    def __init__(
        self, looks: LookSource, words: Words, name: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._looks, self._words, self._name = looks, words, name
        self._counts: tuple[LevelCount, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def show_counts(self, counts: Sequence[LevelCount]) -> None:
        """Show the counts of all levels of one scale, lowest first."""
        self._counts = tuple(counts)
        said = self._words.listed(f"{level.name} {level.shown}" for level in counts)
        self.setAccessibleName(f"{self._name}: {said}" if self._name else said)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        look = self._looks.look
        return QSize(look.px(240), self._row() * max(1, len(self._counts)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._looks.look.px(160), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        most = max((level.count for level in self._counts), default=0)
        total = sum(level.count for level in self._counts)
        for position, level in enumerate(self._counts):
            rect = QRect(0, position * self._row(), self.width(), self._row())
            share = level.count / max(1, most, round(total * 0.66))
            self._paint_row(painter, rect, position, level, share)

    def _row(self) -> int:
        return self._looks.look.type.height("body", 4)

    def _paint_row(
        self, painter: QPainter, rect: QRect, position: int, level: LevelCount, share: float
    ) -> None:
        look = self._looks.look
        body = look.font()
        glyph = level_glyph(position, len(self._counts))
        strip = Strip(rect, look)
        draw_glyph(painter, strip.start(look.px(16), look.px(6)), glyph, look)
        names = max(text_width(body, other.name) for other in self._counts)
        spot = strip.start(min(names, rect.width() // 2), look.px(14))
        draw_text(painter, spot, level.name, body, look.colour("ink"), look)
        counts = max(text_width(body, other.shown) for other in self._counts)
        spot = strip.end(counts, look.px(10))
        draw_text(painter, spot, level.shown, body, look.colour("ink"), look, at_end=True)
        paint_bar(painter, strip.rest, share, look, glyph.ink)
