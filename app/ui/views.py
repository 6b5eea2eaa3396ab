"""The views that our delegates draw in: an outline and a table, with their manners."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QTableView, QWidget

from app.ui.cells import TableDelegate
from app.ui.copying import copy_people
from app.ui.delegates import OutlineDelegate
from app.ui.look import LookSource

_Mode = QAbstractItemView.SelectionMode
_Scroll = QAbstractItemView.ScrollMode


def _calm(view: QAbstractItemView, name: str) -> None:
    """What both views share: a name, no frame, smooth scrolling, hovering seen."""
    view.setAccessibleName(name)
    view.setFrameShape(QFrame.Shape.NoFrame)
    view.setMouseTracking(True)
    view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
    view.setVerticalScrollMode(_Scroll.ScrollPerPixel)
    view.setHorizontalScrollMode(_Scroll.ScrollPerPixel)
    view.setTabKeyNavigation(False)  # Tab always leaves
    view.setTextElideMode(Qt.TextElideMode.ElideRight)


def moved_by(event: QKeyEvent) -> int:
    """How far a key asks a row to move: -1 for Alt+Up, 1 for Alt+Down, 0 for any other."""
    if not event.modifiers() & Qt.KeyboardModifier.AltModifier:
        return 0
    ways: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
    return ways.get(event.key(), 0)  # a keyboard may send keys Qt has no name for


class OutlineView(QListView):
    """An outline or list of documents: one row at a time, drawn by ``OutlineDelegate``.

    ``height`` is "outline" or "document". Qt's ``activated`` says that Enter was pressed.
    """

    def __init__(
        self,
        looks: LookSource,
        name: str,
        *,
        height: str = "outline",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        _calm(self, name)
        self.setSelectionMode(_Mode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(OutlineDelegate(looks, self, height=height))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy a row as one that may tell people: Qt would leave it on the clipboard for good."""
        if event.matches(QKeySequence.StandardKey.Copy):
            if self.currentIndex().isValid():
                copy_people([[str(self.currentIndex().data() or "")]])
            return
        super().keyPressEvent(event)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 60)


class TableView(QTableView):
    """A table of words: hairlines, whole rows chosen, F2 edits in place, Tab leaves.

    ``row`` is the height of its rows: "table", "written" for people's words, "check-in". Rows
    with a second line grow by ``resizeRowToContents``. ``activated`` comes with Enter.
    """

    def __init__(
        self, looks: LookSource, name: str, *, row: str = "table", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        _calm(self, name)
        self._looks, self._row = looks, row
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setAlternatingRowColors(False)
        self.setCornerButtonEnabled(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(_Mode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.EditKeyPressed | triggers.DoubleClicked)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionsMovable(False)
        self.setItemDelegate(TableDelegate(looks, self))
        self._wear()
        looks.changed.connect(self._wear)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if self.property("hoveredRow") != index.row():
            self.setProperty("hoveredRow", index.row())
            self.viewport().update()

    def _wear(self) -> None:
        look = self._looks.look
        self.setFont(look.font())
        self.horizontalHeader().setFont(look.font("small", 600))
        self.verticalHeader().setMinimumSectionSize(look.height("table"))
        self.verticalHeader().setDefaultSectionSize(look.height(self._row))
