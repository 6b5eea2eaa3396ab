"""A reader that says very much, or says it where nobody listens, costs the window nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui import jobs, read_job
from app.ui.jobs import Jobs
from app.ui.read_job import ReadJob


class Said(bytearray):
    """What was heard; it counts the bytes that are looked through for the end of a line."""

    looked = 0

    def rfind(self, sign: bytes, start: int = 0) -> int:  # type: ignore[override]  # as it is used
        self.looked += len(self) - start
        return super().rfind(sign, start)


def told_by(
    code: str,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    said: Said,
    ended: Callable[[ReadJob], None] = lambda _job: None,
) -> tuple[object, ...]:
    """What comes of a reader that runs this code: its results, or its faults."""
    monkeypatch.setattr(jobs, "own_command", lambda _arguments: [sys.executable, "-c", code])
    job = ReadJob(Jobs(), "picture", Path("p.png"))
    job._said = said
    found: list[object] = []
    job.done.connect(found.append)
    job.failed.connect(found.append)
    job.ended.connect(lambda: ended(job))
    with qtbot.waitSignal(job.ended, timeout=20_000):
        job.start()
    return tuple(found)


def test_a_long_line_is_looked_through_once(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    code = "print('{\"data\":\"' + 'QUJD' * 500_000 + '\"}')"
    said = Said()
    assert told_by(code, qtbot, monkeypatch, said) == (b"ABC" * 500_000,)
    assert said.looked < 2_100_000


def test_what_a_reader_says_beside_is_not_kept(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept: list[int] = []

    def finished(job: ReadJob) -> None:
        kept.append(job._process.readAllStandardError().size())

    code = "import sys; sys.stderr.write('x' * 3_000_000); print('{\"data\":\"QUJD\"}')"
    told_by(code, qtbot, monkeypatch, Said(), finished)
    assert kept == [0]


def test_a_reader_that_says_too_much_is_ended(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read_job, "MOST_SAID", 100_000)
    code = "while True: print('x' * 1000)"
    (fault,) = told_by(code, qtbot, monkeypatch, Said())
    assert isinstance(fault, UserError)
    assert fault.code == "file_too_costly"
