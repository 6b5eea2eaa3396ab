"""An open plan on the screen: rail, pages, notice, key line."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say
from app.models.edits import Step
from app.ui.actions import PLACES
from app.ui.controls import SearchField
from app.ui.desk import Desk
from app.ui.keyline import KeyLine
from app.ui.notice import Notice
from app.ui.page import Page, Place
from app.ui.page_room import PageRoom
from app.ui.rail import Place as RailPlace
from app.ui.rail import Rail

FOLD_BELOW = 1280
_DISK = frozenset({"disk_full", "disk_failed", "file_gone", "read_only_place"})
PageMaker = Callable[[Desk], Page]


class Workbench(QWidget):
    """Makes each page when it is first gone to. ``page_changed(str)`` names the one shown.

    ``backup_asked`` comes from the light at the foot of the rail, ``copy_asked`` from a notice that
    the disk did not take something.
    """

    page_changed = Signal(str)
    backup_asked = Signal()
    copy_asked = Signal()

    def __init__(self, desk: Desk, makers: Mapping[str, PageMaker]) -> None:
        super().__init__()
        self.desk = desk
        self._makers = makers
        self._pages: dict[str, Page] = {}
        self._rooms: dict[str, PageRoom] = {}
        words = desk.words
        shown = [place for place in PLACES if not place.under]
        self.rail = Rail(
            desk.look,
            words,
            words("Places"),
            [_entry(desk, p.id) for p in shown if p.group == "main"],
            [_entry(desk, p.id) for p in shown if p.group == "more"],
        )
        self.stack = QStackedWidget()
        self.key_line = KeyLine(desk.look)
        self.notice = Notice(desk.look, words)
        self._lay_out()
        self.rail.page_requested.connect(self.show_page)
        self.rail.backup_requested.connect(self.backup_asked)
        self.notice.undo_requested.connect(desk.bridge.undo)
        self.notice.way_requested.connect(self.copy_asked)
        desk.bridge.changed.connect(self._something_changed)
        desk.bridge.failed.connect(self._tell)
        desk.look.changed.connect(self._measure)
        desk.look.changed.connect(self._make_again)

    def _lay_out(self) -> None:
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.rail)
        middle.addWidget(self.stack, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(self.notice)
        whole.addWidget(self.key_line)

    @property
    def page(self) -> Page | None:
        """The page shown."""
        shown = self.stack.currentWidget()
        return shown.page if isinstance(shown, PageRoom) else None

    @Slot(str)
    def show_page(self, name: str) -> None:
        """Go to a page; what was typed on the last one is written first."""
        self.go(Place(name))

    def go(self, place: Place) -> None:
        """Go to a page, and to a row and field on it."""
        self.settle()
        page = self._page(place.page)
        if page is not self.page:
            self.set_focus_mode(False)
        self.stack.setCurrentWidget(self._rooms[place.page])
        self.rail.show_page(_shown_in_rail(place.page))
        if place.id or place.field or place.table:
            page.show_place(place)
        else:
            focus = page.first_focus()
            if focus is not None:
                focus.setFocus(Qt.FocusReason.OtherFocusReason)
            self._rooms[place.page].open_at_top()
        self._say_keys()
        self.page_changed.emit(place.page)

    def set_focus_mode(self, on: bool) -> None:
        """Leave the form of the page alone in the window, or bring everything back (F11)."""
        page = self.page
        if page is not None and (page.has_focus_mode or not on):
            self.rail.setVisible(not on)
            page.set_focus_mode(on)

    @Slot(str, str)
    def say_backup(self, words: str, state: str) -> None:
        """Say how the backup stands, in the rail and on the page."""
        self.rail.show_backup(words, state)
        if self.page is not None:
            self.page.backup_changed()

    def hide_or_show_names(self) -> bool:
        """Put badge codes in the place of names everywhere, or names again; whether they hide."""
        self.settle()
        bridge, words = self.desk.bridge, self.desk.words
        bridge.hide_names(not bridge.hides_names)
        for sought in self.findChildren(SearchField) if bridge.hides_names else ():
            sought.clear()  # people look for names
        hidden = words("Names are hidden; F12 shows them again.")
        self.notice.tell(hidden if bridge.hides_names else words("Names are shown again."), "info")
        return bridge.hides_names

    def settle(self) -> None:
        """Write what is typed and not saved yet, on every page."""
        for page in self._pages.values():
            page.settle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    def _page(self, name: str) -> Page:
        page = self._pages.get(name)
        if page is None:
            page = self._makers[name](self.desk)
            page.place_requested.connect(self.go)
            page.fact_changed.connect(self._say_fact)
            page.notice.connect(self._notify)
            self._pages[name] = page
            room = self._rooms[name] = PageRoom(page, self.stack)
            self.stack.addWidget(room)
        return page

    def _stale(self) -> list[str]:
        scale = self.desk.look.look.type.scale
        return [name for name, room in self._rooms.items() if room.made_at != scale]

    @Slot()
    def _make_again(self) -> None:
        """Make the page shown once more for another text size, at the row one is at.

        The distances of a page are those of the size it was made at. The other pages are made
        when they are gone to.
        """
        stale = self._stale()
        if self.isHidden() or not stale:  # hidden: the plan was closed
            return
        self.settle()
        page, place = self.page, None
        for name in stale:
            if self._pages[name] is page:
                place = Place(name, page.chosen_row())
            room = self._rooms.pop(name)
            del self._pages[name]
            self.stack.removeWidget(room)
            room.deleteLater()
        if place is not None:
            self.go(place)

    @Slot()
    def _measure(self) -> None:
        scale = self.desk.look.look.type.scale
        self.rail.fold(self.width() < FOLD_BELOW or scale > 1.3)

    def _say_keys(self) -> None:
        page = self.page
        self.key_line.show_keys(page.keys() if page is not None else ())
        self._say_fact()

    @Slot()
    def _say_fact(self) -> None:
        page = self.page
        self.key_line.show_fact(page.fact() if page is not None else "")

    @Slot(object)
    def _something_changed(self, step: Step) -> None:
        self.notice.action_happened()
        if any("deleted" in (change.after or {}) and change.before for change in step.changes):
            said = self.desk.said(step)
            self.notice.tell(self.desk.words("Done: {what}.", what=said), undo=True)
        self._say_fact()

    @Slot(str)
    def _notify(self, sentence: str) -> None:
        self.notice.tell(sentence, undo=self.desk.bridge.to_undo is not None)

    @Slot(object)
    def _tell(self, fault: UserError) -> None:
        way = self.desk.words("Save a copy elsewhere") if fault.code in _DISK else ""
        self.notice.tell(say(self.desk.words, fault), "stop", way=way)


def _entry(desk: Desk, id: str) -> RailPlace:
    row = next(place for place in PLACES if place.id == id)
    return RailPlace(row.id, row.icon, desk.words(row.name), row.digit)


def _shown_in_rail(id: str) -> str:
    row = next((place for place in PLACES if place.id == id), None)
    return row.under or row.id if row is not None else id
