"""Somebody's words in serif behind a rule at their start."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QVBoxLayout, QWidget

from app.ui.look import LookSource
from app.ui.prose import ProseLabel

RULE, GAP = 2, 11


class QuotedWords(QWidget):
    """A quotation; ``rule`` is the token of its rule: "warn" for words at fault."""

    def __init__(
        self, looks: LookSource, text: str = "", *, rule: str = "edge", under: str = ""
    ) -> None:
        super().__init__()
        self._looks, self._rule = looks, rule
        self.words = ProseLabel(looks, text, token="card")
        self.under = ProseLabel(looks, under, token="small", ink="ink2")
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.words)
        self._column.addWidget(self.under)
        self.under.setVisible(bool(under))
        self._wear()
        looks.changed.connect(self._wear)

    def show_words(self, text: str, *, rule: str = "edge", under: str = "") -> None:
        """Quote other words; ``under`` says whose they are."""
        self._rule = rule
        self.words.set_text(text)
        self.under.set_text(under)
        self.under.setVisible(bool(under))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        rule = QRect(0, 0, max(RULE, look.px(RULE)), self.height())
        rule = QStyle.visualRect(look.direction, self.rect(), rule)
        QPainter(self).fillRect(rule, look.colour(self._rule))

    def _wear(self) -> None:
        look = self._looks.look
        lead = look.px(GAP)
        turned = look.right_to_left
        self._column.setContentsMargins(0 if turned else lead, 1, lead if turned else 0, 1)
        self.update()
