"""An empty PySide6 window until it is painted: what every window of Python costs at least."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow


class Bare(QLabel):
    """Tells that it was painted, then ends the program."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        QTimer.singleShot(0, done)


def memory() -> float:
    """The memory of this process in MB; 0 where nobody says."""
    rollup = Path("/proc/self/smaps_rollup")
    lines = rollup.read_text().splitlines() if rollup.exists() else []
    kilobytes = next((int(line.split()[1]) for line in lines if line.startswith("Rss:")), 0)
    return kilobytes * 1_024 / 1_000_000


def done() -> None:
    """Say what it took."""
    seconds = time.monotonic() - float(os.environ["BENCH_BEGAN"])
    print(f'{{"painted": {seconds}, "memory": {memory()}}}', flush=True)
    os._exit(0)


if __name__ == "__main__":
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    window.setCentralWidget(Bare("Empty"))
    window.resize(1366, 740)
    window.show()
    app.exec()
