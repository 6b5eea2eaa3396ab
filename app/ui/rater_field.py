"""Who rates: a name or badge code, completed from the register, and the side they sit on."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit

from app.models.ambition import constituencies, constituency_of
from app.models.plan import Plan
from app.models.records import Person
from app.models.search import fold
from app.ui.desk import Desk


def person_called(plan: Plan, typed: str) -> Person | None:
    """The person of the register with this badge code or name; None for anybody else."""
    sought = fold(typed.split("·")[0])
    if not sought:
        return None
    for person in plan.people:
        if sought in (fold(person.code), fold(person.name)):
            return person
    return None


class RaterField(QLineEdit):
    """A badge code or a name. ``settled`` comes when it names another rater."""

    settled = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._last = ""
        self._is_stale = True
        self._hid = desk.bridge.hides_names
        self._names = QStringListModel(self)
        completer = QCompleter(self._names, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCompleter(completer)
        self.setAccessibleName(desk.words("Rater, by name or code"))
        self.setPlaceholderText(desk.words("Badge or name"))
        self.setMaxLength(300)
        self.setEnabled(not desk.bridge.read_only)
        self.editingFinished.connect(self._tell)
        self.textChanged.connect(self._recognise)
        desk.bridge.changed.connect(self._cover)

    @property
    def person(self) -> Person | None:
        """The person of the register that is meant, if any."""
        return person_called(self._desk.plan, self.text())

    @property
    def rater(self) -> str:
        """What a rating keeps: the badge code of a known person, else the name as typed."""
        person = self.person
        if person is not None and person.code:
            return person.code
        return self.text().strip()

    def show_rater(self, rater: str) -> None:
        """Show a rater without a signal."""
        self._last = rater
        self.setText(rater)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._complete()
        popup = self.completer().popup()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and popup and popup.isVisible() and not popup.currentIndex().isValid():
            popup.hide()  # nothing was chosen in it: what is typed stands
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._complete()
        super().focusInEvent(event)

    @Slot()
    def offer_people(self) -> None:
        """Complete from the register as it is now, from the next time somebody types here."""
        self._is_stale = True

    def _complete(self) -> None:
        """Have the names ready; of a long register it takes a while, so not before it is time."""
        if not self._is_stale:
            return
        self._is_stale = False
        popup = self.completer().popup()
        if popup is not None:
            popup.setProperty("popup", True)  # a window of its own, which base.qss puts on paper
        names = [
            self._desk.words("{code} · {name}", code=person.code, name=person.name)
            if person.code and person.name
            else person.code or person.name
            for person in self._desk.plan.people
        ]
        self._names.setStringList([name for name in names if name])

    @Slot()
    def _recognise(self) -> None:
        """Tell at once where the register knows who is meant."""
        if self.person is not None:
            self._tell()

    @Slot()
    def _cover(self) -> None:
        """Once names are hidden, put the code or the sign in the place of one that stands here."""
        bridge = self._desk.bridge
        if bridge.hides_names and not self._hid and self.text():
            self.show_rater(bridge.rater_shown(self.text().split("·")[0].strip()))
        self._hid = bridge.hides_names

    @Slot()
    def _tell(self) -> None:
        if self.text() != self._last:
            self._last = self.text()
            self.settled.emit()


class ConstituencyBox(QComboBox):
    """The sides of the room, "" first for unknown."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._sectors = desk.edition("sectors")
        self.setAccessibleName(desk.words("Constituency"))
        self.setEnabled(not desk.bridge.read_only)
        self.setMinimumContentsLength(8)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.addItem(desk.words("Constituency not said"), "")
        for side in constituencies(self._sectors):
            self.addItem(
                desk.words("{letter} · {name}", letter=side.letter, name=side.name), side.id
            )

    @property
    def side(self) -> str:
        """The id of the chosen constituency, "" for none."""
        return str(self.currentData() or "")

    def choose(self, side: str) -> None:
        """Show a constituency; one the edition does not know is offered as it is."""
        if self.findData(side) < 0:
            self.addItem(side, side)
        self.setCurrentIndex(self.findData(side))

    def follow(self, person: Person | None) -> None:
        """Choose the side of a person whose sector is known."""
        side = constituency_of(self._sectors, person.sector) if person is not None else ""
        if side:
            self.choose(side)
