"""What was deleted, newest first, and the way back for each of it."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.models.bin import Binned, binned, put_back
from app.ui.controls import PlainButton, ProseLabel
from app.ui.desk import Desk
from app.ui.dialogs.shell import ShellDialog
from app.ui.differing import counts_text
from app.ui.figures import moment_text, stored_moment
from app.ui.forgetting import erase_person
from app.ui.page import Place
from app.ui.roles import Role
from app.ui.row_names import kind_name, row_name
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView

WIDTH = 680
LINES = 20_000  # of the journal, to say when something was deleted
_ICONS = {
    "commitment": "file-text",
    "person": "users",
    "contact": "users",
    "consent": "users",
    "milestone": "list-checks",
    "quotation": "quote",
    "rating": "level-half",
}


class RecentlyDeletedDialog(ShellDialog):
    """Puts back one thing after another; each is a step that can be undone.

    Somebody removed can be erased for good. ``place`` is then a text the person wants to mend.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = desk.words
        super().__init__(
            desk, words("Recently deleted"), words("Put back"), parent, leave=words("Close")
        )
        self._desk = desk
        self.place: Place | None = None
        self._things: dict[str, Binned] = {}
        said = words("Nothing that is deleted leaves the plan: it waits here, also tomorrow.")
        self.body.addWidget(ProseLabel(desk.look, said, ink="ink2"))
        self._model = RowsModel(parent=self)
        self.list = OutlineView(desk.look, words("Deleted, newest first"), height="document")
        self.list.setModel(self._model)
        room = self.screen().availableGeometry()
        self.list.setMinimumHeight(min(desk.look.look.height("document") * 7, room.height() // 3))
        self.what = ProseLabel(desk.look, ink="ink2")
        self._held = self.add_field(words("Deleted, newest first"), self.list)
        self.body.addWidget(self.what)
        self.setMinimumWidth(min(desk.look.look.px(WIDTH), room.width() - 60))
        self.list.selectionModel().currentChanged.connect(self._say)
        self.list.activated.connect(self.accept)
        self.erase.clicked.connect(self._erase)
        self.look_again(0)
        self.list.setFocus()

    def _buttons(self) -> QHBoxLayout:
        row = super()._buttons()
        look, words = self.tools.look, self.tools.words
        self.erase = PlainButton(look, words("Erase for good…"), icon="trash-2")
        self.erase.setAutoDefault(False)
        row.insertWidget(0, self.erase)
        return row

    def look_again(self, place: int) -> None:
        """Show what lies in the bin now, and choose the line at ``place`` or the last one."""
        entries = self._desk.bridge.journal.file.entries(LINES)
        found = binned(self._desk.plan, entries)
        self._things = {f"{one.table} {one.row.id}": one for one in found}
        self._model.show_rows([self._row(id, one) for id, one in self._things.items()])
        self._held.setVisible(bool(found))
        if found:
            self.list.setCurrentIndex(self._model.index(min(place, len(found) - 1)))
        self._say()

    def _row(self, id: str, one: Binned) -> Row:
        words = self._desk.words
        title, kind = row_name(self._desk, one.row), kind_name(self._desk, one.table)
        when = moment_text(words, stored_moment(one.at)) if one.at else ""
        said = words.listed((title, kind, when))
        icon = _ICONS.get(one.table, "message-square")
        return Row(id, title, icon=icon, note=when or None, tip=title, said=said)

    def _chosen(self) -> Binned | None:
        index = self.list.currentIndex()
        return self._things.get(str(index.data(Role.ID))) if index.isValid() else None

    @Slot()
    def _say(self) -> None:
        words, one = self._desk.words, self._chosen()
        self.erase.setVisible(one is not None and one.table == "person")
        if one is None:
            none = words("Nothing is deleted.")
            self.what.set_text(none)
            self.primary.disable_because(none)
            return
        kind = kind_name(self._desk, one.table)
        along = counts_text(words, Counter(table for table, _ in one.along))
        said = words("{kind}; comes back with {what}.", kind=kind, what=along) if along else kind
        self.what.set_text(said)
        read_only = self._desk.bridge.read_only
        because = words("This plan is open for reading only.") if read_only else ""
        self.primary.disable_because(because)
        self.erase.disable_because(because)

    @Slot()
    def _erase(self) -> None:
        """Erase somebody removed, after the same question as in the register."""
        one, row = self._chosen(), self.list.currentIndex().row()
        if one is None:
            return
        self.place = erase_person(self._desk, one.row.id, self)
        if self.place is not None:
            self.reject()
        else:
            self.look_again(row)

    def accept(self) -> None:
        """Put the chosen thing back and stay for the next one."""
        one, place = self._chosen(), self.list.currentIndex().row()
        if one is None or not self.primary.isEnabled():
            return
        if self._desk.bridge.do(put_back(self._desk.plan, one)) is None:
            return
        self.look_again(place)
        name = row_name(self._desk, one.row)
        said = self._desk.words("Put back: {what}. Undo deletes it again.", what=name)
        self.what.set_text(said)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, said))
