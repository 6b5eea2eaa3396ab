"""A second start calls the window that is there, and nobody else."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app.calls import Calls
from app.leftovers import host_number


@contextmanager
def another_window(folder: Path, *, answers: bool) -> Iterator[int]:
    """A process that stands by, and answers its calls or is stuck."""
    code = (
        "import sys, time; from pathlib import Path; from app.calls import Calls\n"
        "calls = Calls(Path(sys.argv[1])); calls.stand_by(); print('here', flush=True)\n"
        "while True:\n"
        "    time.sleep(0.01)\n"
        "    if sys.argv[2] == 'answers' and calls.answer(): print('came', flush=True)\n"
    )
    said = "answers" if answers else "is stuck"
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder), said], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "here\n"
    try:
        yield process.pid
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def test_the_window_that_is_there_comes_forward(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls")
    with another_window(calls.folder, answers=True) as pid:
        assert calls.others() == [pid]
        assert calls.call(pid, patience=20.0)
    assert not calls.call(pid), "it is gone"
    assert calls.others() == []
    assert list(calls.folder.iterdir()) == [], "what it left is removed"


def test_a_window_that_is_stuck_keeps_nobody_waiting(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls")
    with another_window(calls.folder, answers=False) as pid:
        began = time.monotonic()
        assert not calls.call(pid, patience=0.1)
        assert time.monotonic() - began < 5
        assert [path.name for path in calls.folder.iterdir()] == [f"{host_number()}-{pid}"]


def test_nobody_is_called_twice_nor_calls_oneself(tmp_path: Path) -> None:
    calls = Calls(tmp_path / "calls")
    assert calls.stand_by()
    assert calls.others() == []
    assert not calls.call(os.getpid())
    assert not calls.answer()
    (calls.folder / f"{host_number()}-{os.getpid()}.call").touch()
    assert calls.answer()
    assert not calls.answer()
    calls.leave()
    assert list(calls.folder.iterdir()) == []


def test_a_window_of_another_computer_with_the_same_home_is_none_of_ours(tmp_path: Path) -> None:
    calls = Calls(tmp_path)
    (tmp_path / f"00000000-{os.getppid()}").touch()
    assert calls.others() == []


@pytest.mark.skipif(sys.platform == "win32", reason="there a folder is closed in another way")
def test_where_nothing_can_be_written_a_window_goes_on_without(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    calls = Calls(tmp_path / "file" / "calls")
    assert not calls.stand_by()
    assert not calls.answer()
    assert not calls.call(os.getppid())
    calls.leave()
