"""Everything about one person: their facts, how to reach them, what they agreed to."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.edits import Step
from app.models.plan import Plan
from app.models.schema import BY_NAME
from app.models.verbs.people import set_contact
from app.ui.controls import FieldLabel, Hairline, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.fields import Binding, ChoiceField, LineField, ProseField, bind_field
from app.ui.pages.people.consents import Consents
from app.words import mark

_LINES = ("name", "organisation", "role", "region", "language", "code")
_AFTER = "organisation"  # the sector stands behind it


def bind_contact(person: str, name: str) -> Binding:
    """A binding to the "email" or "phone" of a person."""

    def read(plan: Plan) -> str:
        return str(getattr(plan.contact(person), name))

    def write(plan: Plan, value: str, visit: str) -> Step:
        return set_contact(plan, person, visit=visit, **{name: value})

    return Binding(read, write, BY_NAME["contact"].field(name).limit, ("contact", person, name))


class PersonForm(QWidget):
    """The fields of one person, bound anew for each who is chosen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.person = ""
        table = BY_NAME["person"]
        self.lines = {name: self._line("person", name) for name in _LINES}
        sectors = [(item.id, item.title) for item in desk.edition("sectors").items]
        nobody = bind_field("person", "", "sector")
        label = desk.words(table.field("sector").label)
        self.sector = ChoiceField(desk.bridge, nobody, label, [("", desk.words("–")), *sectors])
        self.sector.setSizeAdjustPolicy(
            ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.sector.setMinimumContentsLength(12)
        label = desk.words(table.field("access_needs").label)
        self.access = ProseField(
            desk.look, desk.bridge, bind_field("person", "", "access_needs"), label
        )
        self.access.set_least_lines(2)
        self.contacts = {name: self._line("contact", name) for name in ("email", "phone")}
        self._reached = QWidget()
        self.reach = QuietButton(
            desk.look, desk.words("Keep a mail or phone"), icon="plus", flush=True
        )
        self.reach.setAutoDefault(False)
        self.reach.setEnabled(not desk.bridge.read_only)
        self.reach.clicked.connect(self._ask_for_contact)
        self.consents = Consents(desk)
        self.erase = QuietButton(
            desk.look, desk.words("Erase this person…"), icon="trash-2", flush=True
        )
        self.erase.setAutoDefault(False)
        self.erase.setEnabled(not desk.bridge.read_only)
        self._column = QVBoxLayout(self)
        self._lay_out()

    def _line(self, table: str, name: str) -> LineField:
        field = BY_NAME[table].field(name)
        binding = bind_contact("", name) if table == "contact" else bind_field(table, "", name)
        line = LineField(self._desk.bridge, binding, self._desk.words(field.label))
        line.setMaxLength(field.limit)
        return line

    def _lay_out(self) -> None:
        px, words = self._desk.look.look.px, self._desk.words
        self._column.setContentsMargins(px(16), px(14), px(16), px(16))
        self._column.setSpacing(px(12))
        for name, line in self.lines.items():
            self._add(line.accessibleName(), line)
            if name == _AFTER:
                self._add(self.sector.accessibleName(), self.sector)
        self._add(
            self.access.accessibleName(),
            self.access,
            words("What somebody needs to take part: an interpreter, a ramp. Never the reason."),
        )
        self._section(
            words("How to reach them"),
            mark("Only if you must write to them. Kept apart from the plan, never printed."),
        )
        self._column.addWidget(self.reach, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addWidget(self._reached)
        column = QVBoxLayout(self._reached)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        for line in self.contacts.values():
            column.addLayout(self._field(line.accessibleName(), line))
        self._section(words("What they agreed to"), "")
        self._column.addWidget(self.consents)
        self._column.addWidget(Hairline(self._desk.look))
        self._column.addWidget(self.erase, 0, Qt.AlignmentFlag.AlignLeading)
        self._column.addStretch(1)

    def _section(self, title: str, hint: str) -> None:
        self._column.addSpacing(self._desk.look.look.px(4))
        self._column.addWidget(Hairline(self._desk.look))
        self._column.addWidget(ProseLabel(self._desk.look, title, token="subtitle"))
        if hint:
            said = self._desk.words(hint)
            self._column.addWidget(ProseLabel(self._desk.look, said, token="small", ink="ink2"))

    def _add(self, label: str, field: QWidget, hint: str = "") -> None:
        self._column.addLayout(self._field(label, field, hint))

    def _field(self, label: str, field: QWidget, hint: str = "") -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(self._desk.look.look.px(4))
        box.addWidget(FieldLabel(self._desk.look, label, field, small=True))
        box.addWidget(field)
        if hint:
            box.addWidget(ProseLabel(self._desk.look, hint, token="small", ink="ink2"))
            field.setAccessibleDescription(hint)
        return box

    @Slot()
    def _ask_for_contact(self) -> None:
        self._show_contact(True)
        self.contacts["email"].setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_contact(self, on: bool) -> None:
        """A mail or phone is asked for where it is wanted, and shown where there is one."""
        self._reached.setVisible(on)
        self.reach.setVisible(not on)

    def show_person(self, id: str) -> None:
        """Bind every field to this person; what was typed for the last one is written first."""
        if id == self.person:
            return
        self.person = id
        for name, line in self.lines.items():
            line.bind(bind_field("person", id, name))
        self.sector.bind(bind_field("person", id, "sector"))
        self.access.bind(bind_field("person", id, "access_needs"))
        for name, line in self.contacts.items():
            line.bind(bind_contact(id, name))
        self._show_contact(any(line.text() for line in self.contacts.values()))
        self.consents.show_person(id)

    def settle(self) -> None:
        """Write what is typed and not saved yet."""
        for line in (*self.lines.values(), *self.contacts.values()):
            line.commits.flush()
        self.access.commits.flush()
