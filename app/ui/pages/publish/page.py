"""Choose a document, its file, language and options; build it; open it."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.exports import DOCUMENTS, compose, format_row
from app.exports.composing import material
from app.messages import say
from app.models.edits import Step
from app.ui.controls import (
    PageHeader,
    Pane,
    PlainButton,
    PrimaryButton,
    ProseLabel,
    QuietButton,
    ScrollPane,
)
from app.ui.desk import Desk
from app.ui.file_names import safe_name
from app.ui.jobs import ProcessJob
from app.ui.page import Page
from app.ui.pages.publish.choices import Choices
from app.ui.pages.publish.preview import Preview
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView
from app.words import Words

OPEN_DATA = "open-data"
LIST, OPTIONS, LEAST_PREVIEW = 230, 318, 260
ICONS = {
    "action-plan": "book-open",
    "commitment-sheets": "file-text",
    "standards-report": "list-checks",
    "participants": "users",
    OPEN_DATA: "globe",
}
LOOK_AGAIN_MS = 120


class PublishPage(Page):
    """The list of documents, the options of one, a preview, and the button that builds it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, looks = desk.words, desk.look
        self._job: ProcessJob | None = None
        self._snapshot: Path | None = None
        self._built: Path | None = None
        self.header = PageHeader(looks, words("Publish"))
        self._model = RowsModel(self._rows(), parent=self)
        self.list = OutlineView(looks, words("Documents"), height="document")
        self.list.setModel(self._model)
        self.choices = Choices(desk)
        self.preview = Preview(desk)
        self.build = PrimaryButton(looks, words("Build"), icon="file-down")
        self.cancel = PlainButton(looks, words("Cancel"))
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words("Progress"))
        self.said = ProseLabel(looks, token="small", ink="ink2")
        self.open = QuietButton(looks, words("Open"))
        self.show_folder = QuietButton(looks, words("Show in folder"))
        self._timer = QTimer(self, singleShot=True, interval=LOOK_AGAIN_MS)
        self._lay_out()
        self._wire()
        self.list.setCurrentIndex(self._model.index_of(DOCUMENTS[0].id))
        self._show_result(None)
        self._show_building(False)

    def _rows(self) -> list[Row]:
        words = self.desk.words
        rows = [Row(d.id, words(d.name), icon=ICONS[d.id]) for d in DOCUMENTS]
        return [
            Row("group documents", words("Documents"), section=True),
            *rows,
            Row("group data", words("For others"), section=True),
            Row(OPEN_DATA, words("Tables and open data"), icon=ICONS[OPEN_DATA]),
        ]

    def _wire(self) -> None:
        self.list.selectionModel().currentChanged.connect(self._document_chosen)
        self.choices.changed.connect(self._timer.start)
        self._timer.timeout.connect(self.look_again)
        self.build.clicked.connect(self._ask_and_build)
        self.cancel.clicked.connect(self._cancel)
        self.open.clicked.connect(self._open_built)
        self.show_folder.clicked.connect(self._show_built)
        self.desk.bridge.changed.connect(self._plan_changed)

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._list_pane())
        row.addWidget(self._options_pane())
        row.addWidget(self.preview, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addLayout(row, 1)

    def _list_pane(self) -> QWidget:
        px = self.desk.look.look.px
        self._list_box = Pane(self.desk.look, "panel", ("end",))
        column = QVBoxLayout(self._list_box)
        column.setContentsMargins(0, px(8), 1, px(8))
        column.addWidget(self.list)
        return self._list_box

    def _options_pane(self) -> QWidget:
        px = self.desk.look.look.px
        self._options_box = Pane(self.desk.look, "paper", ("end",))
        inner = QWidget()
        holder = QVBoxLayout(inner)
        holder.setContentsMargins(px(22), px(16), px(22), px(16))
        holder.addWidget(self.choices)
        scroll = ScrollPane(inner, "paper")
        foot = QVBoxLayout()
        foot.setContentsMargins(px(22), px(10), px(22), px(12))
        foot.setSpacing(px(6))
        buttons = QHBoxLayout()
        buttons.addWidget(self.build)
        buttons.addWidget(self.cancel)
        buttons.addStretch(1)
        links = QHBoxLayout()
        links.addWidget(self.open)
        links.addWidget(self.show_folder)
        links.addStretch(1)
        for part in (buttons, links):
            foot.addLayout(part)
        foot.insertWidget(1, self.progress)
        foot.insertWidget(2, self.said)
        column = QVBoxLayout(self._options_box)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        column.addWidget(scroll, 1)
        column.addLayout(foot)
        return self._options_box

    @property
    def document(self) -> str:
        """The id of the chosen document, or ``OPEN_DATA``."""
        index = self.list.currentIndex()
        return self._model.rows[index.row()].id if index.isValid() else DOCUMENTS[0].id

    @property
    def _kind(self) -> str:
        return "tables" if self.document == OPEN_DATA else "document"

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (("Enter", words("build")), ("↑↓", words("document")), ("F6", words("next pane")))

    def fact(self) -> str:
        return self.desk.words("The same words go into Word and PDF")

    def first_focus(self) -> QWidget | None:
        return self.list

    def next_pane(self) -> None:
        order: list[QWidget] = [self.list, self.choices.file, self.build, self.preview]
        focus = self.focusWidget()
        here = next(
            (n for n, w in enumerate(order) if focus is w or (focus and w.isAncestorOf(focus))), -1
        )
        order[(here + 1) % len(order)].setFocus(Qt.FocusReason.TabFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()
        self.look_again()

    def _measure(self) -> None:
        px = self.desk.look.look.px
        self._list_box.setFixedWidth(min(px(LIST), 400))
        room = self.width() - self._list_box.width() - px(OPTIONS)
        self.preview.setVisible(room >= px(LEAST_PREVIEW))
        self._options_box.setMinimumWidth(min(px(OPTIONS), self.width() - self._list_box.width()))
        self._options_box.setMaximumWidth(
            px(OPTIONS) if room >= px(LEAST_PREVIEW) else self.width() - self._list_box.width()
        )

    @Slot()
    def look_again(self) -> None:
        """Show what the chosen document would say now."""
        desk = self.desk
        gaps = desk.missing()
        stops = sum(gap.severity == "stop" for gap in gaps)
        words = desk.words
        if stops:
            stop = words.n("{n} stop", "{n} stops", stops)
            said = words(
                "The draft can be built now. {stops} keep it from being submitted.", stops=stop
            )
            self.header.set_sentence(said, stop=stop)
        else:
            self.header.set_sentence(words("The plan can be built and submitted."))
        self.choices.show_kind(self._kind)
        document = "action-plan" if self._kind == "tables" else self.document
        spoken = Words(self.choices.language.key, desk.paths.catalogues)
        m = material(desk.plan, desk.frameworks, spoken, self.choices.options())
        self.preview.show_outline(compose(document, m))

    @Slot(object)
    def _plan_changed(self, _step: Step) -> None:
        if self.isVisible():
            self._timer.start()

    @Slot(QModelIndex, QModelIndex)
    def _document_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        if self._job is None:
            self._show_result(None)
        self.look_again()

    # -- building --------------------------------------------------------------------------

    @Slot()
    def _ask_and_build(self) -> None:
        words, desk = self.desk.words, self.desk
        if self._job is not None:
            return
        row = format_row(self.choices.format(self._kind))
        title = self._model.rows[self.list.currentIndex().row()].title
        name = safe_name(f"{desk.plan.info.title} – {title} ({self.choices.language.key})")
        folder = desk.bridge.journal.file.path.parent
        target = desk.asking.save_file(
            words("Build the document"),
            folder / f"{name}{row.ending}",
            f"{words(row.name)} (*{row.ending})",
        )
        if target is not None:
            self.build_to(target)

    def build_to(self, target: Path) -> None:
        """Build the chosen document into ``target`` in a child process, one at a time."""
        desk = self.desk
        if self._job is not None:
            return
        try:
            snapshot = self._take_snapshot()
        except UserError as fault:
            desk.asking.tell(fault)
            return
        document = "action-plan" if self._kind == "tables" else self.document
        job = desk.jobs.command(
            [
                "export",
                str(snapshot),
                "--document",
                document,
                "--format",
                self.choices.format(self._kind),
                "--language",
                self.choices.language.key,
                "--options",
                self.choices.options().to_json(),
                "--progress",
                "-o",
                str(target),
            ]
        )
        self._job, self._target = job, target
        job.progress.connect(self._show_progress)
        job.done.connect(self._done)
        job.failed.connect(self._failed)
        job.ended.connect(self._ended)
        self._show_result(None)
        self.said.set_text(desk.words("Building…"))
        self._show_building(True)
        job.start()

    def _take_snapshot(self) -> Path:
        """A whole copy of the plan for the child process; the live file stays ours alone."""
        folder = Path(tempfile.mkdtemp(prefix="atelier-"))
        self._snapshot = folder / "plan.atelier"
        self.desk.bridge.journal.file.copy_to(self._snapshot)
        return self._snapshot

    def _show_building(self, on: bool) -> None:
        self.progress.setVisible(on)
        self.progress.setRange(0, 0 if on else 100)
        self.cancel.setVisible(on)
        self.build.setEnabled(not on)

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        self.progress.setRange(0, 100)
        self.progress.setValue(round(100 * share))

    @Slot(object)
    def _done(self, _result: object) -> None:
        self._show_result(self._target)

    @Slot(object)
    def _failed(self, fault: object) -> None:
        if isinstance(fault, UserError):
            self.said.set_text(say(self.desk.words, fault))
            return
        self.said.set_text(self.desk.words("The document could not be built. Please tell us."))
        if isinstance(fault, BaseException):
            raise fault

    @Slot()
    def _ended(self) -> None:
        self._show_building(False)
        if self._snapshot is not None:
            shutil.rmtree(self._snapshot.parent, ignore_errors=True)
        self._job = self._snapshot = None

    @Slot()
    def _cancel(self) -> None:
        if self._job is not None:
            self.said.set_text(self.desk.words("Cancelled. Nothing was written."))
            self._job.cancel()

    def _show_result(self, path: Path | None) -> None:
        self._built = path
        for widget in (self.open, self.show_folder):
            widget.setVisible(path is not None)
        self.said.setVisible(True)
        self.said.set_text(self.desk.words("Built: {name}", name=path.name) if path else "")

    @Slot()
    def _open_built(self) -> None:
        if self._built is not None:
            self.desk.asking.show_file(self._built)

    @Slot()
    def _show_built(self) -> None:
        if self._built is not None:
            self.desk.asking.show_file(self._built.parent)
