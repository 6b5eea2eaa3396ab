"""The end of a session as the system tells it, through Qt's own signal.

What Qt's parts for Windows, macOS and X call when somebody logs off raises the signal; the part
that tests run on has no session, so the same function is called in their place.
"""

from __future__ import annotations

import ctypes

import PySide6.QtGui
from PySide6.QtGui import QGuiApplication
from shiboken6 import getCppPointer

_COMMIT_DATA = "_ZN22QGuiApplicationPrivate10commitDataEv"
_D_POINTER = ctypes.sizeof(ctypes.c_void_p)  # of a QObject: after the pointer to its functions


def _commit_data() -> ctypes._NamedFuncPointer | None:
    return getattr(ctypes.CDLL(PySide6.QtGui.__file__), _COMMIT_DATA, None)


def can_log_off() -> bool:
    """Whether this Qt lets the end of a session be told."""
    return _commit_data() is not None


def log_off(app: QGuiApplication) -> None:
    """Have Qt tell the program that the session ends; comes back once it was told."""
    commit_data = _commit_data()
    assert commit_data is not None
    (own,) = getCppPointer(app)
    private = ctypes.c_void_p.from_address(own + _D_POINTER)
    commit_data.argtypes, commit_data.restype = [ctypes.c_void_p], None
    commit_data(private)
