"""One at a time: a long step is written beside the window, and nothing else reads it half done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar, cast


class _TakesTurns(Protocol):
    @property
    def turn(self) -> AbstractContextManager[Any]: ...


P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S", bound=_TakesTurns)


def one_at_a_time(method: Callable[Concatenate[S, P], R]) -> Callable[Concatenate[S, P], R]:
    """Let a method wait for the ``turn`` of its object, which another thread may have."""

    @wraps(method)
    def waiting(self: S, *values: P.args, **named: P.kwargs) -> R:
        with self.turn:
            return method(self, *values, **named)

    return cast("Callable[Concatenate[S, P], R]", waiting)
