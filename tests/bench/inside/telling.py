"""How a process of the bench tells what it found."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

from tests.bench.running import percentile


def milliseconds(act: Callable[[], object]) -> float:
    """What one call takes on the clock."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1_000


def summary(figures: list[float]) -> dict[str, float]:
    """Median, p99 and worst of some milliseconds."""
    return {
        "p50": percentile(figures, 0.5),
        "p99": percentile(figures, 0.99),
        "max": max(figures),
    }


def tell(**figures: object) -> None:
    """Print the figures as the last line."""
    print(json.dumps(figures), flush=True)
