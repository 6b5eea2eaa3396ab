"""The options of a document in five calm groups: document, languages, contents, people, page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from msgspec import Struct
from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from app.exports import FORMATS, LANGUAGES_OFFERED, sections_of
from app.exports.composing import material
from app.exports.options import Options
from app.exports.people_part import agreed
from app.models.plan import Plan
from app.models.records import Translation
from app.ui.controls import (
    FieldLabel,
    Hairline,
    PlainLabel,
    ProseLabel,
    Segmented,
    Worded,
    radio,
    tick,
)
from app.ui.desk import Desk
from app.ui.pages.publish.letterhead_row import LetterheadRow
from app.ui.pages.publish.levels import LEVELS, level_words
from app.ui.pages.publish.memory import Asked, Memory
from app.ui.pages.publish.moments import moments
from app.ui.pages.publish.ticks import Combo, PickList
from app.words import LANGUAGES, mark

OPEN_DATA = "open-data"
TICKS = (
    ("values", mark("OGP values, with their proof"), ""),
    ("ambition", mark("Ambition as rated, with the spread"), ""),
    ("show_empty", mark("Questions without an answer"), mark("They say “Not yet written”.")),
    ("notes", mark("Notes, as an annex"), mark("Read them first: notes are written for us.")),
    ("small_cells", mark("Numbers under five too"), mark("Somebody may be made out by them.")),
    ("draft", mark("Marked as a draft"), mark("On the cover and at the foot of each page.")),
    ("watermark", mark("DRAFT behind every page"), ""),
    ("line_numbers", mark("Lines numbered"), mark("So that comments can say which line.")),
    ("large_print", mark("Large print"), mark("For readers with low vision.")),
    ("whole", mark("Everything, people too (JSON)"), mark("To move the plan, not to publish it.")),
)
_PAGE = frozenset(
    {"file", "language", "paper", "letterhead", "draft", "watermark", "line_numbers", "large_print"}
)
_PLAN = frozenset({"commitments", "values", "ambition"})
_ASKED: Mapping[str, frozenset[str]] = {
    "action-plan": _PAGE | _PLAN | {"since", "beside", "sections", "show_empty", "notes", "who"},
    "commitment-sheets": _PAGE | _PLAN | {"since", "beside", "show_empty"},
    "standards-report": _PAGE | {"sections", "show_empty", "beside"},
    "participants": _PAGE | {"who"},
    OPEN_DATA: _PLAN | {"table", "language", "notes", "who", "whole"},
}


class _Part(Struct, frozen=True):
    """A choice with what is shown around it; ``group`` is where it stands."""

    group: QWidget
    box: QWidget


class Choices(QWidget):
    """``changed`` follows each choice. What is chosen is remembered for each kind of document."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.memory = Memory(desk.preferences)
        self.document = "action-plan"
        self._offered: Plan | None = None
        words, looks = desk.words, desk.look
        written = [(row.id, words(row.name)) for row in FORMATS if row.writer]
        self.file = Segmented(looks, words("File"), written, "docx")
        tables = [(row.id, words(row.name)) for row in FORMATS if row.tables]
        self.table = Segmented(looks, words("File"), tables, "xlsx")
        speaks = [(code, LANGUAGES[code]) for code in LANGUAGES_OFFERED]
        self.language = Combo(words("Language"), speaks)
        self.beside = Combo(words("Second language beside it"))
        self.since = Combo(words("What of it"))
        self.letterhead = LetterheadRow(desk)
        self.commitments = PickList(looks, words("Commitments"))
        self.sections = PickList(looks, words("Sections"))
        self.paper = Segmented(looks, words("Paper"), [("A4", "A4"), ("Letter", "Letter")], "A4")
        self.who = QButtonGroup(self)
        self.levels: dict[str, Worded] = {}
        self.ticks = {n: tick(looks, words(text), words(hint)) for n, text, hint in TICKS}
        self.beside_hint = ProseLabel(looks, token="small", ink="ink2")
        self._parts: dict[str, _Part] = {}
        self._groups: list[QWidget] = []
        self._lay_out()
        self._wire()

    # -- what is on the screen -----------------------------------------------------------------

    def _lay_out(self) -> None:
        words = self._desk.words
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._desk.look.look.px(14))
        self._begin(words("Document"))
        self._add("file", words("File"), self.file)
        self._add("table", words("File"), self.table)
        self._add("since", words("What of it"), self.since)
        self._begin(words("Languages"))
        self._add("language", words("Language"), self.language, self._language_hint())
        self._add("beside", words("Second language beside it"), self.beside, self.beside_hint)
        self._begin(words("Content"))
        self._add("commitments", words("Commitments"), self.commitments)
        self._add("sections", words("Sections"), self.sections)
        for name in ("values", "ambition", "show_empty", "notes"):
            self._add(name, "", self.ticks[name])
        self._add("whole", "", self.ticks["whole"])
        self._begin(words("People"))
        self._add("who", "", *self._who(), self.ticks["small_cells"])
        self._begin(words("Page"))
        self._add("paper", words("Paper"), self.paper)
        self._add("letterhead", words("Letterhead"), self.letterhead)
        for name in ("draft", "watermark", "line_numbers", "large_print"):
            self._add(name, "", self.ticks[name])
        self._column.addStretch(1)

    def _begin(self, title: str) -> None:
        """Begin a group: its name over a line, then what is added to it."""
        looks = self._desk.look
        group = QWidget()
        column = QVBoxLayout(group)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(looks.look.px(10))
        column.addWidget(PlainLabel(looks, title, token="small", weight=600, ink="accent"))
        if self._groups:
            column.insertWidget(0, Hairline(looks))
        self._column.addWidget(group)
        self._groups.append(group)

    def _add(self, name: str, title: str, *widgets: QWidget) -> None:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._desk.look.look.px(5))
        if title:
            column.addWidget(FieldLabel(self._desk.look, title))
        for widget in widgets:
            column.addWidget(widget)
        group = self._groups[-1]
        inside = group.layout()
        if inside is not None:
            inside.addWidget(box)
        self._parts[name] = _Part(group, box)

    def _language_hint(self) -> ProseLabel:
        said = self._desk.words(
            "The form speaks it, and what people wrote does where it is translated."
        )
        return ProseLabel(self._desk.look, said, token="small", ink="ink2")

    def _who(self) -> list[Worded]:
        for number, (level, text) in enumerate(LEVELS):
            one = radio(self._desk.look, self._desk.words(text))
            self.levels[level] = one
            self.who.addButton(one.button, number)
        return list(self.levels.values())

    def _wire(self) -> None:
        for segmented in (self.file, self.table, self.paper):
            segmented.chosen.connect(self._tell)
        for combo in (self.language, self.beside, self.since):
            combo.chosen.connect(self._tell)
        self.since.opening.connect(self._offer_moments)
        for picks in (self.commitments, self.sections):
            picks.changed.connect(self._tell)
        for one in (*self.ticks.values(), *self.levels.values()):
            one.button.clicked.connect(self._tell)
        self.letterhead.changed.connect(self._tell)

    # -- what is chosen ------------------------------------------------------------------------

    def show_document(self, document: str) -> None:
        """Offer the choices of a document (or of ``OPEN_DATA``) as they were last made."""
        self.document = document
        asked = self.memory.of(document)
        for name, part in self._parts.items():
            part.box.setVisible(self._is_asked(name))
        for group in self._groups:
            parts = [p for p in self._parts.values() if p.group is group]
            group.setVisible(any(not part.box.isHidden() for part in parts))
        self._offer(asked.options)
        self._show(asked)

    def plan_changed(self) -> None:
        """Offer what the plan holds now: its commitments, sections and people."""
        if self._offered is not self._desk.plan:
            self._offer(self.options())

    def _offer(self, options: Options) -> None:
        """Offer what belongs to this document and this plan, with the options' choice of it."""
        desk, words = self._desk, self._desk.words
        self._offered = desk.plan
        m = material(desk.plan, desk.frameworks, words, Options())
        rows = [(c.id, f"{m.plan.number(c.id)}  {m.title(c)}") for c in m.plan.commitments]
        none = words("No commitment yet.")
        every = words.n("All {n} commitment", "All {n} commitments", len(rows)) if rows else none
        self.commitments.offer(every, rows, options.commitments)
        parts = sections_of(self.document, m) if self._is_asked("sections") else ()
        self.sections.offer(words("All sections"), parts, options.sections)
        named = agreed(desk.plan)
        for level, one in self.levels.items():
            one.set_hint(level_words(words, desk.plan, named, level))

    @Slot()
    def _offer_moments(self) -> None:
        """Offer the moments that are known now; reading them off the journal takes a while."""
        desk = self._desk
        exported = self.memory.exported(desk.bridge.journal.file.lineage)
        everything = ("", desk.words("All of it, as it is now"))
        self.since.offer([everything, *moments(desk, exported, datetime.now(UTC))])

    def _show(self, asked: Asked) -> None:
        """Show as chosen what was asked, as far as it is offered."""
        options = asked.options
        self.file.choose(asked.format or "docx")
        self.table.choose(asked.format or "xlsx")
        self.language.choose(asked.language or self._first_language())
        if options.since:
            self._offer_moments()
        elif not self.since.count():
            self.since.offer([("", self._desk.words("All of it, as it is now"))])
        self.since.choose(options.since)
        self.letterhead.show_path(options.letterhead)
        self.paper.choose(options.paper)
        self.levels[options.who].button.setChecked(True)
        for name, one in self.ticks.items():
            one.button.setChecked(bool(getattr(options, name)))
        self._offer_beside()
        self.beside.choose(options.beside)
        self._fit_together()

    def _offer_beside(self) -> None:
        """Offer every language but the first, with a hint where the plan says nothing in it."""
        words, first = self._desk.words, self.language.key
        others = [(code, name) for code, name in LANGUAGES.items() if code != first]
        self.beside.offer([("", words("None")), *others])

    def _fit_together(self) -> None:
        """Show only what has a meaning beside the other choices, and say what is amiss."""
        is_word = self.format("document") == "docx"
        self._parts["letterhead"].box.setVisible(self._is_asked("letterhead") and is_word)
        has_json = self.format("tables") == "json"
        self._parts["whole"].box.setVisible(self._is_asked("whole") and has_json)
        beside, since = self.beside.key, bool(self.since.key) and self._is_asked("since")
        translated = any(t.language == beside for t in self._desk.plan.all(Translation))
        said = ""
        if since:
            said = self._desk.words("What changed is told in one language.")
        elif beside and not translated:
            said = self._desk.words("Nothing people wrote is translated into it; the form is.")
        self.beside.setEnabled(not since)
        self.beside_hint.set_text(said)
        self.beside_hint.setVisible(bool(said))

    def _is_asked(self, name: str) -> bool:
        return name in _ASKED.get(self.document, _PAGE)

    def _first_language(self) -> str:
        language = self._desk.plan.info.language
        return language if language in LANGUAGES_OFFERED else "en"

    @Slot()
    def _tell(self) -> None:
        beside = self.beside.key
        self._offer_beside()
        self.beside.choose(beside)
        self._fit_together()
        kind = "tables" if self.document == OPEN_DATA else "document"
        asked = Asked(self.format(kind), self.language.key, self.options())
        self.memory.keep(self.document, asked)
        self.changed.emit()

    def format(self, kind: str) -> str:
        """The chosen format of that kind, "document" or "tables"."""
        return self.file.key if kind == "document" else self.table.key

    def options(self) -> Options:
        """What is chosen, with today's date for the cover."""
        asked = {name: self._is_asked(name) for name in self._parts}
        usual = Options()
        whole = self._is_asked("whole") and self.format("tables") == "json"
        ticked = {name: one.button.isChecked() for name, one in self.ticks.items()}
        for name in ticked:
            if name in asked and not asked[name]:
                ticked[name] = getattr(usual, name)
        return Options(
            **{**ticked, "whole": whole and ticked["whole"]},
            commitments=self.commitments.chosen if asked["commitments"] else (),
            sections=self.sections.chosen if asked["sections"] else (),
            who=LEVELS[max(0, self.who.checkedId())][0] if asked["who"] else usual.who,
            paper="Letter" if self.paper.key == "Letter" else "A4",
            date=date.today().isoformat(),
            beside=self.beside.key if asked["beside"] else "",
            since=self.since.key if asked["since"] else "",
            letterhead=self.letterhead.path if self._takes_letterhead() else "",
        )

    def _takes_letterhead(self) -> bool:
        return self._is_asked("letterhead") and self.format("document") == "docx"

    def remember_export(self) -> None:
        """A document left the house now: the next may show only what changed since."""
        now = datetime.now(UTC).isoformat(timespec="seconds")
        self.memory.keep_export(self._desk.bridge.journal.file.lineage, now)
