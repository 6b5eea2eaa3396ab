"""The frame every dialog shares: one column, title as a question, primary at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.controls.buttons import PlainButton, PrimaryButton
from app.ui.controls.labels import FieldLabel, Hairline, ScrollPane
from app.ui.controls.writing import Problem
from app.ui.desk import Tools
from app.ui.painting import as_window_title
from app.ui.prose import ProseLabel

WIDTH = 520
RING = 4  # the room of the focus ring around what stands in the body
LOW = 560  # a screen lower than this has no room for the air of the design


class ShellDialog(QDialog):
    """A dialog 520 wide at 100 % text: title, body, then Cancel and the verb. Esc is safe.

    One that only tells (``asks`` is false) has no Cancel: its one button closes it. ``leave`` is
    said in place of Cancel where there is nothing to call off.
    """

    def __init__(
        self,
        tools: Tools,
        title: str,
        verb: str,
        parent: QWidget | None = None,
        *,
        asks: bool = True,
        leave: str = "",
    ) -> None:
        super().__init__(parent)
        self.tools, self._asks, self._leave = tools, asks, leave or tools.words("Cancel")
        look = tools.look.look
        self.setWindowTitle(as_window_title(title))
        self.setModal(True)
        inside = QWidget()
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(RING, RING, RING, RING)
        self.body.setSpacing(look.px(14))
        self._scroll = ScrollPane(inside, "window")
        self.problem = Problem(tools.look)
        self._refused: QWidget | None = None
        self.primary = PrimaryButton(tools.look, verb)
        self.primary.setDefault(True)
        self.primary.clicked.connect(self.accept)
        self._lay_out_shell(title)
        self.setMinimumWidth(min(look.px(WIDTH), 1000))

    def _lay_out_shell(self, title: str) -> None:
        look = self.tools.look.look
        self.low = self.screen().availableGeometry().height() < look.px(LOW)
        air = int if self.low else look.px
        layout = QVBoxLayout(self)
        side = look.px(24) - RING
        layout.setContentsMargins(side, air(20), side, air(16))
        layout.setSpacing(air(16))
        self.question = ProseLabel(self.tools.look, title, token="title")
        head, foot = QVBoxLayout(), QVBoxLayout()
        foot.setSpacing(air(16))
        for part in (head, foot):  # what stands in the body meets the title and the line
            part.setContentsMargins(RING, 0, RING, 0)
        head.addWidget(self.question)
        foot.addWidget(self.problem)
        foot.addWidget(Hairline(self.tools.look))
        foot.addLayout(self._buttons())
        layout.addLayout(head)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(foot)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        QTimer.singleShot(0, self, self._fit)  # once the widgets know their widths

    @Slot()
    def _fit(self) -> None:
        """As high as the words need at this width, and never higher than the screen."""
        inside = self._scroll.widget()
        if inside is None:
            return
        room = self.width() - 2 * self.tools.look.look.px(24)
        self.question.setMinimumHeight(self.question.heightForWidth(room))
        room += 2 * RING
        needed = max(inside.heightForWidth(room), inside.sizeHint().height())
        rest = self.sizeHint().height() - self._scroll.sizeHint().height()
        screen = self.screen().availableGeometry()
        self.resize(self.width(), min(max(self.height(), needed + rest), screen.height() - 60))
        below = self.frameGeometry().bottom() - screen.bottom()
        if below > 0:  # it was placed while it was lower
            self.move(self.x(), max(screen.top(), self.y() - below))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        if self._asks:
            cancel = PlainButton(self.tools.look, self._leave)
            cancel.setAutoDefault(False)
            cancel.clicked.connect(self.reject)
            row.addWidget(cancel)
        row.addWidget(self.primary)
        return row

    def add_field(self, label: str, field: QWidget, hint: str = "") -> QWidget:
        """A label above a field, and a small sentence under it; answers what holds them."""
        holder = QWidget()
        box = QVBoxLayout(holder)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(self.tools.look.look.px(5))
        name = FieldLabel(self.tools.look, label)
        name.name_field(field)
        box.addWidget(name)
        box.addWidget(field)
        if hint:
            box.addWidget(ProseLabel(self.tools.look, hint, token="small", ink="ink2"))
            field.setAccessibleDescription(hint)
        self.body.addWidget(holder)
        return holder

    def add_pair(self, *pairs: tuple[str, QWidget]) -> None:
        """Short fields beside each other."""
        row = QHBoxLayout()
        row.setSpacing(self.tools.look.look.px(16))
        for label, field in pairs:
            box = QVBoxLayout()
            box.setSpacing(self.tools.look.look.px(5))
            name = FieldLabel(self.tools.look, label)
            name.name_field(field)
            box.addWidget(name)
            box.addWidget(field)
            row.addLayout(box, 1)
        self.body.addLayout(row)

    def refuse(self, sentence: str, field: QWidget | None = None) -> None:
        """Say what is missing and put the focus there; the dialog stays."""
        self._forgive()
        self.problem.tell(sentence, field)
        self._refused = field
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(field, QLineEdit):  # what is being mended is no longer wrong
            field.textEdited.connect(self._forgive, Qt.ConnectionType.SingleShotConnection)
        QTimer.singleShot(0, self, self._fit)  # the sentence takes no room from the fields

    @Slot()
    def _forgive(self) -> None:
        self.problem.tell("", self._refused)
        self._refused = None
