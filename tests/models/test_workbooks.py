"""Workbooks of strangers: their people are read, whatever else is in them comes to nothing."""

from __future__ import annotations

import random
import tracemalloc
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.intake.tables import FAULTS, TableRead, read_table
from tests.models.workbooks import ACCEPTED, GOOD, REFUSED, Book, changed, filled, made


def written(folder: Path, raw: bytes) -> Path:
    """A workbook with these bytes, alone in a folder."""
    path = folder / "in" / "people.xlsx"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(raw)
    return path


def sheet_of(folder: Path, rows: Sequence[Sequence[object]]) -> TableRead:
    """These rows, by way of a workbook."""
    return read_table(written(folder, made(lambda book: filled(book.add_worksheet(), rows))))


@pytest.mark.parametrize("book", ACCEPTED, ids=lambda book: book.id)
def test_the_people_are_read_and_the_rest_is_told(tmp_path: Path, book: Book) -> None:
    table = read_table(written(tmp_path, book.raw))
    said = "\n".join(one.sentence.format(**one.details) for one in table.warnings)
    assert tuple(row.cells[0] for row in table.rows if row.cells[0]) == book.names
    assert book.told in said
    assert bool(table.warnings) == bool(book.told)
    assert [path.name for path in tmp_path.rglob("*")] == ["in", "people.xlsx"]


@pytest.mark.parametrize("book", REFUSED, ids=lambda book: book.id)
def test_refused_by_name_and_at_little_cost(tmp_path: Path, book: Book) -> None:
    path = written(tmp_path, book.raw)
    tracemalloc.start()
    with pytest.raises(UserError) as refusal:
        read_table(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert refusal.value.code == book.code
    FAULTS[book.code].sentence.format(**refusal.value.details)
    assert peak < 150_000_000


def test_hidden_rows_columns_and_sheets_are_told(tmp_path: Path) -> None:
    hiding = next(book for book in ACCEPTED if book.id.startswith("X029"))
    table = read_table(written(tmp_path, hiding.raw))
    details = [dict(one.details) for one in table.warnings]
    assert {"names": "Secret"} in details
    assert {"places": "3"} in details
    assert {"places": "D"} in details
    assert table.sheets == ("People", "Secret")
    secret = read_table(written(tmp_path, hiding.raw), sheet="Secret")
    assert secret.sheet == "Secret"


def test_a_sheet_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="table_no_sheet"):
        read_table(written(tmp_path, GOOD), sheet="Sheet9")


def test_numbers_and_dates_come_as_people_write_them(tmp_path: Path) -> None:
    rows = (("Name", "Phone", "Share", "Day"), ("Ama", 233201234567, 0.5, "x"))

    def fill(book: object) -> None:
        sheet = book.add_worksheet()  # type: ignore[attr-defined]  # xlsxwriter has no types
        filled(sheet, rows)
        form = book.add_format({"num_format": "yyyy-mm-dd"})  # type: ignore[attr-defined]  # as above
        sheet.write_datetime(1, 3, datetime(2026, 11, 22), form)

    table = read_table(written(tmp_path, made(fill)))
    assert table.rows[0].cells == ("Ama", "233201234567", "0.5", "2026-11-22")


def test_texts_of_leading_zeros_stay_texts(tmp_path: Path) -> None:
    table = sheet_of(tmp_path, (("Name", "Phone"), ("Ama", "0020"), ("Esi", "+233")))
    assert [row.cells[1] for row in table.rows] == ["0020", "+233"]


def test_escapes_of_controls_are_cleaned_away(tmp_path: Path) -> None:
    raw = made(lambda book: filled(book.add_worksheet(), (("Name", "Email"), ("Ama", "a@x.org"))))
    raw = changed("xl/sharedStrings.xml", b"<t>Ama</t>", b"<t>A_x0000_m_x000B_a_xD83D_</t>", raw)
    assert read_table(written(tmp_path, raw)).rows[0].cells[0] == "Ama\ufffd"


def test_a_workbook_is_known_by_what_is_in_it(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(GOOD)
    assert len(read_table(path).rows) == 2


@pytest.mark.parametrize("seed", range(60))
def test_a_spoilt_workbook_is_read_or_refused(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    raw = bytearray(GOOD)
    for _ in range(dice.randint(1, 12)):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    try:
        read_table(written(tmp_path, bytes(raw)))
    except UserError as refusal:
        if refusal.code not in FAULTS:
            raise
