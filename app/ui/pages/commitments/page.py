"""The place where commitments are written: outline, form, inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QWidget

from app.models.edits import Step
from app.models.records import Commitment
from app.ui.desk import Desk
from app.ui.page import NEW, Page, Place
from app.ui.pages.commitments.desk_form import DeskForm
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.outline_pane import PLAN_ROW, OutlinePane
from app.ui.pages.commitments.panes import NAMES, DeskPanes


class CommitmentsPage(Page):
    """The writing desk."""

    has_focus_mode = True

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.outline = OutlinePane(desk)
        self.form = DeskForm(desk)
        self.inspector = InspectorPane(desk)
        self.inspector.selected_text = self._selected_text
        self.panes = DeskPanes(desk, self.outline, self.form, self.inspector, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.panes)
        self.outline.chosen.connect(self._show)
        self.outline.opened.connect(self._open)
        self.inspector.go_to.connect(self._go_to)
        self.inspector.wanted.connect(lambda: self.panes.reveal("inspector"))
        desk.bridge.changed.connect(self._look_again)
        first = desk.plan.commitments
        self.outline.choose(first[0].id if first else PLAN_ROW)

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("F8", words("next problem")),
            ("F6", words("next pane")),
            ("F11", words("focus")),
            ("Ctrl+Enter", words("add milestone")),
            ("Ctrl+H", words("history")),
        )

    def fact(self) -> str:
        commitment = self.desk.plan.of(Commitment, self.form.commitment)
        if commitment is None:
            return ""
        done = self.desk.assess(commitment).progress
        words = self.desk.words
        return words("{done} of {total} questions answered", done=done.done, total=done.total)

    def show_place(self, place: Place) -> None:
        if place.field == NEW:
            self.add_commitment()
            return
        self.outline.choose(place.id or PLAN_ROW)
        if place.table:
            self.inspector.checks.lead_to(place.table, place.row, place.field)
        elif place.field:
            self.panes.reveal("form")
            table = "plan" if not place.id else "answer"
            milestone = self.desk.plan.get("milestone", place.field)
            if milestone is not None:
                self.form.go_to("milestone", place.field, "title")
            else:
                self.form.go_to(table, place.id, place.field)

    def chosen_row(self) -> str:
        return "" if self.outline.current == PLAN_ROW else self.outline.current

    def next_pane(self) -> None:
        panes: tuple[QWidget, ...] = (self.outline, self.form, self.inspector)
        here = next((n for n, pane in enumerate(panes) if self._has_focus(pane)), -1)
        self._enter(NAMES[(here + 1) % len(NAMES)])

    @Slot(str)
    def _enter(self, name: str) -> None:
        """Bring a pane to sight and the focus into it."""
        self.panes.reveal(name)
        if name == "form":
            self.form.take_focus()
        else:
            pane = self.outline.list if name == "outline" else self.inspector
            pane.setFocus(Qt.FocusReason.TabFocusReason)

    def next_problem(self) -> None:
        self.inspector.next_problem()

    def first_focus(self) -> QWidget | None:
        return self.outline.list

    def settle(self) -> None:
        self.form.settle()

    def filter_list(self) -> None:
        """Put the cursor into the outline's filter (Ctrl+F)."""
        self.panes.reveal("outline")
        self.outline.search.setFocus()

    def add_commitment(self) -> None:
        """Add a commitment and begin with its first question."""
        if self.outline.add_commitment() is not None:
            self._go_to("commitment", self.form.commitment, "title")

    def add_milestone(self) -> None:
        """Add a milestone to the commitment shown (Ctrl+Enter)."""
        if self.form.commitment:
            self.panes.reveal("form")
            self.form.milestones.add_milestone()

    def set_focus_mode(self, on: bool) -> None:
        """Leave the form alone on the page, or bring its neighbours back (F11)."""
        self.panes.set_focus_mode(on)

    @Slot(str, str, str)
    def _go_to(self, table: str, id: str, field: str) -> None:
        if table == "commitment" and not id:
            self.panes.reveal("outline")
            self.outline.add.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.panes.reveal("form")
        self.form.go_to(table, id, field)

    @Slot()
    def _open(self) -> None:
        if "form" not in self.panes.shown:
            self._enter("form")

    @Slot(str)
    def _show(self, id: str) -> None:
        if id == PLAN_ROW:
            self.form.show_plan()
            self.inspector.show_commitment("")
        else:
            self.form.show_commitment(id)
            self.inspector.show_commitment(id)
        self.fact_changed.emit()

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        self.outline.look_again()
        shown = self.form.commitment
        if shown and self.desk.plan.of(Commitment, shown) is None:
            rows = self.desk.plan.commitments
            self.outline.choose(rows[0].id if rows else PLAN_ROW)
        self.fact_changed.emit()

    def _selected_text(self) -> tuple[str, str]:
        for question in self.form.form.questions.values():
            field = question.field
            if isinstance(field, QPlainTextEdit) and field.textCursor().hasSelection():
                words = field.textCursor().selectedText().replace("\u2029", "\n")
                return question.item.id, words
        return "", ""

    def _has_focus(self, pane: QWidget) -> bool:
        focus = self.focusWidget()
        return focus is not None and (focus is pane or pane.isAncestorOf(focus))
