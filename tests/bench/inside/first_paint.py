"""Atelier from its start until a page of the plan named first is painted."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from app.paths import Paths
from app.settings import Settings
from app.start import Program
from tests.bench.inside.watching import PaintSeen

folder = Path(tempfile.mkdtemp(prefix="atelier-bench-"))
app = QApplication(sys.argv[:1])
paths = Paths.under(folder)
paths.make()
copy = paths.documents / "bench.atelier"
shutil.copyfile(sys.argv[1], copy)
program = Program(app, paths, Settings())


def done() -> None:
    """Say what it took and leave at once; closing is no part of starting."""
    seconds = time.monotonic() - float(os.environ["BENCH_BEGAN"])
    from tests.bench.inside.bare_window import memory

    held = memory()
    shutil.rmtree(folder, ignore_errors=True)
    print(f'{{"painted": {seconds}, "memory": {held}}}', flush=True)
    os._exit(0)


def open_plan() -> None:
    """Open the plan as the window does, and wait for the page's paint."""
    program.window.open_path(copy)
    bench = program.window.bench
    assert bench is not None
    assert bench.page is not None
    focus = bench.page.first_focus() or bench.page
    viewport = getattr(focus, "viewport", None)
    widget = viewport() if viewport is not None else focus
    PaintSeen(widget, lambda: QTimer.singleShot(0, done))


program.window.show()
QTimer.singleShot(0, program.window, open_plan)
app.exec()
