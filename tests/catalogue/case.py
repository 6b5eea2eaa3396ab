"""One bad input of the catalogue: what it is, how it is made, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct


class Case(Struct, frozen=True):
    """``make`` writes the file into a folder. ``says`` is sought in the answer, if it is given.

    ``rows`` is how much must be taken where the file is not refused.
    """

    id: str
    what: str
    expected: frozenset[str]
    make: Callable[[Path], Path]
    says: str = ""
    rows: int | None = None
