"""Tests a folder of this computer, or a stick, and says in words whether one can work there."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from app.errors import UserError
from app.messages import say
from app.models.trial import sweep
from app.ui.controls import PlainButton, ProseLabel
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.ui.jobs import Jobs, ProcessJob


class PlaceTrialDialog(ShellDialog):
    """Runs the test in a child process; closing ends it, and nothing stays in the folder."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        title, verb = words("Test this computer"), words("Test")
        super().__init__(tools, title, verb, parent, leave=words("Close"))
        self._job: ProcessJob | None = None
        what = words(
            "Atelier writes a plan into a folder, ends a program in the middle of writing, reads"
            " everything again and measures. It takes up to half a minute, and nothing stays there."
        )
        self.body.addWidget(ProseLabel(tools.look, what, ink="ink2"))
        self.folder = QLineEdit(str(tools.paths.documents))
        self.choose = PlainButton(tools.look, words("Choose…"))
        self.choose.clicked.connect(self._choose)
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.folder, 1)
        line.addWidget(self.choose)
        row.setFocusProxy(self.folder)
        self.add_field(words("Folder"), row)
        self.folder.setAccessibleName(words("Folder"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words("Progress"))
        self.progress.hide()
        self.verdict = ProseLabel(tools.look, token="subtitle")
        self.figures = ProseLabel(tools.look, token="small", ink="ink2")
        for widget in (self.progress, self.verdict, self.figures):
            self.body.addWidget(widget)

    def accept(self) -> None:
        """Begin the test of the folder named; the dialog stays for the verdict."""
        folder = Path(self.folder.text().strip()).expanduser()
        if self._job is not None:
            return
        if not folder.is_absolute() or not folder.is_dir():
            self.refuse(self.tools.words("There is no such folder on this computer."), self.folder)
            return
        self.problem.tell("", self.folder)
        self._say("", [])
        self.primary.setEnabled(False)
        self.progress.setValue(0)
        self.progress.show()
        self._job = self.tools.jobs.command(["selftest", str(folder), "--progress"])
        self._job.progress.connect(self._went_on)
        self._job.told.connect(self._told)
        self._job.failed.connect(self._failed)
        self._job.ended.connect(self._ended)
        self._job.start()

    def done(self, result: int) -> None:
        """End a test that runs, take away what it had written, and close."""
        if self._job is not None:
            folder = Path(self.folder.text().strip()).expanduser()
            self._job.ended.connect(partial(_sweep, self.tools.jobs, folder))  # outlives this
            self._job.cancel()
        super().done(result)

    @Slot()
    def _choose(self) -> None:
        words = self.tools.words
        start = Path(self.folder.text()).expanduser()
        chosen = self.tools.asking.open_folder(words("Test a folder"), start)
        if chosen is not None:
            self.folder.setText(str(chosen))

    @Slot(float)
    def _went_on(self, share: float) -> None:
        self.progress.setValue(round(100 * share))

    @Slot(str, str)
    def _told(self, word: str, rest: str) -> None:
        if word == "result":
            said = json.loads(rest)
            self._say(said["sentence"], said["lines"])

    def _say(self, verdict: str, lines: list[str]) -> None:
        self.verdict.set_text(verdict)
        self.verdict.setAccessibleName(verdict)
        self.figures.set_text("\n".join(lines))
        self._fit()

    @Slot(object)
    def _failed(self, fault: Exception) -> None:
        if not isinstance(fault, UserError):
            raise fault
        said = fault.details.get("reason")  # the child's own sentence
        self.refuse(str(said) if said else say(self.tools.words, fault), self.folder)

    @Slot()
    def _ended(self) -> None:
        self._job = None
        self.progress.hide()
        self.primary.setEnabled(True)


def _sweep(jobs: Jobs, folder: Path) -> None:
    """Take away what a test that was ended had written."""
    jobs.run(lambda _progress: sweep(folder))
