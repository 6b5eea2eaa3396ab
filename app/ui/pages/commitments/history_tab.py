"""What happened to one commitment, newest first, with the way back for a single field."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.errors import UserError
from app.models.planfile import Entry
from app.models.text import shortened
from app.models.touching import one_field, restore_field, touching
from app.ui.controls import PlainLabel, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.figures import moment_text
from app.ui.quoted import QuotedWords
from app.words import mark

LINES = 1_000
SHOWN = 60  # lines; the page of the whole history has the rest
_KINDS = {"undo": mark("Undo: {what}"), "redo": mark("Redo: {what}")}


class HistoryLine(QWidget):
    """One step in words. ``restore_asked(seq)`` asks for the text it replaced."""

    restore_asked = Signal(int)

    def __init__(self, desk: Desk, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        looks, words, px = desk.look, desk.words, desk.look.look.px
        said = _said(desk, entry)
        when = moment_text(words, datetime.fromisoformat(entry.at))
        self.when = PlainLabel(looks, when, token="small", ink="ink3")
        self.what = ProseLabel(looks, said)
        self.restore = QuietButton(looks, words("Restore"), small=True)
        self.restore.setAccessibleName(words("Restore what was there before: {what}", what=said))
        self.restore.clicked.connect(self._ask)
        self._before = QuotedWords(looks, _replaced(desk, entry))
        head = QHBoxLayout()
        head.setSpacing(px(8))
        head.addWidget(self.when, 1)
        head.addWidget(self.restore, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(4), 0, px(4))
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addWidget(self.what)
        column.addWidget(self._before)
        self._before.setVisible(bool(self._before.words.text()))
        self.setAccessibleName(words("{when} · {what}", when=when, what=said))

    def offer(self, can: bool) -> None:
        """Show the way back only where it leads somewhere."""
        self.restore.setVisible(can)

    @Slot()
    def _ask(self) -> None:
        self.restore_asked.emit(self.entry.seq)


def _said(desk: Desk, entry: Entry) -> str:
    what = desk.said(entry.step)
    return desk.words(_KINDS[entry.kind], what=what) if entry.kind in _KINDS else what


def _replaced(desk: Desk, entry: Entry) -> str:
    found = one_field(entry.step)
    if found is None or not found.before or found.field == "level":
        return ""
    flat = " ".join(found.before.split())
    return desk.words("“{quote}”", quote=shortened(flat, 160))


class HistoryTab(QWidget):
    """The journal's steps that touch one commitment."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.subject = ""
        self.lines: list[HistoryLine] = []
        px = desk.look.look.px
        self._none = ProseLabel(desk.look, desk.words("Nothing has changed here yet."), ink="ink2")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(16), px(16))
        self._column.setSpacing(px(6))
        self._column.addWidget(self._none)
        self._column.addStretch(1)

    def show_commitment(self, commitment: str) -> None:
        """Show the history of a commitment, "" for the plan's own facts and sections."""
        self.subject = commitment
        self.look_again()

    def look_again(self) -> None:
        """Read the journal again; lines that stayed are kept."""
        found = self._found()
        kept = {(line.entry.seq, line.entry.at): line for line in self.lines}
        lines: list[HistoryLine] = []
        for entry in found:
            line = kept.get((entry.seq, entry.at))
            if line is not None and line.entry.step == entry.step:
                del kept[entry.seq, entry.at]
            else:
                line = self._new_line(entry)
            lines.append(line)
        for line in kept.values():
            self._column.removeWidget(line)
            line.hide()
            line.deleteLater()
        for place, line in enumerate(lines):
            if self._column.indexOf(line) != place + 1:
                self._column.removeWidget(line)
                self._column.insertWidget(place + 1, line)
            can = restore_field(self._desk.plan, line.entry) is not None
            bridge = self._desk.bridge
            line.offer(can and not bridge.read_only and not bridge.hides_names)
            line.show()  # in this turn, or the lines are painted squeezed
        self.lines = lines
        self._none.setVisible(not lines)

    def first_focus(self) -> QWidget | None:
        """What takes the focus when the pane does."""
        return next((line.restore for line in self.lines if not line.restore.isHidden()), None)

    def _found(self) -> tuple[Entry, ...]:
        plan = self._desk.plan
        subject = self.subject or plan.info.id
        try:
            entries = self._desk.bridge.entries(LINES)
        except UserError as fault:
            self._desk.bridge.failed.emit(fault)
            return ()
        return touching(plan, entries, subject, SHOWN)

    def _new_line(self, entry: Entry) -> HistoryLine:
        line = HistoryLine(self._desk, entry)
        line.restore_asked.connect(self._restore)
        return line

    @Slot(int)
    def _restore(self, seq: int) -> None:
        entry = next(line.entry for line in self.lines if line.entry.seq == seq)
        step = restore_field(self._desk.plan, entry)
        if step is not None:
            self._desk.bridge.do(step)
