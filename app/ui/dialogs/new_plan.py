"""Asks what a new plan is: country, title, period, template, language."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from app.models.dates import span, tidy
from app.models.new_plan import NewPlan, templates_for
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.words import LANGUAGES


class NewPlanDialog(ShellDialog):
    """Answers a ``NewPlan`` in ``answer`` once accepted."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(tools, words("Begin a new plan"), words("Begin"), parent)
        self.answer: NewPlan | None = None
        self._kind = QComboBox()
        self._kind.addItem(words("A country"), "national")
        self._kind.addItem(words("A locality"), "local")
        self._country, self._locality, self._title = QLineEdit(), QLineEdit(), QLineEdit()
        self._starts, self._ends = QLineEdit(), QLineEdit()
        self._years = QComboBox()
        self._template, self._language = QComboBox(), QComboBox()
        self._fill()
        self._lay_out()
        self._kind.currentIndexChanged.connect(self._kind_chosen)
        self._years.currentIndexChanged.connect(self._years_chosen)
        self._starts.editingFinished.connect(self._years_chosen)
        self._country.textEdited.connect(self._suggest_title)
        self._starts.editingFinished.connect(self._suggest_title)
        self._title.textEdited.connect(self._title_typed)
        self._own_title = False
        self._kind_chosen()
        self._years_chosen()
        self._suggest_title()
        self._country.setFocus()

    def _fill(self) -> None:
        words = self.tools.words
        self._years.addItem(words("Two years"), 2)
        self._years.addItem(words("Four years"), 4)
        self._years.addItem(words("Another period"), 0)
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(max(0, self._language.findData(words.language)))
        self._starts.setText(f"{date.today().year + 1}-01-01")

    def _lay_out(self) -> None:
        words = self.tools.words
        self.add_pair((words("For"), self._kind), (words("Country"), self._country))
        self._locality_row = self.add_field(words("Locality"), self._locality)
        self.add_field(words("Title of the plan"), self._title)
        self.add_pair(
            (words("Length"), self._years),
            (words("Starts"), self._starts),
            (words("Ends"), self._ends),
        )
        self.add_field(
            words("Template edition"),
            self._template,
            words("It decides which questions a commitment answers. Old plans keep theirs."),
        )
        self.add_field(words("Working language"), self._language)

    def _kind_chosen(self) -> None:
        kind = self._kind.currentData()
        local = kind == "local"
        self._locality_row.setVisible(local)
        self._template.clear()
        for id in templates_for(kind, self.tools.frameworks):
            edition = self.tools.frameworks.edition(id, self.tools.words.language)
            self._template.addItem(edition.name, id)

    def _years_chosen(self) -> None:
        years = self._years.currentData()
        self._ends.setReadOnly(bool(years))
        first = span(tidy(self._starts.text()))
        if years and first:
            last_year = first.first.year + years
            end = date(last_year, first.first.month, 1).toordinal() - 1
            if first.first.day > 1:
                end = date(last_year, first.first.month, min(first.first.day, 28)).toordinal() - 1
            self._ends.setText(date.fromordinal(end).isoformat())

    def _title_typed(self, text: str) -> None:
        self._own_title = bool(text.strip())

    def _suggest_title(self) -> None:
        if self._own_title:
            return
        first, last = span(tidy(self._starts.text())), span(tidy(self._ends.text()))
        if first and last:
            years = f"{first.first.year}–{last.last.year}"
            title = self.tools.words("Open Government Action Plan {years}", years=years)
            self._title.setText(title)

    def accept(self) -> None:
        """Close once the few things a plan cannot do without are there."""
        words = self.tools.words
        starts, ends = tidy(self._starts.text()), tidy(self._ends.text())
        first, last = span(starts), span(ends)
        if not self._country.text().strip():
            self.refuse(words("Say which country the plan is for."), self._country)
        elif self._kind.currentData() == "local" and not self._locality.text().strip():
            self.refuse(words("Say which locality the plan is for."), self._locality)
        elif not self._title.text().strip():
            self.refuse(words("Give the plan a title."), self._title)
        elif first is None:
            self.refuse(words("Write the start like 2027-01-01."), self._starts)
        elif last is None or last.last < first.first:
            self.refuse(words("Write an end like 2028-12-31, after the start."), self._ends)
        else:
            self.answer = NewPlan(
                title=self._title.text().strip(),
                kind=self._kind.currentData(),
                country=self._country.text().strip(),
                locality=self._locality.text().strip(),
                starts=starts,
                ends=ends,
                template=self._template.currentData(),
                language=self._language.currentData(),
            )
            super().accept()
