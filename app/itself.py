"""How the program starts itself once more: a command in a process of its own."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path


def own_command(arguments: Sequence[str]) -> list[str]:
    """The command line that runs ``atelier ARGUMENTS``, from any folder.

    Python is closed to its surroundings (``-I``): neither the working folder nor the environment
    can put other code in the place of ours.
    """
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    begin = Path(__file__).resolve().with_name("__main__.py")
    return [sys.executable, "-I", "-X", "utf8", str(begin), *arguments]
