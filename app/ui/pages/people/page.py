"""The place where the register is kept: search, table, quick line, inspector."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say
from app.models.edits import Step
from app.models.retention import with_keep_until
from app.models.search import fold
from app.models.verbs.people import add_person, delete_people
from app.ui.controls import EmptyState, PageHeader, Pane, PlainButton, PrimaryButton
from app.ui.desk import Desk
from app.ui.page import NEW, Page, Place
from app.ui.pages.people.counts import NO_SECTOR, NOBODY, counted, matching, sentence
from app.ui.pages.people.filters import Filters
from app.ui.pages.people.people_model import NAME, PeopleModel
from app.ui.pages.people.people_table import PeopleTable
from app.ui.pages.people.quick_add import QuickAdd
from app.ui.pages.people.side import SidePane
from app.ui.retention_line import RetentionLine

INSPECTOR, CENTRE = 320, 460
LOW, LOWEST = 480, 400  # heights below which what can wait gives its room to the rows
WIDEST = 16_777_215  # what Qt takes for no limit


class PeoplePage(Page):
    """The register of people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        self._counts = NOBODY  # until ``look_again``
        self._adding = False  # whether somebody new is asked for where there is little room
        self._alone = False  # whether the person stands in place of the table, for want of room
        self.add_button = PrimaryButton(desk.look, words("Add person"), icon="plus")
        self.import_button = PlainButton(desk.look, words("Import people…"), icon="upload")
        self.header = PageHeader(desk.look, words("People"), (self.add_button, self.import_button))
        self.filters = Filters(desk)
        self.model = PeopleModel(desk, self)
        self.table = PeopleTable(desk, self.model)
        self.nothing = EmptyState(desk.look, "", PlainButton(desk.look, "", icon="upload"))
        self.quick = QuickAdd(desk)
        self.retention = RetentionLine(desk, only_due=True)  # until there is room
        self.side = SidePane(desk)
        self.form = self.side.form
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self._centre = Pane(desk.look, "paper")
        self._lay_out()
        self._wire()
        self.look_again()

    def _lay_out(self) -> None:
        px = self.desk.look.look.px
        self._top = QVBoxLayout()
        self._top.setContentsMargins(px(24), px(12), px(24), px(6))
        self._top.addWidget(self.filters)
        centre = QVBoxLayout(self._centre)
        centre.setContentsMargins(0, 0, 0, 0)
        centre.setSpacing(0)
        centre.addLayout(self._top)
        rows = QVBoxLayout()
        rows.setContentsMargins(self.desk.look.look.margins(px(16), 0, 0, 0))
        rows.addWidget(self.table)  # whose words then stand under the name of the page
        centre.addLayout(rows, 1)
        centre.addWidget(self.nothing, 1)
        centre.addWidget(self.quick)
        centre.addWidget(self.retention)
        self._splitter.addWidget(self._centre)
        self._splitter.addWidget(self.side)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setStretchFactor(0, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._splitter, 1)

    def _wire(self) -> None:
        read_only = self.desk.bridge.read_only
        self.add_button.setEnabled(not read_only)
        self.import_button.setEnabled(not read_only)
        self.add_button.clicked.connect(self.add_person)
        self.import_button.clicked.connect(self.import_people)
        button = self.nothing.button
        if button is not None:
            button.clicked.connect(self._help_from_nothing)
        self.filters.moved.connect(self._filter)
        self.table.selectionModel().selectionChanged.connect(self._show_choice)
        self.table.delete_asked.connect(self._delete)
        self.table.activated.connect(self._open)
        self.table.erase_asked.connect(self.erase_person)
        self.form.erase.clicked.connect(self.erase_person)
        self.retention.place_requested.connect(self.place_requested)
        self.quick.wanted.connect(self._add)
        self.quick.left.connect(self._added)
        self.side.left.connect(self._close)
        self.desk.bridge.changed.connect(self._look_again)
        self.desk.look.changed.connect(self._measure)

    # -- what the window asks ---------------------------------------------------------------

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Ctrl+F", words("search")),
            ("F2", words("edit in place")),
            ("Del", words("remove")),
            ("F6", words("next pane")),
            ("Ctrl+H", words("history")),
        )

    def fact(self) -> str:
        words, people = self.desk.words, self._counts.people
        if self.filters.is_on:
            return words("{shown} of {all} shown", shown=len(self.model.people), all=people)
        without = self._counts.sectors.get(NO_SECTOR, 0)
        if without:
            return words.n("{n} person without a sector", "{n} people without a sector", without)
        return ""

    def show_place(self, place: Place) -> None:
        if place.field == NEW:
            self.add_person()
        elif place.id:
            self.choose(place.id)
            field = self.form.lines.get(place.field)
            if field is not None and place.field != "name" and self.side.isVisible():
                field.setFocus(Qt.FocusReason.OtherFocusReason)
            else:
                self._focus_table()

    def chosen_row(self) -> str:
        row, people = self.table.currentIndex().row(), self.model.people
        return people[row].id if 0 <= row < len(people) else ""

    def next_pane(self) -> None:
        panes: list[QWidget] = [self.filters.search, self.table, self.quick.name]
        panes += [field for field in (self.side.first_field(),) if field is not None]
        shown = [pane for pane in panes if pane.isVisibleTo(self) and pane.isEnabled()]
        here = self._pane_with_focus(shown)
        shown[(here + 1) % len(shown)].setFocus(Qt.FocusReason.TabFocusReason)

    def next_problem(self) -> None:
        """Choose the next person without a sector (F8)."""
        people = self.model.people
        start = self.table.currentIndex().row() + 1
        for place in (*range(start, len(people)), *range(start)):
            if place < len(people) and not people[place].sector:
                self.choose(people[place].id)
                return

    def first_focus(self) -> QWidget | None:
        return self.table if self._counts.people else self.quick.name

    def settle(self) -> None:
        self.form.settle()

    @Slot()
    def add_person(self) -> None:
        """Begin with somebody new in the quick line."""
        if not self.desk.bridge.read_only:
            self._close()
            self._adding = True
            self._measure()
            self.quick.begin()

    @Slot()
    def import_people(self) -> None:
        """Choose a table and take the people in it into the register."""
        from app.ui.dialogs.import_people import ImportPeopleDialog  # loaded when first asked for

        if self.desk.bridge.read_only:
            return
        if self.desk.bridge.hides_names:  # who is there already could not be told
            self.notice.emit(say(self.desk.words, UserError("names_hidden")))
            return
        self.settle()
        dialog = ImportPeopleDialog.asked(self.desk, self.window())
        if dialog is None or not dialog.exec() or dialog.step is None:
            return
        if not self.desk.secured("import"):
            return
        self.filters.clear()
        step = self.desk.bridge.do(with_keep_until(self.desk.plan, dialog.step, date.today()))
        if step is not None:
            said = self.desk.said(step)
            self.notice.emit(self.desk.words("Done: {what}.", what=said))
            self._focus_table()

    @Slot()
    def erase_person(self) -> None:
        """Ask about the one person chosen, and erase them for good."""
        from app.ui.forgetting import erase_person  # loaded when first asked for

        chosen = self.table.chosen
        if len(chosen) != 1:
            self.notice.emit(self.desk.words("Choose one person first."))
        elif not self.desk.bridge.read_only:
            self.settle()
            place = erase_person(self.desk, chosen[0], self.window())
            if place is not None:
                self.place_requested.emit(place)

    def filter_list(self) -> None:
        """Put the cursor into the search (Ctrl+F)."""
        self._close()
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def choose(self, id: str) -> None:
        """Choose a person; a filter that hides them is taken off."""
        if self.model.row_of(id) < 0 and self.filters.is_on:
            self.filters.clear()
        row = self.model.row_of(id)
        if row >= 0:
            index = self.model.index(row, NAME)
            self.table.setCurrentIndex(index)
            self.table.scrollTo(index)

    # -- what is shown ----------------------------------------------------------------------

    def look_again(self) -> None:
        """Show the register as it is now."""
        self._counts = counted(self.desk.plan)
        sectors = self.desk.edition("sectors")
        said = sentence(self.desk.words, self._counts, sectors) if self._counts.people else ""
        self.header.set_sentence(said)
        self.filters.show_counts(self._counts)
        self._show_rows(keep=self.table.chosen)
        self._show_choice()
        if self.side.isHidden() == bool(self._counts.people):
            self._measure()

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if step.touches("person") or step.touches("consent") or step.touches("contact"):
            self.look_again()

    @Slot()
    def _filter(self) -> None:
        chosen = self.table.chosen
        self._show_rows(keep=())
        still = [id for id in chosen if self.model.row_of(id) >= 0]
        self.table.select(still)
        self._show_choice()

    def _show_rows(self, keep: tuple[str, ...]) -> None:
        """Show who matches; those in ``keep`` stay, so that nobody goes while being written."""
        filters, people = self.filters, self.desk.plan.people
        found = matching(people, self._counts, filters.sought, filters.sectors, filters.purposes)
        if keep and len(found) < len(people):
            wanted = {person.id for person in found} | set(keep)
            found = [person for person in people if person.id in wanted]
        if self.model.show_people(found):
            self.table.select(keep)
        self._say_nothing(shown=len(found))
        self.fact_changed.emit()

    def _say_nothing(self, shown: int) -> None:
        words, empty = self.desk.words, not self._counts.people
        said = words("Nobody is in the register yet. Write the first name below.")
        button = self.nothing.button
        if not empty:
            said = words("Nobody in the register is like this.")
        if button is not None:
            text = words("Import people…") if empty else words("Show everybody")
            button.set_label(text, "upload" if empty else "users")
            button.setEnabled(not empty or not self.desk.bridge.read_only)
        self.nothing.set_sentence(said)
        self.nothing.setVisible(not shown)
        self.table.setVisible(bool(shown))
        self.filters.setVisible(not empty)
        self.import_button.setVisible(not empty)
        self.header.updateGeometry()

    @Slot()
    def _help_from_nothing(self) -> None:
        if self._counts.people:
            self.filters.clear()
        else:
            self.import_people()

    @Slot()
    def _show_choice(self) -> None:
        self.side.show_chosen(self.table.chosen, self._counts)

    # -- what people do ---------------------------------------------------------------------

    @Slot(str, str)
    def _add(self, name: str, organisation: str) -> None:
        plan = self.desk.plan
        twins = [one for one in plan.people if fold(one.name) == fold(name)]
        asked = with_keep_until(plan, add_person(plan, name, organisation), date.today())
        step = self.desk.bridge.do(asked)
        if step is None:
            self.quick.put_back(name, organisation)
            return
        self.choose(step.changes[0].id)
        if twins:
            about = " · ".join(filter(None, (twins[0].name, twins[0].organisation)))
            words = self.desk.words
            self.notice.emit(words("Somebody of this name is here already: {who}.", who=about))

    @Slot()
    def _delete(self) -> None:
        chosen = self.table.chosen
        if not chosen or self.desk.bridge.read_only:
            return
        self.form.settle()
        row = min(self.model.row_of(id) for id in chosen)
        self.desk.bridge.do(delete_people(self.desk.plan, chosen))
        people = self.model.people
        if people:
            self.choose(people[min(row, len(people) - 1)].id)

    @Slot(QModelIndex)
    def _open(self, _index: QModelIndex) -> None:
        """Go into the person's fields; where there is no room they take the table's place."""
        if len(self.table.chosen) == 1:
            self._alone = not self.side.isVisibleTo(self)
            self._measure()
            self.form.lines["name"].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _close(self) -> None:
        if self._alone:
            self._alone = False
            self._measure()
            self._focus_table()

    @Slot()
    def _added(self) -> None:
        """Nobody else is to be added now."""
        self._adding = False
        self._focus_table()
        self._measure()

    @Slot()
    def _focus_table(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- room and focus ---------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.table.hasFocus():
            self._close()
            self._focus_table()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @Slot()
    def _measure(self) -> None:
        px = self.desk.look.look.px
        width = px(INSPECTOR)
        beside = self.width() >= width + px(CENTRE)
        self._alone = self._alone and not beside
        self.side.setVisible((beside and bool(self._counts.people)) or self._alone)
        self._centre.setVisible(not self._alone)
        self.side.show_back(self._alone)
        low = self.height() < px(LOW)
        self.filters.fold_away(low)
        self.retention.give_way(low)
        self.header.setVisible(not (low and self._alone))  # the person's fields need the room
        self._top.setContentsMargins(px(24), px(6 if low else 12), px(24), px(2 if low else 6))
        room = self.height() >= px(LOWEST) or not self._counts.people
        self.quick.setVisible(room or self._adding)
        self.side.setMinimumWidth(min(width, self.width()) - 20)
        self.side.setMaximumWidth(width + 120 if beside else WIDEST)
        self._splitter.setSizes([self.width(), width])

    def _pane_with_focus(self, shown: list[QWidget]) -> int:
        holders: dict[QWidget, QWidget] = {
            self.filters.search: self.filters,
            self.quick.name: self.quick,
        }
        for n, pane in enumerate(shown):
            holder = holders.get(pane, self.side if pane is self.side.first_field() else pane)
            inside = holder.focusWidget()
            if inside is not None and inside.hasFocus():
                return n
        return -1
