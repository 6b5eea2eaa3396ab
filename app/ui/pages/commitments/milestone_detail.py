"""All fields of the chosen milestone, under the table."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from app.models.assess import date_fault
from app.models.edits import Step
from app.models.plan import Plan
from app.models.records import Milestone
from app.models.schema import BY_NAME
from app.models.verbs.rows import set_field
from app.ui.controls import FieldLabel, Problem
from app.ui.desk import Desk
from app.ui.fields import Binding, ChoiceField, LineField, ProseField, bind_field
from app.ui.pages.commitments.milestone_model import Column

NOWHERE = Binding(lambda _plan: "", lambda _plan, _value, _visit: Step("", ()))
DATES = ("starts", "ends")


class MilestoneDetail(QWidget):
    """Bound fields for one milestone; hidden while none is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._id = ""
        table = BY_NAME["milestone"]
        label = {field.name: desk.words(field.label) for field in table.fields if field.label}
        self._labels = label
        self.title = self._prose(label["title"])
        self.outputs = self._prose(label["outputs"])
        self.supporting = self._prose(label["supporting"])
        self.lines = {
            name: LineField(desk.bridge, NOWHERE, label[name]) for name in ("lead", *DATES)
        }
        choices = [("", desk.words("Not said")), *_statuses(desk)]
        self.status = ChoiceField(desk.bridge, NOWHERE, label["status"], choices)
        self._problems = {name: Problem(desk.look) for name in DATES}
        self._names: dict[str, FieldLabel] = {}
        self._lay_out()
        desk.bridge.changed.connect(self._check_dates)
        self.hide()

    def _prose(self, name: str) -> ProseField:
        field = ProseField(self._desk.look, self._desk.bridge, NOWHERE, name)
        field.set_least_lines(2)
        return field

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        grid = QGridLayout(self)
        grid.setContentsMargins(0, px(8), 0, 0)
        grid.setHorizontalSpacing(px(16))
        grid.setVerticalSpacing(px(12))
        grid.addLayout(self._box("title", self.title), 0, 0, 1, 6)
        grid.addLayout(self._box("outputs", self.outputs), 1, 0, 1, 6)
        grid.addLayout(self._box("starts", self.lines["starts"]), 2, 0, 1, 2)
        grid.addLayout(self._box("ends", self.lines["ends"]), 2, 2, 1, 2)
        grid.addLayout(self._box("status", self.status), 2, 4, 1, 2)
        grid.addLayout(self._box("lead", self.lines["lead"]), 3, 0, 1, 3)
        grid.addLayout(self._box("supporting", self.supporting), 3, 3, 1, 3)

    def _box(self, name: str, field: QWidget) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(self._desk.look.look.px(4))
        self._names[name] = FieldLabel(self._desk.look, self._labels[name], field, small=True)
        box.addWidget(self._names[name])
        box.addWidget(field)
        if name in self._problems:
            box.addWidget(self._problems[name])
        box.addStretch(1)
        return box

    def name_columns(self, columns: tuple[Column, ...]) -> None:
        """Call the fields as the template edition calls its columns."""
        for column in columns:
            if column.field in self._names:
                self._names[column.field].setText(self._desk.words(column.title))

    def show_milestone(self, id: str) -> None:
        """Bind the fields to a milestone; "" hides them."""
        if id == self._id:
            return
        self._id = id
        for name, field in self._fields().items():
            field.bind(_bind(id, name) if id else NOWHERE)
        self.setVisible(bool(id))
        self._check_dates()

    def flush(self) -> None:
        """Write everything typed and not saved yet."""
        for field in self._fields().values():
            field.commits.flush()

    def _fields(self) -> dict[str, LineField | ProseField | ChoiceField]:
        return {
            "title": self.title,
            "outputs": self.outputs,
            "supporting": self.supporting,
            "status": self.status,
            **self.lines,
        }

    @Slot()
    def _check_dates(self) -> None:
        plan = self._desk.plan
        row = plan.of(Milestone, self._id)
        if row is None:
            return
        number = plan.milestones(row.commitment).index(row) + 1
        for name, problem in self._problems.items():
            fault = date_fault(plan.info, row, name)
            problem.tell(self._desk.words(fault, n=number) if fault else "", self.lines[name])


def _bind(id: str, name: str) -> Binding:
    if name not in DATES:
        return bind_field("milestone", id, name)
    plain = bind_field("milestone", id, name)

    def write(plan: Plan, value: str, visit: str) -> Step:
        return set_field(plan, ("milestone", id, name), value.strip(), visit)

    return Binding(plain.read, write, plain.limit, plain.key)


def _statuses(desk: Desk) -> list[tuple[str, str]]:
    edition = desk.edition("completion")
    levels = next(iter(edition.scales.values()), ())
    if levels:
        return [(level.id, level.name) for level in levels]
    return [(item.id, item.title) for item in edition.items]
