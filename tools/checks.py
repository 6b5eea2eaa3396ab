"""Runs every check of the house to its end and names the red ones."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO

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
PATIENCE = 40 * 60  # seconds for the tests: three times what they take on a slow machine
CRASHES = (signal.SIGSEGV, signal.SIGABRT)
FEW = 5  # more red tests than this are no accident of a busy machine


class Half:
    """One half of the tests, run beside the other.

    What it says goes to a file, not to a pipe: a pipe stays open for as long as any process a test
    started still holds its end.
    """

    def __init__(self, name: str, paths: list[Path], said: IO[bytes]) -> None:
        self.name, self._said = name, said
        self._cache = ROOT / ".pytest_cache" / name.replace(" ", "-")
        self._failed = self._cache / "v" / "cache" / "lastfailed"
        self._failed.unlink(missing_ok=True)
        self._whole = ("--durations=10", *map(str, paths))
        self._process = self._run(*self._whole)

    def _run(self, *args: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", "-o", f"cache_dir={self._cache}", *args],
            cwd=ROOT, stdin=subprocess.DEVNULL, stdout=self._said, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip

    def end(self, by: float) -> int:
        """Wait until then at most; what still runs is ended with everything it started."""
        try:
            return self._process.wait(max(1.0, by - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            return self._process.wait()

    def failed(self) -> list[str]:
        """The tests that were red; none where the half did not come to its end."""
        return list(json.loads(self._failed.read_text())) if self._failed.exists() else []

    def again(self, by: float, *, whole: bool) -> int:
        """Run by itself what was red, or all of it."""
        self._process = self._run(*self._whole) if whole else self._run("--last-failed")
        return self.end(by)

    def said(self) -> str:
        """Everything it said."""
        self._said.seek(0)
        return self._said.read().decode("utf-8", "replace")


def _tested() -> list[str]:
    """Run the tests in two halves beside each other; answers the names of the red ones.

    A test that is red beside the others and green by itself was kept from its turn by a busy
    machine. It is named, but it does not make the half red. So is a half that a crash ended, of
    which nobody can tell what else was red.
    """
    print("--- pytest, in two halves", flush=True)
    folders = sorted(path.parent for path in TESTS.glob("*/test_*.py"))
    first = [*(TESTS / name for name in FIRST), *sorted(TESTS.glob("test_*.py"))]
    second = [path for path in dict.fromkeys(folders) if path.name not in FIRST]
    start, red = time.monotonic(), []
    with tempfile.TemporaryFile() as one, tempfile.TemporaryFile() as other:
        halves = [
            Half("pytest, first half", first, one),
            Half("pytest, second half", second, other),
        ]
        codes = [half.end(start + PATIENCE) for half in halves]
        for half, found in zip(halves, codes, strict=True):
            failed = half.failed()
            few = found == 1 and 0 < len(failed) <= FEW
            crashed = -found in CRASHES
            code = half.again(start + PATIENCE, whole=crashed) if few or crashed else found
            colour = "red" if code else "green"
            print(half.said(), flush=True)
            if crashed:
                print(f"--- {half.name}: ended by signal {-found}, then run once more")
            if failed and not code:
                print(f"--- red beside others, green by itself: {', '.join(failed)}")
            print(f"--- {half.name}: {colour}, {time.monotonic() - start:.0f} s", flush=True)
            red += [half.name] if code else []
    return red


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
    red += _tested()
    print(f"Red: {', '.join(red)}" if red else "All checks are green.")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
