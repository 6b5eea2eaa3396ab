"""Choices of many: combos by key, and lists of which some are picked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QStandardItem, QStandardItemModel, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QListView,
    QVBoxLayout,
    QWidget,
)

from app.ui.controls import tick
from app.ui.look import LookSource
from app.ui.painting import as_tip

SEEN_ROWS = 6  # of a list one picks from, before it scrolls


class Combo(QComboBox):
    """One of several, by key. ``chosen`` comes when a person chose; ``choose`` is silent.

    ``opening`` comes before its list is shown or it gets the keyboard: the time to offer anew.

    The wheel scrolls the page and never changes a choice one only passes over.
    """

    chosen = Signal(str)
    opening = Signal()

    def __init__(self, name: str, options: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.offer(options)
        self.activated.connect(self._tell)

    @property
    def key(self) -> str:
        """The key of what is chosen."""
        return str(self.currentData() or "")

    def choose(self, key: str) -> None:
        """Show ``key`` as chosen; what is not offered changes nothing."""
        at = self.findData(key)
        if at >= 0:
            self.setCurrentIndex(at)

    def offer(self, options: Sequence[tuple[str, str]]) -> None:
        """Offer these keys and texts, keeping the choice where it is among them."""
        kept = self.key
        self.clear()
        for key, text in options:
            self.addItem(text, key)
        self.choose(kept)

    @Slot(int)
    def _tell(self, _index: int) -> None:
        self.chosen.emit(self.key)

    def showPopup(self) -> None:
        self.opening.emit()
        super().showPopup()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.opening.emit()
        super().focusInEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


class PickList(QWidget):
    """All of several things, or those that are ticked. ``changed`` follows each choice."""

    changed = Signal()

    def __init__(self, looks: LookSource, name: str) -> None:
        super().__init__()
        self._looks = looks
        self.all = tick(looks, "", on=True)
        self.list = QListView()
        self.list.setAccessibleName(name)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._model = QStandardItemModel(self)
        self.list.setModel(self._model)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.look.px(4))
        column.addWidget(self.all)
        column.addWidget(self.list)
        self.all.button.toggled.connect(self._show_list)
        self.all.button.toggled.connect(self.changed)
        self._model.itemChanged.connect(self.changed)
        looks.changed.connect(self._measure)
        self._show_list()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are ticked; none at all means everything."""
        if self.all.button.isChecked():
            return ()
        items = [self._model.item(row) for row in range(self._model.rowCount())]
        ticked = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return tuple(str(item.data()) for item in ticked) if len(ticked) < len(items) else ()

    def offer(self, all_text: str, rows: Sequence[tuple[str, str]], chosen: Sequence[str]) -> None:
        """Offer these keys and texts with those of ``chosen`` ticked, silently."""
        known = [key for key, _ in rows if key in chosen]
        blocked = [part.blockSignals(True) for part in (self, self._model, self.all.button)]
        self._model.clear()
        for key, text in rows:
            item = QStandardItem(" ".join(text.split()))
            item.setData(key)
            item.setCheckable(True)
            item.setToolTip(as_tip(item.text()))
            on = key in known or not known
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
            self._model.appendRow(item)
        self.all.words.set_text(all_text)
        self.all.button.setAccessibleName(all_text)
        self.all.button.setChecked(not known)
        for part, was in zip((self, self._model, self.all.button), blocked, strict=True):
            part.blockSignals(was)
        self._show_list()

    @Slot()
    def _show_list(self) -> None:
        self.list.setVisible(not self.all.button.isChecked())
        self._measure()

    @Slot()
    def _measure(self) -> None:
        rows = min(SEEN_ROWS, max(2, self._model.rowCount()))
        self.list.setFixedHeight(rows * self._looks.look.height("outline"))
