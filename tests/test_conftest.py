"""A test that leaves something behind is red; one that tidies up is green."""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = """
import threading, time
import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QLabel, QWidget

kept = []

def test_window_left(qapp):
    kept.append(QWidget())

def test_window_closed(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_window_let_go(qapp):
    widget = QWidget()
    child = QLabel("a", widget)

def test_thread_left():
    thread = threading.Thread(target=time.sleep, args=(1,), name="sleeper")
    thread.start()

def test_thread_done():
    thread = threading.Thread(target=time.sleep, args=(0,))
    thread.start()
    thread.join()

def test_file_left(tmp_path):
    kept.append((tmp_path / "plan.atelier").open("w"))

def test_file_closed(tmp_path):
    with (tmp_path / "plan.atelier").open("w"):
        pass

def test_home(tmp_path_factory):
    from app.paths import Paths
    assert str(tmp_path_factory.getbasetemp()) in str(Paths.real().data)
"""


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="open files are seen on Linux only")
def test_what_is_left_behind_is_noticed(pytester: pytest.Pytester) -> None:
    here = Path(__file__).parent
    pytester.makeconftest((here / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(TESTS)
    pytester.makeini("[pytest]\npythonpath = " + str(here.parent))
    result = pytester.runpytest_subprocess("-p", "no:cacheprovider")
    result.assert_outcomes(passed=8, errors=3)
    result.stdout.fnmatch_lines_random(
        [
            "E * Failed: left behind: the window QWidget ''",
            "E * Failed: left behind: the thread sleeper",
            "E * Failed: left behind: the open file *plan.atelier",
        ]
    )
