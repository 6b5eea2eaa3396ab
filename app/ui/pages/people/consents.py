"""What a person agreed to: a box for each purpose, off until somebody says yes."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.exports.people_part import PUBLISH_NAME
from app.models.editions import Item
from app.models.edits import Step
from app.models.records import Consent
from app.models.verbs.people import set_consent
from app.ui.controls import ProseLabel, tick
from app.ui.desk import Desk
from app.ui.figures import date_text


class ConsentBox(QWidget):
    """One purpose: the box, what was said and when, and the wording to read aloud."""

    def __init__(self, desk: Desk, item: Item) -> None:
        super().__init__()
        self._desk, self._item, self._person = desk, item, ""
        self._taken_back = ""
        worded = tick(desk.look, item.title)  # long in some languages, and the pane is narrow
        self.box = worded.button
        self.box.setEnabled(not desk.bridge.read_only)
        self.when = ProseLabel(desk.look, token="small", ink="ink2", weight=600)
        self.wording = ProseLabel(desk.look, token="small", ink="ink2")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.look.look.px(4))
        self.kept = ProseLabel(desk.look, token="small", weight=600)
        for widget in (worded, self.when, self.wording, self.kept):
            column.addWidget(widget)
        self.box.clicked.connect(self._say)

    def show_person(self, id: str) -> None:
        """Show what this person said."""
        self._person = id
        consent = self._desk.plan.consent(id, self._item.id)
        self.box.setChecked(consent.given == 1)
        self.when.set_text(self._told(consent))
        wording = consent.wording or self._item.wording
        self.wording.set_text(wording)
        is_back = self._taken_back == id and not consent.given
        kept = self._desk.words("Documents already made keep the name.") if is_back else ""
        self.kept.set_text(kept)
        self.kept.setVisible(is_back)
        self.box.setAccessibleDescription(f"{self.when.text()}. {wording} {kept}".strip())

    def _told(self, consent: Consent) -> str:
        words = self._desk.words
        if not consent.wording and not consent.given_on and not consent.given:
            return words("Not asked yet. Read this aloud:")
        day = date_text(words, consent.given_on) or words("a day that was not noted")
        if consent.given:
            return words("Said yes on {day}, to these words:", day=day)
        return words("Said no on {day}, to these words:", day=day)

    @Slot(bool)
    def _say(self, given: bool) -> None:
        today = date.today().isoformat()
        plan, item = self._desk.plan, self._item
        was_given = plan.has_consent(self._person, item.id)
        if item.id == PUBLISH_NAME and was_given and not given:
            self._taken_back = self._person
        step = set_consent(plan, self._person, item.id, given, item.wording, today)
        self._desk.bridge.do(step)
        self.show_person(self._person)


class Consents(QWidget):
    """A box for every purpose of the consent edition."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._person = ""
        self.boxes = {
            item.id: ConsentBox(desk, item)
            for item in desk.edition("consent").items
            if item.kind == "purpose"
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(desk.look.look.px(14))
        for box in self.boxes.values():
            column.addWidget(box)
        desk.bridge.changed.connect(self._look_again)

    def show_person(self, id: str) -> None:
        """Show what this person said to every purpose."""
        self._person = id
        for box in self.boxes.values():
            box.show_person(id)

    @Slot(object)
    def _look_again(self, step: Step) -> None:
        if self._person and step.touches("consent"):
            self.show_person(self._person)
