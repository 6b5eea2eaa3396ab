"""The milestones of one commitment as a table one edits in place."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from app.models.edits import Step
from app.models.verbs import drafting
from app.ui.controls import FieldLabel, PlainLabel, QuietButton
from app.ui.desk import Desk
from app.ui.pages.commitments.milestone_detail import MilestoneDetail
from app.ui.pages.commitments.milestone_model import MilestoneModel
from app.ui.painting import text_width
from app.ui.views import TableView, moved_by

_ALWAYS = frozenset({"title", "lead", "ends"})
_FROM = {"starts": 600, "supporting": 820, "outputs": 960, "status": 1060}
_WIDTHS = {"starts": 108, "ends": 108, "status": 120}
_SHARE = 0.24
_SIDES = 20  # of a cell, around its words


class MilestoneTable(TableView):
    """The table: F2 or typing edits, Alt+arrows move, Del bins, Tab leaves."""

    shift_asked = Signal(int)
    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = moved_by(event)
        if by:
            self.shift_asked.emit(by)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class Milestones(QWidget):
    """Title, table and the button that adds; follows the commitment it is given."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words, looks = desk.words, desk.look
        self.model = MilestoneModel(desk)
        self.table = MilestoneTable(looks, words("Milestones"))
        self.table.setModel(self.model)
        add = words("Add milestone")
        self.add = QuietButton(looks, add, icon="plus", keys="Ctrl+Enter", flush=True)
        self.add.setEnabled(not desk.bridge.read_only)
        self._hint = PlainLabel(
            looks,
            words("Each needs a start, an end, a lead and something one can see."),
            token="small",
            ink="ink2",
        )
        self._hint.setWordWrap(True)
        self.detail = MilestoneDetail(desk)
        self._set_table_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.look.px(10), 0, 0)
        column.setSpacing(looks.look.px(5))
        column.addWidget(FieldLabel(looks, words("Milestones"), self.table))
        column.addWidget(self._hint)
        column.addWidget(self.table)
        column.addWidget(self.add)
        column.addWidget(self.detail)
        self.table.selectionModel().currentChanged.connect(self._current_changed)
        self.table.shift_asked.connect(self._move)
        self.table.delete_asked.connect(self._delete)
        self.add.clicked.connect(self.add_milestone)
        self.model.dataChanged.connect(self._fit)
        self.model.modelReset.connect(self._fit)
        looks.changed.connect(self._fit)

    def _set_table_up(self) -> None:
        table = self.table
        table.setWordWrap(True)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.horizontalHeader().setStretchLastSection(False)
        triggers = QAbstractItemView.EditTrigger
        table.setEditTriggers(
            triggers.EditKeyPressed | triggers.DoubleClicked | triggers.AnyKeyPressed
        )

    def show_commitment(self, commitment: str) -> None:
        """Show a commitment's milestones."""
        changed = commitment != self.model.commitment
        self.model.show_commitment(commitment)
        if changed:
            self._fit()

    def choose(self, id: str, field: str) -> None:
        """Put the cursor on a milestone's field."""
        for place, row in enumerate(self.model.rows):
            if row.id == id:
                names = [column.field for column in self.model.columns]
                column = names.index(field) + 1 if field in names else 1
                self.table.setFocus()
                self.table.setCurrentIndex(self.model.index(place, column))

    @Slot()
    def add_milestone(self) -> None:
        """Add a milestone and begin to write it."""
        step = drafting.add_milestone(self._desk.plan, self.model.commitment)
        done = self._desk.bridge.do(step)
        if done is not None:
            self.show_commitment(self.model.commitment)
            index = self.model.index(len(self.model.rows) - 1, 1)
            self.table.setFocus()
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    @Slot(int)
    def _move(self, by: int) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place + by < len(self.model.rows):
            column = self.table.currentIndex().column()
            id = self.model.rows[place].id
            self._do(drafting.move_milestone(self._desk.plan, id, place + by))
            self.table.setCurrentIndex(self.model.index(place + by, column))

    @Slot()
    def _delete(self) -> None:
        place = self.table.currentIndex().row()
        if 0 <= place < len(self.model.rows):
            self._do(drafting.delete_milestone(self._desk.plan, self.model.rows[place].id))

    def _do(self, step: Step) -> None:
        if self._desk.bridge.do(step) is not None:
            self.show_commitment(self.model.commitment)

    def flush(self) -> None:
        """Write everything typed and not saved yet."""
        self.detail.flush()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _wide(self, name: str, share: int) -> int:
        """How wide a column is: of a date as wide as a date, or what is said for want of one."""
        look = self._desk.look.look
        if name not in _WIDTHS:
            return share
        said = text_width(look.font(), self.model.missing(name)) + look.px(_SIDES)
        return max(look.px(_WIDTHS[name]), min(said, share))

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.detail.show_milestone(self.model.rows[now.row()].id if now.isValid() else "")

    @Slot()
    def _fit(self) -> None:
        look, table = self._desk.look.look, self.table
        head = table.horizontalHeader()
        table.setColumnWidth(0, look.px(34))
        width = self.width()
        for place, column in enumerate(self.model.columns, 1):
            name = column.field
            shown = name in _ALWAYS or width >= look.px(_FROM.get(name, 1200))
            table.setColumnHidden(place, not shown)
            mode = QHeaderView.ResizeMode
            stretch = name == "title"
            head.setSectionResizeMode(place, mode.Stretch if stretch else mode.Interactive)
            if not stretch:
                table.setColumnWidth(place, self._wide(name, round(width * _SHARE)))
        self.detail.name_columns(self.model.columns)
        if not table.currentIndex().isValid():
            self.detail.show_milestone("")
        height = sum(table.rowHeight(n) for n in range(len(self.model.rows)))
        table.setFixedHeight(height + head.sizeHint().height() + 4)
