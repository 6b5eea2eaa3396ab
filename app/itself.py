"""How the program starts itself once more: a command in a process of its own."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

_NICE = 10
_BELOW_NORMAL = 0x4000  # as Windows counts its classes of priority
_MAY_SET = 0x0200  # PROCESS_SET_INFORMATION


def own_command(arguments: Sequence[str]) -> list[str]:
    """The command line that runs ``atelier ARGUMENTS``, from any folder.

    Python is closed to its surroundings (``-I``): neither the working folder nor the environment
    can put other code in the place of ours.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    begin = Path(__file__).resolve().with_name("__main__.py")
    return [sys.executable, "-I", "-X", "utf8", str(begin), *arguments]


def step_back(pid: int) -> None:
    """Let the window go before its child: what works in the background takes what is left."""
    if sys.platform == "win32":
        import ctypes  # there os has no such call

        kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # mypy knows it on Windows only
        handle = kernel.OpenProcess(_MAY_SET, False, pid)
        kernel.SetPriorityClass(handle, _BELOW_NORMAL)
        kernel.CloseHandle(handle)
        return
    with suppress(OSError):  # it is done already
        os.setpriority(os.PRIO_PROCESS, pid, _NICE)
