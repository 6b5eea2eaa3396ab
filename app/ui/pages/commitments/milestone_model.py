"""The milestones of one commitment as rows and columns."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.models.assess import date_fault
from app.models.dates import tidy
from app.models.frameworks import Edition
from app.models.records import Milestone
from app.models.schema import BY_NAME
from app.models.verbs.rows import set_field
from app.ui.desk import Desk
from app.ui.figures import date_text
from app.ui.roles import Role
from app.words import mark

Index = QModelIndex | QPersistentModelIndex
_MISSING = {"lead": mark("lead missing"), "ends": mark("date missing"), "title": mark("not said")}


class Column(Struct, frozen=True):
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
        return self._head(self.columns[section - 1]) if section else ""

    def _head(self, column: Column) -> str:
        """Dates go by their short names; the fields under the table have the edition's own."""
        if column.field in ("starts", "ends"):
            return self._desk.words(BY_NAME["milestone"].field(column.field).label)
        return self._desk.words(column.title)

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
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._shown(name, value)
            case Role.MISSING:
                return not value and name in _MISSING
            case Role.VOICE:
                return "serif" if name == "title" and value else None
            case Role.INK:
                return "warn" if self._fault(row, name) else None
            case Qt.ItemDataRole.ToolTipRole:
                return self._fault(row, name) or value or None
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

    def _shown(self, name: str, value: str) -> str:
        words = self._desk.words
        shown = date_text(words, value) if name in ("starts", "ends") else value
        return shown or self.missing(name)

    def missing(self, name: str) -> str:
        """What is said in place of a field without a value, "" for nothing."""
        return self._desk.words(_MISSING.get(name, ""))

    def _number(self, role: int) -> object:
        return "ink3" if role == Role.INK else None

    def _fault(self, row: Milestone, name: str) -> str:
        if name not in ("starts", "ends"):
            return ""
        sentence = date_fault(self._desk.plan.info, row, name)
        number = self.rows.index(row) + 1
        return self._desk.words(sentence, n=number) if sentence else ""
