"""A window of Atelier on a prepared plan, in a home of its own, and the measure of its work."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.paths import Paths
from app.settings import Settings
from app.start import Program
from tests.bench.inside.watching import PaintSeen

PATIENCE = 0.25  # seconds of waiting after which nothing is left to paint


@contextmanager
def a_home(plan: Path) -> Iterator[tuple[Paths, Path]]:
    """Folders of a person of their own, with a copy of the plan in them."""
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as folder:
        paths = Paths.under(Path(folder))
        paths.make()
        copy = paths.documents / "bench.atelier"
        shutil.copy(plan, copy)
        yield paths, copy


@contextmanager
def a_window(plan: Path) -> Iterator[tuple[QApplication, Program]]:
    """The program with the plan open and shown."""
    app = QApplication([])
    with a_home(plan) as (paths, copy):
        program = Program(app, paths, Settings())
        sys.excepthook = sys.__excepthook__  # a fault of the bench ends it, without a window
        program.window.show()
        program.window.open_path(copy)
        settle(app)
        yield app, program
        program.window.close()


def settle(app: QApplication, seconds: float = 0.4) -> None:
    """Let everything that waits come to its end."""
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        app.processEvents()
        time.sleep(0.002)


def work_to_paint(app: QApplication, act: Callable[[], None], seen: PaintSeen) -> float:
    """Milliseconds the window works from ``act`` until what is watched has been painted.

    Waiting does not count: a pause that is meant is not work.
    """
    before, began = seen.at, time.perf_counter()
    act()
    busy, waited = time.perf_counter() - began, 0.0
    while seen.at == before and waited < PATIENCE:
        start = time.perf_counter()
        app.processEvents()
        spent = time.perf_counter() - start
        if spent > 0.0002:
            busy += spent
        else:
            time.sleep(0.0005)
            waited += time.perf_counter() - start
    return busy * 1_000
