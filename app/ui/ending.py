"""Asked to end by the system, the program saves and closes as if its window had been closed."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from types import FrameType

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

from app.ui.window import MainWindow

_MOST_DIALOGS = 20


class Ending(QObject):
    """Closes the window on SIGTERM, SIGHUP and SIGINT; Windows has no such requests.

    Every letter that still waits is written before anything else, open dialogs are called off, and
    the plan is closed with its backup.
    """

    def __init__(self, window: Callable[[], MainWindow], parent: QObject) -> None:
        super().__init__(parent)
        self._window = window
        if sys.platform == "win32":
            return
        # Python handles a signal only between two of its own steps, and Qt may sleep for hours:
        # the byte that the signal writes at once into this pipe wakes it.
        self._read, write = os.pipe()
        for end in (self._read, write):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(write, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            signal.signal(number, _leave_it_to_the_pipe)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._asked)

    @Slot()
    def _asked(self) -> None:
        os.read(self._read, 64)
        self.begin()

    def begin(self) -> None:
        """Write what waits, call off what is open, and close."""
        write_what_waits(self._window())
        self._close(_MOST_DIALOGS)

    def _close(self, left: int) -> None:
        """Close the innermost dialog, the next once that one's loop has ended, then the window."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or not left:
            self._window().close()
            return
        dialog.close()
        QTimer.singleShot(0, self, lambda: self._close(left - 1))


def write_what_waits(window: MainWindow) -> None:
    """Write every letter that still waits for its pause: the session ends and may ask nobody."""
    window.sticks.ask_nobody()
    if window.bench is not None:
        window.bench.settle()


def _leave_it_to_the_pipe(_number: int, _frame: FrameType | None) -> None:
    """A handler of Python's has to be there, for else the process would end at once."""
