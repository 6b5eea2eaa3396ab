"""What is missing in the plan, what was last done, and whether the work is safe."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.messages import say_apart
from app.models.assess import Gap
from app.models.dates import span
from app.models.edits import Step
from app.models.planfile import Backups
from app.models.records import Commitment
from app.ui.charts import Bar
from app.ui.controls import (
    EmptyState,
    FieldLabel,
    Hairline,
    PageHeader,
    Pane,
    PlainButton,
    PlainLabel,
    PrimaryButton,
    ProseLabel,
    ScrollPane,
)
from app.ui.desk import Desk
from app.ui.figures import date_text, moment_text, numbered, stored_moment
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES, Glyph
from app.ui.page import NEW, Page, Place
from app.ui.retention_line import RetentionLine
from app.ui.rows import Row, RowsModel
from app.ui.unwritten import unwritten_text
from app.ui.views import OutlineView

SIDE = 340
MOST_SIDE = 0.4  # of the width, in large text: what is missing keeps the rest
SHOWN = 60
LAST_DONE = 6


class TodayPage(Page):
    """The next things to do as a list; beside it the plan's progress, its days and its safety."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        words = desk.words
        self._gaps: dict[str, Gap] = {}
        add = PrimaryButton(desk.look, words("Add commitment"), icon="plus")
        add.setEnabled(not desk.bridge.read_only)
        add.clicked.connect(self._add_commitment)
        publish = PlainButton(desk.look, words("Publish a draft"), icon="file-down")
        publish.clicked.connect(self._publish)
        self.header = PageHeader(desk.look, words("Today"), (add, publish))
        self._next = FieldLabel(desk.look, words("Next"))
        self._count = PlainLabel(desk.look, token="small", ink="ink2")
        self._model = RowsModel(parent=self)
        self.list = OutlineView(desk.look, words("What is missing"), height="document")
        self.list.setModel(self._model)
        self._nothing = EmptyState(
            desk.look, words("Nothing is missing. The plan can be published."), flush=True
        )
        self._side = _Side(desk)
        self.retention = RetentionLine(desk, only_due=True)
        self.retention.place_requested.connect(self.place_requested)
        self._lay_out()
        self.list.activated.connect(self._go)
        self.list.clicked.connect(self._go)
        desk.bridge.changed.connect(self._look_again)

    def _lay_out(self) -> None:
        px = self.desk.look.look.px
        main = QVBoxLayout()
        main.setContentsMargins(px(24), px(16), px(24), px(16))
        main.setSpacing(px(6))
        head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.addWidget(self._next, 1)
        head.addWidget(self._count)
        main.addLayout(head)
        main.addWidget(Hairline(self.desk.look))
        main.addWidget(self.list, 1)
        main.addWidget(self._nothing, 1)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._row.setSpacing(0)
        paper = Pane(self.desk.look, "paper")
        paper.setLayout(main)
        self._row.addWidget(paper, 1)
        self._scroll = ScrollPane(self._side, "panel")
        self._row.addWidget(self._scroll)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self.retention)
        whole.addLayout(self._row, 1)

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (
            ("Alt+1…9", words("places")),
            ("↑↓", words("choose")),
            ("Enter", words("go there")),
            ("Ctrl+K", words("find anything")),
        )

    def fact(self) -> str:
        return self.desk.words("No network needed")

    def backup_changed(self) -> None:
        self._side.look_again()

    def first_focus(self) -> QWidget | None:
        return self.list

    def next_problem(self) -> None:
        row = self.list.currentIndex().row() + 1
        if row < self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(row))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        px = self.desk.look.look.px
        beside = self.width() >= px(SIDE) + 480
        self._scroll.setVisible(beside)
        self._scroll.setFixedWidth(min(px(SIDE), round(MOST_SIDE * self.width())))

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        if self.isVisible():
            self.look_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.look_again()

    def look_again(self) -> None:
        """Show the plan as it is now."""
        desk = self.desk
        gaps = desk.missing()
        self._show_gaps(gaps)
        self.list.setVisible(bool(gaps))
        self._nothing.setVisible(not gaps)
        stops = sum(gap.severity == "stop" for gap in gaps)
        words = desk.words
        rest = len(gaps) - SHOWN
        self._count.setText(words.n("and {n} more", "and {n} more", rest) if rest > 0 else "")
        self._say(stops, len(gaps) - stops)
        self._side.look_again()

    def _show_gaps(self, gaps: list[Gap]) -> None:
        """The stops first, then the advice, each under the commitment it is about."""
        order = {c.id: n for n, c in enumerate(self.desk.plan.commitments, 1)}
        ordered = sorted(gaps, key=lambda g: (order.get(g.subject, 0), g.severity != "stop"))
        rows: list[Row] = []
        self._gaps = {}
        subject: str | None = None
        for gap in ordered[:SHOWN]:
            if gap.subject != subject:
                subject = gap.subject
                rows.append(Row(f"about {subject}", self._name(subject), section=True))
            id = f"{gap.subject} {gap.table} {gap.id} {gap.field} {gap.sentence}"
            self._gaps[id] = gap
            rows.append(self._row_of(id, gap))
        self._model.show_rows(rows)
        if gaps and not self.list.currentIndex().isValid():
            self.list.setCurrentIndex(self._model.index(1))

    def _name(self, subject: str) -> str:
        plan, words = self.desk.plan, self.desk.words
        commitment = plan.of(Commitment, subject)
        if commitment is None:
            return words("The plan itself")
        title = commitment.title or words("Untitled commitment")
        return numbered(words, f"{plan.number(commitment.id)}  {title}")

    def _row_of(self, id: str, gap: Gap) -> Row:
        words = self.desk.words
        stop = gap.severity == "stop"
        return Row(
            id,
            words(gap.sentence, **gap.details),
            icon="octagon-alert" if stop else "triangle-alert",
            icon_ink="stop" if stop else "warn",
            tip=words(gap.why) if gap.why else "",
        )

    def _say(self, stops: int, advice: int) -> None:
        words = self.desk.words
        day = date_text(words, date.today().isoformat())
        if not stops and not advice:
            self.header.set_sentence(words("{day}. Everything asked for is there.", day=day))
            return
        stop = words.n("{n} stop", "{n} stops", stops)
        said = words(
            "{day}. {stops} before the plan can be submitted, {advice}.",
            day=day,
            stops=stop,
            advice=words.n("{n} point of advice", "{n} points of advice", advice),
        )
        self.header.set_sentence(said, stop=stop if stops else "")

    @Slot(QModelIndex)
    def _go(self, index: QModelIndex) -> None:
        gap = self._gaps.get(self._model.rows[index.row()].id) if index.isValid() else None
        if gap is None:
            return
        place = Place("commitments", gap.subject, gap.field, gap.table, gap.id)
        self.place_requested.emit(place)

    @Slot()
    def _add_commitment(self) -> None:
        self.place_requested.emit(Place("commitments", "", NEW))

    @Slot()
    def _publish(self) -> None:
        self.place_requested.emit(Place("publish"))


class _Side(Pane):
    """How far the plan is, how long it has, what was last done, is the work safe."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("start",))
        self._desk = desk
        words, looks = desk.words, desk.look
        self._share = PlainLabel(looks, token="display")
        self._share_said = ProseLabel(looks, token="small", ink="ink2")
        self._bar = Bar(looks)
        self._days = PlainLabel(looks, token="display")
        self._days_said = ProseLabel(looks, token="small", ink="ink2")
        self._safe = GlyphProse(looks, token="body")
        self._backup = GlyphProse(looks, token="body")
        private = words("People's contacts stay in this file")
        self._private = GlyphProse(looks, private, Glyph("lock", "ok"), "body")
        self._done = [ProseLabel(looks, token="small", ink="ink") for _ in range(LAST_DONE)]
        px = looks.look.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(20), px(16), px(20), px(16))
        self._column.setSpacing(px(6))
        self._section(words("Written so far"), self._share, self._bar, self._share_said)
        self._section(words("Is my work safe?"), self._safe, self._backup, self._private)
        self._section(words("The plan"), self._days, self._days_said)
        self._section(words("Last done"), *self._done)
        self._column.addStretch(1)

    def _section(self, title: str, *widgets: QWidget) -> None:
        px = self._desk.look.look.px
        if self._column.count():
            self._column.addSpacing(px(8))
            self._column.addWidget(Hairline(self._desk.look))
            self._column.addSpacing(px(8))
        self._column.addWidget(FieldLabel(self._desk.look, title))
        for widget in widgets:
            self._column.addWidget(widget)

    def look_again(self) -> None:
        """Show the plan as it is now."""
        self._say_share()
        self._say_days()
        self._say_safety()
        self._say_done()

    def _say_share(self) -> None:
        plan, words = self._desk.plan, self._desk.words
        parts = [self._desk.assess(commitment).progress for commitment in plan.commitments]
        done, total = sum(p.done for p in parts), sum(p.total for p in parts)
        share = done / total if total else 0.0
        self._share.setText(words("{share} %", share=round(100 * share)))
        commitments = words.n("{n} commitment", "{n} commitments", len(parts))
        said = words(
            "{done} of {total} answers in {what}", done=done, total=total, what=commitments
        )
        if not parts:
            said = words("No commitment yet.")
        self._share_said.set_text(said)
        self._bar.show_share(share, said)

    def _say_days(self) -> None:
        plan, words = self._desk.plan, self._desk.words
        first = span(plan.info.starts)
        if first is None:
            self._days.setText("–")
            self._days_said.set_text(words("The plan has no start date yet."))
            return
        days = (first.first - date.today()).days
        when = date_text(words, plan.info.starts)
        if days >= 0:
            self._days.setText(words.n("{n} day", "{n} days", days))
            self._days_said.set_text(words("until the plan starts, {day}", day=when))
        else:
            self._days.setText(words.n("{n} day", "{n} days", -days))
            self._days_said.set_text(words("since the plan started, {day}", day=when))

    def _say_safety(self) -> None:
        words, bridge = self._desk.words, self._desk.bridge
        file = bridge.journal.file
        if bridge.unwritten.count:
            self._safe.say(unwritten_text(words, bridge.unwritten.count), STATES["stop"])
        elif bridge.read_only:
            said, _ = say_apart(words, UserError("read_only", name=file.path.name))
            self._safe.say(said, Glyph("lock", "ink2"))
        else:
            self._safe.say(words("Saved on this computer as you type"), Glyph("hard-drive", "ok"))
        found = Backups(self._desk.paths.backups).of(file.lineage)
        self._backup.setVisible(bool(found) or not file.is_newer)
        if found:
            said = words("Backup checked {when}", when=moment_text(words, found[0].made))
            self._backup.say(said, Glyph("shield-check", "ok"))
        else:
            said = words("No backup yet; one is made on closing")
            self._backup.say(said, STATES["warn"])

    def _say_done(self) -> None:
        entries = self._desk.bridge.entries(LAST_DONE)
        lines = []
        for entry in reversed(entries):
            when = moment_text(self._desk.words, stored_moment(entry.at))
            undone = entry.kind == "undo"
            said = self._desk.said(entry.step)
            said = self._desk.words("undone: {what}", what=said) if undone else said
            lines.append(f"{when}  {said}")
        if not lines:
            lines = [self._desk.words("Nothing yet.")]
        for label, line in zip(self._done, [*lines, *[""] * LAST_DONE], strict=False):
            label.set_text(line)
            label.setVisible(bool(line))
