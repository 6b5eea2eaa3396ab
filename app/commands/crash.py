"""A mistake of ours, written down without any of people's words."""

from __future__ import annotations

import sys
import traceback
from contextlib import suppress
from pathlib import Path

from app import __version__
from app.logbook import Logbook, now


def write_report(fault: BaseException, logs: Path) -> str:
    """Write where it happened into the log folder; answers the sentence that says so.

    The text of the fault is left out: libraries put people's words into it.
    """
    frames = traceback.extract_tb(fault.__traceback__)
    Logbook(logs).fault(fault)
    stamp = now().isoformat(timespec="seconds")
    lines = [
        stamp,
        f"Atelier {__version__}, Python {sys.version.split()[0]} on {sys.platform}",
        *(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames),
        type(fault).__name__,
    ]
    path = logs / "crash-command.txt"
    with suppress(OSError):
        logs.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
        path.chmod(0o600)
        return f"This was a mistake of Atelier's own; your plan is safe. Please send us {path}."
    return "This was a mistake of Atelier's own; your plan is safe. Please tell us what you did."
