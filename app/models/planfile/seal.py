"""A sum over all rows that travels in the file and shows damage no other check finds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

_MODULUS = 1 << 256


def row_seal(table: str, row: Iterable[Any]) -> int:
    """The number one row adds to the seal; any changed bit gives another number."""
    text = json.dumps([table, *row], ensure_ascii=False, separators=(",", ":"))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest(), "big")


def moved(total: int, *, gone: int = 0, come: int = 0) -> int:
    """The total once one row's number left it and another's came in."""
    return (total - gone + come) % _MODULUS


def as_text(total: int) -> str:
    """The total as the file keeps it."""
    return f"{total:064x}"
