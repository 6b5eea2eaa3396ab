"""One rating to add or change: who, on which side, which level, why."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from app.models.ambition import scale_of
from app.models.frameworks import Edition
from app.models.records import Rating
from app.models.text import clean
from app.ui.controls import FieldLabel, PlainButton, Problem, QuietButton
from app.ui.desk import Desk
from app.ui.level_choice import LevelChoice
from app.ui.rater_field import ConstituencyBox, RaterField


class ReasonField(QPlainTextEdit):
    """The reason in the rater's words; Tab leaves, Ctrl+Enter is for the form."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._looks = desk.look
        self.setAccessibleName(desk.words("Reason"))
        self.setProperty("voice", "write")
        self.setTabChangesFocus(True)
        self.setEnabled(not desk.bridge.read_only)
        self._wear()
        desk.look.changed.connect(self._wear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _wear(self) -> None:
        look = self._looks.look
        self.setFont(look.font("card"))
        self.setFixedHeight(2 * look.type.line("card") + look.px(24))


class RatingForm(QWidget):
    """Asks for a rating. ``rated(Rating)`` comes with one that has a rater and a level.

    Enter in a line or Ctrl+Enter anywhere adds it.
    """

    rated = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words, looks = desk.words, desk.look
        self._edition = desk.editions().ambition
        self._changing: Rating | None = None
        self.rater = RaterField(desk)
        self.side = ConstituencyBox(desk)
        self.level = LevelChoice(looks, words("Ambition"), scale_of(self._edition))
        self.reason = ReasonField(desk)
        self.problem = Problem(looks)
        self.add = PlainButton(looks, words("Add rating"), icon="plus", keys="Ctrl+Enter")
        self.cancel = QuietButton(looks, words("Cancel"))
        self.cancel.hide()
        self._column = QVBoxLayout(self)
        self._lay_out()
        writable = not desk.bridge.read_only
        for part in (self.level, self.add):
            part.setEnabled(writable)
        self.rater.settled.connect(self._rater_named)
        self.add.clicked.connect(self.submit)
        self.cancel.clicked.connect(self.clear)

    def use_scale(self, edition: Edition) -> None:
        """Offer the levels of another edition."""
        if edition.id == self._edition.id:
            return
        self._edition = edition
        old = self.level
        self.level = LevelChoice(self._desk.look, old.accessibleName(), scale_of(edition))
        self.level.setEnabled(old.isEnabled())
        self._column.replaceWidget(old, self.level)
        self._order_tabs()
        old.hide()
        old.deleteLater()

    def change(self, rating: Rating) -> None:
        """Show a rating to change it; its rater stays."""
        self._changing = rating
        self.rater.show_rater(rating.rater)
        self.rater.setReadOnly(True)
        self.side.choose(rating.constituency)
        self.level.choose(rating.level)
        self.reason.setPlainText(rating.reason)
        self.add.set_label(self._desk.words("Change rating"), "check")
        self.cancel.show()
        self.level.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def clear(self) -> None:
        """Begin with an empty form; the side stays, for raters often come in groups."""
        self._changing = None
        self.rater.setReadOnly(False)
        self.rater.show_rater("")
        self.level.choose("")
        self.reason.clear()
        self.problem.tell("", self.rater)
        self.add.set_label(self._desk.words("Add rating"), "plus")
        self.cancel.hide()

    @Slot()
    def submit(self) -> None:
        """Hand the rating on, or say what it lacks."""
        words = self._desk.words
        rater = self._changing.rater if self._changing else self.rater.rater
        if not rater:
            self.problem.tell(words("Say who rates: a badge code or a name."), self.rater)
            self.rater.setFocus()
            return
        if not self.level.level:
            self.level.setFocus()  # first, for leaving the rater takes its problem back
            self.problem.tell(words("Choose a level."))
            return
        self.problem.tell("", self.rater)
        person = self.rater.person
        known = self._changing.person if self._changing else ""
        self.rated.emit(
            Rating(
                "",
                edition=self._edition.id,
                rater=rater,
                person=person.id if person else known,
                constituency=self.side.side,
                level=self.level.level,
                reason=clean(self.reason.toPlainText()).strip(),
            )
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.submit()
        elif event.key() == Qt.Key.Key_Escape and self._changing:
            self.clear()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        words, looks, px = self._desk.words, self._desk.look, self._desk.look.look.px
        column = self._column
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(5))
        column.addWidget(FieldLabel(looks, words("Rater"), self.rater, small=True))
        column.addWidget(self.rater)
        column.addWidget(FieldLabel(looks, words("Constituency"), self.side, small=True))
        column.addWidget(self.side)
        column.addWidget(FieldLabel(looks, words("Level"), small=True))
        column.addWidget(self.level)
        column.addWidget(FieldLabel(looks, words("Reason"), self.reason, small=True))
        column.addWidget(self.reason)
        column.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.add)
        row.addWidget(self.cancel)
        row.addStretch(1)
        column.addLayout(row)
        self._order_tabs()

    def _order_tabs(self) -> None:
        stops: list[QWidget] = [self.rater, self.side, *self.level.options, self.reason, self.add]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)

    @Slot()
    def _rater_named(self) -> None:
        self.side.follow(self.rater.person)
        if self.rater.text().strip():
            self.problem.tell("", self.rater)
