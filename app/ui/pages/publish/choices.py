"""The options of a document: file, language, who is named, what is included."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QRadioButton, QVBoxLayout, QWidget

from app.exports import FORMATS, LANGUAGES_OFFERED
from app.exports.options import Options, Who
from app.exports.people_part import PUBLISH_NAME
from app.ui.controls import FieldLabel, ProseLabel, Segmented
from app.ui.desk import Desk
from app.words import LANGUAGES, mark

INCLUDED = (
    ("values", mark("OGP values, with their proof")),
    ("ambition", mark("Ambition as rated, with the spread")),
    ("show_empty", mark("Questions without an answer")),
    ("notes", mark("Notes, as an annex")),
    ("draft", mark("Marked as a draft")),
)


class Choices(QWidget):
    """``changed`` follows each choice. The controls keep themselves between documents."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        words, looks = desk.words, desk.look
        written = [(row.id, words(row.name)) for row in FORMATS if row.writer]
        self.file = Segmented(looks, words("File"), written, "docx")
        tables = [(row.id, words(row.name)) for row in FORMATS if row.tables]
        self.table = Segmented(looks, words("File"), tables, "xlsx")
        speaks = [(code, LANGUAGES[code]) for code in LANGUAGES_OFFERED]
        self.language = Segmented(looks, words("Language"), speaks, self._first_language())
        self.paper = Segmented(looks, words("Paper"), [("A4", "A4"), ("Letter", "Letter")], "A4")
        self.who = QButtonGroup(self)
        self.boxes: dict[str, QCheckBox] = {}
        self._for_documents = QWidget()
        self.whole = QCheckBox(words("Everything, people too (JSON): to move the plan"))
        self.whole.toggled.connect(self.changed)
        self._lay_out()
        for segmented in (self.file, self.table, self.language, self.paper):
            segmented.chosen.connect(self.changed)
        self.who.idToggled.connect(self.changed)
        self.show_kind("document")

    def _first_language(self) -> str:
        language = self._desk.plan.info.language
        return language if language in LANGUAGES_OFFERED else "en"

    def _lay_out(self) -> None:
        words, px = self._desk.words, self._desk.look.look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(18))
        column.addLayout(self._group(words("File"), self.file, self.table))
        column.addLayout(self._group(words("Language"), self.language, self._language_hint()))
        column.addLayout(self._group(words("Who is named"), *self._who()))
        inner = QVBoxLayout(self._for_documents)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(px(18))
        inner.addLayout(self._group(words("Include"), *self._included()))
        inner.addLayout(self._group(words("Paper"), self.paper))
        column.addWidget(self._for_documents)
        column.addWidget(self.whole)
        column.addStretch(1)

    def _group(self, title: str, *widgets: QWidget) -> QVBoxLayout:
        box = QVBoxLayout()
        box.setSpacing(self._desk.look.look.px(6))
        box.addWidget(FieldLabel(self._desk.look, title))
        for widget in widgets:
            box.addWidget(widget)
        return box

    def _language_hint(self) -> ProseLabel:
        said = self._desk.words("The template's words follow; what people wrote stays as written.")
        return ProseLabel(self._desk.look, said, token="small", ink="ink2")

    def _who(self) -> list[QWidget]:
        plan, words = self._desk.plan, self._desk.words
        agreed = sum(plan.has_consent(person.id, PUBLISH_NAME) for person in plan.people)
        texts = (
            words("Numbers by category only"),
            words("Organisations too"),
            words("Names, where consent was given ({n})", n=agreed),
        )
        buttons: list[QWidget] = []
        for id, text in enumerate(texts):
            button = QRadioButton(text)
            button.setChecked(id == 0)
            self.who.addButton(button, id)
            buttons.append(button)
        return buttons

    def _included(self) -> list[QWidget]:
        usual = Options()
        for name, text in INCLUDED:
            box = QCheckBox(self._desk.words(text))
            box.setChecked(bool(getattr(usual, name)))
            box.toggled.connect(self.changed)
            self.boxes[name] = box
        return list(self.boxes.values())

    def show_kind(self, kind: str) -> None:
        """Offer the choices of a "document" or of "tables"."""
        self.file.setVisible(kind == "document")
        self.table.setVisible(kind == "tables")
        self._for_documents.setVisible(kind == "document")
        self.whole.setVisible(kind == "tables")

    def format(self, kind: str) -> str:
        """The chosen format of that kind."""
        return self.file.key if kind == "document" else self.table.key

    def options(self) -> Options:
        """What is chosen, with today's date for the cover."""
        kinds: tuple[Who, ...] = ("counts", "organisations", "names")
        ticked = {name: box.isChecked() for name, box in self.boxes.items()}
        return Options(
            who=kinds[max(0, self.who.checkedId())],
            values=ticked["values"],
            ambition=ticked["ambition"],
            show_empty=ticked["show_empty"],
            notes=ticked["notes"],
            draft=ticked["draft"],
            paper="Letter" if self.paper.key == "Letter" else "A4",
            date=date.today().isoformat(),
            whole=self.whole.isChecked() and self.whole.isVisibleTo(self),
        )
