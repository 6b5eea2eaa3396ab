"""Where the program begins: a window, or one of its commands."""

from __future__ import annotations

import os
import sys
from collections.abc import MutableMapping
from pathlib import Path

# What could make Python or Qt load something from a place of somebody else's choosing.
_STRAYS = ("PYTHON", "QML", "QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QT_QPA_PLATFORMTHEME")


def main(argv: list[str] | None = None) -> int:
    """Do what the arguments ask and answer the exit code; without any, open the window."""
    arguments = sys.argv[1:] if argv is None else list(argv)
    close_doors(os.environ, sys.path)
    if not opens_window(arguments):
        from app.commands import run

        code = run(arguments)
        if code or arguments[0] != "demo" or "--open" not in arguments:
            return code
        arguments = _made_demo(arguments)
    from app.start import run_window  # Qt is loaded for the window only

    return run_window(arguments)


def _made_demo(arguments: list[str]) -> list[str]:
    """What the window opens after ``demo --open``: the file just made, or a demo of its own."""
    from app.commands.parser import make_parser

    made = make_parser().parse_args(arguments).out
    return ["--demo"] if made is None else [str(made)]


def close_doors(environ: MutableMapping[str, str], path: list[str]) -> None:
    """Take out of the environment and the search path what would load code from elsewhere."""
    for name in [name for name in environ if name.startswith(_STRAYS)]:
        del environ[name]
    home = str(Path(__file__).resolve().parent.parent)
    here = _here()
    path[:] = [place for place in path if place and (place != here or place == home)]
    if here == home and home not in path:
        path.insert(0, home)


def _here() -> str:
    """The working folder; "" once it is gone."""
    try:
        return str(Path.cwd())
    except OSError:
        return ""


def opens_window(arguments: list[str]) -> bool:
    """Whether the arguments ask for the window: none at all, a plan's file, or ``--demo``."""
    if not arguments:
        return True
    from app.commands.parser import COMMANDS

    first = arguments[0]
    if first in COMMANDS or first in ("-h", "--help", "--version"):
        return False
    return first == "--demo" or first.endswith(".atelier") or Path(first).exists()


if __name__ == "__main__":
    if not __package__:  # started by its path and closed to everything around it: app.itself
        sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    sys.exit(main())
