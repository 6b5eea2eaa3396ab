"""How a process of the bench tells what it found."""

from __future__ import annotations

import json

from tests.bench.running import percentile


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
