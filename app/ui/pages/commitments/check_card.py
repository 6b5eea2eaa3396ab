"""One check as a card: what is wrong, the words at fault, why it matters, what to do."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout

from app.models.assess import Gap
from app.ui.controls import ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.glyphs import STATES
from app.ui.painting import draw_icon, hairline, inset_ring, start_bar
from app.ui.quoted import QuotedWords
from app.ui.style import OWN_RING
from app.words import Words, mark

_SAID = {"stop": mark("Stops submission: {sentence}"), "warn": mark("Advice: {sentence}")}

# What the link says, by table and field; a table's own row ("") serves its other fields.
_ACTIONS = {
    ("milestone", "lead"): mark("Choose lead"),
    ("milestone", "ends"): mark("Set the date"),
    ("milestone", "starts"): mark("Set the date"),
    ("milestone", "title"): mark("Say what will be done"),
    ("milestone", ""): mark("Go to the milestones"),
    ("commitment", "lead"): mark("Choose lead"),
    ("commitment", "starts"): mark("Set the date"),
    ("commitment", "ends"): mark("Set the date"),
    ("plan", "starts"): mark("Set the date"),
    ("plan", "ends"): mark("Set the date"),
}
_TO_TEXT = mark("Go to text")
_TO_VALUE = mark("Go to the value")


def gap_key(gap: Gap) -> str:
    """What tells one check from the others of its commitment."""
    details = sorted(gap.details.items())
    return "\x1f".join((gap.sentence, gap.table, gap.id, gap.field, gap.quote, str(details)))


def sentence_of(words: Words, gap: Gap) -> str:
    """The check's sentence in the window's language."""
    return words(gap.sentence, **gap.details)


def action_of(desk: Desk, gap: Gap) -> str:
    """What the link of a check says: "Go to text", "Choose lead", "Set the date"."""
    template = desk.editions().template
    if gap.table == "answer" and gap.subject and gap.field not in template.by_id:
        return desk.words(_TO_VALUE)
    return desk.words(_ACTIONS.get((gap.table, gap.field), _TO_TEXT))


class CheckCard(QAbstractButton):
    """A check. ``chosen(key)`` comes with a click, ``acted(key)`` with its link or Enter.

    ``moved(key, by)`` asks for the card before or behind it.
    """

    chosen = Signal(str)
    acted = Signal(str)
    moved = Signal(str, int)

    def __init__(self, desk: Desk, gap: Gap) -> None:
        super().__init__()
        self._looks, self._words = desk.look, desk.words
        self.gap, self.key = gap, gap_key(gap)
        self._is_current = False
        self._sentence = ProseLabel(desk.look, sentence_of(desk.words, gap), weight=600)
        quoted = desk.words("“{quote}”", quote=gap.quote) if gap.quote else ""
        self._quote = QuotedWords(desk.look, quoted, rule="warn")
        why = desk.words(gap.why)
        self._why = ProseLabel(desk.look, why, token="small", ink="ink2")
        self.link = QuietButton(desk.look, action_of(desk, gap), flush=True)
        self.link.clicked.connect(self._act)
        self.clicked.connect(self._choose)
        self.setProperty(OWN_RING, True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleDescription(" ".join(filter(None, (quoted, why))))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._column = QVBoxLayout(self)
        for part in (self._sentence, self._quote, self._why, self.link):
            self._column.addWidget(part)
        self._quote.setVisible(bool(quoted))
        self._why.setVisible(bool(why))
        self._wear()
        desk.look.changed.connect(self._wear)

    def set_place(self, place: int, of: int) -> None:
        """Tell which of how many this check is."""
        sentence = self._words(_SAID[self.gap.severity], sentence=self._sentence.text())
        said = self._words("{said}, {place} of {of}", said=sentence, place=place, of=of)
        self.setAccessibleName(said)

    def set_current(self, current: bool, *, is_stop: bool) -> None:
        """Show it as the one one is at; ``is_stop`` lets Tab come to it."""
        self._is_current = current
        policies = Qt.FocusPolicy
        self.setFocusPolicy(policies.StrongFocus if is_stop else policies.ClickFocus)
        self.link.setFocusPolicy(policies.StrongFocus if is_stop else policies.ClickFocus)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._column.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._column.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._column.totalMinimumSize()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if key in steps:
            self.moved.emit(self.key, steps[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._choose()
            self._act()
        else:
            event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, rect = self._looks.look, QPainter(self), self.rect()
        if self._is_current:
            painter.fillRect(rect, look.colour("paper"))
            start_bar(painter, rect, look)
        elif self.underMouse():
            painter.fillRect(rect, look.colour("hover"))
        hairline(painter, rect, look)
        state = STATES[self.gap.severity]
        top = self._column.contentsMargins().top()
        spot = QRect(look.px(16), top, look.icons.side(18), look.type.line("body"))
        if look.right_to_left:
            spot.moveRight(rect.right() - look.px(16))
        draw_icon(painter, spot, state.icon, state.ink, look, 18)
        if self.hasFocus():
            inset_ring(painter, rect, look)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self.key)

    @Slot()
    def _act(self) -> None:
        self.acted.emit(self.key)

    @Slot()
    def _wear(self) -> None:
        px = self._looks.look.px
        lead, end = px(16) + self._looks.look.icons.side(18) + px(8), px(16)
        turned = self._looks.look.right_to_left
        left, right = (end, lead) if turned else (lead, end)
        self._column.setContentsMargins(left, px(11), right, px(10))
        self._column.setSpacing(px(3))
        self.updateGeometry()
