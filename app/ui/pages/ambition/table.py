"""The commitments with the room's middle and the middle of each side."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView

from app.models.ambition import Spread, middle_level, scale_of
from app.models.frameworks import Edition
from app.models.records import Commitment
from app.ui import charts
from app.ui.desk import Desk
from app.ui.figures import figure
from app.ui.glyphs import STATES, draw_glyph, level_glyph
from app.ui.look import LookSource
from app.ui.roles import Role
from app.ui.spreads import level_place, spoken, strip_of, verdict
from app.ui.views import TableView
from app.words import mark

Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole

NUMBER, TITLE, SHEET, MIDDLE, GROUPS, SPREAD = range(6)
HEADS = (
    "",
    mark("Commitment"),
    mark("This sheet"),
    mark("Room, middle"),
    mark("Middle of each group"),
    mark("Spread"),
)


class AmbitionRow(Struct, frozen=True):
    """One commitment: its spread, and the level on the sheet being keyed ("" for none)."""

    commitment: Commitment
    number: int
    spread: Spread
    strip: charts.Spread
    sheet: str = ""


class AmbitionModel(QAbstractTableModel):
    """The rows as the delegates read them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._edition = desk.editions().ambition
        self._sectors = desk.edition("sectors")
        self.rows: tuple[AmbitionRow, ...] = ()

    def row_of(
        self, commitment: Commitment, number: int, spread: Spread, sheet: str
    ) -> AmbitionRow:
        """A row with its strip."""
        strip = strip_of(spread, self._edition, self._sectors)
        return AmbitionRow(commitment, number, spread, strip, sheet)

    def show_rows(self, rows: tuple[AmbitionRow, ...], edition: Edition) -> None:
        """Show rows; the same commitments in the same order only repaint."""
        before = [row.commitment.id for row in self.rows]
        if before != [row.commitment.id for row in rows] or edition.id != self._edition.id:
            self.beginResetModel()
            self.rows, self._edition = rows, edition
            self.endResetModel()
            return
        old, self.rows = self.rows, rows
        for place, (was, now) in enumerate(zip(old, rows, strict=True)):
            if was != now:
                self.dataChanged.emit(self.index(place, 0), self.index(place, SPREAD))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as Qt declares it
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  # as above
        return 0 if parent.isValid() else len(HEADS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal or role != _Role.DisplayRole:
            return None
        return self._desk.words(HEADS[section])

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        row = self.rows[index.row()]
        if role == Role.ID:
            return row.commitment.id
        match index.column():
            case 0:
                return self._number(row, role)
            case 1:
                return self._title(row, role)
            case 2:
                return self._level(row.sheet, role)
            case 3:
                middle = middle_level(row.spread, self._edition)
                return self._level(middle.id if middle else "", role)
            case 4:
                return self._groups(row, role)
        return self._spread(row, role)

    def _number(self, row: AmbitionRow, role: int) -> object:
        if role == _Role.DisplayRole:
            return figure(self._desk.words, row.number)
        if role == _Role.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        return "ink2" if role == Role.INK else None

    def _title(self, row: AmbitionRow, role: int) -> object:
        title = row.commitment.title or self._desk.words("Untitled commitment")
        if role in (_Role.DisplayRole, _Role.ToolTipRole):
            return title
        if role == _Role.AccessibleTextRole:
            return self._spoken(row, title)
        return row.spread.is_far_apart if role == Role.STRONG else None

    def _spoken(self, row: AmbitionRow, title: str) -> str:
        words = self._desk.words
        parts = [f"{row.number} {title}"]
        if row.sheet:
            parts.append(words("this sheet: {level}", level=self._name(row.sheet)))
        middle = middle_level(row.spread, self._edition)
        parts.append(middle.name if middle else words("not rated"))
        parts.append(spoken(self._desk, row.spread, self._edition, self._sectors))
        return words.listed(parts)

    def _name(self, level: str) -> str:
        place = level_place(self._edition, level)
        return scale_of(self._edition)[place].name if place >= 0 else level

    def _level(self, level: str, role: int) -> object:
        place = level_place(self._edition, level)
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._name(level) if level else self._desk.words("not rated")
        if role == Role.LEVEL and place >= 0:
            return place, len(scale_of(self._edition))
        return "ink3" if role == Role.INK and not level else None

    def _groups(self, row: AmbitionRow, role: int) -> object:
        if role == Role.SPREAD:
            return row.strip
        if role in (_Role.AccessibleTextRole, _Role.ToolTipRole):
            return spoken(self._desk, row.spread, self._edition, self._sectors)
        return None

    def _spread(self, row: AmbitionRow, role: int) -> object:
        far = row.spread.is_far_apart
        match role:
            case _Role.DisplayRole | _Role.AccessibleTextRole:
                return verdict(self._desk, row.spread)
            case Role.ICON:
                return STATES["apart"].icon if far else None
            case Role.ICON_INK:
                return STATES["apart"].ink
            case Role.STRONG:
                return far
            case Role.INK:
                return None if far else "ink2"
        return None


class ScaleHeader(QHeaderView):
    """The table's head; over the strips stand the glyphs of the levels, where their ticks are."""

    def __init__(self, looks: LookSource) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._looks = looks
        self._levels = 3

    def show_scale(self, levels: int) -> None:
        """How many levels the scale has."""
        self._levels = levels
        self.viewport().update()

    def sizeHint(self) -> QSize:
        look = self._looks.look
        return QSize(super().sizeHint().width(), look.type.height("small", 12) + look.px(18))

    def paintSection(self, painter: QPainter, rect: QRect, logical: int) -> None:
        look = self._looks.look
        painter.save()
        low = QRect(rect)
        low.setTop(rect.bottom() - look.type.height("small", 12))
        super().paintSection(painter, low, logical)
        painter.restore()
        if logical != GROUPS:
            return
        first, last = charts.spread_track(rect.adjusted(look.px(8), 0, -look.px(8), 0), look)
        for place in range(self._levels):
            x = round(first + (last - first) * place / max(1, self._levels - 1))
            spot = QRect(x - look.px(8), low.top() - look.px(15), look.px(16), look.px(16))
            draw_glyph(painter, spot, level_glyph(place, self._levels), look)


class AmbitionTable(TableView):
    """The table. Digits ask for a level: ``digit_pressed(n)``; ``reason_asked`` comes with R."""

    digit_pressed = Signal(int)
    reason_asked = Signal()

    def __init__(self, looks: LookSource, name: str) -> None:
        super().__init__(looks, name)
        self.head = ScaleHeader(looks)
        self.head.setHighlightSections(False)
        start = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        self.head.setDefaultAlignment(start)
        self.head.setFont(looks.look.font("small", 600))
        self.setHorizontalHeader(self.head)
        self.head.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        typed = event.text()
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        )
        if plain and typed.isdecimal() and typed != "0":
            self.digit_pressed.emit(int(typed))
        elif plain and event.key() == Qt.Key.Key_R:
            self.reason_asked.emit()
        else:
            super().keyPressEvent(event)
