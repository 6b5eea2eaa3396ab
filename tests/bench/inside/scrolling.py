"""A table scrolled while a child process exports, and the same with nothing else to do."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication, QTableView

from app.start import Program
from app.ui.page import Place
from tests.bench.inside.stage import a_window, settle
from tests.bench.inside.telling import summary, tell

TICK = 1 / 60


def scroll(
    app: QApplication, table: QTableView, frames: int, until: list[bool]
) -> dict[str, dict[str, float]]:
    """Scroll a step each sixtieth of a second, up and down; ends early when ``until`` is filled."""
    bar, took, gaps = table.verticalScrollBar(), [], []
    due = last = time.perf_counter()
    for number in range(frames):
        due = max(due + TICK, time.perf_counter())
        while time.perf_counter() < due:
            app.processEvents()
            time.sleep(0.001)
        start = time.perf_counter()
        place = number % 200
        bar.setValue((place if place < 100 else 200 - place) * bar.maximum() // 100)
        table.viewport().repaint()
        app.processEvents()
        end = time.perf_counter()
        took.append((end - start) * 1_000)
        gaps.append((end - last) * 1_000)
        last = end
        if until:
            break
    return {"frame": summary(took), "gap": summary(gaps[1:])}


def export(program: Program, large: Path, target: Path, ended: list[bool]) -> None:
    """Begin the export as the Publish page does."""
    arguments = ("export", str(large), "--format", "pdf", "-o", str(target))
    job = program.window.tools.jobs.command(arguments)
    job.ended.connect(lambda: ended.append(True))
    job.start()


def measure(plan: Path, large: Path) -> None:
    """Idle, exporting, idle, exporting."""
    with a_window(plan) as (app, program):
        bench = program.window.bench
        assert bench is not None
        bench.go(Place("ambition"))
        settle(app)
        table = next(t for t in program.window.findChildren(QTableView) if t.isVisible())
        idle = scroll(app, table, 400, [])
        ended: list[bool] = []
        export(program, large, plan.with_name("scrolled.pdf"), ended)
        busy = scroll(app, table, 3_000, ended)
        tell(idle=idle, busy=busy, rows=table.model().rowCount())


measure(Path(sys.argv[1]), Path(sys.argv[2]))
