"""Every bad text table of the catalogue gets a clear answer, and costs little."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.catalogue import claims
from tests.catalogue.case import Case
from tests.catalogue.csv_cases import CASES, NAMES, many
from tests.catalogue.judging import Bench, Judged

LONG = os.environ.get("ATELIER_LONG") == "1"


def beside(case: Case, judged: Judged) -> None:
    """What single cases claim beyond their outcome."""
    found = judged.found
    names = found.get("names", [])
    assert names == NAMES.get(case.id, names)
    assert not any("\ufeff" in one or one.startswith("sep=") for one in found.get("columns", ()))
    if case.id in ("C007", "C008", "C009", "C010"):
        assert found["is_guess"]
    if case.id == "C038":
        assert found["first"][0] == "Ama"


def test_the_catalogue_is_whole() -> None:
    assert [case.id for case in CASES] == [f"C{n:03}" for n in range(1, 63)]


@pytest.mark.promise
def test_bad_text_tables(
    tmp_path: Path, bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    """C027 with a fifth of its people; the whole of it is in the long form."""
    few = [replace(c, make=many(20_000), rows=20_000) if c.id == "C027" else c for c in CASES]
    claims.hold_all(CASES if LONG else few, "csv", tmp_path, bench, record_property, beside)


def test_the_bench_notices_what_a_file_costs(tmp_path: Path, bench: Bench) -> None:
    """The control: a table of many people is seen to take time and memory."""
    judged = bench.judge("csv", many(20_000)(tmp_path))
    assert judged.seconds > 0.2
    assert judged.grown > 20_000_000 or not Path("/proc/self/status").exists()
