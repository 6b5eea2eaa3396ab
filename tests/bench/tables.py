"""Lists of 10,000 people: read and parsed, from CSV and from workbooks."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.desk import Desk
from tests.bench.gates import Gate, say, shown
from tests.bench.running import Contestant, median, ratio, run, script, take_turns

ROWS = 10_000


def measure(desk: Desk) -> Iterator[Gate]:
    """Print the readers side by side and give the goals."""
    sheet, book = desk.folder / "people.csv", desk.folder / "people.xlsx"
    run(script("inside.making_lists", sheet, book, ROWS))
    read = "inside.reading_tables"
    runs = take_turns(
        [
            Contestant("CSV: Atelier reads", script(read, "read", sheet)),
            Contestant("CSV: csv.reader parses", script(read, "csv", sheet)),
            Contestant("XLSX: Atelier reads", script(read, "read", book)),
            Contestant("XLSX: calamine parses", script(read, "calamine", book)),
            Contestant("XLSX: openpyxl parses", script(read, "openpyxl", book), ("openpyxl",)),
            Contestant("CSV: Atelier imports into a plan", script(read, "import", sheet)),
        ],
        desk.rounds,
    )
    rows = [
        (name, shown(median(mine)), shown(median(mine, "memory"), "MB"))
        if mine
        else (name, "absent", "")
        for name, mine in runs.items()
    ]
    say(f"A list of {ROWS} people", ("", "CPU s", "memory"), rows)
    ours, parsed = runs["CSV: Atelier reads"], runs["CSV: csv.reader parses"]
    yield Gate("CSV, 10,000 rows: reading against parsing", ratio(ours, parsed), 2)
    ours, parsed = runs["XLSX: Atelier reads"], runs["XLSX: calamine parses"]
    yield Gate("XLSX, 10,000 rows: reading against parsing", ratio(ours, parsed), 2)
    usual = runs["XLSX: openpyxl parses"]
    yield Gate("XLSX, 10,000 rows: reading against openpyxl", ratio(ours, usual), 1 / 8)
