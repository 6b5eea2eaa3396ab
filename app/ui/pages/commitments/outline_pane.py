"""The outline of the plan: its own sections, then its commitments by theme."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout

from app.models.assess import Assessment, Editions
from app.models.edits import Step
from app.models.plan import Plan
from app.models.records import Commitment
from app.models.search import fold
from app.models.verbs import drafting
from app.ui.controls import Pane, ProseLabel, QuietButton, SearchField
from app.ui.desk import Desk
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView, moved_by

PLAN_ROW = "plan"
ADD_KEYS = "Ctrl+Shift+N"
LOWEST = 400  # a pane lower than this has no room for the arithmetic


class OutlineList(OutlineView):
    """The list itself; ``shift_asked(-1 | 1)`` and ``delete_asked`` are asked for by key."""

    shift_asked = Signal(int)
    delete_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = moved_by(event)
        if by:
            self.shift_asked.emit(by)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        else:
            super().keyPressEvent(event)


class OutlinePane(Pane):
    """Filter, list and arithmetic. ``chosen(id)`` is a commitment, or ``PLAN_ROW``.

    ``opened`` comes when the chosen row is pressed, or Enter on it.
    """

    chosen = Signal(str)
    opened = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("end",))
        self._desk = desk
        self._made: dict[str, tuple[object, Row]] = {}  # what each row rests on, and the row
        self.search = SearchField(desk.look, "")
        self.list = OutlineList(desk.look, desk.words("Outline of the plan"))
        self.list.setUniformItemSizes(True)  # else each of very many rows is measured again
        self.model = RowsModel(parent=self)
        self.list.setModel(self.model)
        add = desk.words("Add commitment")
        self.add = QuietButton(desk.look, add, icon="plus", keys=ADD_KEYS, flush=True)
        self.add.setEnabled(not desk.bridge.read_only)
        self._sum = ProseLabel(desk.look, token="small", ink="ink2")
        self._lay_out()
        self.search.textChanged.connect(self.look_again)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.activated.connect(self.opened)
        self.list.clicked.connect(self.opened)
        self.list.shift_asked.connect(self._move)
        self.list.delete_asked.connect(self._delete)
        self.add.clicked.connect(self.add_commitment)
        self.look_again()

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(self._desk.look.look.margins(0, px(12), 1, px(10)))
        column.setSpacing(px(8))
        top = QVBoxLayout()
        top.setContentsMargins(px(14), 0, px(14), 0)
        top.addWidget(self.search)
        column.addLayout(top)
        column.addWidget(self.list, 1)
        foot = QVBoxLayout()
        foot.setContentsMargins(px(14), 0, px(14), 0)
        foot.setSpacing(px(4))
        foot.addWidget(self.add)
        foot.addWidget(self._sum)
        column.addLayout(foot)

    @property
    def current(self) -> str:
        """The id of the chosen row, "" for none."""
        index = self.list.currentIndex()
        return str(index.data(Role.ID)) if index.isValid() else ""

    def choose(self, id: str) -> None:
        """Choose a row; a filter that hides it is taken off."""
        place = self._place(id)
        if place < 0 and self.search.text():
            self.search.clear()
            place = self._place(id)
        if place >= 0 and self.current != id:
            self.list.setCurrentIndex(self.model.index(place))

    @Slot()
    def look_again(self) -> None:
        """Show the outline of the plan as it is now."""
        current = self.current
        plan, editions = self._desk.plan, self._desk.editions()
        rows = tuple(self._rows(plan, editions))
        self.model.show_rows(rows)
        count = len(plan.commitments)
        words = self._desk.words
        self.search.setPlaceholderText(
            words.n("Filter {n} commitment", "Filter {n} commitments", count)
        )
        self.search.setAccessibleName(self.search.placeholderText())
        self._say_sum(plan, editions)
        if current and self.current != current and self._place(current) >= 0:
            self.list.setCurrentIndex(self.model.index(self._place(current)))

    def _rows(self, plan: Plan, editions: Editions) -> Iterator[Row]:
        sought = fold(self.search.text())
        words = self._desk.words
        if not sought:
            yield self._plan_row(plan, editions)
        themes = {item.id: item.title for item in editions.themes.items}
        groups: dict[str, list[Commitment]] = {}
        for commitment in plan.commitments:
            if sought in fold(commitment.title):
                groups.setdefault(commitment.theme, []).append(commitment)
        for theme, commitments in groups.items():
            if len(groups) > 1 or theme:
                name = themes.get(theme, theme) or words("Without a theme")
                yield Row(f"theme {theme}", name, section=True)
            for commitment in commitments:
                yield self._commitment_row(plan, editions, commitment)

    def _plan_row(self, plan: Plan, editions: Editions) -> Row:
        sections = editions.template.questions("plan")
        written = sum(
            bool(plan.answer(editions.template.id, s.id, plan.info.id).text) for s in sections
        )
        share = written / len(sections) if sections else 1.0
        title = self._desk.words("The plan itself")
        spoken = self._desk.words(
            "{title}, {done} of {total} sections", title=title, done=written, total=len(sections)
        )
        return Row(PLAN_ROW, title, share=share, said=spoken)

    def _commitment_row(self, plan: Plan, editions: Editions, commitment: Commitment) -> Row:
        assessed = self._desk.assessor.of(plan, editions, commitment)
        rests_on = (assessed, plan.number(commitment.id), commitment.title)
        made = self._made.get(commitment.id)
        if made is None or made[0] != rests_on:
            made = rests_on, self._made_row(commitment, str(rests_on[1]), assessed)
            self._made[commitment.id] = made
        return made[1]

    def _made_row(self, commitment: Commitment, number: str, assessed: Assessment) -> Row:
        gaps, done = assessed.gaps, assessed.progress
        title = commitment.title or self._desk.words("Untitled commitment")
        said = self._desk.words(
            "{number} {title}, {done} of {total} answers, {n} checks",
            number=number,
            title=title,
            done=done.done,
            total=done.total,
            n=len(gaps),
        )
        stops = any(gap.severity == "stop" for gap in gaps)
        return Row(
            commitment.id,
            title,
            number,
            done.share,
            problems=str(len(gaps)) if gaps else None,
            severity="stop" if stops else "warn",
            tip=title,
            said=said,
        )

    def _say_sum(self, plan: Plan, editions: Editions) -> None:
        words = self._desk.words
        assessor = self._desk.assessor
        parts = [assessor.of(plan, editions, c).progress for c in plan.commitments]
        total = sum(part.total for part in parts)
        share = round(100 * sum(part.done for part in parts) / total) if total else 0
        gaps = assessor.missing(plan, editions)
        stops = sum(gap.severity == "stop" for gap in gaps)
        written = words("{share} % of answers written", share=share)
        stop = words.n("{n} check stops submission", "{n} checks stop submission", stops)
        advice = words.n("{n} advises", "{n} advise", len(gaps) - stops)
        self._sum.set_text(f"{written}\n{words.listed((stop, advice))}")
        self._fit_sum()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_sum()

    def _fit_sum(self) -> None:
        """Give the arithmetic all its lines: the list above would take them in a long language.

        Where there is little room the list needs them more; Today has the same arithmetic.
        """
        self._sum.setVisible(self.height() >= self._desk.look.look.px(LOWEST))
        room = self.width() - 2 * self._desk.look.look.px(14) - 1  # it may have another width yet
        self._sum.setMinimumHeight(self._sum.heightForWidth(room))

    def _place(self, id: str) -> int:
        return next((n for n, row in enumerate(self.model.rows) if row.id == id), -1)

    @Slot(QModelIndex, QModelIndex)
    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not now.data(Role.SECTION):
            self.chosen.emit(str(now.data(Role.ID)))

    @Slot(int)
    def _move(self, by: int) -> None:
        plan, id = self._desk.plan, self.current
        number = plan.number(id)
        if number:
            self._desk.bridge.do(drafting.move_commitment(plan, id, number - 1 + by))

    @Slot()
    def _delete(self) -> None:
        plan, id = self._desk.plan, self.current
        if plan.number(id):
            self._desk.bridge.do(drafting.delete_commitment(plan, id))

    @Slot()
    def add_commitment(self) -> Step | None:
        """Add a commitment behind the chosen one and choose it."""
        plan = self._desk.plan
        chosen = plan.of(Commitment, self.current)
        theme = chosen.theme if chosen else ""
        step = drafting.add_commitment(plan, theme=theme, after=self.current)
        done = self._desk.bridge.do(step)
        if done is not None:
            self.choose(done.changes[0].id)
        return done
