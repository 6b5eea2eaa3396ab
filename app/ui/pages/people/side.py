"""The pane beside the table: one person, or the balance of the register."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.models.records import Person
from app.ui.controls import Pane, PlainButton
from app.ui.desk import Desk
from app.ui.pages.people.balance import Balance
from app.ui.pages.people.counts import Counts
from app.ui.pages.people.person_form import PersonForm
from app.ui.pages.people.rooms import scrolled


class SidePane(Pane):
    """``left`` comes from the way back to the list, which is shown when the pane stands alone."""

    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("start",))
        self._desk = desk
        self.form = PersonForm(desk)
        self.balance = Balance(desk)
        self.back = PlainButton(desk.look, desk.words("Back to the list"), icon="arrow-left")
        self.stack = QStackedWidget()
        self.stack.addWidget(scrolled(self.balance, "panel"))
        self.stack.addWidget(scrolled(self.form, "panel"))
        column = QVBoxLayout(self)
        column.setContentsMargins(desk.look.look.margins(1, 0, 0, 0))
        column.setSpacing(0)
        px = desk.look.look.px
        self._top = QHBoxLayout()
        self._top.setContentsMargins(px(16), px(10), px(16), 0)
        self._top.addWidget(self.back)
        self._top.addStretch(1)
        self._way_back = QWidget()
        self._way_back.setLayout(self._top)
        column.addWidget(self._way_back)
        column.addWidget(self.stack, 1)
        self.show_back(False)
        self.back.clicked.connect(self.left)

    def show_chosen(self, chosen: Sequence[str], counts: Counts) -> None:
        """Show the one person chosen; for none or several, the balance."""
        if len(chosen) == 1 and self._desk.plan.of(Person, chosen[0]) is not None:
            self.form.show_person(chosen[0])
            self.stack.setCurrentIndex(1)
            return
        self.form.settle()
        self.balance.show_counts(counts, len(chosen))
        self.stack.setCurrentIndex(0)

    def show_back(self, on: bool) -> None:
        """Whether the pane stands in place of the list, so that a way back is needed."""
        self._way_back.setVisible(on)

    def first_field(self) -> QWidget | None:
        """The first field of the person shown, if one is."""
        return self.form.lines["name"] if self.stack.currentIndex() == 1 else None
