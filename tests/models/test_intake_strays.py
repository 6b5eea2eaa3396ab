"""Stray quotes and odd workbooks: nobody is swallowed, and the right sheet is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from xlsxwriter import Workbook

from app.errors import UserError
from app.models.intake.tables import FAULTS, TableRead, read_table
from app.words import Words
from tests.models.workbooks import NAMES, changed, filled, in_utf16, made, strict

HEAD = "Name,Organisation\n"


def read(folder: Path, text: str) -> TableRead:
    """The table in a text file with these words."""
    path = folder / "people.csv"
    path.write_bytes(text.encode())
    return read_table(path)


def lines_told(table: TableRead) -> list[str]:
    """The lines that a remark about quotes names."""
    words = Words("en")
    return [words("{lines}", **r.details) for r in table.warnings if "quotation" in r.sentence]


@pytest.mark.parametrize(
    ("text", "names", "lines"),
    [
        ('"Ama,x\nEsi,x\nYaw,x\n', ('"Ama', "Esi", "Yaw"), ["2"]),
        ('"Ama,x\nEsi,x\n"Yaw,x\nKofi,x\n', ('"Ama', "Esi", '"Yaw', "Kofi"), ["2, 4"]),
        ('Ama,x\nEsi,"x', ("Ama", "Esi"), ["3"]),
        ('"Ama\nMensah" ,x\nEsi,x\n', ("Ama\nMensah", "Esi"), []),
        ('Ama "the river" Mensah,x\n', ('Ama "the river" Mensah',), []),
        ('"Ama ""the"" Mensah",x\n', ('Ama "the" Mensah',), []),
    ],
)
def test_a_stray_quote_joins_nobody(
    tmp_path: Path, text: str, names: tuple[str, ...], lines: list[str]
) -> None:
    table = read(tmp_path, HEAD + text)
    assert tuple(row.cells[0] for row in table.rows) == names
    assert lines_told(table) == lines


def test_many_stray_quotes_are_one_remark(tmp_path: Path) -> None:
    table = read(tmp_path, HEAD + 'Ama,"x\n' * 3_001)
    assert len(table.rows) == 3_001
    assert lines_told(table) == ["2, 3, 4, 5, 6, 7, 8, 9, …"]


_CELL = st.text(st.sampled_from("abé,;\"\t|' ="), max_size=6)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=12),
    sign=st.sampled_from(",;\t|"),
)
def test_no_row_goes_in_silence_whatever_the_quotes(
    tmp_path: Path, rows: list[tuple[str, str]], sign: str
) -> None:
    lines = [f"Name{sign}Organisation", *(f"x{one}{sign}{two}z" for one, two in rows)]
    try:
        table = read(tmp_path, "\n".join(lines))
    except UserError as refusal:
        if refusal.code not in FAULTS:
            raise
    else:
        held = "".join(cell for row in table.rows for cell in row.cells)
        assert len(table.rows) + held.count("\n") >= len(rows) or table.warnings


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param(in_utf16(), id="X036 parts in UTF-16"),
        pytest.param(strict(), id="X037 ISO strict"),
        pytest.param(
            changed("xl/sharedStrings.xml", b"</sst>", b"<si><t>s</t></si>" * 300_000 + b"</sst>"),
            id="X044 many texts",
        ),
        pytest.param(
            changed("xl/styles.xml", b"<cellXfs", b"<!--" + b"s" * 2_000_000 + b"--><cellXfs"),
            id="X038 vast styles",
        ),
    ],
)
def test_an_odd_workbook_is_read_without_a_word(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "people.xlsx"
    path.write_bytes(raw)
    table = read_table(path)
    assert tuple(row.cells[0] for row in table.rows) == NAMES
    assert not table.warnings


def test_the_first_sheet_with_something_on_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"

    def fill(book: Workbook) -> None:
        book.add_worksheet("A")
        filled(book.add_worksheet("B"))

    path.write_bytes(made(fill))
    assert read_table(path).sheet == "B"
    with pytest.raises(UserError, match="table_empty"):
        read_table(path, sheet="A")


def test_a_long_title_above_the_headings_is_told_with_its_end_cut(tmp_path: Path) -> None:
    title = "Co-creation workshop of the national action plan: list of those present on 12 May 2026"
    table = read(tmp_path, f"{title},,\n\nName,Organisation,Region\nAma,x,y\n")
    (told,) = [str(remark.details["text"]) for remark in table.warnings]
    assert title.startswith(told[:-1])
    assert told.endswith("…")
