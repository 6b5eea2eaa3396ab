"""Very many values of one class at once."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from itertools import repeat
from typing import Any, TypeVar

from app.values import fields

T = TypeVar("T")


def many(kind: type[T], rows: Sequence[Sequence[object]]) -> list[T]:
    """Values of a class with slots, as ``kind(*row)`` makes them of whole rows, but quicker.

    They are filled column by column: a frozen value sets its fields one by one, at some cost.
    """
    values: Any = kind
    made = list(map(object.__new__, repeat(kind, len(rows))))
    columns = zip(*rows, strict=True)
    for field, column in zip(fields(values), columns, strict=bool(rows)):
        _go_through(map(getattr(kind, field.name).__set__, made, column))
    return made


def _go_through(work: Iterable[object]) -> None:
    deque(work, maxlen=0)
