"""What happened, as codes and counts: a log that could be published as it is."""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType

from app.errors import UserError

NAME, OLDER = "atelier.log", "atelier.1.log"
LARGEST = 500_000  # bytes of each of the two
DAYS = 14
_CODE = re.compile(r"[a-z][a-z0-9_]{0,59}")
_KIND = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_STAMP = "%Y-%m-%dT%H:%M:%SZ"
_HERE = Path(__file__).resolve().parent

Clock = Callable[[], datetime]


def now() -> datetime:
    """This moment, without the computer's zone."""
    return datetime.now(UTC)


class Logbook:
    """A line for each event: when, a code, counts, a place in our own source; nothing else.

    No name, path, text or message of a library can get in: codes are words of ours, the rest are
    numbers. A log that cannot be written is no reason to stop.
    """

    def __init__(self, folder: Path, clock: Clock = now) -> None:
        self._folder, self._clock = folder, clock
        self._tidied = False

    def note(self, code: str, place: str = "", **counts: int) -> None:
        """Write one event. ValueError for a code that is no word of ours."""
        if not _CODE.fullmatch(code) or not all(type(n) is int for n in counts.values()):
            raise ValueError("a log holds codes and numbers only")
        told = [f"{name}={number}" for name, number in counts.items()]
        line = " ".join(filter(None, (f"{self._clock():{_STAMP}}", code, place, *told)))
        with suppress(OSError):
            self._tidy()
            self._append(line + "\n")

    def fault(self, fault: BaseException) -> None:
        """Write that something went wrong: the code of the world's fault, the kind of ours."""
        place = place_of(fault.__traceback__)
        if isinstance(fault, UserError):
            code = fault.code if _CODE.fullmatch(fault.code) else "unknown_fault"
            self.note(code, place)
        else:
            self.crash(type(fault), fault.__traceback__)

    def crash(self, kind: type[BaseException], trace: TracebackType | None) -> None:
        """Write where a mistake of ours happened, and of which kind it was."""
        name = kind.__name__ if _KIND.fullmatch(kind.__name__) else "Exception"
        self.note("crash", f"{name}@{place_of(trace)}")

    def _append(self, line: str) -> None:
        path = self._folder / NAME
        with suppress(FileNotFoundError):
            if path.stat().st_size + len(line) > LARGEST:
                path.replace(self._folder / OLDER)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "w", encoding="ascii", errors="replace") as file:
            file.write(line)

    def _tidy(self) -> None:
        """Once a run: what is older than a fortnight goes."""
        if self._tidied:
            return
        self._tidied = True
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        oldest = f"{self._clock() - timedelta(days=DAYS):{_STAMP}}"
        for path in (self._folder / NAME, self._folder / OLDER):
            with suppress(FileNotFoundError):
                lines = path.read_text("ascii", "replace").splitlines(keepends=True)
                kept = [line for line in lines if line[:20] >= oldest]
                if len(kept) < len(lines):
                    path.write_text("".join(kept), encoding="ascii", errors="replace")


def place_of(trace: TracebackType | None) -> str:
    """The innermost line of our own source: "models.journal:40"; "" where there is none."""
    for frame in reversed(traceback.extract_tb(trace)):
        path = Path(frame.filename)
        if _HERE in path.parents:
            module = ".".join(path.relative_to(_HERE).with_suffix("").parts)
            return f"{module}:{frame.lineno}"
    return ""
