"""Sheets of paper under each other: the pages of a document as they will be printed."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea

from app.ui.desk import Desk
from app.ui.pages.publish.leaves import Leaves
from app.ui.painting import inset_ring

GAP, MARGIN = 18, 20
STEPS = (0.25, 0.33, 0.5, 0.67, 0.8, 1.0, 1.25, 1.5, 2.0, 3.0, 4.0)
WIDTH, PAGE = "width", "page"
_POINT = 96 / 72  # pixels of a screen at 100 % to a point of the page
_SHADOW = ((1, 26), (2, 14), (4, 8))  # how far out, how dark
_PAPER = QColor(Qt.GlobalColor.white)


class SheetsView(QAbstractScrollArea):
    """Shows the pages of ``leaves``. ``page_changed(page, of)`` counts from 1.

    ``zoom_changed(str)`` names the zoom: "width", "page", or a factor as text. Page Up and Down
    turn pages, Home and End go to the first and last, Ctrl with + and - changes the size.
    """

    page_changed = Signal(int, int)
    zoom_changed = Signal(str)

    def __init__(self, desk: Desk, leaves: Leaves) -> None:
        super().__init__()
        self._desk, self._leaves = desk, leaves
        self.zoom = WIDTH
        self._tops: list[int] = []
        self._shown = (0, 0)
        self.setProperty("sheet", True)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(desk.words("Pages of the document"))
        self.setAccessibleDescription(
            desk.words("Pictures of the pages; choose Text to have them read out.")
        )
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        self.horizontalScrollBar().valueChanged.connect(self.viewport().update)
        leaves.opened.connect(self._lay_out)
        leaves.drawn.connect(self._drawn)
        desk.look.changed.connect(self._lay_out)

    # -- where one is ------------------------------------------------------------------------

    @property
    def page(self) -> int:
        """The page most to be seen, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 3
        return max(0, bisect_right(self._tops, middle) - 1)

    def go_to(self, page: int) -> None:
        """Bring the top of a page to sight, from 0."""
        if self._tops:
            page = max(0, min(page, len(self._tops) - 1))
            self.verticalScrollBar().setValue(self._tops[page] - GAP // 2)

    def set_zoom(self, zoom: str) -> None:
        """Show pages as wide as the pane ("width"), whole ("page"), or by a factor ("1.25")."""
        if zoom != self.zoom:
            self.zoom = zoom
            self._lay_out()
            self.zoom_changed.emit(zoom)

    def step_zoom(self, by: int) -> None:
        """Make the pages a step larger or smaller."""
        now = self._scale() / _POINT
        larger = [step for step in STEPS if step > now * 1.02]
        smaller = [step for step in STEPS if step < now / 1.02]
        if by > 0 and larger:
            self.set_zoom(str(larger[0]))
        elif by < 0 and smaller:
            self.set_zoom(str(smaller[-1]))

    # -- sizes and places ----------------------------------------------------------------------

    def _scale(self) -> float:
        """Pixels to a point of the page."""
        sizes = self._leaves.sizes
        if not sizes:
            return _POINT
        if self.zoom not in (WIDTH, PAGE):
            return float(self.zoom) * _POINT
        room = self.viewport().size()
        widest, highest = max(w for w, _ in sizes), max(h for _, h in sizes)
        across = max(60, room.width() - 2 * MARGIN) / widest
        if self.zoom == WIDTH:
            return float(across)
        return float(min(across, max(60, room.height() - 2 * GAP) / highest))

    @Slot()
    def _lay_out(self) -> None:
        """Place the pages anew, keeping the spot of the page that is being read."""
        page, within = self._place()
        scale, sizes = self._scale(), self._leaves.sizes
        heights = [round(height * scale) for _, height in sizes]
        tops = accumulate((height + GAP for height in heights), initial=GAP)
        self._tops = list(tops)[:-1]
        whole = sum(heights) + GAP * (len(heights) + 1)
        down, across, room = (
            self.verticalScrollBar(),
            self.horizontalScrollBar(),
            self.viewport().size(),
        )
        down.setRange(0, max(0, whole - room.height()))
        down.setPageStep(max(1, room.height()))
        down.setSingleStep(40)
        widest = max((round(width * scale) for width, _ in sizes), default=0)
        across.setRange(0, max(0, widest + 2 * MARGIN - room.width()))
        across.setPageStep(max(1, room.width()))
        if self._tops and page < len(self._tops):
            down.setValue(self._tops[page] + round(within * (heights[page] + GAP)))
        self._moved()

    def _place(self) -> tuple[int, float]:
        """The page at the top edge and how far into it the edge is, as a share."""
        if not self._tops:
            return 0, -GAP
        at = self.verticalScrollBar().value()
        page = max(0, bisect_right(self._tops, at) - 1)
        following = [*self._tops, self._tops[-1] + 10**6][page + 1]
        return page, (at - self._tops[page]) / max(1, following - self._tops[page])

    def sheet(self, page: int) -> QRect:
        """Where a page lies in the viewport."""
        scale = self._scale()
        width, height = (round(side * scale) for side in self._leaves.sizes[page])
        across = self.horizontalScrollBar()
        room = self.viewport().width()
        left = (room - width) // 2 if across.maximum() == 0 else MARGIN - across.value()
        return QRect(left, self._tops[page] - self.verticalScrollBar().value(), width, height)

    def _in_view(self) -> list[int]:
        """The pages to be seen, top to bottom."""
        if not self._tops:
            return []
        at = self.verticalScrollBar().value()
        first = max(0, bisect_right(self._tops, at) - 1)
        last = bisect_right(self._tops, at + self.viewport().height())
        return list(range(first, max(first + 1, last)))

    @Slot()
    def _moved(self) -> None:
        seen = self._in_view()
        if seen:
            around = (seen[-1] + 1, seen[0] - 1)
            beside = [page for page in around if 0 <= page < len(self._tops)]
            self._leaves.want([*seen, *beside], self._scale() * self.devicePixelRatioF())
        shown = (self.page + 1, len(self._tops)) if self._tops else (0, 0)
        if shown != self._shown:
            self._shown = shown
            self.page_changed.emit(*shown)
        self.viewport().update()

    @Slot(int)
    def _drawn(self, page: int) -> None:
        if page in self._in_view():
            self.viewport().update(self.sheet(page))

    # -- Qt's own ------------------------------------------------------------------------------

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._desk.look.look
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), look.colour("sunken"))
        for page in self._in_view():
            self._paint_sheet(painter, page)
        if self.hasFocus():
            inset_ring(painter, self.viewport().rect(), look)

    def _paint_sheet(self, painter: QPainter, page: int) -> None:
        sheet = self.sheet(page)
        for out, dark in _SHADOW:
            spot = sheet.adjusted(-out, -out + 1, out, out + 1)
            painter.fillRect(spot, QColor(0, 0, 0, dark))
        painter.fillRect(sheet, _PAPER)
        picture = self._leaves.picture(page)
        if picture is not None:
            fresh = self._leaves.is_fresh(page)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, not fresh)
            painter.drawImage(sheet, picture)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned: QPoint = event.angleDelta()
            if turned.y():
                self.step_zoom(1 if turned.y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def event(self, event: QEvent) -> bool:
        """Ctrl with + and - is ours while the pages have the focus, not the window's."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and self._zoom_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, here = Qt.Key, self.page
        moves: dict[int, int] = {
            keys.Key_PageDown: here + 1,
            keys.Key_PageUp: here - 1,
            keys.Key_Home: 0,
            keys.Key_End: len(self._tops) - 1,
        }
        zoom = self._zoom_of(event)
        if zoom == WIDTH:
            self.set_zoom(WIDTH)
        elif zoom:
            self.step_zoom(1 if zoom == "+" else -1)
        elif event.key() in moves:
            self.go_to(moves[event.key()])
        elif event.key() == keys.Key_Space:
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + (-1 if back else 1) * bar.pageStep())
        else:
            super().keyPressEvent(event)

    def _zoom_of(self, event: QKeyEvent) -> str:
        """What a key does to the size: "+", "-", "width", or "" for nothing."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return ""
        keys = Qt.Key
        known: dict[int, str] = {
            keys.Key_Plus: "+",
            keys.Key_Equal: "+",
            keys.Key_Minus: "-",
            keys.Key_Underscore: "-",
            keys.Key_0: WIDTH,
        }
        return known.get(event.key(), "")
