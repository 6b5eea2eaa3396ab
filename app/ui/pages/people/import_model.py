"""The preview of an import as a table for Qt: what happens to each row, then its cells."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from app.models.intake.people import PreviewRow, State
from app.models.intake.tables import Remark
from app.ui.roles import Role
from app.ui.rows import Index
from app.words import Words, mark

_NO_PARENT = QModelIndex()
_Role = Qt.ItemDataRole
LINE, STATE, FIRST = 0, 1, 2
MOST_SHOWN = 300  # letters of a cell; the whole goes into the plan

STATES: dict[State, tuple[str, str, str]] = {
    "new": (mark("new"), "plus", "ok"),
    "same": (mark("here already"), "check", "ink2"),
    "duplicate": (mark("perhaps here already"), "combine", "warn"),
    "rejected": (mark("left out"), "octagon-alert", "stop"),
}


def said_of(words: Words, row: PreviewRow) -> str:
    """Reason and remarks of a row in words, "" where there is nothing to say."""
    told = [*([row.reason] if row.reason is not None else []), *row.remarks]
    return " ".join(said(words, remark) for remark in told)


def said(words: Words, remark: Remark) -> str:
    """A remark in words; the name of a field in it is translated too."""
    details = {n: words(str(text)) if n == "field" else text for n, text in remark.details.items()}
    return words(remark.sentence, **details)


class ImportModel(QAbstractTableModel):
    """Line, state with reason, then the table's own columns."""

    def __init__(self, words: Words, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._columns: tuple[str, ...] = ()
        self._rows: tuple[PreviewRow, ...] = ()

    def show_rows(self, columns: Sequence[str], rows: Sequence[PreviewRow]) -> None:
        """Show these rows under these headings."""
        self.beginResetModel()
        self._columns, self._rows = tuple(columns), tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[PreviewRow, ...]:
        """The rows shown."""
        return self._rows

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._columns) + FIRST

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(_Role.DisplayRole)
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        if section < FIRST:
            return self._words("Line") if section == LINE else self._words("What happens")
        return heading(self._words, self._columns, section - FIRST)

    def data(self, index: Index, role: int = int(_Role.DisplayRole)) -> object:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], index.column()
        if column == STATE:
            return self._state(row, role)
        text = str(row.line) if column == LINE else _cell(row, column - FIRST)
        if role == _Role.DisplayRole:
            return text
        if role == Role.INK:
            return "ink2" if column == LINE else "ink3" if row.state == "rejected" else None
        if role == _Role.AccessibleTextRole and column >= FIRST:
            return f"{heading(self._words, self._columns, column - FIRST)}: {text}"
        return None

    def _state(self, row: PreviewRow, role: int) -> object:
        word, icon, ink = STATES[row.state]
        reason = said_of(self._words, row)
        if row.state == "new" and row.remarks:
            icon, ink = "triangle-alert", "warn"
        if role == _Role.DisplayRole:
            text = self._words(word)
            whole = self._words("{value}: {state}", value=text, state=reason)
            return whole if reason else text
        if role == _Role.ToolTipRole:
            return reason  # the delegate shows it as typed
        if role == Role.ICON:
            return icon
        if role == Role.ICON_INK:
            return ink
        return None


def heading(words: Words, columns: Sequence[str], place: int) -> str:
    """The name of a column; "Column 3" where the table gives none."""
    return columns[place] or words("Column {n}", n=place + 1)


def _cell(row: PreviewRow, place: int) -> str:
    text = row.cells[place] if place < len(row.cells) else ""
    return " ".join(text[:MOST_SHOWN].split())
