"""Runs every check of the house to its end and names the red ones."""

from __future__ import annotations

import subprocess
import sys
import time
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
    ("pytest", ("-m", "pytest")),
)


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
    print(f"Red: {', '.join(red)}" if red else "All checks are green.")
    return 1 if red else 0


if __name__ == "__main__":
    sys.exit(main())
