"""The sheet being keyed: whose it is, the round, and the reason for the row one is at."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from app.models.ambition import sheet_of
from app.models.records import Rating
from app.models.verbs.rating import rate
from app.ui.controls import FieldLabel, Pane, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.flow import Flow
from app.ui.rater_field import ConstituencyBox, RaterField


class ReasonLine(QLineEdit):
    """One line of reason; Escape leaves without writing: ``left``."""

    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class SheetStrip(Pane):
    """Fields above the table while sheets are keyed.

    ``rater_changed`` when another rater or round is keyed, ``ready`` when the rows can be keyed
    (Enter), ``reason_given(str)`` with Enter in the reason, ``done`` when keying ends.
    """

    rater_changed = Signal()
    ready = Signal()
    reason_given = Signal(str)
    done = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("bottom",))
        self._desk = desk
        words, looks, px = desk.words, desk.look, desk.look.look.px
        self.rater = RaterField(desk)
        self.side = ConstituencyBox(desk)
        self.rounds = QComboBox()
        self.reason = ReasonLine()
        self.reason.setEnabled(not desk.bridge.read_only)
        self.reason.setPlaceholderText(words("For the row chosen below"))
        self.said = ProseLabel(looks, token="small", ink="ink2")
        self.close_button = QuietButton(looks, words("Done"), icon="check")
        fields = QWidget()
        flow = Flow(fields, gap=px(12), row_gap=px(6))
        for label, field, width in (
            (words("Sheet of"), self.rater, 160),
            (words("Constituency"), self.side, 250),
            (words("Round"), self.rounds, 110),
            (words("Reason"), self.reason, 240),
        ):
            flow.addWidget(self._labelled(label, field, px(width)))
        flow.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(24), px(10), px(24), px(10))
        column.setSpacing(px(6))
        column.addWidget(fields)
        column.addWidget(self.said)
        self.rater.settled.connect(self._named)
        self.rater.returnPressed.connect(self._enter)
        self.rounds.activated.connect(self.rater_changed)
        self.reason.returnPressed.connect(self._reason)
        self.reason.left.connect(self.ready)
        self.close_button.clicked.connect(self.done)

    @property
    def round(self) -> int:
        """The round being keyed."""
        return int(self.rounds.currentData() or 1)

    def keyed(self) -> dict[str, Rating]:
        """What this sheet says so far, by commitment."""
        rater = self.rater.rater
        if not rater:
            return {}
        desk = self._desk
        return sheet_of(desk.plan, desk.editions().ambition, self.round, rater)

    def given(self, commitment: str) -> Rating:
        """What it says of one commitment; a blank rating where it says nothing yet."""
        return self.keyed().get(commitment) or Rating("")

    def keep(self, commitment: str, level: str, reason: str) -> bool:
        """Write one line of the sheet; says whether the plan took it."""
        desk, person = self._desk, self.rater.person
        rating = Rating(
            "",
            commitment=commitment,
            edition=desk.editions().ambition.id,
            round=self.round,
            rater=self.rater.rater,
            person=person.id if person else "",
            constituency=self.side.side,
            level=level,
            reason=reason,
        )
        return desk.bridge.do(rate(desk.plan, rating)) is not None

    def offer_rounds(self, last: int, chosen: int) -> None:
        """Offer rounds up to ``last``, with one of them chosen."""
        self.rounds.clear()
        for number in range(1, last + 1):
            self.rounds.addItem(self._desk.words("Round {n}", n=number), number)
        self.rounds.setCurrentIndex(chosen - 1)

    def _labelled(self, label: str, field: QWidget, width: int) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.look.look.px(3))
        name = FieldLabel(self._desk.look, label, small=True)
        field.setAccessibleName(label)
        field.setFixedWidth(width)
        column.addWidget(name)
        column.addWidget(field)
        return box

    @Slot()
    def _named(self) -> None:
        self.side.follow(self.rater.person)
        self.rater_changed.emit()

    @Slot()
    def _enter(self) -> None:
        if not self.rater.rater:
            return
        if self.side.side:
            self.ready.emit()
        else:
            self.side.setFocus(Qt.FocusReason.TabFocusReason)

    @Slot()
    def _reason(self) -> None:
        self.reason_given.emit(self.reason.text().strip())
