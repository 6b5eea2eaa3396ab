"""What every peer begins with: the contents, and the words around them."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

HEADS = ("Milestone", "Outputs", "Starts", "Ends", "Lead")


def read_contents() -> tuple[str, list[dict[str, Any]], Path]:
    """Title and commitments of the file named first, and the path to write to."""
    said = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    return said["title"], said["commitments"], Path(sys.argv[2])


def facts(one: dict[str, Any]) -> list[tuple[str, str]]:
    """The short facts of a commitment with their labels."""
    return [
        ("Lead", one["lead"]),
        ("Supporting", one["supporting"]),
        ("Period", f"{one['starts']} – {one['ends']}"),
    ]


def parts(one: dict[str, Any]) -> list[tuple[str, str]]:
    """The prose of a commitment under its headings."""
    values = [(name.capitalize(), text) for name, text in one["values"]]
    return [("Problem", one["problem"]), ("Description", one["description"]), *values]


def ratings(one: dict[str, Any]) -> str:
    """The ratings in one line."""
    return "Ambition: " + ", ".join(f"{rater}: {level}" for rater, level in one["ratings"])
