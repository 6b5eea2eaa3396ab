"""Things counted in plain English, for what no catalogue translates."""

from __future__ import annotations


def counted(number: int, thing: str) -> str:
    """A number with the thing it counts, which takes an s unless it is one."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
