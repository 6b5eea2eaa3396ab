"""A small glyph and a sentence beside it that wraps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls import IconLabel, ProseLabel
from app.ui.glyphs import Glyph
from app.ui.look import LookSource


class GlyphProse(QWidget):
    """The sentence is the name; the glyph only helps."""

    def __init__(
        self, looks: LookSource, text: str = "", glyph: Glyph | None = None, token: str = "small"
    ) -> None:
        super().__init__()
        self._looks, self._token = looks, token
        self._glyph = IconLabel(looks, "", "", size=14 if token == "small" else 16)
        self.prose = ProseLabel(looks, token=token)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(looks.look.px(5))
        row.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.prose, 1)
        self._wear()
        looks.changed.connect(self._wear)
        if glyph is not None:
            self.say(text, glyph)

    def say(self, text: str, glyph: Glyph, ink: str = "ink") -> None:
        """Show a sentence with its glyph."""
        self._glyph.show_fact(glyph.icon, "", glyph.ink)
        self.prose.set_text(text)
        self.prose.set_ink(ink)
        self.setAccessibleName(text)

    @Slot()
    def _wear(self) -> None:
        look = self._looks.look
        side = look.icons.side(14 if self._token == "small" else 16)
        self._glyph.setFixedSize(side + look.px(1), look.type.line(self._token))
