"""How the sides rated one commitment, and what the two ends said."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QPointF, QRect, QSize, Signal, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.models.ambition import (
    Spread,
    constituency,
    in_order,
    scale_of,
    spread,
    two_ends,
)
from app.models.frameworks import Edition
from app.models.records import Commitment
from app.ui.controls import Hairline, PlainLabel, ProseLabel, QuietButton
from app.ui.desk import Desk
from app.ui.figures import figure
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES, draw_glyph, level_glyph
from app.ui.look import LookSource
from app.ui.painting import Strip, draw_text, hairline, text_width
from app.ui.prose import TextBlock
from app.ui.quoted import QuotedWords
from app.ui.spreads import level_place, rater_name
from app.words import Words

MOST_DRAWN = 9  # glyphs of one group and level; more are told by their number
MOST_QUOTED = 3  # reasons of each end; the ratings of the commitment have them all


class GroupLine(Struct, frozen=True):
    """One side: letter, name, counts by level as numbers and as shown."""

    letter: str
    name: str
    counts: tuple[int, ...]
    shown: tuple[str, ...]


class GroupCounts(QWidget):
    """A grid: a row for each side, a column for each level, a glyph for each rating."""

    def __init__(self, looks: LookSource, words: Words) -> None:
        super().__init__()
        self._looks, self._words = looks, words
        self._levels: tuple[str, ...] = ()
        self._lines: tuple[GroupLine, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def show_lines(self, levels: tuple[str, ...], lines: tuple[GroupLine, ...]) -> None:
        """Show the counts of ``lines`` under the names of ``levels``."""
        self._levels, self._lines = levels, lines
        said = [
            f"{line.name}: "
            + self._words.listed(f"{n} {c}" for n, c in zip(levels, line.shown, strict=True))
            for line in lines
        ]
        self.setAccessibleName(". ".join(said))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._head() + sum(self._height(line) for line in self._lines)
        return QSize(self._looks.look.px(280), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._looks.look.px(180), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()  # names wrap by the width

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = self._looks.look, QPainter(self)
        head = QRect(0, 0, self.width(), self._head())
        for place, spot in enumerate(self._columns(head)):
            self._paint_head(painter, place, spot)
        hairline(painter, head, look)
        top = head.bottom() + 1
        for line in self._lines:
            rect = QRect(0, top, self.width(), self._height(line))
            self._paint_line(painter, rect, line)
            top += rect.height()

    def _paint_head(self, painter: QPainter, place: int, spot: QRect) -> None:
        look, name = self._looks.look, self._levels[place]
        glyph = level_glyph(place, len(self._levels))
        if not self._names_fit():
            draw_glyph(painter, spot, glyph, look)
            return
        small = look.font("small")
        room = Strip(spot, look)
        room.start((spot.width() - self._need(name) + look.px(6)) // 2)
        draw_glyph(painter, room.start(look.px(14), look.px(4)), glyph, look, 13)
        draw_text(painter, room.rest, name, small, look.colour("ink2"), look)

    def _paint_line(self, painter: QPainter, rect: QRect, line: GroupLine) -> None:
        look = self._looks.look
        strip = Strip(rect, look)
        name = strip.start(self._name_width())
        under = self._name(line)
        high = QRect(name)
        high.setHeight(look.type.line("body"))
        high.moveTop(rect.center().y() - (high.height() + under.height) // 2)
        draw_text(painter, high, line.letter, look.font("body", 600), look.colour("ink"), look)
        under.draw(painter, QPointF(name.left(), high.bottom() + 1), look.colour("ink2"))
        for place, spot in enumerate(self._columns(rect)):
            self._paint_count(painter, spot, place, line)
        hairline(painter, rect, look)

    def _paint_count(self, painter: QPainter, spot: QRect, place: int, line: GroupLine) -> None:
        look, count = self._looks.look, line.counts[place]
        glyph, step = level_glyph(place, len(self._levels)), look.px(17)
        if not count or count > MOST_DRAWN or 3 * step > spot.width():
            ink = look.colour("ink" if count else "ink2")
            font = look.font("body" if count else "small", 600 if count else 400)
            draw_text(painter, spot, line.shown[place], font, ink, look, centred=True)
            return
        rows = (count + 2) // 3
        top = spot.center().y() - rows * step // 2
        for n in range(count):
            row, column = divmod(n, 3)
            in_row = min(3, count - 3 * row)
            left = spot.center().x() - in_row * step // 2 + column * step
            cell = QRect(left, top + row * step, step, step)
            draw_glyph(painter, cell, glyph, look, 13)

    def _columns(self, rect: QRect) -> list[QRect]:
        strip = Strip(rect, self._looks.look)
        strip.start(self._name_width())
        rest = rect.width() - self._name_width()
        if not self._names_fit():
            return [strip.start(rest // max(1, len(self._levels))) for _ in self._levels]
        spare = (rest - sum(map(self._need, self._levels))) // max(1, len(self._levels))
        return [strip.start(self._need(name) + spare) for name in self._levels]

    def _need(self, level: str) -> int:
        look = self._looks.look
        return text_width(look.font("small"), level) + look.px(22)

    def _names_fit(self) -> bool:
        return sum(map(self._need, self._levels)) + self._longest() <= self.width()

    def _longest(self) -> int:
        """The room the longest single word of the names needs."""
        small = self._looks.look.font("small")
        said = [word for line in self._lines for word in line.name.split()]
        widest = max((text_width(small, word) for word in said), default=0)
        return widest + self._looks.look.px(8)

    def _name_width(self) -> int:
        if self._names_fit():
            return max(self._longest(), self.width() - sum(map(self._need, self._levels)))
        return max(self._longest(), self.width() // 3)

    def _name(self, line: GroupLine) -> TextBlock:
        look = self._looks.look
        return TextBlock(
            line.name,
            look.font("small"),
            look.type.line("small"),
            self._name_width() - look.px(4),
            right_to_left=look.right_to_left,
        )

    def _head(self) -> int:
        return self._looks.look.type.height("small", 12)

    def _height(self, line: GroupLine) -> int:
        look = self._looks.look
        drawn = max((c for c in line.counts if c <= MOST_DRAWN), default=0)
        text = look.type.line("body") + self._name(line).height + look.px(14)
        return max(text, look.px(17) * ((drawn + 2) // 3) + look.px(12))


class AmbitionSide(QWidget):
    """The inspector of the ambition page. ``commitment_asked(id)`` asks to open a commitment."""

    commitment_asked = Signal(str)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.commitment = ""
        looks, words = desk.look, desk.words
        self._title = ProseLabel(looks, token="subtitle")
        self._said = ProseLabel(looks, ink="ink2")
        self.counts = GroupCounts(looks, words)
        self._ends_title = PlainLabel(looks, words("What the two ends said"), weight=600)
        self._ends = QVBoxLayout()
        self.ends: list[QuotedWords] = []
        self._pool: list[QuotedWords] = []  # those and the ones kept for more
        self._meanings = QVBoxLayout()
        self._scale = ""
        self.open = QuietButton(looks, words("History of ratings"), flush=True)
        self.open.clicked.connect(self._ask)
        self._lay_out()

    def show_commitment(self, id: str) -> None:
        """Show the newest round of a commitment, "" for none."""
        self.commitment = id
        self.look_again()

    def look_again(self) -> None:
        """Show the ratings as they are now."""
        plan, desk = self._desk.plan, self._desk
        row = plan.of(Commitment, self.commitment)
        self.setVisible(row is not None)
        if row is None:
            return
        edition, sectors = desk.editions().ambition, desk.edition("sectors")
        found = spread(plan, row.id, edition)
        number = figure(desk.words, plan.number(row.id))
        title = row.title or desk.words("Untitled commitment")
        self._title.set_text(desk.words("{number}  {title}", number=number, title=title))
        self._said.set_text(self._sentence(found))
        self._show_counts(found, edition, sectors)
        self._show_ends(found, edition, sectors)
        self._show_meanings(edition)

    def _sentence(self, found: Spread) -> str:
        words = self._desk.words
        if not found.raters:
            return words("Nobody has rated it yet.")
        sheets = words.n("{n} sheet", "{n} sheets", found.raters)
        if found.round == 1:
            return words("Round 1, {sheets}. Nobody saw another’s rating.", sheets=sheets)
        return words("Round {n}, {sheets}.", n=found.round, sheets=sheets)

    def _show_counts(self, found: Spread, edition: Edition, sectors: Edition) -> None:
        self.counts.setVisible(bool(found.raters))
        lines = []
        for group in in_order(found, sectors):
            side = constituency(sectors, group.constituency)
            shown = tuple(figure(self._desk.words, count) for count in group.counts)
            name = side.name or self._desk.words("not said")
            lines.append(GroupLine(side.letter, name, group.counts, shown))
        levels = tuple(level.name for level in scale_of(edition))
        self.counts.show_lines(levels, tuple(lines))

    def _show_ends(self, found: Spread, edition: Edition, sectors: Edition) -> None:
        desk = self._desk
        said = two_ends(desk.plan, self.commitment, edition, found.round)
        levels = scale_of(edition)
        top = [r for r in said if r.level == said[0].level][:MOST_QUOTED] if said else []
        low = [r for r in said if r.level != said[0].level][:MOST_QUOTED]
        while len(self._pool) < len(top) + len(low):
            self._pool.append(QuotedWords(desk.look))
            self._ends.addWidget(self._pool[-1])
        self.ends = self._pool[: len(top) + len(low)]
        for end, rating in zip(self.ends, (*top, *low), strict=True):
            level = levels[level_place(edition, rating.level)].name
            side = constituency(sectors, rating.constituency).name
            who = rater_name(desk, rating.rater)
            under = desk.words("{level} · {rater}, {side}", level=level, rater=who, side=side)
            if not side:
                under = desk.words("{level} · {rater}", level=level, rater=who)
            end.show_words(desk.words("“{quote}”", quote=rating.reason), under=under)
        for end in self._pool:
            end.setVisible(end in self.ends)
        self._ends_title.setVisible(bool(said))

    def _show_meanings(self, edition: Edition) -> None:
        if self._scale == edition.id:
            return
        self._scale = edition.id
        while (item := self._meanings.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        levels = scale_of(edition)
        for place in reversed(range(len(levels))):
            level = levels[place]
            said = self._desk.words("{level}: {meaning}", level=level.name, meaning=level.help)
            line = GlyphProse(self._desk.look)
            line.say(said, level_glyph(place, len(levels)), "ink2")
            line.prose.set_text(said, strong=level.name)
            self._meanings.addWidget(line)

    def _lay_out(self) -> None:
        looks, px, words = self._desk.look, self._desk.look.look.px, self._desk.words
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(14), px(20), px(16))
        column.setSpacing(px(6))
        self._ends.setSpacing(px(8))
        self._meanings.setSpacing(px(4))
        for part in (self._title, self._said, self.counts):
            column.addWidget(part)
        column.addSpacing(px(6))
        column.addWidget(self._ends_title)
        column.addLayout(self._ends)
        column.addWidget(self.open)
        column.addWidget(Hairline(looks))
        column.addWidget(PlainLabel(looks, words("What the levels mean"), weight=600))
        column.addLayout(self._meanings)
        note = words("Indicative self-rating, not an IRM rating.")
        column.addWidget(GlyphProse(looks, note, STATES["info"]))
        column.addStretch(1)

    @Slot()
    def _ask(self) -> None:
        self.commitment_asked.emit(self.commitment)
