"""What a commitment says, in the plan's second language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.models.plan import Plan, table_of
from app.models.records import Answer, Commitment, Milestone
from app.models.schema import BY_NAME
from app.models.translations import Passage, passages_of, passages_of_plan
from app.ui.controls import FieldLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.fields import ChoiceField, bind_field
from app.ui.pages.commitments.translation_row import TranslationRow
from app.words import LANGUAGES

Place = tuple[str, str]


class LanguagesTab(QWidget):
    """Every text with room for its translation, and how many have one.

    While the plan has no second language, the tab says what one is for and offers the choice.
    ``revealed(QWidget)`` says what should be scrolled into view.
    """

    revealed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.subject = ""
        self.rows: dict[Place, TranslationRow] = {}
        self._language = ""
        words, looks = desk.words, desk.look
        said = words(
            "Choose a second language to write this plan in two; documents can then show both"
            " side by side."
        )
        self._why = ProseLabel(looks, said, ink="ink2")
        self.choice = second_language_field(desk)
        self._name = FieldLabel(looks, self.choice.accessibleName(), self.choice)
        self.progress = ProseLabel(looks, token="small", ink="ink2")
        px = looks.look.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(px(16), px(12), px(16), px(16))
        self._column.setSpacing(px(8))
        for part in (self._why, self._name, self.choice, self.progress):
            self._column.addWidget(part)
        self._first = self._column.count()
        self._column.addStretch(1)

    def show_commitment(self, commitment: str) -> None:
        """Show the texts of a commitment, "" for the plan's own."""
        self.settle()
        self.subject = commitment
        self.look_again()

    def look_again(self) -> None:
        """Show the texts as they are now; rows that stayed are kept, and the focus in them."""
        info = self._desk.plan.info
        language = info.second_language
        chosen = bool(language) and language != info.language
        for part in (self._why, self._name, self.choice):
            part.setVisible(not chosen)
        self.progress.setVisible(chosen)
        if language != self._language:
            self._drop(list(self.rows))
            self._language = language
        found = {_place(one): one for one in self._passages()} if chosen else {}
        self._drop([place for place in self.rows if place not in found])
        before = len(self.rows)
        for at, (place, passage) in enumerate(found.items()):
            self._show(place, passage, self._first + at)
        self._in_order()
        if chosen:
            self._say_progress()
        if len(self.rows) != before:
            self._take_height()

    def settle(self) -> None:
        """Write what is typed and not saved yet."""
        for row in self.rows.values():
            row.flush()

    def first_focus(self) -> QWidget | None:
        """What takes the focus when the pane does: the first text still to be translated."""
        if not self.rows:
            return self.choice
        undone = (row for row in self.rows.values() if row.state != "current")
        return next(undone, next(iter(self.rows.values()))).field

    def _passages(self) -> list[Passage]:
        plan = self._desk.plan
        commitment = plan.of(Commitment, self.subject)
        found = passages_of_plan(plan) if commitment is None else passages_of(plan, commitment)
        return self._as_on_the_form(found)

    def _as_on_the_form(self, found: Iterable[Passage]) -> list[Passage]:
        """The passages as the form has them; answers on other editions are not on it."""
        order = {place: n for n, place in enumerate(self._items())}
        facts: list[Passage] = []
        answers: list[Passage] = []
        milestones: list[Passage] = []
        for passage in found:
            if isinstance(passage.row, Milestone):
                milestones.append(passage)
            elif not isinstance(passage.row, Answer):
                facts.append(passage)
            elif _item(passage) in order:
                answers.append(passage)
        answers.sort(key=lambda passage: order[_item(passage)])
        return [*facts, *answers, *milestones]

    def _items(self) -> Iterator[Place]:
        editions = self._desk.editions()
        for edition in (editions.template, editions.values, editions.standards):
            yield from ((edition.id, item.id) for item in edition.items)

    def _show(self, place: Place, passage: Passage, at: int) -> None:
        row = self.rows.get(place)
        if row is None:
            row = TranslationRow(self._desk, passage, self._title(passage), self._language)
            self.rows[place] = row
        row.show_passage(passage)
        if self._column.indexOf(row) != at:
            self._column.removeWidget(row)
            self._column.insertWidget(at, row)
            row.show()

    def _take_height(self) -> None:
        """Take the height of the new rows at once, not with the next turn: nothing flickers."""
        self._column.activate()
        self.resize(self.width(), self._column.heightForWidth(self.width()))

    def _in_order(self) -> None:
        """Keep rows and Tab in the order one reads."""
        rows = sorted(self.rows.items(), key=lambda row: self._column.indexOf(row[1]))
        self.rows = dict(rows)
        before: QWidget = self.choice
        for _, row in rows:
            for follows in (row.field, row.confirm):
                QWidget.setTabOrder(before, follows)
                before = follows

    def _drop(self, places: list[Place]) -> None:
        for place in places:
            row = self.rows.pop(place)
            row.flush()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _title(self, passage: Passage) -> str:
        row, words = passage.row, self._desk.words
        label = words(BY_NAME[table_of(type(row))].field(passage.field).label)
        if isinstance(row, Milestone):
            number = _number(self._desk.plan, row)
            return words("Milestone {number}: {field}", number=number, field=label)
        if isinstance(row, Answer):
            title = self._item_title(row)
            evidence = passage.field == "evidence"
            return words("{item}: {field}", item=title, field=label) if evidence else title
        return label

    def _item_title(self, answer: Answer) -> str:
        editions = self._desk.editions()
        for edition in (editions.template, editions.values, editions.standards):
            if edition.id == answer.edition:
                return edition.item(answer.item).title
        raise KeyError(answer.edition)

    def _say_progress(self) -> None:
        words = self._desk.words
        states = [row.state for row in self.rows.values()]
        said = words(
            "{done} of {all} translated into {language}",
            done=len(states) - states.count("none"),
            all=len(states),
            language=LANGUAGES.get(self._language, self._language),
        )
        stale = states.count("stale")
        if stale:
            said += " · " + words.n("{n} text changed since", "{n} texts changed since", stale)
        self.progress.set_text(said)


def second_language_field(desk: Desk) -> ChoiceField:
    """The choice of the plan's second language, or of none."""
    label = desk.words(BY_NAME["plan"].field("second_language").label)
    binding = bind_field("plan", desk.plan.info.id, "second_language")
    names = [("", desk.words("None")), *LANGUAGES.items()]
    return ChoiceField(desk.bridge, binding, label, names)


def _place(passage: Passage) -> Place:
    return passage.row.id, passage.field


def _item(passage: Passage) -> Place:
    row = passage.row
    return (row.edition, row.item) if isinstance(row, Answer) else ("", "")


def _number(plan: Plan, row: Milestone) -> int:
    return [one.id for one in plan.milestones(row.commitment)].index(row.id) + 1
