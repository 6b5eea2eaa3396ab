"""What stands around a field: its counter, its guidance; and the field one searches with."""

from __future__ import annotations

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QAction, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.ui.controls.buttons import QuietButton
from app.ui.controls.labels import PlainLabel
from app.ui.figures import figure
from app.ui.look import LookSource
from app.ui.painting import Strip, draw_icon
from app.ui.prose import ProseLabel
from app.words import Words

NEARLY = 0.9


class Counter(PlainLabel):
    """ "412 of 1,000": grey, then heavier near the limit, then how many are too many."""

    def __init__(
        self, looks: LookSource, words: Words, limit: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(looks, token="small", ink="ink3", parent=parent)
        self._words, self._limit = words, limit
        self.set_count(0)

    def set_count(self, count: int, limit: int | None = None) -> None:
        """Show ``count`` characters. It never cuts the text; it tells. Limit 0 says nothing."""
        self._limit = self._limit if limit is None else limit
        over = count - self._limit
        if not self._limit:
            self.setText("")
        elif over > 0:
            self.setText(
                self._words.n("{figure} too many", "{figure} too many", over, figure=self._n(over))
            )
            self.set_ink("stop", 600)
        else:
            self.setText(
                self._words("{n} of {limit}", n=self._n(count), limit=self._n(self._limit))
            )
            near = count >= self._limit * NEARLY
            self.set_ink("ink" if near else "ink3", 600 if near else 400)
        self.setAccessibleName(self.text())

    def _n(self, number: int) -> str:
        return figure(self._words, number)


class GuidanceLabel(QWidget):
    """Guidance beside a field: small words, then a quiet link. ``followed`` says it was pressed."""

    followed = Signal()

    def __init__(
        self,
        looks: LookSource,
        text: str = "",
        link: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.text = ProseLabel(looks, text, token="small", ink="ink2")
        self.link = QuietButton(looks, link, small=True)
        self.link.clicked.connect(self.followed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.text)
        column.addWidget(self.link)
        column.addStretch(1)
        self.link.setVisible(bool(link))  # only now: shown without a parent it were a window


class Problem(QWidget):
    """The octagon and sentence under a field that say what is wrong; hidden while nothing is."""

    def __init__(self, looks: LookSource, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.sentence = ProseLabel(looks, token="small", ink="stop", weight=500)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.sentence)
        self._wear()
        looks.changed.connect(self._wear)
        self.hide()

    def tell(self, sentence: str, field: QWidget | None = None) -> None:
        """Show ``sentence`` and mark ``field``; an empty sentence takes both back."""
        self.sentence.set_text(sentence)
        self.setAccessibleName(sentence)
        self.setVisible(bool(sentence))
        if field is not None:
            if not field.property("problem"):
                field.setProperty("hint", field.accessibleDescription())
            field.setProperty("problem", bool(sentence))
            field.setAccessibleDescription(sentence or str(field.property("hint") or ""))
            field.style().unpolish(field)
            field.style().polish(field)

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        strip = Strip(QRect(0, 0, self.width(), look.type.line("small")), look)
        draw_icon(
            QPainter(self), strip.start(look.icons.side(14)), "octagon-alert", "stop", look, 14
        )

    def _wear(self) -> None:
        look = self._looks.look
        lead = look.icons.side(14) + look.px(6)
        turned = look.right_to_left
        self._row.setContentsMargins(0 if turned else lead, 0, lead if turned else 0, 0)


class SearchField(QLineEdit):
    """A field with a glass at its start and, once written in, an × at its end.

    Qt's ``textChanged`` says what is sought; Escape in a written field empties it.
    """

    def __init__(self, looks: LookSource, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks = looks
        self.setPlaceholderText(placeholder)
        self.setAccessibleName(placeholder)
        self._clear = QAction(self)
        self._clear.setVisible(False)
        self._clear.triggered.connect(self.clear)
        self.addAction(self._clear, QLineEdit.ActionPosition.TrailingPosition)
        self.textChanged.connect(self._show_clear)
        self._wear()
        looks.changed.connect(self._wear)

    def name_clearing(self, name: str) -> None:
        """Name the × for screen readers and its tooltip."""
        self._clear.setText(name)

    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._looks.look
        strip = Strip(self.rect(), look)
        strip.start(look.px(11))
        draw_icon(QPainter(self), strip.start(look.icons.side(16)), "search", "ink2", look)

    def _wear(self) -> None:
        look = self._looks.look
        room = look.icons.side(16) + look.px(6)
        turned = look.right_to_left
        self.setTextMargins(0 if turned else room, 0, room if turned else 0, 0)
        self._clear.setIcon(look.icons.icon("x", "ink2"))
