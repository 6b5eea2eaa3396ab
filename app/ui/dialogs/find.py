"""Finds any person, commitment, field, place or command (Ctrl+K)."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from app.models.search import find, fold
from app.models.text import shortened
from app.ui.actions import PLACES
from app.ui.controls import ProseLabel, SearchField
from app.ui.desk import Desk
from app.ui.figures import numbered
from app.ui.page import Place
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView

PAUSE_MS = 30
LONGEST, LONGEST_LARGE = 60, 30  # letters of a text beside its title; at a large text size


class Hit(Struct, frozen=True):
    """One line of the list: where it leads, or the command it runs."""

    row: Row
    place: Place | None = None
    command: str = ""


class FindDialog(QDialog):
    """One field and one list. Answers ``place`` or ``command``; Esc answers neither."""

    def __init__(
        self, desk: Desk, commands: list[tuple[str, str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.place: Place | None = None
        self.command = ""
        self._desk, self._commands = desk, commands
        words, look = desk.words, desk.look.look
        self.setWindowTitle(words("Find anything"))
        self.field = SearchField(desk.look, words("A person, a commitment, some words, a command"))
        self.list = OutlineView(desk.look, words("What was found"), height="document")
        self._model = RowsModel(parent=self)
        self.list.setModel(self._model)
        self._hits: dict[str, Hit] = {}
        self._none = ProseLabel(desk.look, "", ink="ink2")
        column = QVBoxLayout(self)
        side = look.px(16)
        column.setContentsMargins(side, side, side, side)
        column.setSpacing(look.px(8))
        column.addWidget(self.field)
        column.addWidget(self._none)
        column.addWidget(self.list, 1)
        self._timer = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._timer.timeout.connect(self._search)
        self.field.textChanged.connect(self._typed)
        self.field.installEventFilter(self)
        self.field.returnPressed.connect(self._take)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)
        self.resize(min(look.px(620), 1100), min(look.px(440), 640))
        self._search()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows of the field move in the list."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            ways: dict[int, int] = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
            by = ways.get(event.key(), 0)  # a keyboard may send keys Qt has no name for
            if by:
                self._step(by)
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _typed(self) -> None:
        self._timer.start()

    def _step(self, by: int) -> None:
        count = self._model.rowCount()
        place = self.list.currentIndex().row() + by
        rows = self._model.rows
        while 0 <= place < count and rows[place].section:
            place += by
        if 0 <= place < count:
            self.list.setCurrentIndex(self._model.index(place))

    @Slot()
    def _search(self) -> None:
        sought = self.field.text()
        hits = [*self._rows(sought), *self._actions(sought)]
        self._hits = {hit.row.id: hit for hit in hits}
        self._model.show_rows([hit.row for hit in hits])
        self.list.setCurrentIndex(self._model.index(-1))
        self._step(1)
        words = self._desk.words
        self._none.setVisible(not hits)
        self._none.set_text("" if hits else words("Nothing has these words."))

    def _rows(self, sought: str) -> list[Hit]:
        icons = {"commitments": "file-text", "people": "users"}
        return [
            Hit(
                self._row(
                    f"row {n}",
                    self._named(one.title),
                    icons[one.page],
                    self._cut(one.context),
                    tip=one.context,
                ),
                Place(one.page, one.id, "" if one.page == "people" else one.field),
            )
            for n, one in enumerate(find(self._desk.plan, sought))
        ]

    def _row(self, id: str, title: str, icon: str, note: str, tip: str = "") -> Row:
        said = self._desk.words.listed((title, note))
        return Row(id, title, icon=icon, note=note or None, tip=tip, said=said)

    def _named(self, title: str) -> str:
        return numbered(self._desk.words, title) if title[:1].isdecimal() else title

    def _cut(self, text: str) -> str:
        most = LONGEST if self._desk.look.look.type.scale <= 1.3 else LONGEST_LARGE
        return shortened(text, most)

    def _actions(self, sought: str) -> list[Hit]:
        wanted = fold(sought).split()
        words = self._desk.words
        found = []
        for place in PLACES:
            name = words(place.name)
            if all(part in fold(name) for part in wanted):
                row = self._row(f"place {place.id}", name, place.icon, place.digit)
                found.append(Hit(row, Place(place.id)))
        for id, name, keys in self._commands:
            if all(part in fold(name) for part in wanted):
                row = self._row(f"command {id}", name, "chevron-right", keys)
                found.append(Hit(row, None, id))
        return found

    @Slot()
    def _take(self) -> None:
        if self._timer.isActive():
            self._timer.stop()
            self._search()
        index = self.list.currentIndex()
        if not index.isValid():
            return
        hit = self._hits[self._model.rows[index.row()].id]
        self.place, self.command = hit.place, hit.command
        self.accept()
