"""Text, icons and room in a row, painted the same way by controls and delegates."""

from __future__ import annotations

import html

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle

from app.ui.look import Look

_Align = Qt.AlignmentFlag


def as_tip(text: str) -> str:
    """``text`` for a tooltip, shown as typed: Qt would else guess that some of it is markup."""
    return f"<qt>{html.escape(text)}</qt>" if text else ""


def no_mnemonic(text: str) -> str:
    """``text`` for Qt's buttons and menus, where one "&" would hide and underline what follows."""
    return text.replace("&", "&&")


def as_window_title(text: str) -> str:
    """``text`` for Qt's windows, which would else take "[*]" for the mark of what is not saved."""
    return text.replace("[*]", "[*][*]")


def one_line(text: str) -> str:
    """``text`` with its breaks made spaces, for a row."""
    return " ".join(text.split("\n")) if "\n" in text else text


def text_width(font: QFont, text: str) -> int:
    """The room ``text`` needs on one line, in whole pixels."""
    return QFontMetricsF(font).horizontalAdvance(text).__ceil__()


class Strip:
    """The room of a row, taken piece by piece from its start or its end, mirrored by itself."""

    def __init__(self, rect: QRect, look: Look) -> None:
        self._whole = QRect(rect)
        self._rest = QRect(rect)
        self._direction = look.direction

    def start(self, width: int, gap: int = 0) -> QRect:
        """Take ``width`` at the start, then leave ``gap``."""
        taken = QRect(self._rest.topLeft(), self._rest.size())
        taken.setWidth(max(0, min(width, self._rest.width())))
        self._rest.setLeft(self._rest.left() + width + gap)
        return self._seen(taken)

    def end(self, width: int, gap: int = 0) -> QRect:
        """Take ``width`` at the end, then leave ``gap``."""
        taken = QRect(self._rest)
        taken.setLeft(max(self._rest.left(), self._rest.right() - width + 1))
        self._rest.setRight(self._rest.right() - width - gap)
        return self._seen(taken)

    @property
    def rest(self) -> QRect:
        """What nobody took yet."""
        return self._seen(self._rest)

    def _seen(self, rect: QRect) -> QRect:
        return QStyle.visualRect(self._direction, self._whole, rect)


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    colour: QColor,
    look: Look,
    *,
    at_end: bool = False,
    centred: bool = False,
) -> bool:
    """One line of ``text`` in ``rect``, elided at its end; says whether it was cut."""
    metrics = QFontMetrics(font)
    line = one_line(text)
    shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, max(0, rect.width()))
    painter.setFont(font)
    painter.setPen(colour)
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = _Align.AlignRight if at_end != look.right_to_left else _Align.AlignLeft
    if centred:
        side = _Align.AlignHCenter
    flags = side | _Align.AlignVCenter | _Align.AlignAbsolute | Qt.TextFlag.TextSingleLine
    painter.drawText(rect, int(flags), shown)
    return shown != line


def draw_icon(
    painter: QPainter, rect: QRect | QRectF, name: str, token: str, look: Look, size: float = 16
) -> None:
    """Icon ``name`` in the middle of ``rect``."""
    pixmap = look.pixmap(name, token, size, painter.device().devicePixelRatioF())
    side = pixmap.deviceIndependentSize()
    at = QRectF(rect).center() - QPointF(side.width() / 2, side.height() / 2)
    painter.drawPixmap(QPoint(at.x().__floor__(), (at.y() + 0.5).__floor__()), pixmap)


def hairline(painter: QPainter, rect: QRect, look: Look, token: str = "line") -> None:
    """A line of one pixel along the bottom of ``rect``."""
    painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), look.colour(token))


def inset_ring(painter: QPainter, rect: QRect, look: Look) -> None:
    """The focus ring of rows, cells and tabs: two pixels inside their edge."""
    painter.save()
    painter.setBrush(look.colour("focus"))
    painter.setPen(Qt.PenStyle.NoPen)
    for edge in (
        QRect(rect.left(), rect.top(), rect.width(), 2),
        QRect(rect.left(), rect.bottom() - 1, rect.width(), 2),
        QRect(rect.left(), rect.top(), 2, rect.height()),
        QRect(rect.right() - 1, rect.top(), 2, rect.height()),
    ):
        painter.drawRect(edge)
    painter.restore()


def start_bar(painter: QPainter, rect: QRect, look: Look, token: str = "accent") -> None:
    """The bar at the start of the row one is at."""
    width = look.px(look.theme.bar)
    bar = QStyle.visualRect(
        look.direction, rect, QRect(rect.left(), rect.top(), width, rect.height())
    )
    painter.fillRect(bar, look.colour(token))
