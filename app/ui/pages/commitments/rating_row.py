"""One rating of the round: whose, which level, why; and what one may do with it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.models.ambition import constituency, scale_of
from app.models.frameworks import Edition
from app.models.records import Rating
from app.ui.charts import JOIN
from app.ui.controls import ElidingLabel, IconButton
from app.ui.desk import Desk
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import Glyph, level_glyph
from app.ui.look import LookSource
from app.ui.painting import draw_text
from app.ui.quoted import QuotedWords
from app.ui.spreads import level_place, rater_name
from app.ui.style import frame


class LetterMark(QWidget):
    """The letter of a constituency in its circle."""

    def __init__(self, looks: LookSource) -> None:
        super().__init__()
        self._looks, self._letter = looks, ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._wear()
        looks.changed.connect(self._wear)

    def show_letter(self, letter: str, name: str) -> None:
        """Show a letter, told as ``name``."""
        self._letter = letter
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._looks.look, QPainter(self)
        circle = QRectF(0, 0, look.px(JOIN), look.px(JOIN))
        circle.moveCenter(QRectF(self.rect()).center())
        frame(painter, circle, look.colour("ink2"), look.colour("paper"), 1.2, circle.height() / 2)
        spot = QRect(circle.toRect())
        font = look.font("keycap", 600)
        draw_text(painter, spot, self._letter, font, look.colour("ink"), look, centred=True)

    @Slot()
    def _wear(self) -> None:
        side = self._looks.look.px(JOIN) + 2
        self.setFixedSize(side, max(side, self._looks.look.type.line("body")))


class RatingRow(QWidget):
    """A rating. ``change_asked(id)`` and ``remove_asked(id)`` come from its two buttons."""

    change_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self, desk: Desk, id: str) -> None:
        super().__init__()
        self._desk, self.id = desk, id
        self._shown: Rating | None = None
        looks, words = desk.look, desk.words
        self._side = LetterMark(looks)
        self._who = ElidingLabel(looks, weight=600)
        self._level = GlyphProse(looks, token="small")
        self._reason = QuotedWords(looks)
        self.change = IconButton(looks, "pen-line", words("Change this rating"))
        self.remove = IconButton(looks, "x", words("Remove this rating"))
        self.change.clicked.connect(self._ask_change)
        self.remove.clicked.connect(self._ask_remove)
        for button in (self.change, self.remove):
            button.setEnabled(not desk.bridge.read_only)
        self._lay_out()

    def show_rating(self, rating: Rating, edition: Edition, sectors: Edition) -> None:
        """Show a rating; the same one again is no work."""
        if rating == self._shown:
            return
        self._shown = rating
        words = self._desk.words
        side = constituency(sectors, rating.constituency)
        unknown = words("constituency not said")
        self._side.show_letter(side.letter, side.name or unknown)
        who = rater_name(self._desk, rating.rater)
        self._who.setText(who)
        levels, place = scale_of(edition), level_place(edition, rating.level)
        name = levels[place].name if place >= 0 else rating.level
        glyph = level_glyph(place, len(levels)) if place >= 0 else Glyph("minus", "ink3")
        self._level.say(name, glyph)
        self._reason.show_words(words("“{quote}”", quote=rating.reason) if rating.reason else "")
        self._reason.setVisible(bool(rating.reason))
        self.change.setAccessibleName(words("Change the rating of {rater}", rater=who))
        self.remove.setAccessibleName(words("Remove the rating of {rater}", rater=who))
        parts = (who, side.name or unknown, name, rating.reason)
        self.setAccessibleName(", ".join(filter(None, parts)))

    def _lay_out(self) -> None:
        px = self._desk.look.look.px
        top = Qt.AlignmentFlag.AlignTop
        head = QHBoxLayout()
        head.setSpacing(px(6))
        head.addWidget(self._side, 0, top)
        text = QVBoxLayout()
        text.setSpacing(px(1))
        text.addWidget(self._who)
        text.addWidget(self._level)
        head.addLayout(text, 1)
        head.addWidget(self.change, 0, top)
        head.addWidget(self.remove, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, px(3), 0, px(3))
        column.setSpacing(px(3))
        column.addLayout(head)
        column.addWidget(self._reason)

    @Slot()
    def _ask_change(self) -> None:
        self.change_asked.emit(self.id)

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_asked.emit(self.id)
