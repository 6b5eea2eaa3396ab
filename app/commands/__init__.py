"""The same doors without a screen: new, demo, import, export, check, bench."""

from __future__ import annotations

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from app.commands.parser import OURS, WORLD, make_parser
from app.errors import UserError

if TYPE_CHECKING:
    from app.paths import Paths

_MODULES = {
    "check": "judging",
    "salvage": "salvaging",
    "read": "reading",
    "forget": "forgetting",
    "letterhead": "letterheads",
    "selftest": "selftest",
}


def run(argv: list[str]) -> int:
    """Do one command and answer its exit code; faults are one sentence on the error stream."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        asked = make_parser(argv[0] if argv else "").parse_args(argv)
    except SystemExit as ended:
        return int(ended.code or 0)
    from app.leftovers import leave_temp, use_own_temp  # --help is answered without these
    from app.paths import Paths

    paths = Paths.real()
    temp = use_own_temp(paths.cache)
    try:
        return guarded(partial(_act(asked.command), asked, paths), paths)
    finally:
        leave_temp(temp)


def _act(command: str) -> Callable[[Namespace, Paths], int]:
    """What does a command; its module is loaded when somebody asks for it."""
    module = import_module(f"app.commands.{_MODULES.get(command, 'acts')}")
    found: Callable[[Namespace, Paths], int] = getattr(module, f"do_{command}")
    return found


def guarded(act: Callable[[], int], paths: Paths) -> int:
    """What ``act`` answers; a fault of the world or of ours becomes a sentence and a code."""
    try:
        code = act()
        sys.stdout.flush()
    except UserError as fault:
        from app.logbook import Logbook  # likewise

        Logbook(paths.logs).fault(fault)
        print(_sentence(fault, paths), file=sys.stderr)
        return WORLD
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # nobody reads on; what is left must not be said at the very end
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return WORLD
    except Exception as fault:
        from app.commands.crash import write_report  # only when something broke

        print(write_report(fault, paths.logs), file=sys.stderr)
        return OURS
    return code


def _sentence(fault: UserError, paths: Paths) -> str:
    from app.messages import say  # only when something failed
    from app.settings import read_settings
    from app.words import Words

    language = read_settings(paths.settings).settings.language
    return say(Words(language or "en", paths.catalogues), fault)
