"""What is kept with a commitment, or with the plan, and has no field of its own."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.edits import Step
from app.models.records import Note
from app.models.text import shortened
from app.ui.controls import FieldLabel, ProseLabel, QuietButton
from app.ui.desk import Desk

SHOWN = 280


class NoteText(QWidget):
    """One note: its label, the beginning of its text, and the rest when asked for."""

    def __init__(self, desk: Desk, note: Note) -> None:
        super().__init__()
        self._desk, self._text = desk, note.text
        self._is_whole = len(note.text) <= SHOWN
        self._label = ProseLabel(desk.look, note.label, token="small", ink="ink2", weight=600)
        self._words = ProseLabel(desk.look, token="card")
        self._more = QuietButton(desk.look, "", small=True)
        self._more.clicked.connect(self._turn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.look.look.px(2))
        for part in (self._label, self._words, self._more):
            column.addWidget(part)
        self._label.setVisible(bool(note.label))
        self._more.setVisible(not self._is_whole)
        self._say()

    def _say(self) -> None:
        words = self._desk.words
        self._more.set_label(words("Show less") if self._is_whole else words("Show all"))
        cut = self._text if self._is_whole else shortened(self._text, SHOWN)
        self._words.set_text(cut)

    @Slot()
    def _turn(self) -> None:
        self._is_whole = not self._is_whole
        self._say()


class Notes(QWidget):
    """The notes of one subject; hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._subject = ""
        self._shown: tuple[Note, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, desk.look.look.px(10), 0, 0)
        self._column.setSpacing(desk.look.look.px(10))
        self._column.addWidget(FieldLabel(desk.look, desk.words("Notes from the source")))
        self._rows: list[NoteText] = []
        self.setMaximumWidth(desk.look.look.px(640))
        self.hide()
        desk.bridge.changed.connect(self._look_again)

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if step.touches("note"):
            self.show_subject(self._subject)

    def show_subject(self, subject: str) -> None:
        """Show the notes of a commitment or of the plan as they are now."""
        self._subject = subject
        notes = self._desk.plan.notes(subject)
        self.setVisible(bool(notes))
        if notes == self._shown:
            return
        self._shown = notes
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [NoteText(self._desk, note) for note in notes]
        for row in self._rows:
            self._column.addWidget(row)
