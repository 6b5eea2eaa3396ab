"""Buttons: plain, primary and quiet, each with its icon before and its key after."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QFont, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from app.ui.controls.keycap import cap_size, draw_cap
from app.ui.look import LookSource
from app.ui.painting import Strip, as_tip, draw_icon, draw_text, no_mnemonic, text_width
from app.ui.style import RADIUS, frame


class Button(QPushButton):
    """What all three kinds share. ``keys`` is shown and told, not bound: actions own the keys.

    ``clicked`` is Qt's own signal; Enter and Space press it.
    """

    PADDING = 12
    HEIGHT = "button"
    TOKEN = "body"
    WEIGHT = 500

    def __init__(
        self,
        looks: LookSource,
        text: str,
        *,
        icon: str = "",
        keys: str = "",
        in_row: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._icon_name, self._keys = looks, icon, keys
        self._height = "row button" if in_row else self.HEIGHT
        self.setAutoDefault(True)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_label(text)
        self.setAccessibleDescription(keys)
        looks.changed.connect(self.updateGeometry)

    @property
    def label(self) -> str:
        """The words on the button."""
        return self._label

    def set_label(self, text: str, icon: str | None = None) -> None:
        """Write other words on it, with another icon if one is given."""
        self._label = text
        if icon is not None:
            self._icon_name = icon
        self.setText(no_mnemonic(text))
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def follow(self, action: QAction) -> None:
        """Do what ``action`` does, be enabled when it is, show its first shortcut."""
        self.clicked.connect(action.trigger)
        action.enabledChanged.connect(self.setEnabled)
        self.setEnabled(action.isEnabled())
        self._keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setAccessibleDescription(self._keys)
        self.updateGeometry()

    def disable_because(self, reason: str) -> None:
        """Grey it out and say why, to eye and ear; an empty reason enables it again."""
        self.setEnabled(not reason)
        self.setToolTip(as_tip(reason))
        self.setAccessibleDescription(reason or self._keys)

    def sizeHint(self) -> QSize:
        look = self._looks.look
        width = text_width(self._font(), self._label) + 2 * look.px(self.PADDING)
        if self._icon_name:
            width += look.icons.side(16) + (look.px(7) if self._label else 0)
        if self._keys:
            width += cap_size(self._keys, look).width() + look.px(11)
        height = look.height(self._height)
        return QSize(max(width, height), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ink = self._paint_ground(painter) if self.isEnabled() else self._paint_disabled(painter)
        self._paint_words(painter, ink)

    def _font(self) -> QFont:
        return self._looks.look.font(self.TOKEN, self.WEIGHT)

    def _is_over(self) -> bool:
        return self.underMouse() or self.isDown()

    def _paint_ground(self, painter: QPainter) -> str:
        """Paint the resting, hovered or pressed ground; returns the token of the words."""
        ground = "tint" if self.isDown() else "hover" if self.underMouse() else "paper"
        look = self._looks.look
        frame(painter, QRectF(self.rect()), look.colour("edge"), look.colour(ground), 1, RADIUS)
        return "ink"

    def _paint_disabled(self, painter: QPainter) -> str:
        look = self._looks.look
        frame(painter, QRectF(self.rect()), look.colour("line"), look.colour("panel"), 1, RADIUS)
        return "ink3"

    def _paint_words(self, painter: QPainter, ink: str) -> None:
        look = self._looks.look
        strip = Strip(self.rect(), look)
        strip.start(self._lead())
        strip.end(self._lead())
        if self._icon_name:
            gap = look.px(7) if self._label else 0
            spot = strip.start(look.icons.side(16), gap)
            draw_icon(painter, spot, self._icon_name, self._icon_ink(ink), look)
        if self._keys and self.width() >= self.sizeHint().width():  # else the words go first
            spot = strip.end(cap_size(self._keys, look).width(), look.px(11))
            self._paint_cap(painter, spot, ink)
        self._paint_label(painter, strip.rest, ink)

    def _lead(self) -> int:
        """What is before the words: the padding, or more when the button is stretched."""
        spare = max(0, self.width() - self.sizeHint().width())
        return self._looks.look.px(self.PADDING) + spare // 2

    def _icon_ink(self, ink: str) -> str:
        return ink

    def _paint_cap(self, painter: QPainter, spot: QRect, ink: str) -> None:
        draw_cap(painter, spot, self._keys, self._looks.look, ink=ink if ink == "ink3" else "ink2")

    def _paint_label(self, painter: QPainter, rect: QRect, ink: str) -> None:
        look = self._looks.look
        draw_text(painter, rect, self._label, self._font(), look.colour(ink), look)


class PlainButton(Button):
    """The usual button: an edge on paper."""


class PrimaryButton(Button):
    """The one filled button of a page: where Enter goes."""

    def _paint_ground(self, painter: QPainter) -> str:
        fill = self._looks.look.colour("accent_h" if self._is_over() else "accent")
        frame(painter, QRectF(self.rect()), fill, fill, 1, RADIUS)
        return "on_accent"

    def _paint_cap(self, painter: QPainter, spot: QRect, ink: str) -> None:
        draw_cap(painter, spot, self._keys, self._looks.look, ink=ink, edge=ink)


class QuietButton(Button):
    """Words in the accent, underlined under the pointer: a small thing one may do here.

    ``small`` sets it as a link within guidance, underlined at rest; ``flush`` sets its words
    against the edge of what stands above it.
    """

    PADDING = 4
    HEIGHT = "row button"

    def __init__(
        self,
        looks: LookSource,
        text: str,
        *,
        icon: str = "",
        keys: str = "",
        small: bool = False,
        flush: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        self._small = small
        self.PADDING = 0 if small or flush else 4
        super().__init__(looks, text, icon=icon, keys=keys, parent=parent)

    def _font(self) -> QFont:
        look = self._looks.look
        font = look.font("small", 400) if self._small else look.font("body", 500)
        font.setUnderline(self._small or (self.isEnabled() and self._is_over()))
        return font

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if self._small:
            size.setHeight(self._looks.look.type.height("small", 6))
        return size

    def _paint_ground(self, painter: QPainter) -> str:
        return "accent"

    def _paint_disabled(self, painter: QPainter) -> str:
        return "ink3"


class IconButton(Button):
    """Only for signs that need no word: ×, chevrons, ⋯. ``name`` is told and in the tooltip."""

    PADDING = 6
    HEIGHT = "row button"

    def __init__(
        self, looks: LookSource, icon: str, name: str, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, "", icon=icon, parent=parent)
        self.setAccessibleName(name)
        self.setToolTip(as_tip(name))

    def _paint_ground(self, painter: QPainter) -> str:
        if self._is_over():
            look = self._looks.look
            ground = look.colour("tint" if self.isDown() else "hover")
            frame(painter, QRectF(self.rect()), ground, ground, 1, RADIUS)
        return "ink2"

    def _paint_disabled(self, painter: QPainter) -> str:
        return "ink3"
