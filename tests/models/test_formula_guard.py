"""The apostrophe against formulas: at the beginning, and where other countries begin a cell."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.formula_guard import guarded_throughout, unguarded_throughout

SIGNS = st.text(alphabet="'=+-@;\n\t |!(a1\u200b＝", max_size=14)


@given(SIGNS)
def test_the_guard_comes_off_again(text: str) -> None:
    assert unguarded_throughout(guarded_throughout(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        "x;=cmd|' /C calc'!A0",
        "x; @SUM(A1)",
        "one\n=HYPERLINK(A1)",
        "one\n-2+3+cmd|' /C calc'!A0",
        "one\t+A1!B2",
    ],
)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_no_cell_runs_wherever_a_spreadsheet_parts_the_table(text: str, separator: str) -> None:
    target = io.StringIO()
    csv.writer(target).writerow([1, guarded_throughout(text), 2])
    # as a spreadsheet that parts at another sign: quotes in the middle hold nothing together
    lines = target.getvalue().splitlines() if separator != "," else [guarded_throughout(text)]
    cells = [cell.strip(' "') for line in lines for cell in line.split(separator)]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+", "-"))]


def test_a_list_of_points_is_left_as_it_is() -> None:
    text = "We will:\n- open the budget; publish it\n- train 300 people\n+ more"
    assert guarded_throughout(text) == text
