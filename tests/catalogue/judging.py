"""Judges files as ``atelier check`` does, each in a fresh process whose cost is measured.

One child of the tests loads the program once; for each file it forks, so that a file cannot spoil
the next, take the tests down with it, or hide what it costs. Where there is no fork, it judges in
that child itself.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from msgspec import Struct

from tests.house import ROOT

PATIENCE = 60  # seconds


class Judged(Struct, frozen=True):
    """What was said of a file, in how many seconds, and by how many bytes the process grew.

    The seconds are those of the processor: what else the machine does is no fault of the file.
    """

    path: Path
    found: dict[str, Any]
    seconds: float
    grown: int


class Bench:
    """The child that judges."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def judge(self, kind: str, path: Path) -> Judged:
        """Judge one file; AssertionError when the process that did it died."""
        return Judged(path, **self._told([kind, str(path)]))

    def leave(self, kind: str, path: Path, home: Path) -> None:
        """Let the file go wrong in a program whose folders are under ``home``."""
        self._told([kind, str(path), str(home)])

    def _told(self, asked: list[str]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        said: dict[str, Any] = json.loads(self._process.stdout.readline())
        assert "died" not in said, f"{asked[1]}: {said['died']}"
        return said


@contextmanager
def a_bench() -> Iterator[Bench]:
    """A child that judges, ended with the block."""
    process = subprocess.Popen(
        [*_as_anybody(), sys.executable, "-m", "tests.catalogue.judging"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )
    try:
        yield Bench(process)
    finally:
        assert process.stdin is not None
        process.stdin.close()
        process.wait(PATIENCE)
        assert process.stdout is not None
        process.stdout.close()


def _as_anybody() -> list[str]:
    """What keeps the super-user, as whom a container runs, from writing where nobody else may."""
    if not hasattr(os, "geteuid") or os.geteuid() or not shutil.which("setpriv"):
        return []
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def _serve() -> None:
    """Judge what the lines of the input name, until it ends."""
    from app.commands import judging_bundle, judging_picture, judging_plans, judging_tables
    from app.commands.judging import judged
    from app.models import assess, frameworks, planfile
    from app.models.intake import bundle, csv_reader, people_step, picture, xlsx_reader
    from app.paths import Paths

    _loaded = (assess, frameworks, judging_bundle, judging_picture, judging_plans, judging_tables,
               planfile, bundle, csv_reader, people_step, picture, xlsx_reader)  # fmt: skip
    paths = Paths.real()
    judged("csv", paths.resources / "no such file.csv", paths)
    for line in sys.stdin:
        kind, name, *home = json.loads(line)
        before, begun = _memory("VmRSS"), time.perf_counter()

        def one(kind: str = kind, name: str = name, home: list[str] = home) -> dict[str, Any]:
            if home:
                return _left(kind, Path(name), Path(home[0]))
            return judged(kind, Path(name), paths)

        said: dict[str, Any] = (
            _forked(one) if hasattr(os, "fork") else {"found": one(), "peak": before}
        )
        if "peak" in said:
            said["grown"] = int(said.pop("peak")) - before
        said.setdefault("seconds", time.perf_counter() - begun)
        print(json.dumps(said), flush=True)


def _left(kind: str, path: Path, home: Path) -> dict[str, Any]:
    """Write into the logs what a program writes when a file goes wrong, and when it breaks on it.

    The fault is logged as it came and as a bug of ours, with all that caused it; so is a bug
    whose text is all that was found. What libraries say on the error stream is kept with the logs.
    """
    from app.commands.crash import write_report
    from app.commands.judging import judge_of
    from app.logbook import Logbook
    from app.models.intake.limits import kept_within
    from app.paths import Paths

    paths = Paths.under(home)
    paths.make()
    stream = os.open(paths.logs / "stderr", os.O_WRONLY | os.O_CREAT, 0o600)
    os.dup2(stream, 2)
    found: dict[str, Any] = {}
    fault: BaseException | None = None
    try:
        with kept_within(path.name):
            found = judge_of(kind)(path, paths)
    except Exception as caught:
        Logbook(paths.logs).fault(caught)
        fault = caught
    while fault is not None:
        write_report(fault, paths.logs)
        fault = fault.__cause__ or fault.__context__
    write_report(ValueError(f"{path}: {found}"), paths.logs)
    return {}


def _forked(act: Any) -> dict[str, Any]:  # noqa: ANN401  # any work whose answer is JSON
    """The answer of ``act`` in a process of its own, and the peak of its memory."""
    import resource  # there is none where there is no fork

    out, into = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(out)
        resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))
        with os.fdopen(into, "w", encoding="utf-8") as file:
            told = {"found": act(), "peak": _memory("VmHWM"), "seconds": time.process_time()}
            file.write(json.dumps(told))
        os._exit(0)
    os.close(into)
    with os.fdopen(out, encoding="utf-8") as file:
        said = file.read()
    _, status = os.waitpid(child, 0)
    found: dict[str, Any] = json.loads(said) if said and status == 0 else {"died": status}
    return found


def _memory(which: str) -> int:
    """Bytes of memory as the system counts them; 0 where it does not say."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0
    lines = status.read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(which + ":"))


if __name__ == "__main__":
    _serve()
