"""Bad settings and locks keep nobody from working; every situation of the list has its test."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

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
