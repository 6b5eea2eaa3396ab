"""The line in which people are added one after the other, without a dialog."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QLineEdit, QWidget

from app.models.schema import BY_NAME
from app.models.text import clean
from app.ui.controls import Pane, PlainButton
from app.ui.desk import Desk


class QuickLine(QLineEdit):
    """One field of the line; ``taken`` comes with Enter, ``left`` with Escape."""

    taken = Signal()
    left = Signal()

    def __init__(self, name: str, limit: int) -> None:
        super().__init__()
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setMaxLength(limit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)


class QuickAdd(Pane):
    """Type a name, Tab, an organisation, Enter: ``wanted(name, organisation)``, and so on."""

    wanted = Signal(str, str)
    left = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "panel", ("top",))
        words = desk.words
        person = BY_NAME["person"]
        self.name = QuickLine(words("Name of somebody new"), person.field("name").limit)
        limit = person.field("organisation").limit
        self.organisation = QuickLine(words("Their organisation"), limit)
        self.button = PlainButton(desk.look, words("Add"), icon="plus", keys="Enter")
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._desk = desk
        for widget, stretch in ((self.name, 3), (self.organisation, 3), (self.button, 0)):
            self._row.addWidget(widget, stretch)
        for field in (self.name, self.organisation):
            field.taken.connect(self._take)
            field.left.connect(self.left)
        self.button.clicked.connect(self._take)
        self.setEnabled(not desk.bridge.read_only)
        self._wear()
        desk.look.changed.connect(self._wear)
        self._cover()
        desk.bridge.changed.connect(self._cover)

    def begin(self) -> QWidget:
        """Give the name the focus and answer it."""
        self.name.setFocus(Qt.FocusReason.OtherFocusReason)
        return self.name

    def put_back(self, name: str, organisation: str) -> None:
        """Show again what could not be added."""
        self.name.setText(name)
        self.organisation.setText(organisation)

    @Slot()
    def _take(self) -> None:
        name = clean(self.name.text()).strip()
        if not name:
            self.begin()
            return
        organisation = clean(self.organisation.text()).strip()
        self.name.clear()
        self.organisation.clear()
        self.begin()
        self.wanted.emit(name, organisation)

    @Slot()
    def _cover(self) -> None:
        """While names are hidden nobody reads along what is typed; it can be added all the same."""
        modes = QLineEdit.EchoMode
        mode = modes.Password if self._desk.bridge.hides_names else modes.Normal
        for field in (self.name, self.organisation):
            if field.echoMode() != mode:
                field.setEchoMode(mode)

    @Slot()
    def _wear(self) -> None:
        px = self._desk.look.look.px
        self._row.setContentsMargins(px(24), px(8), px(24), px(8))
        self._row.setSpacing(px(8))
