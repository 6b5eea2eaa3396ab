"""The frame every dialog shares: one column, title as a question, primary at the end."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.controls.buttons import PlainButton, PrimaryButton
from app.ui.controls.labels import FieldLabel, Hairline, PlainLabel
from app.ui.desk import Tools
from app.ui.prose import ProseLabel

WIDTH = 520


class ShellDialog(QDialog):
    """A dialog 520 wide at 100 % text: title, body, then Cancel and the verb. Esc is safe."""

    def __init__(self, tools: Tools, title: str, verb: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tools = tools
        look = tools.look.look
        self.setWindowTitle(title)
        self.setModal(True)
        self.body = QVBoxLayout()
        self.body.setSpacing(look.px(14))
        self.problem = ProseLabel(tools.look, "", token="body", ink="stop")
        self.problem.hide()
        self.primary = PrimaryButton(tools.look, verb)
        self.primary.setDefault(True)
        self.primary.clicked.connect(self.accept)
        layout = QVBoxLayout(self)
        side = look.px(24)
        layout.setContentsMargins(side, look.px(20), side, look.px(16))
        layout.setSpacing(look.px(16))
        layout.addWidget(PlainLabel(tools.look, title, token="title"))
        layout.addLayout(self.body)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        layout.addWidget(Hairline(tools.look))
        layout.addLayout(self._buttons())
        self.setMinimumWidth(min(look.px(WIDTH), 1000))

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        cancel = PlainButton(self.tools.look, self.tools.words("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.primary)
        return row

    def add_field(self, label: str, field: QWidget, hint: str = "") -> None:
        """A label above a field, and a small sentence under it."""
        box = QVBoxLayout()
        box.setSpacing(self.tools.look.look.px(5))
        name = FieldLabel(self.tools.look, label)
        name.name_field(field)
        box.addWidget(name)
        box.addWidget(field)
        if hint:
            box.addWidget(ProseLabel(self.tools.look, hint, token="small", ink="ink2"))
            field.setAccessibleDescription(hint)
        self.body.addLayout(box)

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
        self.problem.set_text(sentence)
        self.problem.show()
        if field is not None:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
