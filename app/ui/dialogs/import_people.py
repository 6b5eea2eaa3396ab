"""Taking people from a table: which column is what, what becomes of each row, then one step."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, cast

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say
from app.models.edits import Step
from app.models.intake.people import Preview, PreviewRow, is_enough, preview
from app.models.intake.people_step import (
    Choices,
    Duplicates,
    import_step,
    left_out,
)
from app.models.intake.tables import TableRead
from app.pace import uncollected
from app.ui.controls import PlainLabel, ProseLabel, Tab, Tabs
from app.ui.desk import Desk
from app.ui.dialogs.shell import ShellDialog
from app.ui.figures import figure
from app.ui.jobs import Job, Progress
from app.ui.pages.people.import_counts import TABS, TWINS, arithmetic
from app.ui.pages.people.import_model import (
    FIRST,
    LINE,
    STATE,
    ImportModel,
    heading,
    said_of,
)
from app.ui.pages.people.import_source import (
    ask_for_table,
    kept_mapping,
    shape_of,
    targets,
    told_mapping,
)
from app.ui.pages.people.left_out import LeftOut
from app.ui.pages.people.mapping_row import MappingRow
from app.ui.pages.people.rooms import beside, scrolled
from app.ui.pages.people.table_about import TableAbout
from app.ui.read_job import ReadJob
from app.ui.views import TableView

WIDE, HIGH = 940, 600
ROWS = 138  # its head and three rows, however low the screen: what stands around it scrolls
READ = 60  # per cent of the wait, when the table is read and its people are looked up


class ImportPeopleDialog(ShellDialog):
    """Shows what an import would do and answers it as ``step``; it writes nothing itself."""

    @classmethod
    def asked(cls, desk: Desk, parent: QWidget | None = None) -> ImportPeopleDialog | None:
        """Ask for a table and make the dialog for it; None when nobody chose one."""
        path = ask_for_table(desk)
        return cls(desk, path, parent) if path is not None else None

    def __init__(self, desk: Desk, path: Path, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(desk, words("Who is in this table?"), words("Import"), parent)
        self.desk = desk
        self.table: TableRead | None = None
        self.preview: Preview | None = None
        self.step: Step | None = None
        self._ready: Step | None = None  # what would be done as things are chosen now
        self._out: tuple[PreviewRow, ...] = ()
        self._job: Job | None = None
        self.about = TableAbout(desk, path, folded=self.low)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(words("Progress"))
        self.model = ImportModel(words, self)
        self.view = TableView(desk.look, words("What becomes of each row"))
        self.view.setModel(self.model)
        self.detail = ProseLabel(desk.look, token="small", ink="ink2")
        self.mapping_row = MappingRow(desk, self.view, FIRST)
        self.states = Tabs(
            desk.look, words("Rows shown"), [Tab(key, words(name)) for key, name in TABS.items()]
        )
        self.duplicates = QComboBox()
        self.duplicates.setAccessibleName(words("People who seem to be here already"))
        for key, name in TWINS.items():
            self.duplicates.addItem(words(name), key)
        self._twins = PlainLabel(desk.look, words("Perhaps here already:"), ink="ink2")
        self.left_out = LeftOut(desk)
        self._lay_out()
        self._wire()
        self._read()

    # -- building ---------------------------------------------------------------------------

    def _lay_out(self) -> None:
        px = self.tools.look.look.px
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(3, 3, 3, 3)  # room for the ring of the focus
        column.setSpacing(8 if self.low else px(8))
        column.addWidget(self.about)
        column.addWidget(self.progress)
        column.addLayout(beside(self.states, None, self._twins, self.duplicates))
        column.addWidget(self.mapping_row)
        column.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.addWidget(self.detail, 1, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self.left_out)
        column.addLayout(below)
        column.addStretch()
        self.body.addWidget(scrolled(inside), 1)
        if self.low:
            self.question.hide()  # the window's own bar has it; the rows need the room
        shell = self.layout()
        if isinstance(shell, QVBoxLayout):
            shell.setStretchFactor(self.body, 100)  # all the room, before the shell's own
        self._show_table(False)
        for later in (self._twins, self.duplicates, self.left_out):
            later.hide()
        self.view.setMinimumHeight(px(ROWS))
        screen = self.screen().availableSize()
        self.setMinimumWidth(min(px(520), screen.width() - 40))
        self.resize(min(px(WIDE), screen.width() - 40), min(px(HIGH), screen.height() - 60))

    def _buttons(self) -> QHBoxLayout:
        """The arithmetic beside the verb that does it, wherever the rows are scrolled to."""
        row = super()._buttons()
        self.counts = ProseLabel(self.tools.look, token="body", weight=600)
        row.setStretch(0, 0)
        row.insertWidget(0, self.counts, 1, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _wire(self) -> None:
        self.about.asked.connect(self._read)
        self.mapping_row.chosen.connect(self._look)
        self.view.selectionModel().currentRowChanged.connect(self._say_row)
        self.states.chosen.connect(self._show_rows)
        self.duplicates.activated.connect(self._weigh)

    # -- reading ----------------------------------------------------------------------------

    @Slot()
    def _read(self) -> None:
        """Have the table read in a process of its own, which Cancel ends."""
        job = ReadJob(self.desk.jobs, "table", self.about.path, self.about.chosen)
        job.progress.connect(self._show_progress)
        self._follow(job, self._have_table)
        job.start()

    def _start(self, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do ``work`` beside the window."""
        self._follow(self.desk.jobs.run(partial(_quietly, work)), then)

    def _follow(self, job: Job, then: Callable[[Any], None]) -> None:
        """Wait for a job; what was asked before is dropped."""
        if self._job is not None:
            self._job.cancel()
        self.primary.setEnabled(False)
        self.progress.setValue(0 if isinstance(job, ReadJob) else READ)  # one that moves costs time
        self.progress.show()
        self._job = job
        job.done.connect(then)
        job.failed.connect(self._failed)
        job.ended.connect(self._over)

    @Slot(float)
    def _show_progress(self, share: float) -> None:
        self.progress.setValue(round(READ * share))

    @Slot()
    def _over(self) -> None:
        if self.sender() is self._job:
            self._job = None
            self.progress.hide()

    @Slot(object)
    def _have_table(self, table: TableRead) -> None:
        self.table = table
        self.about.show_table(table)
        headings = [heading(self.tools.words, table.columns, n) for n in range(len(table.columns))]
        mapping = kept_mapping(table, self.desk.preferences.value.import_memory)
        self.mapping_row.offer(headings, targets(self.desk), mapping)
        self._look()

    @Slot(object)
    def _failed(self, fault: object) -> None:
        if not isinstance(fault, UserError):
            raise cast("BaseException", fault)
        self.preview = self.table = self._ready = None
        self.model.show_rows((), ())
        self.mapping_row.offer((), (), ())
        self._show_table(False)
        self.counts.set_text("")
        self._show_left_out()
        self.about.show_fault(say(self.tools.words, fault))

    def _show_table(self, on: bool) -> None:
        """Rows and what one can do with them, once there are any."""
        for widget in (self.states, self.mapping_row, self.view):
            widget.setVisible(on)

    # -- what would happen ------------------------------------------------------------------

    @Slot()
    def _look(self) -> None:
        """Find out what becomes of each row as the columns are chosen now."""
        if self.table is not None:
            mapping, sectors = self.mapping_row.mapping, self.desk.edition("sectors")
            work = partial(preview, self.table, mapping, self.desk.plan, sectors)
            self._start(work, self._have_preview)

    @Slot(object)
    def _have_preview(self, found: Preview) -> None:
        first, self.preview = self.preview is None, found
        self._show_table(True)
        self._show_rows()
        if first:
            self.view.setFocus()
        self._weigh()

    @Slot()
    def _weigh(self) -> None:
        """Find out what the import would change as its choices are now."""
        self._show_left_out()
        found = self.preview
        if found is None:
            return
        if not is_enough(self.mapping_row.mapping):
            self.counts.set_text(self.tools.words("Say which column holds the names."))
            self.primary.setEnabled(False)
            return
        self._start(partial(import_step, found, self.choices, self.desk.plan), self._say_counts)

    @Slot()
    def _show_rows(self) -> None:
        if self.preview is None or self.table is None:
            return
        words, counts = self.tools.words, self.preview.counts
        numbers = {
            "all": len(self.preview.rows),
            "new": counts["new"],
            "twins": counts["same"] + counts["duplicate"],
            "rejected": counts["rejected"],
        }
        self.states.set_tabs(
            [Tab(key, words(name), figure(words, numbers[key])) for key, name in TABS.items()]
        )
        self.model.show_rows(self.table.columns, self._rows_of(self.states.key))
        self._say_row()
        self._widths()

    @Slot()
    def _say_row(self) -> None:
        """Tell the chosen row's reason in full, where the column cuts it."""
        place = self.view.currentIndex().row()
        row = self.model.rows[place] if 0 <= place < len(self.model.rows) else None
        told = said_of(self.tools.words, row) if row is not None else ""
        line = self.tools.words("Line {line}: {what}", line=row.line, what=told) if row else ""
        self.detail.set_text(line if told else "")
        self.detail.setVisible(bool(told))

    def _rows_of(self, key: str) -> tuple[PreviewRow, ...]:
        rows = self.preview.rows if self.preview is not None else ()
        if key == "twins":
            return tuple(row for row in rows if row.twin)
        return rows if key == "all" else tuple(row for row in rows if row.state == key)

    def _widths(self) -> None:
        px = self.tools.look.look.px
        self.view.setColumnWidth(LINE, px(52))
        self.view.setColumnWidth(STATE, px(250))
        for column in range(FIRST, self.model.columnCount()):
            self.view.setColumnWidth(column, px(150))

    @property
    def choices(self) -> Choices:
        """What is decided so far."""
        key = cast("Duplicates", self.duplicates.currentData())
        return Choices(date.today().isoformat(), key)

    def _show_left_out(self) -> None:
        found = self.preview
        twins = found is not None and bool(found.counts["duplicate"])
        self._twins.setVisible(twins)
        self.duplicates.setVisible(twins)
        self._out = left_out(found, self.choices) if found is not None else ()
        self.left_out.show_rows(self.table, self._out, self.about.path)

    @Slot(object)
    def _say_counts(self, step: Step) -> None:
        words, self._ready = self.tools.words, step
        new = int(step.details["n"])
        rows = len(self.preview.rows) if self.preview is not None else 0
        self.counts.set_text(arithmetic(words, rows, new, len(self._out)))
        self.primary.set_label(words.n("Import {n} person", "Import {n} people", new))
        self.primary.setEnabled(not step.is_empty)

    # -- the end ----------------------------------------------------------------------------

    def accept(self) -> None:
        """Take what the preview shows, and remember which column is what."""
        if self._ready is None or self.table is None or not self.primary.isEnabled():
            return
        self.step = self._ready
        preferences, told = self.desk.preferences, told_mapping(self.mapping_row.mapping)
        preferences.take(preferences.value.remembering(shape_of(self.table), told))
        super().accept()

    def done(self, result: int) -> None:
        """Close, and drop what is still being found out."""
        if self._job is not None:
            self._job.cancel()
        super().done(result)


def _quietly(work: Callable[[], Any], _progress: Progress) -> Any:  # noqa: ANN401  # a job's result
    with uncollected():
        return work()
