"""Runs the benchmarks: prints ratios of one run side by side, and never fails for a figure."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import tempfile
import time
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tests.bench import documents, safety, store, tables, window
from tests.bench.desk import Desk
from tests.bench.gates import Gate, say_gates

PARTS = {
    "documents": documents,
    "store": store,
    "safety": safety,
    "window": window,
    "tables": tables,
}
NAMED = ("PySide6-Essentials", "reportlab", "python-docx", "docxtpl", "typst", "fpdf2", "openpyxl")


def main(argv: list[str]) -> int:
    """Run what is asked for and answer 0."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one round, up to 100 commitments")
    parser.add_argument("--only", action="append", choices=PARTS, help="only this part")
    asked = parser.parse_args(argv)
    print(f"{platform.platform()}, {os.cpu_count()} processors, Python {platform.python_version()}")
    print(", ".join(f"{name} {_version(name)}" for name in NAMED))
    gates: list[Gate] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="atelier-bench-") as folder:
        os.environ["ATELIER_HOME"] = str(Path(folder) / "home")
        desk = Desk(Path(folder), asked.quick)
        for name in asked.only or PARTS:
            gates += PARTS[name].measure(desk)
    if gates:
        say_gates(gates)
    print(f"\n{time.monotonic() - began:.0f} s")
    return 0


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


if __name__ == "__main__":
    sys.exit(main([word for word in sys.argv[1:] if word != "bench"]))
