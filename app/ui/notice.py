"""The notice strip: one quiet sentence above the key line, with Undo beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.ui.controls.buttons import IconButton, PlainButton
from app.ui.controls.labels import Pane
from app.ui.glyphs import STATES
from app.ui.look import LookSource
from app.ui.painting import draw_icon
from app.ui.prose import ProseLabel
from app.words import Words

LEAST = 10_000  # milliseconds a notice stays, whatever is done


class Notice(Pane):
    """Shows one sentence at a time, at least ten seconds, until the next action.

    The window calls ``action_happened`` when a person did something. It never takes the focus
    and is announced politely. ``undo_requested`` and ``way_requested`` come from its buttons,
    ``closed`` from the ×.
    """

    undo_requested = Signal()
    way_requested = Signal()
    closed = Signal()

    def __init__(self, looks: LookSource, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(looks, "paper", ("top",), parent)
        self._state = "ok"
        self._is_stale = False
        self.sentence = ProseLabel(looks)
        self.undo = PlainButton(looks, words("Undo"), keys="Ctrl+Z", in_row=True)
        self.way = PlainButton(looks, "", in_row=True)
        self.close_button = IconButton(looks, "x", words("Close this notice"))
        for button in (self.undo, self.way, self.close_button):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.undo.clicked.connect(self._undo)
        self.way.clicked.connect(self.way_requested)
        self.close_button.clicked.connect(self._close)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._time_is_up)
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.sentence, 1, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.undo)
        self._row.addWidget(self.way)
        self._row.addWidget(self.close_button)
        self._wear()
        looks.changed.connect(self._wear)
        self.hide()

    def tell(self, sentence: str, state: str = "ok", *, undo: bool = False, way: str = "") -> None:
        """Show ``sentence``: state "ok", "info", "warn" or "stop"; ``undo`` offers to take back.

        ``way`` is a button that leads on from a fault.
        """
        self._state, self._is_stale = state, False
        self.sentence.set_text(sentence)
        self.undo.setVisible(undo)
        self.way.set_label(way)
        self.way.setVisible(bool(way))
        self.setAccessibleName(sentence)
        self.show()
        self.update()
        self._timer.start(LEAST)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    @Slot()
    def action_happened(self) -> None:
        """A person did something else: the notice goes, though not before its time."""
        self._is_stale = True
        if not self._timer.isActive():
            self.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        look = self._looks.look
        glyph = STATES[self._state]
        spot = QRect(look.px(14), 0, look.icons.side(16), self.height())
        if look.right_to_left:
            spot.moveRight(self.width() - look.px(14))
        draw_icon(QPainter(self), spot, glyph.icon, glyph.ink, look)

    def _undo(self) -> None:
        self.hide()
        self.undo_requested.emit()

    def _close(self) -> None:
        self.hide()
        self.closed.emit()

    def _time_is_up(self) -> None:
        if self._is_stale:
            self.hide()

    def _wear(self) -> None:
        look = self._looks.look
        lead, side = look.px(14 + 8) + look.icons.side(16), look.px(10)
        turned = look.right_to_left
        self._row.setContentsMargins(side if turned else lead, 4, lead if turned else side, 4)
        self._row.setSpacing(look.px(8))
        self.setMinimumHeight(look.height("notice"))
