"""What the safeguards cost, as ratios to the same act without them."""

from __future__ import annotations

from tests.bench.desk import Desk
from tests.bench.gates import Gate, say, shown
from tests.bench.running import run, script

TITLES = {
    "edits": "One edit",
    "openings": "Opening",
    "exports": "One document",
    "backups": "One backup",
    "forgetting": "One person forgotten",
}


def measure(desk: Desk) -> list[Gate]:
    """Print each act side by side with its bare form. No goals: what is safe may cost something."""
    size = 100
    found = run(script("inside.guarding", desk.plan(size), 3 if desk.quick else 10)).figures()
    for act, title in TITLES.items():
        ours = found[act][0]["p50"]
        rows = [
            (one["name"], shown(one["p50"], "ms"), shown(one["p50"] and ours / one["p50"], "×"))
            for one in found[act]
        ]
        say(f"{title}, {size} commitments", ("", "median", "first/this"), rows)
    return []
