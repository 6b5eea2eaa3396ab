"""The register as a table for Qt: rows in plan order or sorted, edited in place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.models.records import Person
from app.models.search import fold
from app.models.text import clean
from app.models.verbs.rows import set_field
from app.ui.desk import Desk
from app.ui.roles import Role
from app.ui.rows import Index
from app.words import mark

_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole

COLUMNS: tuple[tuple[str, str], ...] = (
    ("code", mark("Badge")),
    ("name", mark("Name")),
    ("organisation", mark("Organisation")),
    ("sector", mark("Sector")),
    ("role", mark("Role")),
    ("region", mark("Region")),
    ("language", mark("Language")),
)
NAME = 1


class PeopleModel(QAbstractTableModel):
    """Shows the people it is given; the same people again only repaint."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._given: tuple[Person, ...] = ()
        self._people: tuple[Person, ...] = ()
        self._sorted: tuple[int, bool] | None = None
        self._sectors = {item.id: item.title for item in desk.edition("sectors").items}

    @property
    def people(self) -> tuple[Person, ...]:
        """The people shown, in the order shown."""
        return self._people

    def show_people(self, people: Sequence[Person]) -> bool:
        """Show ``people``; answers whether other rows are shown now, so that views start anew."""
        self._given = tuple(people)
        new = self._in_order()
        if [row.id for row in new] != [row.id for row in self._people]:
            self.beginResetModel()
            self._people = new
            self.endResetModel()
            return True
        old, self._people = self._people, new
        last = len(COLUMNS) - 1
        for place, (before, after) in enumerate(zip(old, new, strict=True)):
            if before is not after:
                self.dataChanged.emit(self.index(place, 0), self.index(place, last))
        return False

    def row_of(self, id: str) -> int:
        """The row a person stands in, -1 for nobody."""
        return next((n for n, person in enumerate(self._people) if person.id == id), -1)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Put the rows in the order of a column; -1 is the order of the register."""
        self._sorted = (column, order == Qt.SortOrder.DescendingOrder) if column >= 0 else None
        ids = [person.id for person in self._people]
        before = self.persistentIndexList()
        self.layoutAboutToBeChanged.emit()
        self._people = self._in_order()
        after = [self.index(self.row_of(ids[old.row()]), old.column()) for old in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _in_order(self) -> tuple[Person, ...]:
        if self._sorted is None:
            return self._given
        column, falling = self._sorted
        return tuple(
            sorted(self._given, key=lambda one: _order(self._text(one, column)), reverse=falling)
        )

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._people)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(_Role.DisplayRole)
    ) -> object:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return self._desk.words(COLUMNS[section][1])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren
        written = COLUMNS[index.column()][0] != "sector" and not self._desk.bridge.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if written else flags

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> object:
        if not index.isValid():
            return None
        person, column = self._people[index.row()], index.column()
        if role == Role.ID:
            return person.id
        text = self._text(person, column)
        if role == _Role.EditRole:
            return text
        if role == _Role.DisplayRole:
            return text or (self._desk.words("no name yet") if column == NAME else "")
        if role == Role.MISSING:
            return column == NAME and not text
        if role == Role.STRONG:
            return column == NAME
        if role == Role.INK:
            return None if column in (NAME, NAME + 1) else "ink2"
        if role == _Role.AccessibleTextRole:
            return self._spoken(person, column, text)
        return None

    def setData(self, index: Index, value: object, role: int = int(_Role.EditRole)) -> bool:
        if role != _Role.EditRole or not index.isValid():
            return False
        person, name = self._people[index.row()], COLUMNS[index.column()][0]
        text = clean(str(value)).strip()
        if text == getattr(person, name):
            return False
        step = set_field(self._desk.plan, ("person", person.id, name), text)
        return self._desk.bridge.do(step) is not None

    def _text(self, person: Person, column: int) -> str:
        name = COLUMNS[column][0]
        if name == "sector":
            return self._sectors.get(person.sector, person.sector)
        return str(getattr(person, name))

    def _spoken(self, person: Person, column: int, text: str) -> str:
        """What a screen reader says: the column's name with the text, a person's name first."""
        heading = self._desk.words(COLUMNS[column][1])
        said = text or self._desk.words("empty")
        return said if column == NAME else f"{heading}: {said}, {person.name}"


def _order(text: str) -> tuple[bool, int, str]:
    """Numbers by their size, words without accents, blanks last."""
    number = int(text) if text.isdecimal() and len(text) < 15 else -1
    return (not text, number, fold(text))
