"""Runs every check of the house to its end and names the red ones."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ruff format", ("-m", "ruff", "format", "--check", ".")),
    ("ruff check", ("-m", "ruff", "check", ".")),
    ("mypy", ("-m", "mypy")),
    (
        "lint-imports",
        ("-c", "from importlinter.cli import lint_imports_command as go; go()", "--no-cache"),
    ),
)
TESTS = ROOT / "tests"
FIRST = ("ui", "privacy")  # about half of the time, with the tests that lie in no folder


def _tested() -> list[tuple[str, int, bytes]]:
    """Run the tests in two halves beside each other: name, exit code and what each half said."""
    print("--- pytest, in two halves", flush=True)
    folders = sorted(path.parent for path in TESTS.glob("*/test_*.py"))
    parts = {
        "pytest, first half": [*(TESTS / name for name in FIRST), *sorted(TESTS.glob("test_*.py"))],
        "pytest, second half": [path for path in dict.fromkeys(folders) if path.name not in FIRST],
    }
    command = [sys.executable, "-m", "pytest", "--durations=10"]
    under_way = [
        (name, subprocess.Popen(
            [*command, "-o", f"cache_dir=.pytest_cache/{number}", *map(str, paths)],
            cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        ))
        for number, (name, paths) in enumerate(parts.items())
    ]  # fmt: skip
    with ThreadPoolExecutor() as readers:
        said = list(readers.map(lambda one: one[1].communicate()[0], under_way))
    return [
        (name, half.returncode, text) for (name, half), text in zip(under_way, said, strict=True)
    ]


def main() -> int:
    """Run the checks one after the other; answers 1 if any is red."""
    red = []
    for name, command in CHECKS:
        print(f"--- {name}", flush=True)
        start = time.monotonic()
        code = subprocess.call([sys.executable, *command], cwd=ROOT)
        colour = "red" if code else "green"
        print(f"--- {name}: {colour}, {time.monotonic() - start:.0f} s", flush=True)
        red += [name] if code else []
    start = time.monotonic()
    for name, code, said in _tested():
        print(said.decode("utf-8", "replace"), flush=True)
        colour = "red" if code else "green"
        print(f"--- {name}: {colour}, {time.monotonic() - start:.0f} s", flush=True)
        red += [name] if code else []
    print(f"Red: {', '.join(red)}" if red else "All checks are green.")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
