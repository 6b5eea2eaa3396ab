"""Choosing a level of ambition: under each other, each with its glyph, word and digit."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QVBoxLayout, QWidget

from app.models.frameworks import Level
from app.ui.controls.keycap import cap_size, draw_cap
from app.ui.glyphs import draw_glyph, level_glyph
from app.ui.look import LookSource
from app.ui.painting import Strip, draw_text, inset_ring, start_bar, text_width
from app.ui.style import OWN_RING, RADIUS, frame


class _Option(QRadioButton):
    """One level: Qt's own radio manners in our paint."""

    def __init__(self, looks: LookSource, level: Level, place: int, of: int) -> None:
        super().__init__()
        self._looks, self.level, self._place, self._of = looks, level, place, of
        self.setProperty(OWN_RING, True)
        self.setText(level.name.replace("&", "&&"))
        self.setAccessibleName(level.name)
        self.setAccessibleDescription(level.help)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def hitButton(self, pos: object) -> bool:
        return True

    def sizeHint(self) -> QSize:
        look = self._looks.look
        width = text_width(look.font("body", 600), self.level.name) + look.px(60)
        return QSize(width, look.height("row button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._looks.look, self.rect()
        painter = QPainter(self)
        on = self.isChecked()
        ground = "tint" if on else "hover" if self.underMouse() and self.isEnabled() else "paper"
        painter.fillRect(rect, look.colour(ground if self.isEnabled() else "panel"))
        if on:
            start_bar(painter, rect, look)
        strip = Strip(rect, look)
        strip.start(look.px(10))
        strip.end(look.px(8))
        glyph = level_glyph(self._place, self._of)
        draw_glyph(painter, strip.start(look.icons.side(14), look.px(8)), glyph, look)
        digit = str(self._place + 1)
        draw_cap(painter, strip.end(cap_size(digit, look).width(), look.px(8)), digit, look)
        ink = look.colour("ink" if self.isEnabled() else "ink3")
        font = look.font("body", 600 if on else 400)
        draw_text(painter, strip.rest, self.level.name, font, ink, look)
        if self.hasFocus():
            inset_ring(painter, rect, look)


class LevelChoice(QWidget):
    """The levels of a scale, lowest first; arrows and digits choose.

    ``chosen(id)`` comes when a person chose; ``choose`` is silent and "" takes the choice off.
    """

    chosen = Signal(str)

    def __init__(self, looks: LookSource, name: str, levels: Sequence[Level]) -> None:
        super().__init__()
        self._looks = looks
        self.setAccessibleName(name)
        self.options = tuple(
            _Option(looks, level, place, len(levels)) for place, level in enumerate(levels)
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(1)
        for option in self.options:
            column.addWidget(option)
            option.clicked.connect(self._tell)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if self.options:
            self.setFocusProxy(self.options[0])
        looks.changed.connect(self.updateGeometry)

    @property
    def level(self) -> str:
        """The id of the chosen level, "" for none."""
        return next((option.level.id for option in self.options if option.isChecked()), "")

    def choose(self, level: str) -> None:
        """Show a level as chosen, without a signal."""
        for option in self.options:  # an exclusive button that is alone in being on stays on
            option.setAutoExclusive(False)
            option.setChecked(option.level.id == level)
        for option in self.options:
            option.setAutoExclusive(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.text()
        if digit.isdecimal() and 1 <= int(digit) <= len(self.options):
            option = self.options[int(digit) - 1]
            option.setFocus(Qt.FocusReason.OtherFocusReason)
            option.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        painter = QPainter(self)
        edge = look.colour("edge" if self.isEnabled() else "line")
        frame(painter, QRectF(self.rect()), edge, look.colour("line"), 1, RADIUS)

    @Slot()
    def _tell(self) -> None:
        self.chosen.emit(self.level)
