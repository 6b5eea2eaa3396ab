"""One hunt: changes files that reached new lines of the readers, and notes what breaks them."""

from __future__ import annotations

import json
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from msgspec import Struct, field
from msgspec.structs import asdict

from tests.fuzz.mutations import mutated
from tests.fuzz.targets import Target

LONGEST = 10.0  # seconds for one file
MOST_KEPT = 400  # files a corpus holds
WATCHED = ("app/models/intake", "app/models/planfile", "app/exports/letterhead")

Line = tuple[str, int]


class TooLongError(BaseException):
    """Reading one file took longer than a file may."""


class Count(Struct):
    """What a hunt found."""

    seconds: float = 0.0  # of the processor
    runs: int = 0
    taken: int = 0
    refused: int = 0
    worst: float = 0.0
    lines: int = 0
    kept: int = 0
    broken: list[str] = field(default_factory=list)


class Hunt:
    """Feeds one importer. Files that break it are saved in ``findings``."""

    def __init__(self, target: Target, corpus: Path, findings: Path, seed: int) -> None:
        self._target, self._findings = target, findings
        self._chance = Random(seed)
        self._corpus = corpus
        self._seen: set[Line] = set()
        self._files: list[bytes] = []
        self.count = Count()
        for folder in (corpus, findings):
            folder.mkdir(parents=True, exist_ok=True)
        self._folder = Path(tempfile.mkdtemp(prefix="atelier-fuzz-"))
        self._current = self._folder / f"current.{target.ending}"

    def run(self, seconds: float, most: int = sys.maxsize) -> Count:
        """Hunt for so many seconds of the processor, or for so many files."""
        begun = time.process_time()
        ends = begun + seconds
        own = self._folder / "seeds"
        own.mkdir()
        seeds = [
            *self._target.seeds(own),
            *(p.read_bytes() for p in sorted(self._corpus.iterdir())),
        ]
        self._warm_up(seeds[0])
        for raw in seeds:
            self._try(raw)
            if time.process_time() > ends:
                break
        self._files = self._files or seeds[:1]
        while time.process_time() < ends and self.count.runs < most:
            base = self._chance.choice(self._files)
            raw = mutated(base, self._target.tokens, self._files, self._chance)
            if self._try(raw):
                self._keep(raw)
        self.count.lines = len(self._seen)
        self.count.seconds = time.process_time() - begun
        return self.count

    def _warm_up(self, raw: bytes) -> None:
        """Load what the importer needs, so that it is not counted as what a file costs."""
        self._current.write_bytes(raw)
        with suppress(Exception):  # what breaks will break again, and be noted
            self._target.read(self._current)

    def _try(self, raw: bytes) -> bool:
        """Read one file; whether it reached lines that none before it had reached."""
        self._current.write_bytes(raw)
        reached: set[Line] = set()
        begun = time.process_time()
        try:
            with_alarm(
                lambda: self._note(traced(lambda: self._target.read(self._current), reached))
            )
        except TooLongError:
            self._try_untraced(raw)
        except Exception as fault:
            self._break(raw, fault)
        took = time.process_time() - begun
        self.count.runs += 1
        self.count.worst = max(self.count.worst, took)
        new = not reached <= self._seen
        if new and took < 1:
            self._seen |= reached
            self._files.append(raw)
        return new and took < 1

    def _try_untraced(self, raw: bytes) -> None:
        """What took too long while it was watched may be quick enough by itself."""
        try:
            with_alarm(lambda: self._note(self._target.read(self._current)))
        except (Exception, TooLongError) as fault:
            self._break(raw, fault)

    def _note(self, was_taken: bool) -> None:
        self.count.taken += was_taken
        self.count.refused += not was_taken

    def _keep(self, raw: bytes) -> None:
        if self.count.kept < MOST_KEPT:
            (self._corpus / sha256(raw).hexdigest()[:20]).write_bytes(raw)
            self.count.kept += 1

    def _break(self, raw: bytes, fault: BaseException) -> None:
        frames = traceback.extract_tb(fault.__traceback__)
        last = next((f for f in reversed(frames) if "/app/" in f.filename), frames[-1])
        what = f"{type(fault).__name__} at {Path(last.filename).name}:{last.lineno}"
        if what not in self.count.broken:
            self.count.broken.append(what)
            name = f"{self._target.name}-{sha256(raw).hexdigest()[:12]}.{self._target.ending}"
            (self._findings / name).write_bytes(raw)
            about = "".join(traceback.format_exception(fault))
            (self._findings / f"{name}.txt").write_text(about, "utf-8")


def traced(act: Callable[[], bool], reached: set[Line]) -> bool:
    """Do ``act`` and note the lines of the readers that it runs through."""

    def line(frame: FrameType, event: str, _more: Any) -> Any:  # noqa: ANN401  # as Python has it
        if event == "line":
            reached.add((frame.f_code.co_filename, frame.f_lineno))
        return line

    def call(frame: FrameType, _event: str, _more: Any) -> Any:  # noqa: ANN401  # as Python has it
        name = frame.f_code.co_filename.replace("\\", "/")
        return line if any(watched in name for watched in WATCHED) else None

    before = sys.gettrace()
    sys.settrace(call)
    try:
        return act()
    finally:
        sys.settrace(before)


def with_alarm(act: Callable[[], None]) -> None:
    """Do ``act``; TooLongError when it takes longer than a file may, where the system can tell.

    What counts is the processor's time, so that a busy machine finds nothing that is not there.
    """
    if not hasattr(signal, "SIGPROF"):
        act()
        return

    def ring(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGPROF, ring)
    signal.setitimer(signal.ITIMER_PROF, LONGEST)
    try:
        act()
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def told(count: Count) -> str:
    """A count as a line."""
    return json.dumps(asdict(count))
