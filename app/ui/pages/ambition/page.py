"""How ambitious the room finds each commitment: the table, the sheet being keyed, the sides."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHeaderView, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.models.ambition import far_apart, latest_round, scale_of, sheets, spread
from app.models.edits import Step
from app.models.records import Commitment
from app.ui.controls import EmptyState, PageHeader, Pane, PlainButton, PrimaryButton, ScrollPane
from app.ui.desk import Desk
from app.ui.page import Page, Place
from app.ui.pages.ambition.legend import Legend
from app.ui.pages.ambition.sentence import far_words, sentence
from app.ui.pages.ambition.sheet import SheetStrip
from app.ui.pages.ambition.side import AmbitionSide
from app.ui.pages.ambition.table import (
    GROUPS,
    MIDDLE,
    NUMBER,
    SHEET,
    SPREAD,
    TITLE,
    AmbitionModel,
    AmbitionTable,
)
from app.ui.painting import text_width

SIDE, CENTRE = 355, 560
LEAST_TITLE, MARGINS = 150, 30  # of a commitment in the table; beside the columns
_WIDTHS = {NUMBER: 42, SHEET: 120, MIDDLE: 128, GROUPS: 184, SPREAD: 112}
_BESIDE = 42  # the words of a cell: its glyph and its sides


class AmbitionPage(Page):
    """The ambition of the plan. Digits key a sheet, F8 goes to the next far apart."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words, looks = desk.words, desk.look
        self._again: tuple[str, ...] = ()  # the commitments of a further round, or all
        self._keying = False
        self.key = PlainButton(looks, words("Key a sheet"), icon="pen-line")
        self.all = PlainButton(looks, words("Show all commitments"), icon="list")
        self.second = PrimaryButton(looks, "", icon="refresh-cw")
        self.header = PageHeader(looks, words("Ambition"), (self.key, self.all, self.second))
        self.sheet = SheetStrip(desk)
        self.model = AmbitionModel(desk)
        self.table = AmbitionTable(looks, words("Ambition of the commitments"))
        self.table.setModel(self.model)
        self.legend = Legend(desk)
        self.side = AmbitionSide(desk)
        first = PrimaryButton(looks, words("Key the first sheet"), icon="pen-line")
        self.empty = EmptyState(looks, "", first)
        self._stack = QStackedWidget()
        self._lay_out()
        first.clicked.connect(self._first)
        self._connect()
        self.look_again()

    def _connect(self) -> None:
        self.key.clicked.connect(self.begin_sheet)
        self.all.clicked.connect(self.show_all)
        self.second.clicked.connect(self.begin_second_round)
        self.table.selectionModel().currentRowChanged.connect(self._row_chosen)
        self.table.digit_pressed.connect(self._key_level)
        self.table.reason_asked.connect(self._ask_reason)
        self.sheet.rater_changed.connect(self.look_again)
        self.sheet.ready.connect(self._to_table)
        self.sheet.reason_given.connect(self._key_reason)
        self.sheet.done.connect(self.end_sheets)
        self.side.commitment_asked.connect(self._open)
        self.desk.bridge.changed.connect(self._changed)
        self.desk.look.changed.connect(self._measure)

    @property
    def current(self) -> str:
        """The id of the commitment one is at, "" for none."""
        row = self.table.currentIndex().row()
        return self.model.rows[row].commitment.id if 0 <= row < len(self.model.rows) else ""

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        levels = len(scale_of(self.desk.editions().ambition))
        digits = " ".join(str(n) for n in range(1, levels + 1))
        return (
            ("↑↓", words("commitment")),
            (digits, words("key a sheet")),
            ("R", words("reason")),
            ("F8", words("next far apart")),
        )

    def fact(self) -> str:
        number = self._newest()
        if not number:
            return ""
        keyed = sheets(self.desk.plan, self.desk.editions().ambition, number)
        words = self.desk.words
        return words.n("{n} sheet keyed, round {r}", "{n} sheets keyed, round {r}", keyed, r=number)

    def show_place(self, place: Place) -> None:
        if place.id:
            self.show_all()
            self._choose(place.id)
        self.table.setFocus()

    def chosen_row(self) -> str:
        return self.current

    def first_focus(self) -> QWidget | None:
        return self.table if self._stack.currentIndex() else self.empty.button

    def next_problem(self) -> None:
        """Go to the next commitment the sides are far apart on."""
        far = [place for place, row in enumerate(self.model.rows) if row.spread.is_far_apart]
        if not far:
            return
        here = self.table.currentIndex().row()
        place = next((place for place in far if place > here), far[0])
        self.table.setCurrentIndex(self.model.index(place, TITLE))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def next_pane(self) -> None:
        """From the sheet to the table to the side, and round again."""
        panes: list[QWidget] = [self.table, self.side.open]
        if self._keying:
            panes.insert(0, self.sheet.rater)
        here = next((n for n, pane in enumerate(panes) if pane.hasFocus()), -1)
        panes[(here + 1) % len(panes)].setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def begin_sheet(self) -> None:
        """Open the fields of a sheet and ask whose it is."""
        if self.desk.bridge.read_only:
            return
        if not self._keying:
            newest = max(1, self._newest())
            self.sheet.offer_rounds(newest, newest)
        self._keying = True
        self.look_again()
        self.sheet.rater.setFocus()
        self.sheet.rater.selectAll()

    @Slot()
    def end_sheets(self) -> None:
        """Put the sheet away and show what the room said."""
        self._keying = False
        self.sheet.rater.show_rater("")
        self.look_again()
        self.table.setFocus()

    @Slot()
    def begin_second_round(self) -> None:
        """Rate again what the room is far apart on, and only that."""
        edition = self.desk.editions().ambition
        again = far_apart(self.desk.plan, edition)
        if not again or self.desk.bridge.read_only:
            return
        self._again = again
        number = max(latest_round(self.desk.plan, id, edition) for id in again) + 1
        self.sheet.offer_rounds(number, number)
        self._keying = True
        self.look_again()
        self.sheet.rater.setFocus()

    @Slot()
    def show_all(self) -> None:
        """Show every commitment again."""
        self._again = ()
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Show the ratings as they are now."""
        plan, edition = self.desk.plan, self.desk.editions().ambition
        chosen = self.current
        rated = self._newest() > 0
        self._stack.setCurrentIndex(1 if plan.commitments and (rated or self._keying) else 0)
        self._say_empty()
        keyed = self.sheet.keyed() if self._keying else {}
        rows = []
        for number, row in enumerate(plan.commitments, 1):
            if not self._again or row.id in self._again:
                level = keyed[row.id].level if row.id in keyed else ""
                rows.append(self.model.row_of(row, number, spread(plan, row.id, edition), level))
        self.model.show_rows(tuple(rows), edition)
        self.table.head.show_scale(len(scale_of(edition)))
        self.table.setColumnHidden(SHEET, not self._keying)
        self._measure()
        if rows:
            self._choose(chosen if chosen in {r.commitment.id for r in rows} else "")
        self._say_state()
        self.side.show_commitment(self.current)
        self.fact_changed.emit()

    def _say_empty(self) -> None:
        words, button = self.desk.words, self.empty.button
        if self.desk.plan.commitments:
            self.empty.set_sentence(words("Nobody has rated the commitments yet."))
            label, icon = words("Key the first sheet"), "pen-line"
        else:
            self.empty.set_sentence(words("No commitments to rate yet."))
            label, icon = words("Go to the commitments"), "file-text"
        if button is not None:
            button.set_label(label, icon)

    def _say_state(self) -> None:
        words = self.desk.words
        far = sum(row.spread.is_far_apart for row in self.model.rows)
        shown = bool(self._stack.currentIndex())
        writable = not self.desk.bridge.read_only
        self.second.set_label(words("Second round for {n}", n=far))
        self.second.setVisible(shown and far > 0 and not self._again and writable)
        self.all.setVisible(shown and bool(self._again))
        self.key.setVisible(shown and not self._keying and writable)
        self.sheet.setVisible(shown and self._keying)
        spreads = [row.spread for row in self.model.rows]
        said = sentence(words, spreads, far) if shown else ""
        self.header.set_sentence(said, strong=far_words(words, far))
        self.legend.show_rows(spreads)
        self._say_sheet()

    def _say_sheet(self) -> None:
        words = self.desk.words
        if not self.sheet.rater.rater:
            said = words("Say whose sheet it is and press Enter; then a digit keys each row.")
        else:
            done = sum(bool(row.sheet) for row in self.model.rows)
            total = len(self.model.rows)
            said = words("{done} of {total} keyed on this sheet.", done=done, total=total)
        self.sheet.said.set_text(said)

    def _newest(self) -> int:
        plan, edition = self.desk.plan, self.desk.editions().ambition
        return max((latest_round(plan, c.id, edition) for c in plan.commitments), default=0)

    def _choose(self, id: str) -> None:
        places = [row.commitment.id for row in self.model.rows]
        place = places.index(id) if id in places else 0
        if self.table.currentIndex().row() != place or not self.current:
            self.table.setCurrentIndex(self.model.index(place, TITLE))

    @Slot(int)
    def _key_level(self, digit: int) -> None:
        levels = scale_of(self.desk.editions().ambition)
        if digit > len(levels) or not self.current or self.desk.bridge.read_only:
            return
        if not self._keying or not self.sheet.rater.rater:
            self.begin_sheet()
            return
        reason = self.sheet.given(self.current).reason
        if not self.sheet.keep(self.current, levels[digit - 1].id, reason):
            return
        place = self.table.currentIndex().row()
        if place + 1 < len(self.model.rows):
            self.table.setCurrentIndex(self.model.index(place + 1, TITLE))
        elif all(row.sheet for row in self.model.rows):
            self.begin_sheet()

    @Slot()
    def _ask_reason(self) -> None:
        if not self._keying or not self.sheet.given(self.current).level:
            self.sheet.said.set_text(self.desk.words("Key a level first, then its reason."))
            return
        self.sheet.reason.setText(self.sheet.given(self.current).reason)
        self.sheet.reason.setFocus()
        self.sheet.reason.selectAll()

    @Slot(str)
    def _key_reason(self, reason: str) -> None:
        given = self.sheet.given(self.current)
        if given.level and self.sheet.keep(self.current, given.level, reason):
            self.table.setFocus()

    @Slot()
    def _to_table(self) -> None:
        first = next((n for n, row in enumerate(self.model.rows) if not row.sheet), 0)
        self.table.setCurrentIndex(self.model.index(first, TITLE))
        self.table.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _first(self) -> None:
        if self.desk.plan.commitments:
            self.begin_sheet()
        else:
            self.place_requested.emit(Place("commitments"))

    @Slot(QModelIndex, QModelIndex)
    def _row_chosen(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.sheet.reason.setText(self.sheet.given(self.current).reason)
        self.side.show_commitment(self.current)

    @Slot(str)
    def _open(self, id: str) -> None:
        self.place_requested.emit(Place("commitments", id))

    @Slot(object)
    def _changed(self, step: Step) -> None:
        if step.touches("person"):
            self.sheet.rater.offer_people()
        if any(step.touches(table) for table in ("rating", "commitment", "plan")):
            living = {c.id for c in self.desk.plan.all(Commitment)}
            self._again = tuple(id for id in self._again if id in living)
            self.look_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @Slot()
    def _measure(self) -> None:
        px = self.desk.look.look.px
        widths = self._widths()
        for column, width in widths.items():
            self.table.setColumnWidth(column, width)
        others = sum(widths.values()) - (0 if self._keying else widths[SHEET]) + px(MARGINS)
        beside = self.width() >= px(SIDE) + max(CENTRE, others + px(LEAST_TITLE))
        self._beside.setVisible(beside)
        self._beside.setFixedWidth(px(SIDE))
        self.splitter.setSizes([self.width(), px(SIDE)])
        room = self.width() - (px(SIDE) if beside else 0) - others
        modes, head = QHeaderView.ResizeMode, self.table.horizontalHeader()
        fits = room >= px(LEAST_TITLE)  # else the table is wider than its room and scrolls
        head.setSectionResizeMode(TITLE, modes.Stretch if fits else modes.Interactive)
        if not fits:
            self.table.setColumnWidth(TITLE, px(LEAST_TITLE))

    def _widths(self) -> dict[int, int]:
        """The columns beside the titles: no word of a level or of the spread is cut."""
        look, words = self.desk.look.look, self.desk.words
        levels = [level.name for level in scale_of(self.desk.editions().ambition)]
        said = {
            SHEET: [*levels, words("not rated")],
            MIDDLE: [*levels, words("not rated")],
            SPREAD: [words("Far apart"), words.p("spread", "Close")],
        }
        widths = {column: look.px(width) for column, width in _WIDTHS.items()}
        for column, texts in said.items():
            widest = max(text_width(look.font("body", 600), text) for text in texts)
            widths[column] = max(widths[column], widest + look.px(_BESIDE))
        return widths

    def _lay_out(self) -> None:
        px = self.desk.look.look.px
        self._beside = Pane(self.desk.look, "panel")
        beside = QVBoxLayout(self._beside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(ScrollPane(self.side, "panel"))
        head = self.table.horizontalHeader()
        head.setStretchLastSection(False)
        centre = Pane(self.desk.look)
        column = QVBoxLayout(centre)
        column.setContentsMargins(self.desk.look.look.margins(px(12), 0, 0, 0))
        column.addWidget(self.table, 1)
        column.addWidget(self.legend)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.addWidget(centre)
        self.splitter.addWidget(self._beside)
        self.splitter.setStretchFactor(0, 1)
        empty = Pane(self.desk.look)
        alone = QVBoxLayout(empty)
        alone.setContentsMargins(0, 0, 0, 0)  # it stands under the name of the page
        alone.addWidget(self.empty)
        self._stack.addWidget(empty)
        self._stack.addWidget(self.splitter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.sheet)
        whole.addWidget(self._stack, 1)
