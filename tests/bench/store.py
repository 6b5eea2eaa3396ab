"""One edit to disk, and a large file opened."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.desk import Desk
from tests.bench.gates import Gate, say, shown
from tests.bench.running import run, script


def measure(desk: Desk) -> Iterator[Gate]:
    """Edits of a plan of 1,000 commitments (100 when quick), and opening it."""
    size = desk.sizes[-1]
    found = run(script("inside.editing", desk.plan(size), 100 if desk.quick else 400)).figures()
    edits = found["edits"]
    names = {
        "Atelier, journal and next plan": edits["ours"],
        "bare sqlite3, the same rows": edits["bare"],
        "one page and fdatasync": edits["sync"],
        "opening the file": found["opened"],
        "only fetching its rows": found["fetched"],
    }
    rows = [
        (name, *(shown(one[key], "ms") for key in ("p50", "p99", "max")))
        for name, one in names.items()
    ]
    say(f"One edit to disk, {size} commitments", ("", "median", "p99", "worst"), rows)
    yield Gate(
        "one edit, durable, against bare sqlite3", edits["ours"]["p50"] / edits["bare"]["p50"], 1.5
    )
