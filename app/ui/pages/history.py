"""Everything that was done, newest first, in words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.planfile import Entry
from app.models.records import Commitment, Milestone, Person
from app.models.schema import Value
from app.models.text import shortened
from app.ui.controls import (
    EmptyState,
    Hairline,
    PageHeader,
    Pane,
    PlainButton,
    ProseLabel,
    SearchField,
)
from app.ui.desk import Desk
from app.ui.figures import moment_text, stored_moment
from app.ui.page import Page
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView

SHOWN = 2_000


class HistoryPage(Page):
    """The journal as lines; what a line changed is shown under the list."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        undo = PlainButton(desk.look, words("Undo"), icon="undo-2", keys="Ctrl+Z")
        redo = PlainButton(desk.look, words("Redo"), icon="redo-2", keys="Ctrl+Y")
        self._undo, self._redo = undo, redo
        undo.clicked.connect(desk.bridge.undo)
        redo.clicked.connect(desk.bridge.redo)
        self.header = PageHeader(desk.look, words("History"), (undo, redo))
        self.search = SearchField(desk.look, words("Filter the history"))
        self._model = RowsModel(parent=self)
        self.list = OutlineView(desk.look, words("What was done"), height="document")
        self.list.setModel(self._model)
        self._nothing = EmptyState(desk.look, "", flush=True)
        self._what = _What(desk)
        self._entries: dict[str, Entry] = {}
        self._lay_out()
        self.search.textChanged.connect(self.look_again)
        self.list.selectionModel().currentChanged.connect(self._show)
        desk.bridge.changed.connect(self._changed)
        self.look_again()

    def _lay_out(self) -> None:
        px = self.desk.look.look.px
        paper = Pane(self.desk.look, "paper")
        column = QVBoxLayout(paper)
        column.setContentsMargins(px(24), px(12), px(24), px(12))
        column.addWidget(self.search)
        column.addWidget(self.list, 3)
        column.addWidget(self._nothing, 3)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(paper, 1)
        whole.addWidget(self._what)

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Ctrl+Z", words("undo")),
            ("Ctrl+Y", words("redo")),
            ("Ctrl+F", words("filter")),
        )

    def fact(self) -> str:
        return self.desk.words.n("{n} line", "{n} lines", len(self._entries))

    def first_focus(self) -> QWidget | None:
        return self.search if self.list.isHidden() else self.list

    def filter_list(self) -> None:
        """Put the cursor into the filter (Ctrl+F)."""
        self.search.setFocus()

    @Slot(object)
    def _changed(self, _step: Step) -> None:
        if self.isVisible():
            self.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Show the journal as it is now."""
        entries = self.desk.bridge.entries(SHOWN)
        sought = self.search.text().casefold()
        self._entries = {str(entry.seq): entry for entry in entries}
        rows = [self._row(entry) for entry in reversed(entries)]
        shown = [row for row in rows if sought in row.title.casefold()]
        self._model.show_rows(shown)
        words, bridge = self.desk.words, self.desk.bridge
        self.list.setVisible(bool(shown))
        self._nothing.setVisible(not shown)
        nothing = words("Nothing has these words.") if rows else words("Nothing yet.")
        self._nothing.sentence.set_text(nothing)
        can_undo, can_redo = bridge.to_undo is not None, bridge.to_redo is not None
        self._undo.disable_because("" if can_undo else words("There is nothing to undo."))
        self._redo.disable_because("" if can_redo else words("There is nothing to redo."))
        said = words("Every step of this plan is kept, and none is lost by undoing.")
        self.header.set_sentence(said)
        self.fact_changed.emit()

    def _row(self, entry: Entry) -> Row:
        words = self.desk.words
        said = self.desk.said(entry.step)
        titles = {
            "undo": words("undone: {what}", what=said),
            "redo": words("redone: {what}", what=said),
        }
        where = _where(self.desk, entry.step)
        title = titles.get(entry.kind, said)
        what, when = words.listed((title, where)), moment_text(words, stored_moment(entry.at))
        return Row(
            str(entry.seq),
            what,
            icon={"undo": "undo-2", "redo": "redo-2"}.get(entry.kind, "pen-line"),
            note=when,
            said=words.listed((what, when)),
        )

    @Slot(QModelIndex, QModelIndex)
    def _show(self, now: QModelIndex, _before: QModelIndex) -> None:
        entry = self._entries.get(self._model.rows[now.row()].id) if now.isValid() else None
        self._what.show_step(entry.step if entry else None)


class _What(Pane):
    """What one step changed: before and after, in people's words."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("top",))
        self._desk = desk
        self._before = ProseLabel(desk.look, token="card", ink="ink2")
        self._after = ProseLabel(desk.look, token="card")
        px = desk.look.look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(10), px(24), px(10))
        column.addWidget(self._before)
        column.addWidget(Hairline(desk.look))
        column.addWidget(self._after)
        self.show_step(None)

    def show_step(self, step: Step | None) -> None:
        """Show the first change of a step that has words in it."""
        change = next(filter(_has_words, step.changes), None) if step else None
        self.setVisible(change is not None)
        if change is None:
            return
        words = self._desk.words
        self._before.set_text(words("Before: {text}", text=_text(change.before)))
        self._after.set_text(words("After: {text}", text=_text(change.after)))


def _has_words(change: Change) -> bool:
    return bool(_text(change.before) or _text(change.after))


def _text(values: object) -> str:
    if not isinstance(values, dict):
        return ""
    shown: list[Value] = [
        value
        for name, value in values.items()
        if isinstance(value, str) and value and name in ("title", "text", "name", "reason", "lead")
    ]
    text = " · ".join(str(value) for value in shown)
    return shortened(text, 600)


def _where(desk: Desk, step: Step) -> str:
    """The row a step is about: "3 Open contracts", somebody's name; "" where it is about many."""
    found = ""
    for change in step.changes:
        name = _name(desk.plan, change)
        if found and name and name != found:
            return ""
        found = found or name
    return found


def _name(plan: Plan, change: Change) -> str:
    """What the row of a change, or the commitment it belongs to, is called."""
    row = plan.get(change.table, change.id)
    subject = str(getattr(row, "subject", "") or getattr(row, "commitment", "") or change.id)
    commitment = plan.of(Commitment, subject)
    if commitment is not None:
        return f"{plan.number(commitment.id)} {commitment.title}".strip()
    if isinstance(row, Person):
        return row.name or row.code
    return row.title if isinstance(row, Milestone) else ""
