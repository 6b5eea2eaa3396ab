"""The plan's own facts: title, place, period, lead, status, editions."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.models.assess import Editions
from app.models.edits import Step
from app.models.schema import BY_NAME
from app.ui.controls import FieldLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.fields import ChoiceField, LineField, bind_field
from app.ui.pages.commitments.languages_tab import second_language_field
from app.words import LANGUAGES

_PAIRS = (("country", "locality"), ("starts", "ends"), ("lead", "status"))


class PlanFacts(QWidget):
    """Short fields in two columns, bound to the plan's row; which editions the plan stands on."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._fields: dict[str, LineField] = {}
        px = desk.look.look.px
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(px(16))
        self._grid.setVerticalSpacing(px(14))
        self._place("title", 0, 0, 2)
        for row, (start, end) in enumerate(_PAIRS, 1):
            self._place(start, row, 0)
            self._place(end, row, 1)
        self._place_language(len(_PAIRS) + 1)
        self._editions = ProseLabel(desk.look, token="small", ink="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(14))
        column.addLayout(self._grid)
        column.addWidget(self._editions)
        self.setMaximumWidth(px(640))
        desk.bridge.changed.connect(self._look_again)
        self._say_editions()

    def go_to(self, field: str) -> None:
        """Put the focus on a field of the plan."""
        if field in self._fields:
            self._fields[field].setFocus()

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        for field in self._fields.values():
            field.commits.flush()

    def _place(self, name: str, row: int, column: int, span: int = 1) -> None:
        desk = self._desk
        label = desk.words(BY_NAME["plan"].field(name).label)
        binding = bind_field("plan", desk.plan.info.id, name)
        field = LineField(desk.bridge, binding, label)
        self._fields[name] = field
        self._add(label, field, row, column, span)

    def _place_language(self, row: int) -> None:
        desk = self._desk
        label = desk.words(BY_NAME["plan"].field("language").label)
        binding = bind_field("plan", desk.plan.info.id, "language")
        names = list(LANGUAGES.items())
        self._add(label, ChoiceField(desk.bridge, binding, label, names), row, 0, 1)
        second = second_language_field(desk)
        self._add(second.accessibleName(), second, row, 1, 1)

    def _add(self, label: str, field: QWidget, row: int, column: int, span: int) -> None:
        box = QVBoxLayout()
        box.setSpacing(self._desk.look.look.px(5))
        box.addWidget(FieldLabel(self._desk.look, label, field))
        box.addWidget(field)
        self._grid.addLayout(box, row, column, 1, span)

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if step.touches("plan"):
            self._say_editions()

    def _say_editions(self) -> None:
        editions: Editions = self._desk.editions()
        names = (
            editions.template.name,
            editions.values.name,
            editions.ambition.name,
            editions.standards.name,
            editions.themes.name,
        )
        said = self._desk.words("This plan stands on: {editions}.", editions=" · ".join(names))
        self._editions.set_text(said)
