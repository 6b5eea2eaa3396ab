"""The values of the edition: what is claimed, why, and the words that prove it."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QVBoxLayout, QWidget

from app.models.frameworks import Edition
from app.models.verbs import drafting
from app.ui.controls import PlainLabel, ProseLabel
from app.ui.desk import Desk
from app.ui.pages.commitments.value_block import Selected, ValueBlock


def nothing_selected() -> tuple[str, str]:
    """No words of the form are selected."""
    return "", ""


class ValuesTab(QWidget):
    """One block a value, in the edition's order.

    ``selected_text`` answers which item of the form has selected words, and which words.
    ``revealed(QWidget)`` says what should be scrolled into view.
    """

    revealed = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.subject = ""
        self.selected_text: Selected = nothing_selected
        self.blocks: dict[str, ValueBlock] = {}
        self._edition = ""
        self._watched: QPlainTextEdit | None = None
        self._none = ProseLabel(desk.look, desk.words("Values belong to a commitment."), ink="ink2")
        self._name = PlainLabel(desk.look, token="small", ink="ink2")
        self._name.setWordWrap(True)
        px = desk.look.look.px
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, px(12), 0, px(16))
        self._column.setSpacing(0)
        for label in (self._name, self._none):
            label.setContentsMargins(px(16), 0, px(16), px(4))
            self._column.addWidget(label)
        self._column.addStretch(1)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._watch)

    def show_commitment(self, commitment: str) -> None:
        """Show the values of a commitment, "" for none."""
        self.settle()
        self.subject = commitment
        self.look_again()

    def look_again(self) -> None:
        """Show the values as they are now."""
        edition = self._desk.editions().values
        if self.subject:
            self._build(edition)
        for block in self.blocks.values():
            block.setVisible(bool(self.subject))
            block.show_commitment(self.subject)
        self._none.setVisible(not self.subject)
        self._name.setVisible(bool(self.subject))
        self._name.setText(edition.name)
        self.weigh_selection()

    def show_value(self, item: str) -> None:
        """Bring a value into view and put the focus on its answer."""
        block = self.blocks.get(item)
        if block is not None:
            block.take_focus()
            self.revealed.emit(block)

    def settle(self) -> None:
        """Write what is typed and not saved yet."""
        for block in self.blocks.values():
            block.why.commits.flush()

    def first_focus(self) -> QWidget | None:
        """What takes the focus when the pane does."""
        block = next(iter(self.blocks.values()), None)
        return block.levels if block is not None and self.subject else None

    @Slot()
    def weigh_selection(self) -> None:
        """Let the buttons say whether there are words to quote."""
        if not self.isVisible():
            return
        _item, selected = self.selected_text()
        for block in self.blocks.values():
            block.offer_quoting(bool(selected.strip()))

    def _build(self, edition: Edition) -> None:
        if self._edition == edition.id:
            return
        for block in self.blocks.values():
            block.hide()
            block.deleteLater()
        self.blocks, self._edition = {}, edition.id
        for place, item in enumerate(edition.items):
            if not item.scale:
                continue
            block = ValueBlock(self._desk, edition, place, item)
            block.quote_asked.connect(self._quote)
            self._column.insertWidget(self._column.count() - 1, block)
            self.blocks[item.id] = block

    @Slot(str)
    def _quote(self, item: str) -> None:
        source, selected = self.selected_text()
        if not selected.strip():
            return
        plan, edition = self._desk.plan, self._desk.editions().values
        answer = plan.answer(edition.id, item, self.subject)
        self._desk.bridge.do(drafting.quote(plan, answer, source, selected.strip()))

    @Slot(QWidget, QWidget)
    def _watch(self, _old: QWidget | None, now: QWidget | None) -> None:
        """Follow the selection of the field that has the focus."""
        if isinstance(now, QPlainTextEdit) and now is not self._watched:
            if self._watched is not None:
                with suppress(RuntimeError):  # the field may be gone with its form
                    self._watched.selectionChanged.disconnect(self.weigh_selection)
            self._watched = now
            now.selectionChanged.connect(self.weigh_selection)
        self.weigh_selection()
