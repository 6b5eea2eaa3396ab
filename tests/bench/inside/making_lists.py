"""A list of people, the same each time, as CSV and as a workbook."""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

HEADS = ("Name", "Organisation", "Sector", "Role", "Region", "Email", "Phone")


def write_lists(sheet: Path, book: Path, count: int) -> None:
    """The same people as CSV and as a workbook."""
    rows = [HEADS, *_people(count)]
    with sheet.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    workbook = xlsxwriter.Workbook(str(book))
    page = workbook.add_worksheet()
    for number, row in enumerate(rows):
        page.write_row(number, 0, row)
    workbook.close()


def _people(count: int) -> Iterator[tuple[str, ...]]:
    dice = random.Random(2026)
    parts = ("Ama", "Kofi", "Esi", "Yaw", "Abena", "Kwame", "Efua", "Kojo", "Mensah", "Owusu")
    for number in range(count):
        name = f"{dice.choice(parts)} {dice.choice(parts)}-{number}"
        house, place = dice.randrange(400), dice.randrange(16)
        yield (
            name,
            f"Organisation {house}",
            dice.choice(("Government", "Civil society", "Academia", "Private sector")),
            "Delegate",
            f"Region {place}",
            f"person{number}@example.org",
            f"+233 20 {number:07d}",
        )


write_lists(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]))
