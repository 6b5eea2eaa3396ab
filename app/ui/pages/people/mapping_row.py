"""A row of choices above a table: what each of its columns holds."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRect, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QTableView, QWidget

from app.ui.controls import PlainLabel
from app.ui.desk import Tools
from app.ui.painting import as_tip


class MappingRow(QWidget):
    """One choice above each column of ``table`` from ``first`` on; it moves with the columns.

    ``chosen`` says that a person changed one. A target given to one column is taken from any
    other, so that nothing is read twice.
    """

    chosen = Signal()

    def __init__(self, tools: Tools, table: QTableView, first: int) -> None:
        super().__init__()
        self._tools, self._table, self._first = tools, table, first
        self.combos: list[QComboBox] = []
        said = tools.words("Each column holds:")
        self._label = PlainLabel(tools.look, said, token="small", ink="ink2", parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        header = table.horizontalHeader()
        header.sectionResized.connect(self._place)
        header.geometriesChanged.connect(self._place)
        table.horizontalScrollBar().valueChanged.connect(self._place)
        tools.look.changed.connect(self._place)

    @property
    def mapping(self) -> tuple[str, ...]:
        """The target of each column, "" for those left out."""
        return tuple(str(combo.currentData() or "") for combo in self.combos)

    def offer(
        self,
        headings: Sequence[str],
        targets: Sequence[tuple[str, str]],
        mapping: Sequence[str],
    ) -> None:
        """A choice of ``targets`` (key, name) for each heading, as ``mapping`` has them now."""
        for combo in self.combos:
            combo.hide()
            combo.deleteLater()
        self.combos = [self._combo(heading, targets) for heading in headings]
        for combo, target in zip(self.combos, mapping, strict=True):
            combo.setCurrentIndex(max(0, combo.findData(target)))
            self._mark(combo)
        self._place()

    def _combo(self, heading: str, targets: Sequence[tuple[str, str]]) -> QComboBox:
        combo = QComboBox(self)
        for key, name in targets:
            combo.addItem(name, key)
        combo.setAccessibleName(self._tools.words("“{column}” holds", column=heading))
        combo.setMinimumContentsLength(6)
        combo.activated.connect(self._activated)
        combo.installEventFilter(self)
        combo.show()
        return combo

    @Slot()
    def _activated(self) -> None:
        sender = self.sender()
        for combo in self.combos:
            if combo is not sender and isinstance(sender, QComboBox):
                taken = combo.currentData() and combo.currentData() == sender.currentData()
                if taken:
                    combo.setCurrentIndex(0)
            self._mark(combo)
        self.chosen.emit()

    def _mark(self, combo: QComboBox) -> None:
        combo.setToolTip(as_tip(combo.currentText()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the column of a choice into view when the keyboard comes to it."""
        if event.type() == QEvent.Type.FocusIn and watched in self.combos:
            column = self._first + self.combos.index(watched)
            row = max(0, self._table.rowAt(0))
            self._table.scrollTo(self._table.model().index(row, column))
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    @Slot()
    def _place(self) -> None:
        look = self._tools.look.look
        high = look.height("field")
        self.setFixedHeight(high)
        header = self._table.horizontalHeader()
        edge = self._table.viewport().x()
        turned, room = look.right_to_left, header.sectionViewportPosition(self._first)
        room = header.width() - room - header.sectionSize(self._first) if turned else room
        wide = max(0, room - 16)  # before the first column it speaks of
        self._label.setGeometry(self.width() - wide - 8 if turned else 8, 0, wide, high)
        self._label.setVisible(bool(self.combos) and self._table.horizontalScrollBar().value() == 0)
        for n, combo in enumerate(self.combos):
            column = self._first + n
            left = header.sectionViewportPosition(column) + edge
            width = header.sectionSize(column)
            combo.setGeometry(QRect(left + 2, 0, max(20, width - 4), high))
