"""A form built from an edition: each question with its guidance beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.models.frameworks import Edition, Item
from app.models.text import clean
from app.ui.controls import Counter, FieldLabel, GuidanceLabel, PlainLabel, Problem, ProseLabel
from app.ui.desk import Desk
from app.ui.fields import Binding, ChoiceField, LineField, ProseField, bind_answer, bind_field

GUIDANCE = 176
MEASURE = 640
BESIDE = 530
PROSE_FACTS = frozenset(
    {"supporting_government", "supporting_civil_society", "supporting_others", "resources"}
)

AnyField = LineField | ProseField | ChoiceField


class Question(QWidget):
    """One question: its label, counter and field, its guidance beside or under the field."""

    def __init__(self, desk: Desk, item: Item, field: AnyField) -> None:
        super().__init__()
        self.item, self.field = item, field
        self._desk = desk
        words, looks = desk.words, desk.look
        self._counter = Counter(looks, words, item.limit)
        self._guidance = GuidanceLabel(looks, item.help, self._link_text())
        self._guidance.followed.connect(self._show_examples)
        self._examples = ProseLabel(looks, _examples(desk, item), token="small", ink="ink2")
        self._examples.hide()
        self._problem = Problem(looks)
        self._lay_out(FieldLabel(looks, item.title, field))
        field.setAccessibleDescription(item.help)
        self._watch()

    def _link_text(self) -> str:
        has_examples = bool(self.item.example_good or self.item.example_weak)
        return self._desk.words("Good and weak examples") if has_examples else ""

    def _lay_out(self, label: FieldLabel) -> None:
        px = self._desk.look.look.px
        label.setWordWrap(True)
        head = QHBoxLayout()
        head.addWidget(label, 1)
        head.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignBottom)
        column = QVBoxLayout()
        column.setSpacing(px(5))
        column.addLayout(head)
        column.addWidget(self.field)
        column.addWidget(self._problem)
        column.addWidget(self._examples)
        column.addStretch(1)
        self._holder = QWidget()
        self._holder.setLayout(column)
        column.setContentsMargins(0, 0, 0, 0)
        self._holder.setMaximumWidth(px(MEASURE))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(px(20))
        self._row.addWidget(self._holder, 1_000)
        self._row.addWidget(self._guidance)
        self._row.addStretch(1)  # beyond the measure stays paper: the field keeps its edge

    def _watch(self) -> None:
        field = self.field
        if isinstance(field, ProseField):
            field.textChanged.connect(self._count)
            field.too_much.connect(self._refuse)
        elif isinstance(field, LineField):
            field.textChanged.connect(self._count)
        field.commits.refused.connect(self._refused)
        field.commits.committed.connect(self._accepted)
        self._count()

    def resizeEvent(self, event: QResizeEvent) -> None:
        px = self._desk.look.look.px
        beside = self.width() >= px(BESIDE)
        ways = QBoxLayout.Direction
        self._row.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._row.setSpacing(px(20) if beside else px(5))
        if beside:
            self._guidance.setFixedWidth(px(GUIDANCE))
        else:
            self._loosen()
        top = self._counter.sizeHint().height() + px(14) if beside else 0
        self._guidance.setContentsMargins(0, top, 0, 0)
        super().resizeEvent(event)

    def _loosen(self) -> None:
        self._guidance.setMinimumWidth(0)
        self._guidance.setMaximumWidth(self._desk.look.look.px(MEASURE))

    def text(self) -> str:
        """What stands in the field now."""
        field = self.field
        if isinstance(field, ProseField):
            return field.raw_text()
        return field.text() if isinstance(field, QLineEdit) else field.currentText()

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        self.field.commits.flush()

    @Slot()
    def _count(self) -> None:
        if self.item.limit:
            self._counter.set_count(len(clean(self.text())))

    @Slot()
    def _show_examples(self) -> None:
        self._examples.setVisible(self._examples.isHidden())

    @Slot(int)
    def _refuse(self, too_many: int) -> None:
        words = self._desk.words
        said = words.n(
            "That is {n} character too many for one field. Nothing was pasted.",
            "That is {n} characters too many for one field. Nothing was pasted.",
            too_many,
        )
        self._problem.tell(said, self.field)

    @Slot()
    def _refused(self) -> None:
        said = self._desk.words("This is not saved yet. What you typed stays here.")
        self._problem.tell(said, self.field)

    @Slot()
    def _accepted(self) -> None:
        self._problem.tell("", self.field)


def _examples(desk: Desk, item: Item) -> str:
    words = desk.words
    parts = []
    if item.example_good:
        parts.append(words("Good: {example}", example=item.example_good))
    if item.example_weak:
        parts.append(words("Weak: {example}", example=item.example_weak))
    return "\n".join(parts)


class FrameworkForm(QWidget):
    """All questions of ``place`` for one subject, in the edition's order.

    ``subject`` is a commitment's id or the plan's.
    """

    def __init__(self, desk: Desk, edition: Edition, items: tuple[Item, ...], subject: str) -> None:
        super().__init__()
        self._desk, self._edition, self.subject = desk, edition, subject
        self.questions: dict[str, Question] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(desk.look.look.px(14))
        for item in items:
            self._add(item)

    def add_widget(self, widget: QWidget) -> None:
        """Put a widget behind what is there."""
        self._column.addWidget(widget)

    def question(self, id: str) -> Question | None:
        """The question of an item, or of a commitment's field."""
        found = self.questions.get(id)
        if found is not None:
            return found
        return next((q for q in self.questions.values() if q.item.field == id), None)

    def flush(self) -> None:
        """Write everything typed and not saved yet."""
        for question in self.questions.values():
            question.flush()

    def bind(self, subject: str) -> None:
        """Show another commitment in the same form."""
        self.subject = subject
        for question in self.questions.values():
            question.field.bind(self._binding(question.item))

    def _add(self, item: Item) -> None:
        if item.kind == "block":
            self.add_widget(self._block(item))
            return
        if item.kind not in ("question", "section", "fact"):
            return
        question = Question(self._desk, item, self._field(item))
        self.questions[item.id] = question
        self._column.addWidget(question)

    def _block(self, item: Item) -> QWidget:
        px = self._desk.look.look.px
        title = PlainLabel(self._desk.look, item.title, token="subtitle")
        title.setContentsMargins(0, px(10), 0, 0)
        title.setWordWrap(True)
        return title

    def _binding(self, item: Item) -> Binding:
        if item.kind == "fact":
            return bind_field("commitment", self.subject, item.field)
        return bind_answer(self._edition.id, item.id, self.subject, title=item.title)

    def _field(self, item: Item) -> AnyField:
        desk, binding = self._desk, self._binding(item)
        if item.kind == "fact":
            if item.field == "theme":
                return ChoiceField(desk.bridge, binding, item.title, self._themes())
            if item.field not in PROSE_FACTS:
                return LineField(desk.bridge, binding, item.title)
            field = ProseField(desk.look, desk.bridge, binding, item.title)
            field.set_least_lines(2)
            return field
        return ProseField(desk.look, desk.bridge, binding, item.title)

    def _themes(self) -> list[tuple[str, str]]:
        themes = self._desk.editions().themes
        chosen = [(item.id, item.title) for item in themes.items]
        return [("", self._desk.words("No theme yet")), *chosen]
