"""The head of a page and its empty state: where one is, what there is, what one may do."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.ui.controls.buttons import Button
from app.ui.controls.labels import Pane, PlainLabel
from app.ui.flow import Flow
from app.ui.look import LookSource
from app.ui.prose import ProseLabel

SIDE, TOP, BOTTOM = 24, 14, 14
LEAST_TEXT = 300
MOST_LINES = 3  # of a title: what one writes in stays in sight below it


class PageHeader(Pane):
    """A page's name in serif, one sentence of arithmetic, at most three actions at the end.

    The actions go under the sentence when text and actions no longer fit side by side.
    """

    def __init__(
        self,
        looks: LookSource,
        title: str,
        actions: Sequence[Button] = (),
        *,
        number: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(looks, "paper", ("bottom",), parent)
        self._number = PlainLabel(looks, number, token="title", weight=400, ink="ink2", parent=self)
        self.title = ProseLabel(looks, title, token="title", most=MOST_LINES, parent=self)
        self.sentence = ProseLabel(looks, token="body", ink="ink2", parent=self)
        self.facts = QWidget(self)
        self.facts_row = Flow(self.facts, gap=16, row_gap=4)
        self.facts.installEventFilter(self)
        self.buttons = tuple(actions)
        for action in self.buttons:
            action.setParent(self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_title(title, number)
        self.set_sentence("")
        looks.changed.connect(self._measure_again)

    def set_title(self, title: str, number: str = "") -> None:
        """Name the page, with a ``number`` before it if the thing has one."""
        self.title.set_text(title)
        self._number.setText(number)
        self._number.setVisible(bool(number))
        self.setAccessibleName(f"{number} {title}".strip())
        self._measure_again()

    def set_sentence(self, text: str, *, strong: str = "", stop: str = "") -> None:
        """Say how things stand; the first place of ``strong`` is heavier, of ``stop`` also red.

        Both are words as they occur in ``text``; the text is shown as it is, never as markup.
        """
        self.sentence.set_text(text, strong=strong, stop=stop)
        self.sentence.setVisible(bool(text))
        self.setAccessibleDescription(text)
        self._measure_again()

    def add_fact(self, fact: QWidget) -> None:
        """Add a fact with its glyph (an ``IconLabel``) in the row under the title."""
        self.facts_row.addWidget(fact)
        self._measure_again()

    def sizeHint(self) -> QSize:
        return QSize(self._looks.look.px(560), self._place(self.width(), really=False))

    def minimumSizeHint(self) -> QSize:
        widest = max((action.sizeHint().width() for action in self.buttons), default=0)
        return QSize(max(widest + self._looks.look.px(2 * SIDE), 240), 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._measure_again()

    def event(self, event: QEvent) -> bool:
        """An action that comes, goes or says something else takes other room."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._measure_again()
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A fact that has other words may need another row, or one less."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._measure_again()
        return super().eventFilter(watched, event)

    def _measure_again(self) -> None:
        self.setFixedHeight(self._place(self.width(), really=False))
        self._place(self.width(), really=True)

    def _place(self, width: int, *, really: bool) -> int:
        px = self._looks.look.px
        shown = [action for action in self.buttons if not action.isHidden()]
        sizes = [action.sizeHint() for action in shown]
        row = sum(size.width() for size in sizes) + px(8) * max(0, len(sizes) - 1)
        inner = max(1, width - 2 * px(SIDE))
        beside = inner - row - px(24) >= px(LEAST_TEXT)
        text_width = inner - row - px(24) if beside and row else inner
        bottom = self._place_text(px(SIDE), px(TOP), text_width, width, really=really)
        if not shown:
            return bottom + px(BOTTOM)
        if beside:
            top = max(px(TOP), bottom - sizes[0].height())
            self._place_row(shown, width - px(SIDE) - row, top, width, really=really)
            return max(bottom, top + sizes[0].height()) + px(BOTTOM)
        bottom = self._place_row(shown, px(SIDE), bottom + px(10), width, really=really)
        return bottom + px(BOTTOM)

    def _place_text(self, left: int, top: int, room: int, width: int, *, really: bool) -> int:
        shift = 0
        if not self._number.isHidden():
            size = self._number.sizeHint()
            shift = size.width() + self._looks.look.px(10)
            line = self._looks.look.type.line("title")
            self._set(self._number, QRect(left, top, size.width(), line), width, really=really)
        high = self.title.heightForWidth(max(1, room - shift))
        self._set(self.title, QRect(left + shift, top, room - shift, high), width, really=really)
        top += high
        if not self.sentence.isHidden():
            high = self.sentence.heightForWidth(room)
            self._set(self.sentence, QRect(left, top, room, high), width, really=really)
            top += high
        if self.facts_row.count():
            high = self.facts_row.heightForWidth(room)
            self._set(self.facts, QRect(left, top + 4, room, high), width, really=really)
            top += high + 4
        return top

    def _place_row(
        self, buttons: list[Button], left: int, top: int, width: int, *, really: bool
    ) -> int:
        """Set the buttons from ``left``, wrapping at the page's edge; returns the bottom."""
        px, start, high = self._looks.look.px, left, 0
        for button in buttons:
            size = button.sizeHint()
            if high and left + size.width() > width - px(SIDE) + 1:
                left, top, high = start, top + high + px(8), 0
            self._set(button, QRect(QPoint(left, top), size), width, really=really)
            left += size.width() + px(8)
            high = max(high, size.height())
        return top + high

    def _set(self, widget: QWidget, rect: QRect, width: int, *, really: bool) -> None:
        if really:
            whole = QRect(0, 0, width, self.height())
            widget.setGeometry(self.style().visualRect(self._looks.look.direction, whole, rect))


class EmptyState(QWidget):
    """Nothing here yet: one serif sentence in the upper third and the one button that helps.

    ``flush`` is for one that stands in a column with margins of its own.
    """

    def __init__(
        self,
        looks: LookSource,
        sentence: str,
        button: Button | None = None,
        parent: QWidget | None = None,
        *,
        flush: bool = False,
    ) -> None:
        super().__init__(parent)
        self.sentence = ProseLabel(looks, sentence, token="line", ink="ink2")
        self.button = button
        column = QVBoxLayout(self)
        side = 0 if flush else looks.look.px(24)
        column.setContentsMargins(side, 16, side, 16)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(self.sentence)
        if button is not None:
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeading)
        column.addStretch(2)
        self.setAccessibleName(sentence)

    def set_sentence(self, sentence: str) -> None:
        """Say it in other words."""
        self.sentence.set_text(sentence)
        self.setAccessibleName(sentence)
