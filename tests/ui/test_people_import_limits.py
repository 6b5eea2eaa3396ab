"""A stranger's table is read beside the window: it answers, Cancel ends it, nothing is changed."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.desk import Desk
from app.ui.dialogs.import_people import ImportPeopleDialog
from app.ui.read_job import ReadJob
from tests.catalogue.csv_cases import many
from tests.catalogue.xlsx_cases import CASES
from tests.ui.spending import spent

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.people_desk")
PEOPLE = 100_000 if os.environ.get("ATELIER_LONG") == "1" else 10_000
ALLOWED = 20.0 * PEOPLE / 100_000 + 4  # seconds of the processors; a child needs some to begin


class Pulse:
    """Notes how long the window was ever deaf."""

    def __init__(self, parent: ImportPeopleDialog) -> None:
        self.longest, self._last = 0.0, time.perf_counter()
        self._timer = QTimer(parent, interval=10)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def _beat(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def a_dialog(qtbot: QtBot, desk: Desk, path: Path) -> ImportPeopleDialog:
    dialog = ImportPeopleDialog(desk, path)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


@pytest.mark.promise
def test_very_many_people_are_shown_while_the_window_answers(
    qtbot: QtBot, empty: Desk, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    begun = spent()
    dialog = a_dialog(qtbot, empty, many(PEOPLE)(tmp_path))
    pulse = Pulse(dialog)
    assert dialog.progress.isVisible()
    qtbot.waitUntil(dialog.primary.isEnabled, timeout=120_000)
    took = spent() - begun
    record_property("promise", "O6")
    record_property("figure", f"{PEOPLE} rows in {took:.1f} s, deaf at most {pulse.longest:.2f} s")
    record_property("target", "100,000 rows in 20 s")
    assert dialog.model.rowCount() == PEOPLE
    assert not dialog.progress.isVisible()
    assert took <= ALLOWED
    assert pulse.longest < 3.0  # far below it on a machine that does nothing else


def test_cancel_ends_the_reading_and_changes_nothing(
    qtbot: QtBot, empty: Desk, tmp_path: Path
) -> None:
    plan = empty.bridge.journal.file.path
    before = plan.read_bytes()
    dialog = a_dialog(qtbot, empty, many(PEOPLE)(tmp_path))
    qtbot.wait(50)
    begun = time.perf_counter()
    dialog.reject()
    qtbot.waitUntil(lambda: empty.jobs.running == 0)
    assert time.perf_counter() - begun < 2
    assert dialog.step is None
    assert plan.read_bytes() == before


@pytest.mark.parametrize("id", ["X010", "X014", "X043"])
def test_a_bomb_is_one_sentence(qtbot: QtBot, empty: Desk, tmp_path: Path, id: str) -> None:
    before = empty.bridge.journal.file.path.read_bytes()
    path = next(case for case in CASES if case.id == id).make(tmp_path)
    dialog = a_dialog(qtbot, empty, path)
    qtbot.waitUntil(dialog.about.warnings.isVisible, timeout=20_000)
    qtbot.waitUntil(lambda: empty.jobs.running == 0)
    assert "people.xlsx" in dialog.about.warnings.accessibleName()
    assert not dialog.primary.isEnabled()
    assert empty.bridge.journal.file.path.read_bytes() == before


def died(qtbot: QtBot, job: ReadJob, spoil: Callable[[ReadJob], None]) -> UserError:
    faults: list[object] = []
    job.failed.connect(faults.append)
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start()
        spoil(job)
    (fault,) = faults
    assert isinstance(fault, UserError)
    return fault


def test_a_reader_that_dies_is_one_sentence(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    job = ReadJob(empty.jobs, "table", many(1_000)(tmp_path))
    fault = died(qtbot, job, lambda job: job._process.kill())
    assert (fault.code, fault.details["name"]) == ("file_too_costly", "people.csv")
