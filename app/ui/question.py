"""A sentence of ours with the ways on from it, in the one dress all dialogs wear."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QDialog, QSizePolicy, QVBoxLayout, QWidget

from app.ui.controls.buttons import Button, PlainButton, PrimaryButton
from app.ui.controls.labels import Hairline
from app.ui.glyphs import Glyph
from app.ui.look import LookSource
from app.ui.painting import draw_icon
from app.ui.prose import ProseLabel

WIDTH = 520
SIDE, TOP, FOOT = 24, 20, 16
ICON = 20

ASKS = Glyph("circle-help", "ink2")


class QuestionDialog(QDialog):
    """Says one or two texts; ``verbs`` are buttons, the first the safe one, where Enter goes.

    ``leave`` is the button that chooses none of them, as Esc does; without verbs it is the only
    one. ``answer`` is the number of the verb chosen, None for none.
    """

    def __init__(
        self,
        looks: LookSource,
        glyph: Glyph,
        texts: Sequence[str],
        verbs: Sequence[str],
        leave: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.answer: int | None = None
        self._looks, self._glyph = looks, glyph
        self.setModal(True)
        self.setAccessibleName(" ".join(texts))
        first, *rest = texts
        self.texts = [ProseLabel(looks, first, weight=600 if rest else None)]
        self.texts += [ProseLabel(looks, text, ink="ink2") for text in rest]
        self.buttons = [self._button(n, verb) for n, verb in enumerate(verbs)]
        self.leave: Button = (PlainButton if verbs else PrimaryButton)(looks, leave)
        self.leave.clicked.connect(self.reject)
        self._ways = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._lay_out()
        safe = self.buttons[0] if verbs else self.leave
        safe.setDefault(True)
        safe.setFocus()
        self._fit()  # before it is placed

    def _button(self, number: int, verb: str) -> Button:
        button: Button = (PlainButton if number else PrimaryButton)(self._looks, verb)
        button.clicked.connect(partial(self._choose, number))
        return button

    def _choose(self, number: int, _checked: bool = False) -> None:
        self.answer = number
        self.accept()

    def _lay_out(self) -> None:
        px = self._looks.look.px
        said = QVBoxLayout()
        said.setSpacing(px(6))
        lead = self._looks.look.icons.side(ICON) + px(12)
        turned = self._looks.look.right_to_left
        said.setContentsMargins(0 if turned else lead, 0, lead if turned else 0, 0)
        for text in self.texts:
            said.addWidget(text)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(SIDE), px(TOP), px(SIDE), px(FOOT))
        column.setSpacing(px(16))
        column.addLayout(said)
        column.addStretch(1)
        column.addWidget(Hairline(self._looks))
        column.addLayout(self._ways)
        self._set_ways()

    def _set_ways(self) -> None:
        """The ways beside each other, the safe one at the end; under each other where too wide."""
        px = self._looks.look.px
        self._ways.setSpacing(px(8))
        row = [self.leave, *reversed(self.buttons)]
        needed = sum(button.sizeHint().width() + px(8) for button in row) - px(8)
        self._width = min(px(WIDTH), self.screen().availableGeometry().width() - 60)
        if needed <= self._width - 2 * px(SIDE):
            self._ways.addStretch(1)
        else:
            self._ways.setDirection(QBoxLayout.Direction.TopToBottom)
            row.reverse()
            for button in row:
                button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for button in row:
            self._ways.addWidget(button)
        for before, after in pairwise(row):
            QWidget.setTabOrder(before, after)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QTimer.singleShot(0, self, self._fit)
        self._fit()

    @Slot()
    def _fit(self) -> None:
        """As high as the words need, and wholly on the screen."""
        column = self.layout()
        if column is None:
            return
        px, screen = self._looks.look.px, self.screen().availableGeometry()
        if column.totalHeightForWidth(self._width) > screen.height() - 60:  # words before air
            column.setContentsMargins(px(SIDE), px(8), px(SIDE), px(8))
            column.setSpacing(px(6))
            self._ways.setSpacing(px(4))
        height = min(column.totalHeightForWidth(self._width), screen.height())
        self.setFixedSize(self._width, height)
        beyond = self.frameGeometry().bottomRight() - screen.bottomRight()
        if self.isVisible() and max(beyond.x(), beyond.y()) > 0:
            self.move(self.pos() - QPoint(max(0, beyond.x()), max(0, beyond.y())))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look, first = self._looks.look, self.texts[0]
        side = look.icons.side(ICON)
        spot = QRect(look.px(SIDE), first.y(), side, look.type.line("body"))
        if look.right_to_left:
            spot.moveRight(self.width() - 1 - look.px(SIDE))
        draw_icon(QPainter(self), spot, self._glyph.icon, self._glyph.ink, look, ICON)
