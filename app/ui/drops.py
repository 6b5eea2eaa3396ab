"""Files dropped on the window: one plan opens, everything else is turned away at the pointer."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.file_names import OPENED


def holds_files(dragged: QMimeData) -> bool:
    """Whether files are dragged. A field would take their places on this computer for text."""
    return any(url.isLocalFile() for url in dragged.urls())


def plan_in(dragged: QMimeData) -> Path | None:
    """The one plan among what is dragged, by its name alone: nothing is looked up on a disk.

    A folder of another computer is none: asking for it would tell that computer who asks.
    """
    urls = dragged.urls()
    place = urls[0].toLocalFile() if len(urls) == 1 else ""
    if not place or place.startswith(("//", "\\\\")):
        return None
    path = Path(place)
    return path if path.suffix.lower() in OPENED else None


class Drops(QObject):
    """Watches what is dragged onto a window. ``dropped(Path)`` comes once the drag has ended.

    Only then, because opening may ask something, and who dragged must not wait for the answer.
    Files never get as far as the fields of the window; dragged words do. While a dialog asks
    something nothing is taken.
    """

    dropped = Signal(object)
    _taken = Signal(object)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        window.installEventFilter(self)
        self._taken.connect(self.dropped, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Show:  # only now it has the handle that drags come to
                self._window.windowHandle().installEventFilter(self)
        elif isinstance(event, QDropEvent) and holds_files(event.mimeData()):
            self._answer(event)
            return True
        return False

    def _answer(self, event: QDropEvent) -> None:
        """Take a plan, turn away everything else; entering and moving are kinds of dropping."""
        asking = QApplication.activeModalWidget() is not None
        plan = None if asking else plan_in(event.mimeData())
        event.setDropAction(Qt.DropAction.CopyAction)  # never moved away from where it lies
        event.setAccepted(plan is not None)
        if plan is not None and event.type() == QEvent.Type.Drop:
            self._taken.emit(plan)
