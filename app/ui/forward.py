"""Comes forward when another start of the program asks for this window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QFileSystemWatcher, QObject, Qt, Slot
from PySide6.QtWidgets import QApplication, QWidget

from app.calls import Calls


class Forward(QObject):
    """Stands by for calls until ``leave``. ``window`` answers the window there is at the time."""

    def __init__(self, calls: Calls, window: Callable[[], QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._calls, self._window = calls, window
        if calls.stand_by():
            self._watcher = QFileSystemWatcher([str(calls.folder)], self)
            self._watcher.directoryChanged.connect(self._look)

    @Slot()
    def _look(self) -> None:
        if self._calls.answer():
            come_forward(self._window())


def come_forward(window: QWidget) -> None:
    """Bring a window, and the dialog that waits in it, before all others, or let it be noticed."""
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
    window.show()
    for one in filter(None, (window, QApplication.activeModalWidget())):
        one.raise_()
        one.activateWindow()
    QApplication.alert(window)
