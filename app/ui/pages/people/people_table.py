"""The table of the register with its keys: Del removes, Ctrl+C copies, Enter opens."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QMenu

from app.ui.copying import copy_people
from app.ui.desk import Desk
from app.ui.pages.people.people_model import COLUMNS, NAME, PeopleModel
from app.ui.roles import Role
from app.ui.views import TableView

# Parts of the width for each column, and the least each needs at 100 %.
_SHARES = {
    "code": (7, 60),
    "name": (20, 130),
    "organisation": (23, 140),
    "sector": (22, 130),
    "role": (12, 80),
    "region": (10, 74),
    "language": (9, 74),
}


class PeopleTable(TableView):
    """Rows of people, several of which can be chosen. ``delete_asked`` comes with Del.

    ``erase_asked`` comes from the menu of a row.
    """

    delete_asked = Signal()
    erase_asked = Signal()

    def __init__(self, desk: Desk, model: PeopleModel) -> None:
        super().__init__(desk.look, desk.words("People of the register"))
        self._desk, self._people = desk, model
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setModel(model)
        header = self.horizontalHeader()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, header.sortIndicatorOrder())
        self.setSortingEnabled(True)
        header.setStretchLastSection(True)
        header.setMinimumSectionSize(desk.look.look.px(44))

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the people chosen, in the order shown."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(str(self.model().index(row, 0).data(Role.ID)) for row in rows)

    def select(self, ids: Sequence[str]) -> None:
        """Choose these people too, without moving to them; those not shown are passed over."""
        selection, model = self.selectionModel(), self._people
        flags = QItemSelectionModel.SelectionFlag
        rows = [row for row in map(model.row_of, ids) if row >= 0]
        for place, row in enumerate(rows):
            index = model.index(row, NAME)
            if place == 0:
                selection.setCurrentIndex(index, flags.NoUpdate)
            selection.select(index, flags.Select | flags.Rows)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if not self.chosen or self._desk.bridge.read_only:
            return
        words, menu = self._desk.words, QMenu(self)
        menu.addAction(words("Remove")).triggered.connect(self.delete_asked)
        erase = menu.addAction(words("Erase this person…"))
        erase.setEnabled(len(self.chosen) == 1)
        erase.triggered.connect(self.erase_asked)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete):
            self.delete_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self._desk.look.look.px
        whole = sum(share for share, _ in _SHARES.values())
        room = self.viewport().width()
        wide = room >= px(sum(least for _, least in _SHARES.values()))
        bars = Qt.ScrollBarPolicy
        self.setHorizontalScrollBarPolicy(
            bars.ScrollBarAlwaysOff if wide else bars.ScrollBarAsNeeded
        )
        for column, (name, _) in enumerate(COLUMNS[:-1]):  # the last takes what is left
            share, least = _SHARES[name]
            self.setColumnWidth(column, room * share // whole if wide else px(least))

    def _copy(self) -> None:
        model = self.model()
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        columns = range(model.columnCount())
        if rows:
            copy_people([str(model.index(r, c).data() or "") for c in columns] for r in rows)
