"""The whole window for a test: real parts, folders of its own, a person who answers."""

from __future__ import annotations

import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from shiboken6 import isValid

from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.planfile.places import Kind, Places
from app.paths import Paths
from app.settings import Settings
from app.start import PAGES
from app.ui.asking import Asking
from app.ui.desk import Tools
from app.ui.jobs import Jobs
from app.ui.look import LookChoice, LookSource
from app.ui.preferences import Preferences
from app.ui.window import MainWindow
from app.words import Words

NONE = Qt.KeyboardModifier.NoModifier


class Person(Asking):
    """Answers file dialogs with what the test lays ready, and remembers what was told."""

    def __init__(self, words: Words, looks: LookSource) -> None:
        super().__init__(words, looks)
        self.file: Path | None = None
        self.told: list[str] = []
        self.choice: int | None = None

    def tell(self, fault: UserError) -> None:
        self.told.append(fault.code)

    def inform(self, text: str) -> None:
        self.told.append(text)

    def choose(self, question: str, verbs: Sequence[str], leave: str = "") -> int | None:
        self.told.append(question)
        return self.choice

    def open_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        return self.file

    def save_file(self, title: str, suggestion: Path, kinds: str) -> Path | None:
        return self.file

    def open_folder(self, title: str, folder: Path) -> Path | None:
        return self.file

    def show_file(self, path: Path) -> None:
        self.told.append(path.name)


class Stick(Places):
    """A stick at one folder; everything else is the computer's own disk."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(exist_ok=True)

    def kind_of(self, path: Path) -> Kind:
        return "removable" if path.is_relative_to(self.folder) else "internal"

    def sticks(self) -> list[Path]:
        return [self.folder] if self.folder.is_dir() else []


@contextmanager
def running(
    app: QApplication,
    folder: Path,
    language: str = "en",
    places: Places | None = None,
    settings: Settings | None = None,
    jobs: Jobs | None = None,
) -> Iterator[MainWindow]:
    """A shown window with its home under ``folder``; closed at the end."""
    paths = Paths.under(folder)
    paths.make()
    words = Words(language, paths.catalogues)
    look = LookSource(app, paths.resources, LookChoice("light", language=language))
    preferences = Preferences(settings or Settings(), paths.settings)
    frameworks = Frameworks(paths.resources / "frameworks")
    tools = Tools(words, jobs or Jobs(), Person(words, look), look, frameworks, paths, preferences)
    window = MainWindow(tools, PAGES, places)
    tools.asking.parent = window
    window.resize(1366, 740)
    window.show()
    QTest.qWaitForWindowExposed(window)
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        look.choose(LookChoice("light"))
        look.deleteLater()  # its focus ring listens to the application
        app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        app.processEvents()


def person(window: MainWindow) -> Person:
    """The one who answers that window's questions."""
    asking = window.tools.asking
    assert isinstance(asking, Person)
    return asking


def in_dialog(act: Callable[[QDialog], None], patience: int = 5_000, longest: int = 60_000) -> None:
    """Once a dialog is open, do ``act`` in it; call before what opens it.

    A dialog that ``act`` fails in is closed, and so is one that is open ``longest`` milliseconds
    later: a test that waits in an open dialog would wait for ever.
    """
    clock = QTimer(singleShot=False, interval=20)
    waited = [0]

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        waited[0] += 20
        if isinstance(dialog, QDialog):
            clock.stop()
            open_one = weakref.ref(dialog)  # whoever holds a dialog keeps it the active window
            QTimer.singleShot(longest, lambda: _give_up(open_one()))
            try:
                act(dialog)
            except BaseException:
                dialog.reject()
                raise
        elif waited[0] > patience:
            clock.stop()

    clock.timeout.connect(look)
    clock.start()
    _CLOCKS.append(clock)


_CLOCKS: list[QTimer] = []


def _give_up(dialog: QDialog | None) -> None:
    if dialog is not None and isValid(dialog) and dialog.isVisible():
        dialog.reject()


def wait_until(holds: Callable[[], bool], patience: int = 2_000) -> None:
    """Let the window work until something holds; AssertionError when it does not in time."""
    for _ in range(patience // 10):
        if holds():
            return
        QTest.qWait(10)
    assert holds(), "in vain"


def type_into(widget: QWidget, text: str) -> None:
    """Type with the keyboard behind what is there, or over what is selected."""
    widget.setFocus()
    if isinstance(widget, QLineEdit) and not widget.hasSelectedText():
        widget.end(False)
    QTest.keyClicks(widget, text)


def press(window: MainWindow, key: Qt.Key, with_key: Qt.KeyboardModifier = NONE) -> None:
    """Press a key of the window, which has the keyboard again after any dialog."""
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    QTest.keyClick(window, key, with_key)
