"""The milestones of one commitment as a table one edits in place."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QVBoxLayout, QWidget

from app.models.assess import date_fault
from app.models.dates import tidy
from app.models.edits import Step
from app.models.frameworks import Edition
from app.models.records import Milestone
from app.models.schema import BY_NAME
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from app.ui.controls import FieldLabel, PlainLabel, QuietButton
from app.ui.desk import Desk
from app.ui.roles import Role
from app.ui.views import TableView
from app.words import mark

Index = QModelIndex | QPersistentModelIndex
_MISSING = {"lead": mark("lead missing"), "ends": mark("date missing"), "title": mark("not said")}
_WIDTHS = {"title": 300, "outputs": 200, "lead": 150, "starts": 96, "ends": 96, "supporting": 150}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: the field of a milestone and its head."""

    field: str
    title: str


def columns_of(template: Edition) -> tuple[Column, ...]:
    """The columns the edition's milestone table has; the essential ones where it names none."""
    found = tuple(
        Column(item.field, item.title)
        for item in template.items
        if item.kind == "column" and item.field
    )
    if found:
        return found
    names = ("title", "starts", "ends", "lead", "supporting")
    table = BY_NAME["milestone"]
    return tuple(Column(name, table.field(name).label) for name in names)


class MilestoneModel(QAbstractTableModel):
    """The rows of one commitment; editing a cell is a step."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.commitment = ""
        self.rows: tuple[Milestone, ...] = ()
        self.columns: tuple[Column, ...] = ()

    def show_commitment(self, commitment: str) -> None:
        """Show the milestones of a commitment as they are now."""
        rows = self._desk.plan.milestones(commitment)
        columns = columns_of(self._desk.editions().template)
        same = (
            commitment == self.commitment
            and columns == self.columns
            and [row.id for row in rows] == [row.id for row in self.rows]
        )
        if same:
            self.rows = rows
            if rows:
                end = self.index(len(rows) - 1, len(columns))
                self.dataChanged.emit(self.index(0, 0), end)
            return
        self.beginResetModel()
        self.commitment, self.rows, self.columns = commitment, rows, columns
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        return 0 if parent.isValid() else len(self.columns) + 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.column() and not self._desk.bridge.read_only:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._desk.words(self.columns[section - 1].title) if section else ""

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.rows[index.row()]
        if not index.column():
            number = str(index.row() + 1)
            return number if role == Qt.ItemDataRole.DisplayRole else self._number(role)
        name = self.columns[index.column() - 1].field
        value = str(getattr(row, name))
        match role:
            case Qt.ItemDataRole.EditRole:
                return value
            case Qt.ItemDataRole.DisplayRole:
                return value or self._desk.words(_MISSING.get(name, ""))
            case Role.MISSING:
                return not value and name in _MISSING
            case Role.VOICE:
                return "serif" if name == "title" and value else None
            case Role.INK:
                return "warn" if self._fault(row, name) else None
            case Qt.ItemDataRole.ToolTipRole:
                return self._fault(row, name) or None
            case Role.ID:
                return row.id
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        name = self.columns[index.column() - 1].field
        text = tidy(str(value)) if name in ("starts", "ends") else str(value)
        at = ("milestone", self.rows[index.row()].id, name)
        return self._desk.bridge.do(set_field(self._desk.plan, at, text)) is not None

    def _number(self, role: int) -> object:
        return "ink3" if role == Role.INK else None

    def _fault(self, row: Milestone, name: str) -> str:
        if name not in ("starts", "ends"):
            return ""
        sentence = date_fault(self._desk.plan.info, row, name)
        number = self.rows.index(row) + 1
        return self._desk.words(sentence, n=number) if sentence else ""


class MilestoneTable(TableView):
    """The table: F2 or typing edits, Alt+arrows move, Del bins, Tab leaves."""

    shift_asked = Signal(int)
    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.shift_asked.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
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
        self.add = QuietButton(looks, words("Add milestone"), icon="plus", keys="Ctrl+Return")
        self.add.setEnabled(not desk.bridge.read_only)
        self._hint = PlainLabel(
            looks,
            words("Each needs a start, an end, a lead and something one can see."),
            token="small",
            ink="ink2",
        )
        self._hint.setWordWrap(True)
        self._set_table_up()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, looks.look.px(10), 0, 0)
        column.setSpacing(looks.look.px(5))
        column.addWidget(FieldLabel(looks, words("Milestones"), self.table))
        column.addWidget(self._hint)
        column.addWidget(self.table)
        column.addWidget(self.add)
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

    @Slot()
    def _fit(self) -> None:
        look, table = self._desk.look.look, self.table
        head = table.horizontalHeader()
        table.setColumnWidth(0, look.px(34))
        for place, column in enumerate(self.model.columns, 1):
            stretch = column.field == "title"
            mode = QHeaderView.ResizeMode
            head.setSectionResizeMode(place, mode.Stretch if stretch else mode.Interactive)
            if not stretch:
                table.setColumnWidth(place, look.px(_WIDTHS.get(column.field, 120)))
        table.resizeRowsToContents()
        height = sum(table.rowHeight(n) for n in range(len(self.model.rows)))
        table.setFixedHeight(height + head.sizeHint().height() + 4)
