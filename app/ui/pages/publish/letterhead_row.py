"""The letterhead: none, or a Word file of one's own, with what it lacks."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say
from app.ui.controls import PlainButton, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.read_job import ReadJob


class LetterheadRow(QWidget):
    """Holds the path of a letterhead that could be read, "" for none; ``changed`` follows it."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.path = ""
        self._asked = Path()
        self._job: ReadJob | None = None
        words, looks = desk.words, desk.look
        self.choose_file = PlainButton(looks, words("Choose a Word file…"), in_row=True)
        self.none = QuietButton(looks, words("None"))
        self.none.setAccessibleName(words("No letterhead"))
        self.said = ProseLabel(looks, token="small", ink="ink2")
        buttons = QHBoxLayout()
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.choose_file)
        buttons.addWidget(self.none)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.look.px(4))
        column.addLayout(buttons)
        column.addWidget(self.said)
        self.choose_file.clicked.connect(self._ask)
        self.none.clicked.connect(self._take_none)
        self.show_path("")

    def show_path(self, path: str) -> None:
        """Show a letterhead chosen earlier, silently; one that is gone is forgotten."""
        self.path = path if path and Path(path).is_file() else ""
        name = Path(self.path).name
        words = self._desk.words
        usual = words("The program’s own page. A ministry’s letterhead is a Word file.")
        self.said.set_text(words("On “{name}”.", name=name) if name else usual)
        self.none.setVisible(bool(self.path))

    @Slot()
    def _ask(self) -> None:
        words, folder = self._desk.words, self._desk.bridge.journal.file.path.parent
        kinds = words("Word") + " (*.docx *.dotx)"
        path = self._desk.asking.open_file(words("Choose a letterhead"), folder, kinds)
        if path is not None:
            self.read(path)

    def read(self, path: Path) -> None:
        """Have a letterhead read by a child process, and use it when it can be read."""
        if self._job is not None:
            self._job.cancel()
        self._asked = path
        self.said.set_text(self._desk.words("Reading…"))
        self._job = job = ReadJob(self._desk.jobs, "letterhead", path)
        job.done.connect(self._take)
        job.failed.connect(self._refuse)
        job.ended.connect(self._over)
        job.start()

    @Slot()
    def _over(self) -> None:
        if self.sender() is self._job:
            self._job = None

    @Slot(object)
    def _take(self, lacks: tuple[str, ...]) -> None:
        words = self._desk.words
        self.show_path(str(self._asked))
        told = [words("On “{name}”.", name=self._asked.name), *map(words, lacks)]
        self.said.set_text(" ".join(told))
        self.changed.emit()

    @Slot(object)
    def _refuse(self, fault: object) -> None:
        if not isinstance(fault, UserError):
            self.show_path(self.path)
            if isinstance(fault, BaseException):
                raise fault
            return
        self.said.set_text(say(self._desk.words, fault))

    @Slot()
    def _take_none(self) -> None:
        self.show_path("")
        self.changed.emit()
