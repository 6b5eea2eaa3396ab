"""The foot of the options: build the document, watch it, stop it, open it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.leftovers import remove_strays
from app.messages import say, visible
from app.ui.controls import Pane, PlainButton, PrimaryButton, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.jobs import ProcessJob
from app.ui.pages.publish.levels import naming_words
from app.ui.pages.publish.proof import Snapshot, Wish, export_arguments


class BuildFoot(Pane):
    """Builds one document at a time in a child process. ``asked`` comes from its button.

    ``built(path)`` follows each document that was written.
    """

    asked = Signal()
    built = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "paper", ("top",))
        self._desk = desk
        words, looks = desk.words, desk.look
        self._job: ProcessJob | None = None
        self._snapshot = Snapshot(desk)
        self._path: Path | None = None
        self._naming = 0
        self._target = Path()
        self.build = PrimaryButton(looks, words("Build"), icon="file-down")
        self.cancel = PlainButton(looks, words("Cancel"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words("Progress"))
        self.said = ProseLabel(looks, token="small", ink="ink2")
        self.open = QuietButton(looks, words("Open"), flush=True)
        self.show_folder = QuietButton(looks, words("Show in folder"))
        self._lay_out()
        self.build.clicked.connect(self._ask)
        self.cancel.clicked.connect(self._cancel)
        self.open.clicked.connect(self._open_built)
        self.show_folder.clicked.connect(self._show_built)
        self.show_result(None)
        self._show_building(False)

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(8), px(22), px(10))
        column.setSpacing(px(6))
        self._links = QWidget()
        buttons, links = QHBoxLayout(), QHBoxLayout(self._links)
        links.setContentsMargins(0, 0, 0, 0)
        buttons.addWidget(self.build)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        links.addWidget(self.open)
        links.addWidget(self.show_folder)
        links.addStretch(1)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        column.addWidget(self._links)

    @property
    def is_building(self) -> bool:
        """Whether a document is being built."""
        return self._job is not None

    def start(self, wish: Wish, format: str, target: Path) -> None:
        """Build a document into ``target``; nothing happens while another one is built."""
        if self._job is not None:
            return
        try:
            snapshot = self._snapshot.take()
        except UserError as fault:
            self._snapshot.clear()
            self._desk.asking.tell(fault)
            return
        self._job = self._desk.jobs.command(export_arguments(snapshot, wish, format, target))
        self._target = target
        self._naming = 0
        self._job.told.connect(self._told)
        self._job.progress.connect(self._show_progress)
        self._job.done.connect(self._done)
        self._job.failed.connect(self._failed)
        self._job.ended.connect(self._ended)
        self.show_result(None)
        self._say(self._desk.words("Building…"))
        self._show_building(True)
        self._job.start()

    def show_result(self, path: Path | None) -> None:
        """Show what was built, or nothing."""
        self._path = path
        self._links.setVisible(path is not None)
        words = self._desk.words
        built = words("Built: {name}", name=visible(path.name)) if path else ""
        naming = naming_words(words, self._naming) if path else ""
        self._say("\n".join(filter(None, (built, naming))))

    def _say(self, sentence: str) -> None:
        self.said.set_text(sentence)
        self.said.setVisible(bool(sentence))

    def _show_building(self, on: bool) -> None:
        self.progress.setVisible(on)
        self.progress.setRange(0, 0 if on else 100)
        self.cancel.setVisible(on)
        self.build.setEnabled(not on)

    @Slot()
    def _ask(self) -> None:
        if self._job is None:
            self.asked.emit()

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        self.progress.setRange(0, 100)
        self.progress.setValue(round(100 * share))

    @Slot(str, str)
    def _told(self, word: str, rest: str) -> None:
        if word == "naming":
            self._naming = int(rest)

    @Slot(object)
    def _done(self, _result: object) -> None:
        self.show_result(self._target)
        self.built.emit(self._target)

    @Slot(object)
    def _failed(self, fault: object) -> None:
        if isinstance(fault, UserError):
            self._say(say(self._desk.words, fault))
            return
        self._say(self._desk.words("The document could not be built. Please tell us."))
        if isinstance(fault, BaseException):
            raise fault

    @Slot()
    def _ended(self) -> None:
        self._show_building(False)
        self._snapshot.clear()
        if self._job is not None and self._path is None:  # half a file tells as much as a whole one
            remove_strays(self._target.parent, left_by=self._job.process_id or -1)
        self._job = None

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self._say(self._desk.words("Cancelled. Nothing was written."))
            self._job.cancel()

    @Slot()
    def _open_built(self) -> None:
        if self._path is not None:
            self._desk.asking.show_file(self._path)

    @Slot()
    def _show_built(self) -> None:
        if self._path is not None:
            self._desk.asking.show_file(self._path.parent)
