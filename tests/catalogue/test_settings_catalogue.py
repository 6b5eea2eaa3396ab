"""Bad settings and locks keep nobody from working; every situation of the list has its test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.catalogue.__main__ import main
from tests.catalogue.settings_cases import CASES
from tests.catalogue.situations import situations


@pytest.mark.promise
def test_bad_settings_and_locks_keep_nobody_from_working(
    qapp: QApplication, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    assert [case.id for case in CASES] == [f"S{n:03}" for n in range(1, 11)]
    for case in CASES:
        folder = tmp_path / case.id
        folder.mkdir()
        case.hold(folder)
    record_property("promise", "O1")
    record_property("figure", f"{len(CASES)} of {len(CASES)} as settings and locks")


def test_every_situation_has_its_test_or_says_why_not() -> None:
    found = situations()
    assert [one.id for one in found if one.id[0] == "T"] == [f"T{n:03}" for n in range(1, 6)]
    assert [one.id for one in found if one.id[0] == "E"] == [f"E{n:03}" for n in range(1, 46)]
    for one in found:
        assert one.tests or one.none, one.id
        assert not one.gone, f"{one.id} names {one.gone}"


def test_the_count_says_what_it_counts_and_counts_what_is_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    for words, left in ((["--help"], 0), (["Q"], 2)):
        with pytest.raises(SystemExit) as ended:
            main(words)
        assert ended.value.code == left
    said = capsys.readouterr()
    assert "W plans" in said.out
    assert "no family 'Q'" in said.err
    assert main(["E", "T"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("T    5 of   5")
    assert told[1].startswith("E   45 of  45   45 tested")
