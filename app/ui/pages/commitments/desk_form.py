"""The middle of the writing desk: the head and the form of what is chosen in the outline."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.ambition import middle_level, scale_of, spread
from app.models.edits import Step
from app.models.records import Commitment
from app.ui.controls import IconLabel, PageHeader, Pane, ScrollPane
from app.ui.desk import Desk
from app.ui.figures import date_text
from app.ui.framework_form import FrameworkForm
from app.ui.glyphs import level_glyph
from app.ui.pages.commitments.milestones import Milestones
from app.ui.pages.commitments.notes import Notes
from app.ui.pages.commitments.plan_facts import PlanFacts


class DeskForm(Pane):
    """Shows one commitment, or the plan's own sections."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, "paper")
        self._desk = desk
        self.commitment = ""
        self._left: QWidget | None = None  # had the focus when something else was shown here
        self.header = PageHeader(desk.look, "")
        self._lead = IconLabel(desk.look, "users", "", ink="ink2")
        self._period = IconLabel(desk.look, "calendar", "", ink="ink2")
        self._level = IconLabel(desk.look, "level-half", "", ink="ink2")
        self.milestones = Milestones(desk)
        self.notes = Notes(desk)
        self.facts = PlanFacts(desk)
        template = desk.editions().template
        items = tuple(item for item in template.items if item.place == "commitment")
        self.form = FrameworkForm(desk, template, items, "")
        self.form.add_widget(self.milestones)
        self.sections = FrameworkForm(desk, template, template.questions("plan"), desk.plan.info.id)
        self._lay_out()
        desk.bridge.changed.connect(self._look_again)
        self.show_plan()

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        for fact in (self._lead, self._period, self._level):
            self.header.add_fact(fact)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(px(24), px(16), px(24), px(24))
        column.setSpacing(px(14))
        for part in (self.facts, self.sections, self.form, self.notes):
            column.addWidget(part)
        column.addStretch(1)
        self._scroll = ScrollPane(body, "paper", self)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.header)
        whole.addWidget(self._scroll, 1)

    def show_plan(self) -> None:
        """Show the plan's own facts and its narrative sections."""
        self.settle()
        self.commitment = ""
        self.form.hide()
        self.facts.show()
        self.sections.show()
        self._begin()

    def show_commitment(self, id: str) -> None:
        """Show a commitment in the form."""
        if id == self.commitment:
            return
        self.settle()
        self.commitment = id
        self.form.bind(id)
        self.milestones.show_commitment(id)
        self.facts.hide()
        self.sections.hide()
        self.form.show()
        self._begin()

    def _begin(self) -> None:
        """Show what was just bound from its first field on."""
        self._left = self.focusWidget()
        self._scroll.verticalScrollBar().setValue(0)
        self._say_head()

    def go_to(self, table: str, id: str, field: str) -> None:
        """Put the focus on what a check or a find names."""
        if table == "milestone":
            if not id:
                self.milestones.add.setFocus()
            self.milestones.choose(id, field)
            self._reveal(self.milestones)
            return
        form = self.form if self.commitment else self.sections
        question = form.question(field)
        if question is not None:
            question.field.setFocus()
            self._reveal(question)
        elif table == "plan":
            self.facts.go_to(field)

    def take_focus(self) -> None:
        """Put the focus where it last was in the form, or into its first field."""
        last = self.focusWidget()
        form = self.form if self.commitment else self.sections
        first = next(iter(form.questions.values()), None)
        if last is not None and last is not self._left and last.isVisible():
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        elif first is not None:
            first.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def settle(self) -> None:
        """Write everything typed and not saved yet."""
        self.form.flush()
        self.milestones.flush()
        self.sections.flush()
        self.facts.flush()

    def _reveal(self, widget: QWidget) -> None:
        # the form may just have been laid out anew: look once its widgets have their places
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget, 0, 80))

    @Slot(object)
    def _look_again(self, _step: Step) -> None:
        if self.commitment:
            self.milestones.show_commitment(self.commitment)
        self._say_head()

    def _say_head(self) -> None:
        plan, words = self._desk.plan, self._desk.words
        self.notes.show_subject(self.commitment or plan.info.id)
        row = plan.of(Commitment, self.commitment)
        for fact in (self._lead, self._period, self._level):
            fact.setVisible(row is not None)
        if row is None:
            self.header.set_title(plan.info.title or words("Untitled plan"))
            place = plan.info.locality or plan.info.country
            period = _period(self._desk, plan.info.starts, plan.info.ends)
            self.header.set_sentence(" · ".join(filter(None, (place, period))))
            return
        number = str(plan.number(row.id))
        self.header.set_title(row.title or words("Untitled commitment"), number)
        self._lead.show_fact("users", row.lead or words("lead missing"))
        self._period.show_fact("calendar", _period(self._desk, row.starts, row.ends))
        self._say_level(row)
        self.header.set_sentence("")  # measures the head again, with the facts as they are now

    def _say_level(self, row: Commitment) -> None:
        edition, words = self._desk.editions().ambition, self._desk.words
        rated = spread(self._desk.plan, row.id, edition)
        level = middle_level(rated, edition)
        self._level.setVisible(level is not None)
        if level is not None:
            said = words("{level}, round {n}", level=level.name, n=rated.round)
            levels = scale_of(edition)
            glyph = level_glyph(levels.index(level), len(levels))
            self._level.show_fact(glyph.icon, said, glyph.ink)


def _period(desk: Desk, starts: str, ends: str) -> str:
    first, last = (date_text(desk.words, text) for text in (starts, ends))
    if not first and not last:
        return desk.words("no dates yet")
    return f"{first or '?'} – {last or '?'}"
