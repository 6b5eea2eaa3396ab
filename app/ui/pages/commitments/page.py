"""The place where commitments are written: outline, form, inspector."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QSplitter, QWidget

from app.models.edits import Step
from app.models.records import Commitment
from app.ui.desk import Desk
from app.ui.page import NEW, Page, Place
from app.ui.pages.commitments.desk_form import DeskForm
from app.ui.pages.commitments.inspector import InspectorPane
from app.ui.pages.commitments.outline_pane import PLAN_ROW, OutlinePane

OUTLINE, INSPECTOR, CENTRE = 260, 330, 560


class CommitmentsPage(Page):
    """The writing desk."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.outline = OutlinePane(desk)
        self.form = DeskForm(desk)
        self.inspector = InspectorPane(desk)
        self.inspector.selected_text = self._selected_text
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        for pane in (self.outline, self.form, self.inspector):
            self.splitter.addWidget(pane)
        self.splitter.setHandleWidth(1)
        self.splitter.setChildrenCollapsible(False)
        self.splitter.setStretchFactor(1, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.splitter)
        self.outline.chosen.connect(self._show)
        self.inspector.go_to.connect(self.form.go_to)
        desk.bridge.changed.connect(self._look_again)
        desk.look.changed.connect(self._measure)
        self._focus_mode = False
        self._measure()
        first = desk.plan.commitments
        self.outline.choose(first[0].id if first else PLAN_ROW)

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("F8", words("next problem")),
            ("F6", words("next pane")),
            ("F11", words("focus")),
            ("Ctrl+Return", words("add milestone")),
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
        if place.field:
            table = "plan" if not place.id else "answer"
            milestone = self.desk.plan.get("milestone", place.field)
            if milestone is not None:
                self.form.go_to("milestone", place.field, "title")
            else:
                self.form.go_to(table, place.id, place.field)

    def next_pane(self) -> None:
        panes: list[QWidget] = [self.outline.list, self.form, self.inspector]
        shown = [pane for pane in panes if pane.isVisible()]
        here = next((n for n, pane in enumerate(shown) if self._has_focus(pane)), -1)
        pane = shown[(here + 1) % len(shown)]
        pane.setFocus(Qt.FocusReason.TabFocusReason)
        if pane is self.form:
            question = next(iter(self.form.form.questions.values()), None)
            if question is not None and self.form.commitment:
                question.field.setFocus()

    def next_problem(self) -> None:
        self.inspector.next_problem()

    def first_focus(self) -> QWidget | None:
        return self.outline.list

    def settle(self) -> None:
        self.form.settle()

    def filter_list(self) -> None:
        """Put the cursor into the outline's filter (Ctrl+F)."""
        self.outline.search.setFocus()

    def add_commitment(self) -> None:
        """Add a commitment and begin with its first question."""
        if self.outline.add_commitment() is not None:
            question = self.form.form.question("title")
            if question is not None:
                question.field.setFocus()

    def add_milestone(self) -> None:
        """Add a milestone to the commitment shown (Ctrl+Enter)."""
        if self.form.commitment:
            self.form.milestones.add_milestone()

    def set_focus_mode(self, on: bool) -> None:
        """Leave the form alone on the page, or bring its neighbours back (F11)."""
        self._focus_mode = on
        self._measure()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._measure()

    @Slot()
    def _measure(self) -> None:
        px = self.desk.look.look.px
        wide = self.width() >= px(OUTLINE) + px(INSPECTOR) + CENTRE
        room = self.width() >= px(OUTLINE) + CENTRE
        self.inspector.setVisible(wide and not self._focus_mode)
        self.outline.setVisible(room and not self._focus_mode)
        for pane, width in ((self.outline, OUTLINE), (self.inspector, INSPECTOR)):
            pane.setMinimumWidth(min(px(width), 420) if pane is self.outline else px(width) - 60)
            pane.setMaximumWidth(px(width) + 160)
        self.splitter.setSizes([px(OUTLINE), self.width(), px(INSPECTOR)])

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
