"""A mistake of ours, put where a test wants it, and the guard of the program behind a window."""

from __future__ import annotations

import faulthandler
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject, Signal, qInstallMessageHandler

from app.ui.crash import CrashGuard
from app.ui.window import MainWindow


class InjectedError(Exception):
    """A mistake of ours."""


class Carrier(QObject):
    """Calls a slot the way Qt does."""

    fired = Signal()


def bang(*_args: object, **_named: object) -> None:
    raise InjectedError


@contextmanager
def guarded(window: MainWindow) -> Iterator[CrashGuard]:
    """The guard of the program behind that window."""
    before = sys.excepthook, threading.excepthook, sys.unraisablehook
    guard = CrashGuard(window.tools.words, window.tools.paths.logs, lambda: "")
    guard.parent = window
    guard.install()
    try:
        yield guard
    finally:
        sys.excepthook, threading.excepthook, sys.unraisablehook = before
        qInstallMessageHandler(None)
        faulthandler.disable()
