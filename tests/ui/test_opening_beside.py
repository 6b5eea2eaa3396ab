"""A large file is read beside the window, which goes on answering; its faults are told too."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QProgressDialog

from app.models.journal import Journal
from app.models.planfile import Ballast, PlanFile
from app.ui.beside import Beside
from tests.builders import a_commitment, a_plan
from tests.ui.program import person, running

PATIENCE = 3  # seconds the reading waits for a sign of the window


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan that counts as large, however small it is."""
    monkeypatch.setattr("app.ui.opening.LARGE", 0)
    path = tmp_path / "large.atelier"
    PlanFile.create(path, a_plan(a_commitment(title="Land"))).close()
    return path


def test_the_window_answers_while_a_large_file_is_read(
    qapp: QApplication, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, waits = threading.Event(), list[QProgressDialog]()
    read = list[tuple[bool, bool]]()

    def reading(file: PlanFile, ballast: Ballast | None = None) -> Journal:
        beside = threading.current_thread() is not threading.main_thread()
        read.append((beside, answered.wait(PATIENCE)))
        return Journal(file, ballast)

    def beat() -> None:
        waits.extend(one for one in qapp.topLevelWidgets() if isinstance(one, QProgressDialog))
        assert all(one.isVisible() for one in waits)
        answered.set()

    monkeypatch.setattr("app.ui.opening.Journal", reading)
    with running(qapp, tmp_path / "home") as window:
        QTimer.singleShot(0, window, beat)
        window.open_path(large)
        assert read == [(True, True)]
        assert len(waits) == 1, "a person sees that it is being read"
        assert window.journal is not None
        assert [one.title for one in window.journal.plan.commitments] == ["Land"]


def test_what_is_wrong_with_a_large_file_is_told(
    qapp: QApplication, large: Path, tmp_path: Path
) -> None:
    large.write_bytes(b"Land and water. " * 100)
    with running(qapp, tmp_path / "home") as window:
        window.open_path(large)
        assert window.journal is None
        assert person(window).told == ["not_a_plan"]


def test_work_that_cannot_be_stopped_shows_that_it_goes_on(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.ui.beside.PATIENT_MS", 20)
    seen = threading.Event()

    def beat() -> None:
        for one in qapp.topLevelWidgets():
            if isinstance(one, QProgressDialog) and one.isVisible():
                seen.set()

    with running(qapp, tmp_path / "home") as window:
        clock = QTimer(window, interval=10)
        clock.timeout.connect(beat)
        clock.start()
        assert Beside(window.tools).whole(lambda: seen.wait(PATIENCE))
        clock.stop()
