"""The key line: the few keys of this page at the start, one fact about it at the end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.ui.controls.keycap import as_printed, draw_keys, keys_width
from app.ui.controls.labels import Pane
from app.ui.look import LookSource
from app.ui.painting import Strip, as_tip, draw_icon, draw_text, text_width

SIDE, BETWEEN = 18, 18


class KeyLine(Pane):
    """Pairs of key and words, then a fact. Pairs that do not fit are left out from the end.

    The tooltip and the name for screen readers always have them all.
    """

    def __init__(self, looks: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(looks, "window", ("top",), parent)
        self._pairs: tuple[tuple[str, str], ...] = ()
        self._fact, self._fact_icon, self._fact_ink = "", "", "ok"
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def show_keys(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Show the keys of this page: ("F8", "next problem") and so on."""
        self._pairs = tuple(pairs)
        self._name()

    def show_fact(self, fact: str, icon: str = "", ink: str = "ok") -> None:
        """Show one fact at the end, with an icon if that helps."""
        self._fact, self._fact_icon, self._fact_ink = fact, icon, ink
        self._name()

    def sizeHint(self) -> QSize:
        return QSize(0, self._looks.look.height("keyline"))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), as_tip(self.accessibleName()), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._looks.look
        painter = QPainter(self)
        strip = Strip(self.rect().adjusted(0, 1, 0, 0), look)
        strip.start(look.px(SIDE))
        strip.end(look.px(SIDE - 4))
        self._paint_fact(painter, strip)
        for keys, words in self._pairs:
            if not self._paint_pair(painter, strip, keys, words):
                break

    def _paint_fact(self, painter: QPainter, strip: Strip) -> None:
        look = self._looks.look
        small = look.font("small")
        icon = look.icons.side(14) + look.px(6) if self._fact_icon else 0
        width = min(text_width(small, self._fact), strip.rest.width() // 2 - icon)
        spot = strip.end(width, look.px(6) if icon else look.px(BETWEEN))
        draw_text(painter, spot, self._fact, small, look.colour("ink2"), look, at_end=True)
        if icon:
            spot = strip.end(look.icons.side(14), look.px(BETWEEN))
            draw_icon(painter, spot, self._fact_icon, self._fact_ink, look, 14)

    def _paint_pair(self, painter: QPainter, strip: Strip, keys: str, words: str) -> bool:
        look = self._looks.look
        heavy, small = look.font("small", 600), look.font("small")
        key, said = keys_width(keys, heavy, look), text_width(small, words)
        if key + look.px(4) + said > strip.rest.width():
            return False
        spot: QRect = strip.start(key, look.px(4))
        draw_keys(painter, spot, keys, heavy, "ink", look)
        spot = strip.start(said, look.px(BETWEEN))
        draw_text(painter, spot, words, small, look.colour("ink2"), look)
        return True

    def _name(self) -> None:
        parts = [f"{as_printed(keys)} {words}" for keys, words in self._pairs]
        self.setAccessibleName(" · ".join([*parts, self._fact] if self._fact else parts))
        self.update()
