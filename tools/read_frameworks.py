"""Reads the editions that ship once and for all: parsing TOML is a tenth of a short export.

    python -m tools.read_frameworks

Writes ``resources/frameworks/readings``. A file that was changed since is simply parsed again by
the program; a test says so before it ships.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

from app.models.edition_files import READINGS, mark_of

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "frameworks"


def readings(folder: Path) -> dict[str, str]:
    """The files to write, by name: what each text is known by, and what it says."""
    found: dict[str, dict[str, object]] = {}
    for file in sorted(folder.glob("*/*/*.toml")):
        text = file.read_text("utf-8")
        found.setdefault(f"{file.stem}.json", {})[mark_of(text)] = tomllib.loads(text)
    return {name: _told(said) for name, said in found.items()}


def _told(said: dict[str, object]) -> str:
    """One text a line, so that a change shows as one; dates are their ISO text."""
    rows = (
        f"{json.dumps(mark)}: {json.dumps(table, ensure_ascii=False, default=str)}"
        for mark, table in said.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> int:
    """Write them all anew."""
    target = FOLDER / READINGS
    target.mkdir(exist_ok=True)
    for old in target.glob("*.json"):
        old.unlink()
    for name, text in readings(FOLDER).items():
        (target / name).write_text(text, "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
