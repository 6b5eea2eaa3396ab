"""Runs contestants as processes of their own, taking turns, and counts what each one costs."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct, field

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1_000_000
LIMIT = 900.0  # seconds of CPU after which a contestant is given up


class Run(Struct, frozen=True):
    """What one process cost: seconds of CPU, seconds on the clock, its largest memory in MB."""

    cpu: float
    wall: float
    memory: float
    said: str = ""

    def figures(self) -> dict[str, Any]:
        """What the process printed last, as JSON."""
        found: dict[str, Any] = json.loads(self.said.strip().splitlines()[-1])
        return found


class Contestant(Struct, frozen=True):
    """A command and what must be there for it; without that it is absent, not a failure.

    ``needs`` are modules of Python or, after a "!", programs on the PATH. A contestant that is
    ``slow`` runs once, however many rounds there are.
    """

    name: str
    command: tuple[str, ...]
    needs: tuple[str, ...] = ()
    environ: Mapping[str, str] = field(default_factory=dict)
    slow: bool = False

    @property
    def is_here(self) -> bool:
        """Whether everything it needs is installed."""
        return all(map(_is_here, self.needs))


Runs = dict[str, list[Run]]


@cache
def _is_here(need: str) -> bool:
    return bool(program(need[1:])) if need.startswith("!") else find_spec(need) is not None


def program(name: str) -> str:
    """Where a program lies, also inside the package that carries it; "" if nowhere."""
    from shutil import which

    carried = find_spec("pypandoc") if name == "pandoc" else None
    inside = Path(carried.origin).parent / "files" / name if carried and carried.origin else None
    return which(name) or (str(inside) if inside and inside.exists() else "")


def script(module: str, *arguments: object) -> tuple[str, ...]:
    """The command that runs a module of the bench."""
    return (sys.executable, "-X", "utf8", "-m", f"tests.bench.{module}", *map(str, arguments))


def atelier(*arguments: object) -> tuple[str, ...]:
    """The command that runs Atelier, as the window starts it for an export."""
    return (sys.executable, "-X", "utf8", "-m", "app", *map(str, arguments))


def run(command: Sequence[str], environ: Mapping[str, str] | None = None) -> Run:
    """Run one process to its end; RuntimeError with what it said when it failed."""
    began = time.monotonic()
    told = {**os.environ, **(environ or {}), "BENCH_BEGAN": repr(began)}
    told.pop("PYTHONDONTWRITEBYTECODE", None)  # else our modules are compiled in every run
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=err, env=told)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        said = out.read().decode("utf-8", "replace")
        if child.returncode:
            raise RuntimeError(f"{command}: {err.read().decode('utf-8', 'replace')[-800:]}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Run(used.ru_utime + used.ru_stime, wall, used.ru_maxrss * unit / MEGABYTE, said)


def take_turns(contestants: Sequence[Contestant], rounds: int) -> Runs:
    """Run all that are here in turn, A B C A B C; the absent and the broken have no runs."""
    runs: Runs = {one.name: [] for one in contestants}
    for number in range(rounds):
        for one in contestants:
            if not one.is_here or (number and (one.slow or not runs[one.name])):
                continue
            try:
                runs[one.name].append(run(one.command, one.environ))
            except RuntimeError as fault:
                print(f"  {one.name} failed: {fault}", file=sys.stderr)
    return runs


def median(runs: Sequence[Run], what: str = "cpu") -> float:
    """The middle figure of some runs."""
    return statistics.median(_figure(run, what) for run in runs)


def ratio(ours: Sequence[Run], theirs: Sequence[Run], what: str = "cpu") -> float | None:
    """Ours over theirs, pair by pair of the same round; None where one of them never ran."""
    if not ours or not theirs:
        return None
    pairs = zip(ours, theirs, strict=False)
    return statistics.median(_figure(a, what) / _figure(b, what) for a, b in pairs)


def _figure(run: Run, what: str) -> float:
    return float(getattr(run, what))


def percentile(figures: Sequence[float], share: float) -> float:
    """The figure that ``share`` of them do not pass."""
    ordered = sorted(figures)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
