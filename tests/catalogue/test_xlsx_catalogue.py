"""Every bad workbook of the catalogue gets a clear answer, and a bomb costs nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.catalogue import claims
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged
from tests.catalogue.xlsx_cases import CASES


def beside(case: Case, judged: Judged) -> None:
    """No formula, no file of the system and nobody hidden comes in unseen."""
    names = judged.found.get("names", [])
    assert not any("root:" in name or "HYPERLINK" in name for name in names)
    assert "Esi Secret" not in names
    if case.id == "X024":
        assert names[2] == "EFUA"


def test_the_catalogue_is_whole() -> None:
    assert [case.id for case in CASES] == [f"X{n:03}" for n in range(1, 45)]


@pytest.mark.promise
def test_bad_workbooks(
    tmp_path: Path, bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "O7")
    claims.hold_all(CASES, "xlsx", tmp_path, bench, record_property, beside)
