"""The participation and co-creation standards: each requirement, how it is met, the evidence."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.edits import Step
from app.models.frameworks import Edition, Item
from app.models.verbs.drafting import set_answer
from app.ui.controls import (
    FieldLabel,
    Hairline,
    PageHeader,
    Pane,
    PlainLabel,
    ProseLabel,
    ScrollPane,
    Segmented,
)
from app.ui.desk import Desk
from app.ui.fields import ProseField, bind_answer
from app.ui.page import Page, Place

MEASURE = 760


class Requirement(QWidget):
    """One requirement: what must be true, its level, how it is met, the evidence."""

    def __init__(self, desk: Desk, edition: Edition, item: Item) -> None:
        super().__init__()
        self._desk, self._edition, self.item = desk, edition, item
        words, looks = desk.words, desk.look
        self._title = ProseLabel(looks, f"{item.id}  {item.title}", weight=600)
        self._help = ProseLabel(looks, item.help, token="small", ink="ink2")
        threshold = words("Threshold: {threshold}", threshold=item.threshold)
        self._threshold = ProseLabel(looks, threshold if item.threshold else "", token="small")
        self._threshold.setVisible(bool(item.threshold))
        levels = [(level.id, level.name) for level in reversed(edition.scale(item.scale))]
        self.levels = Segmented(looks, item.title, levels)
        self.levels.setEnabled(not desk.bridge.read_only)
        self.levels.chosen.connect(self._choose)
        self.how = self._field("text", words("How “{requirement}” is met", requirement=item.title))
        self.evidence = self._field(
            "evidence", words("Evidence for “{requirement}”", requirement=item.title)
        )
        self._lay_out()
        self.look_again()

    def _field(self, part: str, name: str) -> ProseField:
        desk, item = self._desk, self.item
        subject = desk.plan.info.id
        binding = bind_answer(self._edition.id, item.id, subject, title=item.title, part=part)
        field = ProseField(desk.look, desk.bridge, binding, name)
        field.set_least_lines(2)
        return field

    def _lay_out(self) -> None:
        px, words, looks = self._desk.look.look.px, self._desk.words, self._desk.look
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(5))
        for part in (self._title, self._help, self._threshold, self.levels):
            column.addWidget(part)
        pair = QHBoxLayout()
        pair.setSpacing(px(16))
        for label, field in ((words("How"), self.how), (words("Evidence"), self.evidence)):
            box = QVBoxLayout()
            box.setSpacing(px(4))
            box.addWidget(FieldLabel(looks, label, field, small=True))
            box.addWidget(field)
            box.addStretch(1)
            pair.addLayout(box, 1)
        column.addLayout(pair)

    def look_again(self) -> None:
        """Show the level as the plan has it now."""
        plan = self._desk.plan
        level = plan.answer(self._edition.id, self.item.id, plan.info.id).level
        if self.levels.key != level:
            self.levels.choose(level)

    def flush(self) -> None:
        """Write what is typed and not saved yet."""
        self.how.commits.flush()
        self.evidence.commits.flush()

    @Slot(str)
    def _choose(self, level: str) -> None:
        plan, item = self._desk.plan, self.item
        step = set_answer(
            plan, self._edition.id, item.id, plan.info.id, title=item.title, level=level
        )
        self._desk.bridge.do(step)


class StandardsPage(Page):
    """Every requirement of the plan's standards edition, under the standard it belongs to."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._edition = desk.editions().standards
        self.header = PageHeader(desk.look, desk.words("Standards"))
        self.requirements = [
            Requirement(desk, self._edition, item) for item in self._edition.items if item.scale
        ]
        self._lay_out()
        desk.bridge.changed.connect(self._look_again)
        self._say()

    def _lay_out(self) -> None:
        px, looks = self.desk.look.look.px, self.desk.look
        body = Pane(looks, "paper")
        self._column = column = QVBoxLayout(body)
        column.setSpacing(px(14))
        asked = {requirement.item.id: requirement for requirement in self.requirements}
        for item in self._edition.items:
            requirement = asked.get(item.id)
            if requirement is not None:
                column.addWidget(requirement)
                column.addWidget(Hairline(looks))
            else:
                title = PlainLabel(looks, item.title, token="subtitle")
                title.setWordWrap(True)
                column.addWidget(title)
        column.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        self._scroll = ScrollPane(body, "paper")
        whole.addWidget(self._scroll, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the measure by the margin: a label wraps at the width it is told."""
        super().resizeEvent(event)
        px = self.desk.look.look.px
        beyond = max(px(24), self.width() - px(MEASURE))
        margins = self.desk.look.look.margins(px(24), px(16), beyond, px(24))
        self._column.setContentsMargins(margins)

    def keys(self) -> tuple[tuple[str, str], ...]:
        words = self.desk.words
        return (("Tab", words("next field")), ("F6", words("next requirement")))

    def fact(self) -> str:
        return self._edition.name

    def first_focus(self) -> QWidget | None:
        return self.requirements[0].how if self.requirements else None

    def open_at_top(self) -> None:
        self._scroll.open_at_top()

    def settle(self) -> None:
        for requirement in self.requirements:
            requirement.flush()

    def next_pane(self) -> None:
        here = next(
            (n for n, one in enumerate(self.requirements) if one.isAncestorOf(self._focus())), -1
        )
        self._go(self.requirements[(here + 1) % len(self.requirements)])

    def next_problem(self) -> None:
        plan = self.desk.plan
        for requirement in self.requirements:
            if not plan.answer(self._edition.id, requirement.item.id, plan.info.id).level:
                self._go(requirement)
                return

    def show_place(self, place: Place) -> None:
        for requirement in self.requirements:
            if requirement.item.id == place.field:
                self._go(requirement)

    def _focus(self) -> QWidget:
        return self.focusWidget() or self

    def _go(self, requirement: Requirement) -> None:
        requirement.how.setFocus()
        self._scroll.ensureWidgetVisible(requirement, 0, 40)

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if step.touches("answer"):
            for requirement in self.requirements:
                requirement.look_again()
            self._say()

    def _say(self) -> None:
        plan, words, edition = self.desk.plan, self.desk.words, self._edition
        met = judged = 0
        for requirement in self.requirements:
            answer = plan.answer(edition.id, requirement.item.id, plan.info.id)
            level = edition.level(requirement.item.id, answer.level) if answer.level else None
            judged += level is not None
            met += level is edition.scale(requirement.item.scale)[-1]
        said = words(
            "{met} of {total} requirements met, {open} not yet judged.",
            met=met,
            total=len(self.requirements),
            open=len(self.requirements) - judged,
        )
        self.header.set_sentence(f"{edition.name}. {said}")
