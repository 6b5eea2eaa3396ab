"""Tables that came as text: read as they were meant, or refused by name; every doubt told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.intake.tables import FAULTS, TableRead, read_table
from tests.models.text_tables import (
    BROKEN,
    ENCODED,
    HEAD,
    REFUSED,
    SHAPED,
    TWO,
    VAST,
    VERBATIM,
    Case,
)

MESSY = Path(__file__).resolve().parents[3] / "shared" / "tables" / "messy"
needs_messy = pytest.mark.skipif(not MESSY.is_dir(), reason="the messy tables are not beside us")


def told(table: TableRead) -> str:
    """All remarks as a person reads them."""
    return "\n".join(one.sentence.format(**one.details) for one in table.warnings)


def written(folder: Path, raw: bytes) -> Path:
    """A file with these bytes."""
    path = folder / "people.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize("case", [*ENCODED, *SHAPED, *VERBATIM], ids=lambda case: case.id)
def test_read_as_it_was_meant(tmp_path: Path, case: Case) -> None:
    table = read_table(written(tmp_path, case.raw))
    assert tuple(row.cells[0] for row in table.rows) == case.names
    assert case.told in told(table)
    assert table.needs_choice == case.guessed
    assert bool(table.warnings) == bool(case.told or case.guessed)


@pytest.mark.parametrize("case", [*BROKEN, *VAST], ids=lambda case: case.id)
def test_what_is_broken_or_vast_is_told(tmp_path: Path, case: Case) -> None:
    table = read_table(written(tmp_path, case.raw))
    assert table.columns[0] == "Name"
    assert case.told in told(table).casefold()
    assert table.needs_choice == case.guessed
    assert max(len(row.cells[0]) for row in table.rows) <= 100_000


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.id)
def test_refused_by_name(tmp_path: Path, case: Case) -> None:
    with pytest.raises(UserError) as refusal:
        read_table(written(tmp_path, case.raw))
    assert refusal.value.code == case.code
    FAULTS[case.code].sentence.format(**refusal.value.details)


def test_the_line_of_each_row_is_that_of_the_file(tmp_path: Path) -> None:
    raw = (HEAD + '\n"Ama\nMensah",Org,,\n\nEsi,Org,,\n').encode()
    assert [row.line for row in read_table(written(tmp_path, raw)).rows] == [3, 6]


def test_an_encoding_somebody_chose_is_no_guess(tmp_path: Path) -> None:
    path = written(tmp_path, "Имя;Организация\nИван;Дом\n".encode("cp1251"))
    table = read_table(path, "cp1251")
    assert (table.encoding, table.needs_choice, table.rows[0].cells[0]) == ("cp1251", False, "Иван")
    with pytest.raises(UserError, match="table_wrong_encoding"):
        read_table(path, "no-such-encoding")


def test_headings_are_what_somebody_says(tmp_path: Path) -> None:
    path = written(tmp_path, (HEAD + TWO).encode())
    assert read_table(path, header=False).rows[0].cells[0] == "Name"
    path = written(tmp_path, TWO.encode())
    assert read_table(path, header=True).columns[0] == "Ama Mensah"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes in folders")
def test_what_is_no_file_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    for path, code in (
        (tmp_path / "gone.csv", "file_gone"),
        (tmp_path, "not_a_file"),
        (tmp_path / "pipe.csv", "not_a_file"),
    ):
        with pytest.raises(UserError, match=code):
            read_table(path)


def attempted(path: Path) -> TableRead | None:
    """The table, or None where it is refused with one of the faults that have a sentence."""
    try:
        return read_table(path)
    except UserError as refusal:
        if refusal.code not in FAULTS:
            raise
        return None


quietly = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@quietly
@given(raw=st.binary(max_size=600) | st.text(max_size=300).map(lambda text: text.encode("utf-16")))
def test_any_bytes_are_read_or_refused(tmp_path: Path, raw: bytes) -> None:
    table = attempted(written(tmp_path, raw))
    assert table is None or all(len(row.cells) == len(table.columns) for row in table.rows)


_CELL = st.text(st.sampled_from("abé,;\"\t|' ="), max_size=6)


@quietly
@given(
    rows=st.lists(st.tuples(_CELL, _CELL), min_size=1, max_size=12), sign=st.sampled_from(",;\t|")
)
def test_no_row_goes_in_silence_whatever_the_quotes(
    tmp_path: Path, rows: list[tuple[str, str]], sign: str
) -> None:
    lines = [f"Name{sign}Organisation", *(f"x{first}{sign}{second}z" for first, second in rows)]
    table = attempted(written(tmp_path, "\n".join(lines).encode()))
    if table is not None:
        held = "".join(cell for row in table.rows for cell in row.cells)
        assert len(table.rows) + held.count("\n") >= len(rows) or table.warnings


@needs_messy
@pytest.mark.parametrize("path", sorted(MESSY.glob("*.*")), ids=lambda path: path.name)
def test_messy_tables_of_others_are_read_or_refused_by_name(path: Path) -> None:
    table = attempted(path)
    refused = path.suffix in (".xls", ".ods")
    assert (table is None) == refused
    assert table is None or all(len(row.cells) == len(table.columns) for row in table.rows)
