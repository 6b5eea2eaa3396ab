"""How the rows of outlines and lists are drawn; tables are in ``app/ui/cells.py``."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QHelpEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from app.ui.charts import paint_ring
from app.ui.glyphs import STATES
from app.ui.look import Look, LookSource
from app.ui.painting import (
    Strip,
    as_tip,
    draw_icon,
    draw_text,
    inset_ring,
    start_bar,
    text_width,
)
from app.ui.roles import Role

Index = QModelIndex | QPersistentModelIndex
_State = QStyle.StateFlag

LEAST_NOTE = 0.25  # of a row: a note that is cut keeps this much


class RowDelegate(QStyledItemDelegate):
    """What all our delegates share: the look, the grounds, tooltips shown as typed."""

    def __init__(self, looks: LookSource, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._looks, self._view = looks, view
        looks.changed.connect(self._lay_out_again)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip:
            return super().helpEvent(event, view, option, index)
        QToolTip.showText(event.globalPos(), as_tip(_tip(index)), view)
        return True

    def _lay_out_again(self) -> None:
        self._view.scheduleDelayedItemsLayout()
        self._view.viewport().update()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
        if option.state & _State.State_Selected:
            painter.fillRect(option.rect, look.colour("tint"))
        elif option.state & _State.State_MouseOver:
            painter.fillRect(option.rect, look.colour("hover"))


def _tip(index: Index) -> str:
    """The model's own tip, or the whole text."""
    said = index.data(Qt.ItemDataRole.ToolTipRole) or index.data(Qt.ItemDataRole.DisplayRole)
    return str(said or "")


class OutlineDelegate(RowDelegate):
    """Rows of an outline: number, ring or icon, title, note, lock, count of checks.

    Section rows (``Role.SECTION``) are the names of groups. The row one is at has tint, bar and
    weight.
    """

    def __init__(
        self, looks: LookSource, view: QAbstractItemView, *, height: str = "outline"
    ) -> None:
        super().__init__(looks, view)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        height = self._looks.look.height(self._height)
        return QSize(self._looks.look.px(120), height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        if index.data(Role.SECTION):
            self._paint_section(painter, option.rect, index)
        else:
            self._paint_row(painter, option, index)
        painter.restore()

    def _paint_section(self, painter: QPainter, rect: QRect, index: Index) -> None:
        look = self._looks.look
        strip = Strip(rect, look)
        strip.start(look.px(14))
        text = str(index.data() or "")
        draw_text(painter, strip.rest, text, look.font("small", 600), look.colour("ink2"), look)

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look = self._looks.look
        here = bool(option.state & _State.State_Selected)
        self._paint_ground(painter, option, look)
        if here:
            start_bar(painter, option.rect, look)
        strip = Strip(option.rect, look)
        strip.start(look.px(12))
        strip.end(look.px(12))
        self._paint_start(painter, strip, index, here=here)
        self._paint_end(painter, strip, index)
        enabled = bool(index.flags() & Qt.ItemFlag.ItemIsEnabled)
        ink = look.colour(index.data(Role.INK) or "ink") if enabled else look.colour("ink3")
        font = self._title_font(index, here=here)
        draw_text(painter, strip.rest, str(index.data() or ""), font, ink, look)
        if option.state & _State.State_HasFocus and self._view.hasFocus():
            inset_ring(painter, option.rect, look)

    def _title_font(self, index: Index, *, here: bool) -> QFont:
        look = self._looks.look
        heavy = 600 if here or index.data(Role.STRONG) else 400
        if index.data(Role.VOICE) == "serif":
            return look.font("card", heavy)
        return look.font("body", heavy)

    def _paint_start(self, painter: QPainter, strip: Strip, index: Index, *, here: bool) -> None:
        look = self._looks.look
        number, share, icon = (index.data(r) for r in (Role.NUMBER, Role.SHARE, Role.ICON))
        if number is not None:
            font = look.font("body")
            spot = strip.start(max(text_width(font, "88"), text_width(font, number)), look.px(8))
            inked = look.colour("ink" if here else "ink2")
            draw_text(painter, spot, number, font, inked, look, at_end=True)
        if share is not None:
            paint_ring(painter, strip.start(look.px(18), look.px(7)), float(share), look)
        if icon:
            ink = index.data(Role.ICON_INK) or ("accent" if here else "ink2")
            strip.start(look.px(4))
            draw_icon(painter, strip.start(look.icons.side(18), look.px(9)), icon, ink, look, 18)

    def _paint_end(self, painter: QPainter, strip: Strip, index: Index) -> None:
        look = self._looks.look
        if index.data(Role.LOCKED):
            draw_icon(painter, strip.end(look.icons.side(14), look.px(6)), "lock", "ink2", look, 14)
        problems = index.data(Role.PROBLEMS)
        if problems:
            state = index.data(Role.SEVERITY) or "warn"
            font = look.font("body", 500)
            spot = strip.end(text_width(font, problems), look.px(3))
            draw_text(painter, spot, problems, font, look.colour(state), look, at_end=True)
            spot = strip.end(look.icons.side(14), look.px(8))
            draw_icon(painter, spot, STATES[state].icon, state, look, 15)
        note = index.data(Role.NOTE)
        if note:
            font, ink = look.font("small"), look.colour(index.data(Role.NOTE_INK) or "ink3")
            title = text_width(look.font("body", 600), index.data() or "") + look.px(8)
            room = strip.rest.width()
            most = max(room - title, round(room * LEAST_NOTE))  # the title comes first
            spot = strip.end(min(text_width(font, note), most), look.px(8))
            draw_text(painter, spot, note, font, ink, look, at_end=True)
