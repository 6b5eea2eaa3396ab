"""Ticks and radio buttons whose words may need more than one line."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from app.ui.look import LookSource
from app.ui.prose import ProseLabel


class Worded(QWidget):
    """A tick or radio button with words that wrap, and a hint below where one helps."""

    def __init__(
        self, looks: LookSource, button: QAbstractButton, text: str, hint: str = ""
    ) -> None:
        super().__init__()
        self.button = button
        button.setAccessibleName(text)
        button.setAccessibleDescription(hint)
        self.words = ProseLabel(looks, text)
        self.hint = ProseLabel(looks, hint, token="small", ink="ink2")
        self.hint.setVisible(bool(hint))
        self.words.installEventFilter(self)
        beside = QVBoxLayout()
        first_line = looks.look.type.line("body")
        beside.setContentsMargins(0, max(0, (button.sizeHint().height() - first_line) // 2), 0, 0)
        beside.setSpacing(0)
        beside.addWidget(self.words)
        beside.addWidget(self.hint)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(looks.look.px(6))
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(beside, 1)

    def set_hint(self, hint: str) -> None:
        """Say something else below."""
        self.hint.set_text(hint)
        self.hint.setVisible(bool(hint))
        self.button.setAccessibleDescription(hint)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A press on the words is one on the button."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            self.button.setFocus(Qt.FocusReason.MouseFocusReason)
            self.button.click()
            return True
        return super().eventFilter(watched, event)


def tick(looks: LookSource, text: str, hint: str = "", *, on: bool = False) -> Worded:
    """A tick."""
    box = QCheckBox()
    box.setChecked(on)
    return Worded(looks, box, text, hint)


def radio(looks: LookSource, text: str, hint: str = "") -> Worded:
    """A radio button; a ``QButtonGroup`` makes several of them one choice."""
    return Worded(looks, QRadioButton(), text, hint)
