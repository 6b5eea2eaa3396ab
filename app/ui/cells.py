"""How the cells of tables are drawn: text in either voice, states, levels, bars, strips."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from app.ui.charts import paint_bar, paint_ring, paint_spread
from app.ui.delegates import Index, RowDelegate
from app.ui.glyphs import draw_glyph, level_glyph
from app.ui.look import Look
from app.ui.painting import Strip, draw_icon, draw_text, hairline, inset_ring, text_width
from app.ui.roles import Role

PADDING = 8
_State = QStyle.StateFlag


class TableDelegate(RowDelegate):
    """Cells of a ``TableView``: rows on hairlines, no zebra, tint across the selected row.

    Reads ``Role`` for voice, ink, icon, level, ring, bar and spread; numbers are end-aligned
    when the model says so in Qt's TextAlignmentRole.
    """

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = self._looks.look
        serif = index.data(Role.VOICE) == "serif"
        height = look.height("written" if serif else "table")
        if index.data(Role.SECOND):
            height += look.type.line("small")
        width = text_width(self._font(index, look, selected=True), str(index.data() or ""))
        extra = look.px(24) if index.data(Role.ICON) or index.data(Role.LEVEL) else 0
        return QSize(width + extra + look.px(2 * PADDING), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._looks.look
        painter.save()
        option.state &= ~_State.State_MouseOver  # the row is under the pointer, not the cell
        self._paint_ground(painter, option, look)
        hovered = self._view.property("hoveredRow") == index.row()
        if hovered and not option.state & _State.State_Selected:
            painter.fillRect(option.rect, look.colour("hover"))
        hairline(painter, option.rect, look)
        strip = Strip(option.rect.adjusted(0, 0, 0, -1), look)
        strip.start(look.px(PADDING))
        strip.end(look.px(PADDING))
        self._paint_content(painter, strip, option, index)
        if option.state & _State.State_HasFocus and self._view.hasFocus():
            inset_ring(painter, option.rect, look)
        painter.restore()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = super().createEditor(parent, option, index)
        head = index.model().headerData(index.column(), Qt.Orientation.Horizontal)
        editor.setAccessibleName(str(head or ""))
        return editor

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        editor.setGeometry(option.rect)
        editor.setFont(self._font(index, self._looks.look, selected=False))

    def _paint_content(
        self, painter: QPainter, strip: Strip, option: QStyleOptionViewItem, index: Index
    ) -> None:
        look = self._looks.look
        spread, bar = index.data(Role.SPREAD), index.data(Role.BAR)
        if spread is not None:
            paint_spread(painter, strip.rest, spread, look)
        elif bar is not None:
            paint_bar(painter, strip.rest, float(bar), look)
        else:
            self._paint_glyphs(painter, strip, index)
            selected = bool(option.state & _State.State_Selected)
            self._paint_words(painter, strip.rest, index, selected=selected)

    def _paint_glyphs(self, painter: QPainter, strip: Strip, index: Index) -> None:
        look = self._looks.look
        level, share, icon = (index.data(r) for r in (Role.LEVEL, Role.SHARE, Role.ICON))
        if level is not None:
            spot = strip.start(look.icons.side(14), look.px(7))
            draw_glyph(painter, spot, level_glyph(*level), look)
        if share is not None:
            paint_ring(painter, strip.start(look.px(18), look.px(7)), float(share), look)
        if icon:
            spot = strip.start(look.icons.side(16), look.px(6))
            draw_icon(painter, spot, icon, index.data(Role.ICON_INK) or "ink2", look)

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, *, selected: bool) -> None:
        look = self._looks.look
        text, second = str(index.data() or ""), index.data(Role.SECOND)
        font = self._font(index, look, selected=selected)
        ink = look.colour(self._ink(index))
        at_end = bool(int(index.data(Qt.ItemDataRole.TextAlignmentRole) or 0) & _ENDS)
        if second:
            small = look.type.line("small")
            below = QRect(rect.left(), rect.bottom() - small - look.px(6), rect.width(), small)
            rect = QRect(rect.left(), rect.top(), rect.width(), rect.height() - small)
            draw_text(painter, below, second, look.font("small"), look.colour("ink2"), look)
        draw_text(painter, rect, text, font, ink, look, at_end=at_end)

    def _ink(self, index: Index) -> str:
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return "ink3"
        return index.data(Role.INK) or ("warn" if index.data(Role.MISSING) else "ink")

    def _font(self, index: Index, look: Look, *, selected: bool) -> QFont:
        strong = bool(index.data(Role.STRONG))
        token = "write" if index.data(Role.VOICE) == "serif" else "body"
        return look.font(token, 600 if strong else 400, italic=bool(index.data(Role.MISSING)))


_ENDS = int(Qt.AlignmentFlag.AlignRight) | int(Qt.AlignmentFlag.AlignTrailing)
