"""One value of the edition: its questions, its level, its justification, its quotations."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.models.assess import stale_quotations
from app.models.frameworks import Edition, Item
from app.models.records import Commitment, Quotation
from app.models.verbs import drafting
from app.ui.controls import (
    FieldLabel,
    Hairline,
    IconButton,
    IconLabel,
    PlainButton,
    PlainLabel,
    ProseLabel,
    Segmented,
)
from app.ui.desk import Desk
from app.ui.fields import Binding, ProseField, bind_answer
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES, value_glyph
from app.ui.pages.commitments.value_lines import is_alone
from app.ui.quoted import QuotedWords

Selected = Callable[[], tuple[str, str]]


class QuotationRow(QWidget):
    """Words that prove a value, and the × that takes them away again."""

    remove_asked = Signal(str)

    def __init__(self, desk: Desk, quotation: Quotation) -> None:
        super().__init__()
        self._desk, self.quotation = desk, quotation
        self.words = QuotedWords(desk.look, "")
        gone = desk.words("no longer in the text")
        self.flag = GlyphProse(desk.look, gone, STATES["warn"])
        self.remove = IconButton(desk.look, "x", desk.words("Remove this quotation"))
        self.remove.setEnabled(not desk.bridge.read_only)
        self.remove.clicked.connect(self._remove)
        side = QVBoxLayout()
        side.setSpacing(desk.look.look.px(2))
        side.addWidget(self.words)
        side.addWidget(self.flag)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(desk.look.look.px(4))
        row.addLayout(side, 1)
        row.addWidget(self.remove, 0, Qt.AlignmentFlag.AlignTop)

    def show_quotation(self, quotation: Quotation, *, stale: bool) -> None:
        """Show the words as kept, and whether the commitment still says them."""
        self.quotation = quotation
        said = self._desk.words("“{quote}”", quote=quotation.text)
        self.words.show_words(said, rule="warn" if stale else "edge")
        self.flag.setVisible(stale)
        name = self._desk.words("Remove the quotation {quote}", quote=said)
        self.remove.setAccessibleName(name)
        self.setAccessibleName(f"{said}, {self.flag.accessibleName()}" if stale else said)

    @Slot()
    def _remove(self) -> None:
        self.remove_asked.emit(self.quotation.id)


class ValueBlock(QWidget):
    """The answer to one value. ``quote_asked(item)`` asks for the selected words of the form."""

    quote_asked = Signal(str)

    def __init__(self, desk: Desk, edition: Edition, place: int, item: Item) -> None:
        super().__init__()
        self._desk, self._edition, self.item = desk, edition, item
        self._commitment = ""
        words, looks = desk.words, desk.look
        glyph = value_glyph(place)
        self._glyph = IconLabel(looks, glyph.icon, "", icon_ink=glyph.ink, size=18)
        self._title = ProseLabel(looks, item.title, weight=600)
        self._help = ProseLabel(looks, item.help, token="small", ink="ink2")
        self._prompts = [
            ProseLabel(looks, prompt, token="small", ink="ink2") for prompt in item.prompts
        ]
        levels = [(level.id, level.name) for level in reversed(edition.scale(item.scale))]
        self.levels = Segmented(looks, item.title, levels)
        self.levels.setAccessibleDescription(item.help)
        self.levels.chosen.connect(self._choose)
        self._meaning = ProseLabel(looks, token="small", ink="ink2")
        self.rule = GlyphProse(looks)
        name = words("Why “{value}”", value=item.title)
        self.why = ProseField(looks, desk.bridge, self._binding(), name)
        self.why.set_least_lines(2)
        self.rows: dict[str, QuotationRow] = {}
        self._quotations = QVBoxLayout()
        self.quote = PlainButton(
            looks, words("Quote the selected words"), icon="quote", in_row=True
        )
        self.quote.clicked.connect(self._ask)
        self._reason = ProseLabel(looks, token="small", ink="ink3")
        self._lay_out(FieldLabel(looks, words("Why"), small=True))
        self._enable()

    def show_commitment(self, commitment: str) -> None:
        """Show the answer of a commitment as it is now; "" shows nothing."""
        if commitment != self._commitment:
            self._commitment = commitment
            self.why.bind(self._binding())
        plan, edition = self._desk.plan, self._edition
        answer = plan.answer(edition.id, self.item.id, commitment)
        if self.levels.key != answer.level:
            self.levels.choose(answer.level)
        level = edition.level(self.item.id, answer.level) if answer.level else None
        self._meaning.set_text(level.help if level else "")
        self._meaning.setVisible(bool(level and level.help))
        self._say_rule()
        self._show_quotations(plan.quotations(answer.id))

    def offer_quoting(self, selected: bool) -> None:
        """Say whether there are words to quote."""
        words = self._desk.words
        reason = "" if selected else words("Select words in the form first.")
        if self._desk.bridge.read_only:
            reason = words("This file cannot be written.")
        self.quote.disable_because(reason)
        self._reason.set_text(reason)
        self._reason.setVisible(bool(reason))

    def take_focus(self) -> None:
        """Put the focus on the level, chosen or not."""
        self.levels.setFocus(Qt.FocusReason.TabFocusReason)

    def _binding(self) -> Binding:
        return bind_answer(self._edition.id, self.item.id, self._commitment, title=self.item.title)

    def _lay_out(self, why: FieldLabel) -> None:
        look = self._desk.look.look
        px = look.px
        column = QVBoxLayout(self)
        column.setContentsMargins(px(16), px(10), px(16), px(14))
        column.setSpacing(px(6))
        head = QHBoxLayout()
        head.setSpacing(px(6))
        self._glyph.setFixedSize(look.icons.side(18), look.type.line("body"))
        head.addWidget(self._glyph, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._title, 1)
        column.addLayout(head)
        column.addWidget(self._help)
        for prompt in self._prompts:
            column.addLayout(self._bulleted(prompt))
        for part in (self.levels, self._meaning, self.rule, why, self.why):
            column.addWidget(part)
        self._quotations.setSpacing(px(6))
        column.addLayout(self._quotations)
        column.addWidget(self.quote)
        column.addWidget(self._reason)
        column.addSpacing(px(8))
        column.addWidget(Hairline(self._desk.look))

    def _bulleted(self, prompt: ProseLabel) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(self._desk.look.look.px(6))
        dot = PlainLabel(self._desk.look, "·", token="small", ink="ink2", weight=600)
        row.addWidget(dot, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(prompt, 1)
        return row

    def _enable(self) -> None:
        writable = not self._desk.bridge.read_only
        self.levels.setEnabled(writable)
        self.offer_quoting(selected=False)

    def _say_rule(self) -> None:
        words = self._desk.words
        needs = bool(self.item.rule)
        self.rule.setVisible(needs)
        if not needs:
            return
        alone = is_alone(self._desk.plan, self._edition, self.item, self._commitment)
        state = STATES["warn" if alone else "info"]
        said = (
            words("does not count by itself")
            if alone
            else words("counts only together with a core value")
        )
        self.rule.say(said, state, "ink2")

    def _show_quotations(self, quotations: tuple[Quotation, ...]) -> None:
        commitment = self._desk.plan.of(Commitment, self._commitment)
        stale = (
            {quotation.id for quotation in stale_quotations(self._desk.plan, commitment)}
            if quotations and commitment
            else set()
        )
        kept = {quotation.id for quotation in quotations}
        for id in [id for id in self.rows if id not in kept]:
            row = self.rows.pop(id)
            row.hide()
            row.deleteLater()
        for quotation in quotations:
            if quotation.id not in self.rows:
                row = QuotationRow(self._desk, quotation)
                row.remove_asked.connect(self._remove)
                self._quotations.addWidget(row)
                self.rows[quotation.id] = row
            self.rows[quotation.id].show_quotation(quotation, stale=quotation.id in stale)
            self.rows[quotation.id].show()  # in this turn, or the block is painted squeezed
        before: QWidget = self.why
        for follows in (*(row.remove for row in self.rows.values()), self.quote):
            QWidget.setTabOrder(before, follows)  # Tab goes as one reads
            before = follows

    @Slot(str)
    def _choose(self, level: str) -> None:
        desk, item = self._desk, self.item
        step = drafting.set_answer(
            desk.plan, self._edition.id, item.id, self._commitment, title=item.title, level=level
        )
        if desk.bridge.do(step) is None:
            self.show_commitment(self._commitment)

    @Slot(str)
    def _remove(self, id: str) -> None:
        self._desk.bridge.do(drafting.remove_quotation(self._desk.plan, id))

    @Slot()
    def _ask(self) -> None:
        self.quote_asked.emit(self.item.id)
