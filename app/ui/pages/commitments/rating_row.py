"""One rating of the round: whose, which level, why; and what one may do with it."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from app.models.ambition import Constituency, constituency, scale_of
from app.models.frameworks import Edition
from app.models.records import Rating
from app.ui.charts import JOIN
from app.ui.controls import IconButton
from app.ui.desk import Desk
from app.ui.glyphs import Glyph, draw_glyph, level_glyph
from app.ui.look import Look
from app.ui.painting import Strip, as_tip, draw_text
from app.ui.prose import TextBlock
from app.ui.spreads import level_place, rater_name
from app.ui.style import frame

_BLANK = Glyph("minus", "ink3")


class RatingRow(QWidget):
    """A rating, painted whole, for a round may have dozens.

    ``change_asked(id)`` and ``remove_asked(id)`` come from its two buttons.
    """

    change_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._shown: Rating | None = None
        self._side = Constituency("", "", "")
        self._who = self._level = self._reason = ""
        self._glyph = _BLANK
        self._block: tuple[int, TextBlock] | None = None
        words = desk.words
        self.change = IconButton(desk.look, "pen-line", words("Change this rating"))
        self.remove = IconButton(desk.look, "x", words("Remove this rating"))
        self.change.clicked.connect(self._ask_change)
        self.remove.clicked.connect(self._ask_remove)
        for button in (self.change, self.remove):
            button.setParent(self)
            button.setEnabled(not desk.bridge.read_only)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        desk.look.changed.connect(self._measure_again)

    @property
    def id(self) -> str:
        """The id of the rating shown."""
        return self._shown.id if self._shown is not None else ""

    def show_rating(self, rating: Rating, edition: Edition, sectors: Edition) -> None:
        """Show a rating; the same one again is no work."""
        if rating == self._shown:
            return
        self._shown = rating
        words = self._desk.words
        self._side = constituency(sectors, rating.constituency)
        self._who = rater_name(self._desk, rating.rater)
        levels, place = scale_of(edition), level_place(edition, rating.level)
        self._level = levels[place].name if place >= 0 else rating.level
        self._glyph = level_glyph(place, len(levels)) if place >= 0 else _BLANK
        self._reason = words("“{quote}”", quote=rating.reason) if rating.reason else ""
        self.change.setAccessibleName(words("Change the rating of {rater}", rater=self._who))
        self.remove.setAccessibleName(words("Remove the rating of {rater}", rater=self._who))
        side = self._side.name or words("constituency not said")
        self.setToolTip(as_tip(side))
        parts = (self._who, side, self._level, rating.reason)
        self.setAccessibleName(words.listed(parts))
        self._measure_again()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = self._desk.look.look
        reason = self._words(width).height + look.px(3) if self._reason else 0
        return self._head(look) + reason + look.px(8)

    def sizeHint(self) -> QSize:
        width = self._desk.look.look.px(240)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        look = self._desk.look.look
        return QSize(look.px(160), self._head(look))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def _place(self) -> None:
        """Put the buttons at the end; a layout would not ask how high the words are."""
        look = self._desk.look.look
        strip = Strip(QRect(0, 0, self.width(), self._head(look)), look)
        for button in (self.remove, self.change):
            size = button.sizeHint()
            spot = strip.end(size.width())
            button.setGeometry(QRect(spot.topLeft(), size))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._desk.look.look, QPainter(self)
        head = QRect(0, look.px(2), self.width(), self._head(look))
        strip = Strip(head, look)
        strip.end(self.change.width() + self.remove.width())
        self._paint_letter(painter, strip.start(look.px(JOIN) + 2, look.px(6)))
        text = strip.rest
        first, second = QRect(text), QRect(text)
        first.setHeight(look.type.line("body"))
        second.setTop(first.bottom() + 1)
        second.setHeight(look.type.line("small"))
        draw_text(painter, first, self._who, look.font("body", 600), look.colour("ink"), look)
        under = Strip(second, look)
        draw_glyph(painter, under.start(look.px(14), look.px(5)), self._glyph, look, 13)
        ink = look.colour("ink")
        draw_text(painter, under.rest, self._level, look.font("small"), ink, look)
        if self._reason:
            self._paint_reason(painter, head.bottom() + 1)

    def _paint_letter(self, painter: QPainter, spot: QRect) -> None:
        look = self._desk.look.look
        circle = QRectF(spot.left(), spot.top() + 1, look.px(JOIN), look.px(JOIN))
        frame(painter, circle, look.colour("ink2"), look.colour("paper"), 1.2, circle.height() / 2)
        font, ink = look.font("keycap", 600), look.colour("ink")
        draw_text(painter, circle.toRect(), self._side.letter, font, ink, look, centred=True)

    def _paint_reason(self, painter: QPainter, top: int) -> None:
        look = self._desk.look.look
        block = self._words(self.width())
        rect = QRect(0, top, self.width(), block.height)
        rule = QStyle.visualRect(look.direction, rect, QRect(0, top, 2, block.height))
        painter.fillRect(rule, look.colour("edge"))
        lead = 0 if look.right_to_left else look.px(11)
        block.draw(painter, QPointF(lead, top), look.colour("ink"))

    def _words(self, width: int) -> TextBlock:
        look = self._desk.look.look
        if self._block is None or self._block[0] != width:
            block = TextBlock(
                self._reason,
                look.font("card"),
                look.type.line("card"),
                width - look.px(11),
                right_to_left=look.right_to_left,
            )
            self._block = width, block
        return self._block[1]

    def _head(self, look: Look) -> int:
        return look.type.line("body") + look.type.line("small") + look.px(4)

    @Slot()
    def _measure_again(self) -> None:
        self._block = None
        self._place()
        self.updateGeometry()
        self.update()

    @Slot()
    def _ask_change(self) -> None:
        self.change_asked.emit(self.id)

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self.id)
