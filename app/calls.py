"""One window of a person asks another to come forward: files in a folder of the program.

A name is that of a process: a window stands by under it, and a call for it lies beside. A network
connection between them would be one more door, and this program has none.
"""

from __future__ import annotations

import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from app.leftovers import host_number, is_running

PATIENCE = 0.7  # seconds a window has to answer
_LOOK_EVERY = 0.02
_CALL = ".call"


class Calls:
    """The windows of one person on one computer. What cannot be written is a call not heard."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.own_name = self._name(os.getpid())
        self._own = folder / self.own_name

    def stand_by(self) -> bool:
        """Let later starts know of this window, until ``leave``; False where that cannot be."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._call_for(self._own).unlink(missing_ok=True)
            self._own.write_bytes(b"")
        except OSError:
            return False
        return True

    def leave(self) -> None:
        """This window is about to close."""
        for path in (self._own, self._call_for(self._own)):
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def others(self) -> list[int]:
        """The processes of the other windows that stand by, the one begun last first."""
        found: list[tuple[float, int]] = []
        with suppress(OSError):
            for path in self.folder.glob(f"{host_number()}-*"):
                pid = path.name.partition("-")[2]
                if not pid.isdecimal() or path == self._own:
                    continue
                with suppress(OSError):
                    if is_running(int(pid)):
                        found.append((path.lstat().st_mtime, int(pid)))
                    else:
                        path.unlink()
        return [pid for _, pid in sorted(found, reverse=True)]

    def call(self, pid: int, patience: float = PATIENCE) -> bool:
        """Ask the window of a process to come forward; whether it did within ``patience``."""
        if pid not in self.others():
            return False
        call = self._call_for(self.folder / self._name(pid))
        _let_come_forward(pid)
        try:
            call.write_bytes(b"")
            ends = time.monotonic() + patience
            while call.exists() and time.monotonic() < ends:
                time.sleep(_LOOK_EVERY)
            if not call.exists():
                return True
            call.unlink(missing_ok=True)
        except OSError:
            return False
        return False

    def answer(self) -> bool:
        """Whether this window was asked to come forward since it was last asked here."""
        try:
            self._call_for(self._own).unlink()
        except OSError:
            return False
        return True

    @staticmethod
    def _name(pid: int) -> str:
        return f"{host_number()}-{pid}"

    @staticmethod
    def _call_for(window: Path) -> Path:
        return window.with_name(window.name + _CALL)


def _let_come_forward(pid: int) -> None:
    """Windows lets a window come forward only where the one in front says so."""
    if sys.platform == "win32":
        import ctypes  # there is nothing to ask elsewhere

        getattr(ctypes, "windll").user32.AllowSetForegroundWindow(pid)  # noqa: B009  # mypy knows it on Windows only
