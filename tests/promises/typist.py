"""A person at the keyboard of the real window, in a process of its own that is killed at any time.

It types a letter every 15 ms, by turns into a line and a text, and says how much each field holds
then, and after every commit how much of each the plan holds. What it says is on the pipe before
it goes on. ``python -m tests.promises.typist`` has the program loaded once and lets a process of
its own type for each line "PLAN<tab>HOME" it reads: it says that one's number first and "ended"
last.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.ui.fields import LineField
from app.ui.window import MainWindow
from tests.ui.program import person, running
from tests.ui.walking import FIELDS, fields_of, text_of

EVERY_MS = 15
TURN = 25  # letters before it goes to the next field
LETTERS = "abcdefghij"


def say(*words: object) -> None:
    """A line on the pipe, whole or not at all."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


class Typist:
    """Types on until it is killed."""

    def __init__(self, window: MainWindow) -> None:
        self.fields = fields_of(window)
        self.number = 0
        assert window.bench is not None
        self.bridge = window.bench.desk.bridge
        self.bridge.saved.connect(self.saved)
        self.clock = QTimer(interval=EVERY_MS)
        self.clock.timeout.connect(self.type)
        for name, field in self.fields.items():
            say("begun", name, len(text_of(field)))

    def type(self) -> None:
        """The next letter, at the end of the field whose turn it is."""
        name = FIELDS[self.number // TURN % len(FIELDS)]
        field = self.fields[name]
        if self.number % TURN == 0:
            field.setFocus()
            if isinstance(field, LineField):
                field.end(False)
            else:
                field.moveCursor(field.textCursor().MoveOperation.End)
        QTest.keyClicks(field, LETTERS[self.number % len(LETTERS)])
        self.number += 1
        say("typed", name, len(text_of(field)))

    def saved(self) -> None:
        """What the plan holds once a commit returned."""
        for name, field in self.fields.items():
            say("saved", name, len(field.commits.binding.read(self.bridge.plan)))


def type_on(plan: str, home: str) -> None:
    """Open the plan as a person would and type."""
    application = QApplication([])
    with running(application, Path(home)) as window:
        window.open_path(Path(plan))
        say("told", len(person(window).told))
        typist = Typist(window)
        typist.clock.start()
        application.exec()


def serve() -> None:
    """Let a process of its own type for each line, until there are no more."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            try:
                type_on(*line.rstrip("\n").split("\t"))
            finally:
                os._exit(1)
        say("process", child)
        os.waitpid(child, 0)
        say("ended")


if __name__ == "__main__":
    serve()
