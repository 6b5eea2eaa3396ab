"""Sees when a widget is painted."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget


class PaintSeen(QObject):
    """Watches a widget and keeps when it was last painted."""

    def __init__(self, widget: QWidget, told: Callable[[], None] | None = None) -> None:
        super().__init__(widget)
        self.at = 0.0
        self._told = told
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at = time.perf_counter()
            if self._told is not None:
                self._told()
        return False
