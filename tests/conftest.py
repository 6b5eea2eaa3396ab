"""What every test stands on: no screen, a folder of its own, and nothing left behind."""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.paths import HOME, find_resources
from app.words import Words
from tests.promise_table import pytest_addoption, pytest_terminal_summary

__all__ = ["pytest_addoption", "pytest_terminal_summary"]  # hooks, found here by their names

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if os.environ.get("ATELIER_LONG"):
    os.environ.setdefault("PYTEST_TIMEOUT", "0")  # a long form takes as long as it takes


@pytest.fixture(scope="session", autouse=True)
def _a_home_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests, and what they start, out of the folders of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(HOME, str(tmp_path_factory.mktemp("home")))
        yield


def pytest_sessionfinish() -> None:
    """Leave nothing of Python's on the clipboard, which outlives the interpreter."""
    if "PySide6.QtWidgets" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()


@pytest.fixture
def resources() -> Path:
    """The resources as they ship."""
    return find_resources()


@pytest.fixture
def words(resources: Path) -> Words:
    """The words of the program in English."""
    return Words("en", resources / "i18n")


@pytest.fixture(autouse=True)
def _nothing_outlives_a_test() -> Iterator[None]:
    """Fail the test that leaves a window, a job, a thread or an open plan behind."""
    before = set(remains())
    yield
    left = set(remains()) - before
    if left:
        gc.collect()  # a cycle may still hold what was let go of
        left = set(remains()) - before
    if left:
        pytest.fail("left behind: " + ", ".join(sorted(said for said, _ in left)))


def remains() -> Iterator[tuple[str, int]]:
    """What is alive right now, each as words and an identity."""
    yield from _windows_and_jobs()
    for thread in threading.enumerate():
        if not thread.daemon and not thread.name.startswith("Dummy"):
            yield f"the thread {thread.name}", thread.ident or 0
    for path, handle in _open_plans():
        yield f"the open file {path}", handle


def _windows_and_jobs() -> Iterator[tuple[str, int]]:
    # Only where a test has loaded Qt already: the models and exports run without it.
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent, QThreadPool
    from PySide6.QtWidgets import QApplication

    if not isinstance(QApplication.instance(), QApplication):
        return
    if not QThreadPool.globalInstance().waitForDone(3000):
        yield "a job in the pool", 0
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for widget in QApplication.topLevelWidgets():
        name = widget.objectName() or widget.windowTitle()
        yield f"the window {type(widget).__name__} {name!r}", id(widget)


def _open_plans() -> Iterator[tuple[str, int]]:
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        return
    for handle in handles.iterdir():
        try:
            target = str(handle.readlink())
        except OSError:
            continue
        if target.endswith((".atelier", ".atelier-journal")):
            yield target, int(handle.name)
