"""What differs between two states of a plan: a sentence, the commitments, the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.exports.word_changes import pieces
from app.models.differences import Differences, RowDifference
from app.models.schema import TABLES
from app.ui.controls import Pane, ProseLabel, ScrollPane
from app.ui.desk import Tools
from app.ui.marked_prose import MarkedProse
from app.ui.roles import Role
from app.ui.row_names import field_name, kind_name, row_name, value_text
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView
from app.words import Words

OTHERS = "the rest"
_MOST = 60  # differences of one commitment that are shown; a form has fewer
_TOLD = ("commitment", "answer", "milestone")  # what a glance at a plan is for
_ICONS = {"added": ("plus", "ok"), "changed": ("pen-line", "ink2"), "gone": ("minus", "stop")}


class DifferencesView(QWidget):
    """One list and, under it, what differs in the chosen line. ``chosen(id)`` is a commitment.

    Everything is told from the earlier state to the later one: what came is new in the later.
    Where nothing differs it can show what a plan holds instead.
    """

    chosen = Signal(str)

    def __init__(self, tools: Tools) -> None:
        super().__init__()
        self._tools = tools
        self._found: Differences | None = None
        self._is_plain = False
        words, looks = tools.words, tools.look
        self.sentence = ProseLabel(looks)
        self._model = RowsModel(parent=self)
        self.list = OutlineView(looks, words("What differs"), height="document")
        self.list.setModel(self._model)
        self._detail = QWidget()
        self._column = QVBoxLayout(self._detail)
        self.details = ScrollPane(self._detail, "paper")
        self._lay_out()
        self.list.selectionModel().currentChanged.connect(self._choose)

    def _lay_out(self) -> None:
        px = self._tools.look.look.px
        self._column.setContentsMargins(px(12), px(10), px(12), px(10))
        self._column.setSpacing(px(4))
        self._paper = Pane(self._tools.look, "paper", ("top",))
        inside = QVBoxLayout(self._paper)
        inside.setContentsMargins(0, 1, 0, 0)
        inside.addWidget(self.details)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addWidget(self.sentence)
        lists = QVBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(self.list, 2)
        lists.addWidget(self._paper, 3)
        column.addLayout(lists, 1)
        self.list.setMinimumHeight(self._tools.look.look.height("document") * 2)
        self._paper.setMinimumHeight(px(84))  # two fields, however little room there is

    def hasHeightForWidth(self) -> bool:
        return False  # both lists scroll: no width asks for a height

    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        return QSize(hint.width(), self.minimumHeight() or hint.height())

    @property
    def commitment(self) -> str:
        """The id of the commitment chosen, "" for none."""
        index = self.list.currentIndex()
        id = str(index.data(Role.ID)) if index.isValid() else ""
        return "" if id == OTHERS else id

    @property
    def differs(self) -> bool:
        """Whether differences are shown now."""
        return self._found is not None and not self._is_plain

    def say(self, sentence: str) -> None:
        """Say something in place of differences: that they are being read, or that none are."""
        self._found = None
        self._model.show_rows(())
        self.list.hide()
        self._paper.hide()
        self.sentence.set_text(sentence)
        self.sentence.show()
        self.chosen.emit("")

    def show_differences(self, found: Differences, none: str) -> None:
        """Show what differs; ``none`` is said where nothing does."""
        if not found:
            self.say(none)
            return
        self._is_plain = False
        self._show(found, counted_sentence(self._tools, found))

    def show_contents(self, holds: Differences, sentence: str) -> None:
        """Say ``sentence`` and show the commitments of a plan, see ``contents``, unmarked."""
        if not holds.commitments:
            self.say(sentence)
            return
        self._is_plain = True
        self._show(holds, sentence)

    def _show(self, found: Differences, sentence: str) -> None:
        kept = self.commitment
        self._found = found
        self.sentence.set_text(sentence)
        self.sentence.setVisible(bool(sentence))
        self.list.show()
        self._paper.show()
        self._model.show_rows(tuple(self._rows(found)))
        index = self._model.index_of(kept)
        self.list.setCurrentIndex(index if index.isValid() else self._model.index(0))
        self._choose()

    def _rows(self, found: Differences) -> Iterator[Row]:
        words = self._tools.words
        for one in found.commitments:
            title = one.title or words("Untitled commitment")
            if self._is_plain:
                yield Row(one.id, title, icon="file-text", icon_ink="ink2", tip=title)
                continue
            icon, ink = _ICONS[one.state]
            note = state_word(words, one.state)
            said = words.listed((title, note))
            yield Row(one.id, title, icon=icon, icon_ink=ink, note=note, tip=title, said=said)
        if not self._is_plain and self._others(found):
            yield Row(OTHERS, words("The plan itself and its people"), icon="users")

    def _others(self, found: Differences) -> tuple[RowDifference, ...]:
        commitments = {one.id for one in found.commitments}
        return tuple(row for row in found.rows if row.root not in commitments)

    @Slot()
    def _choose(self) -> None:
        found, id = self._found, self.commitment
        if found is None:
            return
        self._clear()
        rows = found.of(id) if id else self._others(found)
        if self._is_plain:
            rows = tuple(row for row in rows if row.table in _TOLD)
        for row in rows[:_MOST]:
            self._add(row)
        if len(rows) > _MOST:
            more = self._tools.words.n("and {n} more", "and {n} more", len(rows) - _MOST)
            self._column.addWidget(ProseLabel(self._tools.look, more, token="small", ink="ink2"))
        self._column.addStretch(1)
        self.details.verticalScrollBar().setValue(0)
        self.chosen.emit(id)

    def _clear(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _add(self, row: RowDifference) -> None:
        tools, record = self._tools, row.after or row.before
        if record is None:
            return
        shown = 0
        for one in row.fields:
            name = field_name(tools, row.table, record, one.name)
            before = value_text(tools, record, one.name, one.before)
            after = value_text(tools, record, one.name, one.after)
            if name and before != after:
                self._add_field(name, before, after)
                shown += 1
        if not shown:
            said = state_word(tools.words, row.state if row.state != "changed" else "moved")
            name = f"{kind_name(tools, row.table)} · {row_name(tools, record)}"
            self._add_field(name, "", "")
            self._column.addWidget(ProseLabel(tools.look, said, ink="ink2"))

    def _add_field(self, name: str, before: str, after: str) -> None:
        looks = self._tools.look
        self._column.addWidget(ProseLabel(looks, name, token="small", ink="ink2", weight=600))
        if before or after:
            self._column.addWidget(self._prose(before, after))
            self._column.addSpacing(self._tools.look.look.px(6))

    def _prose(self, before: str, after: str) -> ProseLabel:
        if self._is_plain:
            return ProseLabel(self._tools.look, after, token="card")
        prose = MarkedProse(self._tools.look, self._tools.words, token="card")
        prose.show_pieces(pieces(before, after))
        return prose


def state_word(words: Words, state: str) -> str:
    """What became of a row, in a word."""
    return {
        "added": words("new"),
        "changed": words("changed"),
        "gone": words("gone"),
        "moved": words("moved"),
    }[state]


def counted_sentence(tools: Tools, found: Differences) -> str:
    """What came, changed and went, kind by kind: "New: 2 commitments. Gone: 1 person."."""
    words = tools.words
    counted = {table.name: found.counted(table.name) for table in TABLES}
    parts = (
        (words("New: {what}."), {table: counts.added for table, counts in counted.items()}),
        (words("Changed: {what}."), {table: counts.changed for table, counts in counted.items()}),
        (words("Gone: {what}."), {table: counts.gone for table, counts in counted.items()}),
    )
    return " ".join(
        sentence.format(what=counts_text(words, counts))
        for sentence, counts in parts
        if any(counts.values())
    )


def counts_text(words: Words, counts: Mapping[str, int]) -> str:
    """Rows by kind in words: "3 commitments, 7 milestones, 12 people and 4 more"."""
    named = {
        "commitment": words.n("{n} commitment", "{n} commitments", counts.get("commitment", 0)),
        "milestone": words.n("{n} milestone", "{n} milestones", counts.get("milestone", 0)),
        "answer": words.n("{n} answer", "{n} answers", counts.get("answer", 0)),
        "person": words.n("{n} person", "{n} people", counts.get("person", 0)),
    }
    said = [text for table, text in named.items() if counts.get(table)]
    others = sum(count for table, count in counts.items() if table not in named)
    if others:
        said.append(words.n("{n} other fact", "{n} other facts", others))
    return words.listed(said)
