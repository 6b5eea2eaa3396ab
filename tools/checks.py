"""Runs every check of the house to its end and names the red ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
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
PATIENCE = 40 * 60  # seconds for a half: three times what it takes on a slow machine


def _tested() -> list[tuple[str, int, bytes]]:
    """Run the tests in two halves beside each other: name, exit code and what each half said.

    What a half says goes to a file, not to a pipe: a pipe would stay open for as long as any
    process a test started still holds its end. A half that is not done in `PATIENCE` seconds is
    ended with everything it started, and what it said until then is what is shown.
    """
    print("--- pytest, in two halves", flush=True)
    folders = sorted(path.parent for path in TESTS.glob("*/test_*.py"))
    parts = {
        "pytest, first half": [*(TESTS / name for name in FIRST), *sorted(TESTS.glob("test_*.py"))],
        "pytest, second half": [path for path in dict.fromkeys(folders) if path.name not in FIRST],
    }
    command = [sys.executable, "-m", "pytest", "--durations=10"]
    with ExitStack() as files:
        under_way = []
        for number, (name, paths) in enumerate(parts.items()):
            said = files.enter_context(tempfile.TemporaryFile())
            half = subprocess.Popen(
                [*command, "-o", f"cache_dir=.pytest_cache/{number}", *map(str, paths)],
                cwd=ROOT, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
            under_way.append((name, half, said))
        end = time.monotonic() + PATIENCE
        results = []
        for name, half, said in under_way:
            try:
                code = half.wait(max(1.0, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(half.pid, signal.SIGKILL)
                code = half.wait()
            said.seek(0)
            results.append((name, code, said.read()))
    return results


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
