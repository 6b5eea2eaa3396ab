"""Rows of an outline or list, ready made: a frozen row and the model that shows some."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.roles import Role

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Row(Struct, frozen=True):
    """One row; what it has not stays None or empty.

    ``said`` is what a screen reader says: title, state, count. Without it the row says its title.
    """

    id: str
    title: str
    number: str | None = None
    share: float | None = None
    icon: str | None = None
    icon_ink: str | None = None
    problems: str | None = None
    severity: str = "warn"
    note: str | None = None
    note_ink: str | None = None
    section: bool = False
    locked: bool = False
    enabled: bool = True
    voice: str = "sans"
    tip: str = ""
    said: str = ""

    @property
    def spoken(self) -> str:
        """The words for a screen reader."""
        return self.said or self.title


_FIELDS = {
    Qt.ItemDataRole.DisplayRole: "title",
    Qt.ItemDataRole.AccessibleTextRole: "spoken",
    Qt.ItemDataRole.ToolTipRole: "tip",
    Role.ID: "id",
    Role.NUMBER: "number",
    Role.SHARE: "share",
    Role.ICON: "icon",
    Role.ICON_INK: "icon_ink",
    Role.PROBLEMS: "problems",
    Role.SEVERITY: "severity",
    Role.NOTE: "note",
    Role.NOTE_INK: "note_ink",
    Role.SECTION: "section",
    Role.LOCKED: "locked",
    Role.VOICE: "voice",
}
FIELDS = {int(role): name for role, name in _FIELDS.items()}


class RowsModel(QAbstractListModel):
    """Shows rows; ``show_rows`` keeps views in place when only their contents changed."""

    def __init__(self, rows: Sequence[Row] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows = tuple(rows)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown now."""
        return self._rows

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show ``rows``. The same ids in the same order only repaint; else the view starts anew."""
        new = tuple(rows)
        if [row.id for row in new] != [row.id for row in self._rows]:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
            return
        old, self._rows = self._rows, new
        for position, (before, after) in enumerate(zip(old, new, strict=True)):
            if before != after:
                self.dataChanged.emit(self.index(position), self.index(position))

    def index_of(self, id: str) -> QModelIndex:
        """The index of row ``id``; an invalid one if there is none."""
        for position, row in enumerate(self._rows):
            if row.id == id and not row.section:
                return self.index(position)
        return QModelIndex()

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or role not in FIELDS:
            return None
        return getattr(self._rows[index.row()], FIELDS[role])

    def flags(self, index: Index) -> Qt.ItemFlag:
        row = self._rows[index.row()] if index.isValid() else None
        if row is None or row.section:
            return Qt.ItemFlag.NoItemFlags
        enabled = Qt.ItemFlag.ItemIsEnabled if row.enabled else Qt.ItemFlag.NoItemFlags
        return enabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
