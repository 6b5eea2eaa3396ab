"""The line that says until when names are kept, and on that day what can be done."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout

from app.models.dates import span
from app.models.retention import is_due, keep_until, proposed_day, tells_people
from app.ui.controls import PlainButton, QuietButton
from app.ui.controls.labels import Pane
from app.ui.desk import Desk
from app.ui.figures import date_text
from app.ui.prose import ProseLabel


class RetentionLine(Pane):
    """Shown while there are people; with ``only_due`` not before the day has come.

    ``place_requested`` asks to go to a text that still holds a name.
    """

    place_requested = Signal(object)

    def __init__(self, desk: Desk, *, only_due: bool = False) -> None:
        super().__init__(desk.look, "panel", ("top",))
        self._desk, self._only_due = desk, only_due
        words = desk.words
        self.sentence = ProseLabel(desk.look, token="small", ink="ink2")
        self.change = QuietButton(desk.look, words("Keep until…"))
        self.later = PlainButton(desk.look, words("Keep until…"), in_row=True)
        self.replace = PlainButton(desk.look, words("Replace names by codes now…"), in_row=True)
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        buttons = QHBoxLayout()
        for button in (self.change, self.replace, self.later):
            button.setAutoDefault(False)
            button.setEnabled(not desk.bridge.read_only)
            buttons.addWidget(button)
        buttons.addStretch(1)
        self._row.addLayout(buttons)
        self.change.clicked.connect(self._ask_for_day)
        self.later.clicked.connect(self._ask_for_day)
        self.replace.clicked.connect(self._replace)
        desk.bridge.changed.connect(self.look_again)
        desk.look.changed.connect(self._wear)
        self._wear()
        self.look_again()

    def give_way(self, little_room: bool) -> None:
        """Where there is little room, show nothing before the day has come."""
        self._only_due = little_room
        self.look_again()

    @Slot()
    def look_again(self) -> None:
        """Say how it stands now."""
        desk, words = self._desk, self._desk.words
        plan, today = desk.plan, date.today()
        due = is_due(plan, today)
        self.setVisible(due if self._only_due else tells_people(plan))
        self.change.setVisible(not due)
        self.replace.setVisible(due)
        self.later.setVisible(due)
        day = date_text(words, plan.info.keep_until) or plan.info.keep_until
        self.change.set_label(words("Change the day…") if day else words("Keep until…"))
        if due:
            said = words("Names were to be kept until {day}. Nothing happens by itself.", day=day)
        elif day:
            said = words("Names are kept until {day}; then Atelier reminds you.", day=day)
        else:
            said = words("Nobody has said yet how long names are kept.")
        self.sentence.set_text(said)

    @Slot()
    def _ask_for_day(self) -> None:
        from app.ui.dialogs.keep_until import KeepUntilDialog  # loaded when first asked for

        plan, today = self._desk.plan, date.today()
        until = span(plan.info.keep_until)
        is_ahead = until is not None and until.last > today
        now = until.last if until is not None and is_ahead else proposed_day(plan, today)
        dialog = KeepUntilDialog(self._desk, now, today, self.window())
        if dialog.exec() and dialog.answer is not None:
            self._desk.bridge.do(keep_until(self._desk.plan, dialog.answer))

    @Slot()
    def _replace(self) -> None:
        from app.ui.forgetting import replace_names  # likewise

        place = replace_names(self._desk, self.window())
        if place is not None:
            self.place_requested.emit(place)

    @Slot()
    def _wear(self) -> None:
        px = self._desk.look.look.px
        narrow = self._desk.look.look.type.scale > 1.3
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)
        self._row.setContentsMargins(px(24), px(6), px(24), px(6))
        self._row.setSpacing(px(8))
