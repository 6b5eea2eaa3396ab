"""Choosing one of a few: segments and tabs; and filters that can be taken off."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFont, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtGui import QResizeEvent as Resized
from PySide6.QtWidgets import QAbstractButton, QRadioButton, QSizePolicy, QTabBar, QWidget

from app.ui.look import LookSource
from app.ui.painting import Strip, as_tip, draw_icon, draw_text, inset_ring, no_mnemonic, text_width
from app.ui.style import OWN_RING, RADIUS, frame

UNDERLINE = 3


class _Segment(QRadioButton):
    """One option: Qt's own radio manners (arrow keys, one tab stop) in our paint."""

    def __init__(self, looks: LookSource, key: str, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._looks, self.key, self.label = looks, key, text
        self.setProperty(OWN_RING, True)
        self.setText(no_mnemonic(text))
        self.setAccessibleName(text)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def hitButton(self, pos: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        look = self._looks.look
        width = text_width(look.font("body", 600), self.label) + look.px(2 * 10)
        return QSize(width, look.height("button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._looks.look, self.rect()
        painter = QPainter(self)
        on = self.isChecked()
        if self.isEnabled():
            ground = "tint" if on else "hover" if self.underMouse() else "paper"
        else:
            ground = "panel"
        frame(painter, QRectF(rect), look.colour(ground), look.colour(ground), 0, RADIUS - 1)
        if on:
            bar = QRect(0, rect.height() - look.px(UNDERLINE), rect.width(), look.px(UNDERLINE))
            painter.fillRect(bar, look.colour("accent" if self.isEnabled() else "ink3"))
        ink = look.colour("ink" if self.isEnabled() else "ink3")
        font = look.font("body", 600 if on else 400)
        draw_text(painter, rect, self.label, font, ink, look, centred=True)
        if self.hasFocus():
            inset_ring(painter, rect, look)


class Segmented(QWidget):
    """One of two to five short options, side by side; under each other when there is no room.

    ``chosen`` comes with the key, when a person chose; ``choose`` is silent.
    """

    chosen = Signal(str)

    def __init__(
        self,
        looks: LookSource,
        name: str,
        options: Sequence[tuple[str, str]],
        chosen: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        self.setAccessibleName(name)
        self._segments = [_Segment(looks, key, text, self) for key, text in options]
        for segment in self._segments:
            segment.clicked.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.choose(chosen)
        looks.changed.connect(self._measure_again)

    @property
    def key(self) -> str:
        """The key of the chosen option, "" for none."""
        return next((s.key for s in self._segments if s.isChecked()), "")

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen, without a signal; "" shows that nothing is chosen yet."""
        for segment in self._segments:  # the one exclusive button that is on would stay on
            segment.setAutoExclusive(False)
            segment.setChecked(segment.key == key)
        for segment in self._segments:
            segment.setAutoExclusive(True)
        on = [segment for segment in self._segments if segment.isChecked()]
        for segment in [*on, *self._segments][:1]:
            self.setFocusProxy(segment)

    def sizeHint(self) -> QSize:
        return QSize(self._widest() * len(self._segments) + 2, self._looks.look.height("button"))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest() + 2, self._looks.look.height("button"))

    def resizeEvent(self, event: Resized) -> None:
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        painter = QPainter(self)
        edge = look.colour("edge" if self.isEnabled() else "line")
        frame(painter, QRectF(self.rect()), edge, look.colour("paper"), 1, RADIUS)
        across = self._fits(self.width())
        for before, after in zip(self._segments, self._segments[1:], strict=False):
            if across:
                left = min(before.geometry().right(), after.geometry().right()) + 1
                painter.fillRect(left, 0, 1, self.height(), edge)
            else:
                painter.fillRect(0, before.geometry().bottom() + 1, self.width(), 1, edge)

    def _tell(self) -> None:
        self.choose(self.key)  # the focus comes back to what is chosen now
        self.chosen.emit(self.key)

    def _widest(self) -> int:
        return max((s.sizeHint().width() for s in self._segments), default=0) + 1

    def _fits(self, width: int) -> bool:
        return width >= self._widest() * len(self._segments)

    def _measure_again(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _place(self) -> None:
        rows = 1 if self._fits(self.width()) else len(self._segments)
        self.setFixedHeight(rows * self._looks.look.height("button"))
        inner, n = self.rect().adjusted(1, 1, -1, -1), max(1, len(self._segments))
        across = self._fits(self.width())
        for i, segment in enumerate(self._segments):
            if across:
                left, right = inner.width() * i // n, inner.width() * (i + 1) // n
                spot = QRect(left + 1, 1, right - left - (i < n - 1), inner.height())
                spot = self.style().visualRect(self.layoutDirection(), self.rect(), spot)
            else:
                top, bottom = inner.height() * i // n, inner.height() * (i + 1) // n
                spot = QRect(1, top + 1, inner.width(), bottom - top - (i < n - 1))
            segment.setGeometry(spot)


class Tab(Struct, frozen=True):
    """A tab: its key, its word, and its count as shown ("" for none)."""

    key: str
    text: str
    count: str = ""


class _Fit(Struct, frozen=True):
    """How the tabs fit: the step of their words, the room beside and the most of a word."""

    token: str
    padding: int
    most: int


class Tabs(QTabBar):
    """The tabs of an inspector. ``chosen`` comes with the key when the tab changed.

    Where they would not fit they move closer together, then their words become smaller and the
    longest are cut, before anything has to be scrolled.
    """

    PADDING, CLOSEST, LEAST_WORD = 10, 4, 40

    chosen = Signal(str)

    def __init__(
        self, looks: LookSource, name: str, tabs: Sequence[Tab], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._looks, self._tabs = looks, tuple(tabs)
        self._fit = _Fit("body", looks.look.px(self.PADDING), 0)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        for tab in self._tabs:
            self.addTab(no_mnemonic(tab.text))
        self.set_tabs(tabs)
        self.currentChanged.connect(self._tell)
        looks.changed.connect(self._measure_again)

    @property
    def key(self) -> str:
        """The key of the open tab."""
        return self._tabs[self.currentIndex()].key if self.currentIndex() >= 0 else ""

    def choose(self, key: str) -> None:
        """Open the tab ``key``."""
        keys = [tab.key for tab in self._tabs]
        if key in keys:
            self.setCurrentIndex(keys.index(key))

    def set_tabs(self, tabs: Sequence[Tab]) -> None:
        """Show other words and counts for the same keys."""
        self._tabs = tuple(tabs)
        for index, tab in enumerate(self._tabs):
            self.setTabText(index, no_mnemonic(tab.text))
            self.setAccessibleTabName(index, f"{tab.text}, {tab.count}" if tab.count else tab.text)
        self._measure_again()

    def tabSizeHint(self, index: int) -> QSize:
        width = min(self._said_width(self._tabs[index], self._fit.token), self._fit.most)
        return QSize(width + 2 * self._fit.padding, self._looks.look.height("tab"))

    def sizeHint(self) -> QSize:
        width = sum(self._said_width(tab, "body") for tab in self._tabs)
        air = 2 * self._looks.look.px(self.PADDING) * len(self._tabs)
        return QSize(width + air, self._looks.look.height("tab"))

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def resizeEvent(self, event: Resized) -> None:
        super().resizeEvent(event)
        if self._fit != self._best_fit():
            self._measure_again()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        under = self.tabAt(self.mapFromGlobal(self.cursor().pos())) if self.underMouse() else -1
        for index in range(self.count()):
            self._paint_tab(painter, index, hovered=index == under)

    def _paint_tab(self, painter: QPainter, index: int, *, hovered: bool) -> None:
        look, tab, rect = self._looks.look, self._tabs[index], self.tabRect(index)
        here, fit = index == self.currentIndex(), self._fit
        strip = Strip(rect, look)
        strip.start(fit.padding)
        strip.end(fit.padding)
        ink = "ink" if here or hovered else "ink2"
        font = look.font(fit.token, 600 if here else 400)
        room = strip.rest.width() - self._count_width(tab)
        spot = strip.start(min(text_width(font, tab.text), room), look.px(5))
        draw_text(painter, spot, tab.text, font, look.colour(ink), look)
        if tab.count:
            small, grey = look.font("small"), look.colour("ink3")
            draw_text(painter, strip.rest, tab.count, small, grey, look)
        if here:
            height = look.px(UNDERLINE)
            bar = QRect(rect.left(), rect.bottom() - height + 1, rect.width(), height)
            painter.fillRect(bar, look.colour("accent"))
        if here and self.hasFocus():
            inset_ring(painter, rect.adjusted(1, 3, -1, -look.px(UNDERLINE) - 1), look)

    def _tell(self, _index: int) -> None:
        self.chosen.emit(self.key)

    def _said_width(self, tab: Tab, token: str) -> int:
        words = text_width(self._looks.look.font(token, 600), tab.text)
        return words + self._count_width(tab)

    def _count_width(self, tab: Tab) -> int:
        small, gap = self._looks.look.font("small"), self._looks.look.px(5)
        return text_width(small, tab.count) + gap if tab.count else 0

    def _best_fit(self) -> _Fit:
        """The usual room beside the words where there is enough; else less, then less of them."""
        px, count = self._looks.look.px, len(self._tabs)
        closest = px(self.CLOSEST)
        for token in ("body", "small"):
            widths = [self._said_width(tab, token) for tab in self._tabs]
            if (beside := (self.width() - sum(widths)) // (2 * count)) >= closest:
                return _Fit(token, min(px(self.PADDING), beside), max(widths))
        return _Fit("small", closest, self._most_of_a_word(widths, closest))

    def _most_of_a_word(self, widths: list[int], beside: int) -> int:
        """How wide a tab's words may be so that all fit: only the longest give way."""
        room = self.width() - 2 * beside * len(widths)
        for left, width in zip(range(len(widths), 0, -1), sorted(widths), strict=True):
            if width * left > room:
                return max(self._looks.look.px(self.LEAST_WORD), room // left)
            room -= width
        return max(widths)

    def _show_whole_words(self) -> None:
        for index, tab in enumerate(self._tabs):
            cut = self._said_width(tab, self._fit.token) > self._fit.most
            self.setTabToolTip(index, as_tip(tab.text) if cut else "")

    def _measure_again(self) -> None:
        self._fit = self._best_fit()
        self._show_whole_words()
        self.setFont(self._looks.look.font("small"))  # Qt lays the tabs out on a change only
        self.setFont(self._looks.look.font("body", 600))
        self.setFixedHeight(self._looks.look.height("tab"))
        self.updateGeometry()
        self.update()


class Chip(QAbstractButton):
    """A filter: pressed in it has tint, accent edge and tick. Qt's ``toggled`` says so.

    A removable chip has an ×; ``removed`` comes from it and from Delete.
    """

    removed = Signal()

    def __init__(
        self,
        looks: LookSource,
        text: str,
        *,
        removable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._removable, self.label = looks, removable, text
        self.setProperty(OWN_RING, True)
        self.setText(no_mnemonic(text))
        self.setAccessibleName(text)
        self.setCheckable(not removable)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        look = self._looks.look
        width = text_width(self._font(), self.label) + look.px(2 * 10)
        if self.isChecked() or self.isCheckable():
            width += look.icons.side(12) + look.px(4)  # kept free, so that nothing jumps
        if self._removable:
            width += look.px(24 - 10)
        return QSize(width, look.height("chip") + 2 * self._air())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._removable and self._cross().contains(event.position().toPoint()):
            self.removed.emit()

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = self._looks.look, self.isChecked()
        body = self.rect().adjusted(0, self._air(), 0, -self._air())
        painter = QPainter(self)
        ground = "tint" if on else "hover" if self.underMouse() else "paper"
        edge = "focus" if self.hasFocus() else "accent" if on else "line"
        width = 2 if self.hasFocus() else 1
        rounding = body.height() / 2
        frame(painter, QRectF(body), look.colour(edge), look.colour(ground), width, rounding)
        strip = Strip(body, look)
        strip.start(look.px(10))
        strip.end(look.px(10 if not self._removable else 0))
        if on:
            spot = strip.start(look.icons.side(12), look.px(4))
            draw_icon(painter, spot, "check", "accent", look, 12)
        if self._removable:
            draw_icon(painter, strip.end(look.px(24)), "x", "ink2", look, 12)
        ink = look.colour("ink" if on else "ink2" if self.isEnabled() else "ink3")
        draw_text(painter, strip.rest, self.label, self._font(), ink, look, centred=not on)

    def _font(self) -> QFont:
        return self._looks.look.font("small", 500 if self.isChecked() else 400)

    def _air(self) -> int:
        """Room above and below, so that the target is 28 high though the chip is 22."""
        return self._looks.look.px(3)

    def _cross(self) -> QRect:
        strip = Strip(self.rect(), self._looks.look)
        return strip.end(self._looks.look.px(24))
