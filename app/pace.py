"""How heavy work takes its share of the machine."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Meanwhile nobody looks for circles of objects: rows and documents make none.

    Looking through a whole plan again and again costs a tenth of the time, and among very many
    rows it would stop the window.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def long_lived() -> Iterator[None]:
    """As ``uncollected``, for the rows of a plan: nobody will ever look for circles among them.

    They go when nothing holds them. What was a circle before is taken away first.
    """
    gc.collect()
    with uncollected():
        yield
        gc.freeze()
