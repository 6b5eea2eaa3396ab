"""The rail: the places of the window, what is done beside them, and the light of the backup."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.ui.controls.labels import Pane
from app.ui.delegates import Index, RowDelegate
from app.ui.glyphs import STATES
from app.ui.look import LookSource
from app.ui.painting import (
    Strip,
    as_tip,
    draw_icon,
    draw_text,
    hairline,
    inset_ring,
    start_bar,
    text_width,
)
from app.ui.prose import TextBlock
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.style import OWN_RING
from app.words import Words

FOLDED = 56
WIDTH = 172
GAP_ROW = "-"
_State = QStyle.StateFlag
_Mode = QAbstractItemView.SelectionMode


class Place(Struct, frozen=True):
    """An entry of the rail: key, icon, name, the key cap as shown ("1", "F7", "").

    ``problem`` is "" or the sentence that says what is wrong there; a triangle then takes the
    digit's place.
    """

    key: str
    icon: str
    name: str
    keys: str = ""
    problem: str = ""


class _RailDelegate(RowDelegate):
    """Icon, name, digit; paper, bar and weight where one is."""

    folded = False

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        look = self._looks.look
        if index.data(Role.ID) == GAP_ROW:
            return QSize(look.px(FOLDED), look.px(17))
        if self.folded:  # no words, so no need of their height: all fit at 200 %
            return QSize(look.px(FOLDED), max(28, look.icons.side(18) + look.px(7)))
        return QSize(look.px(FOLDED), look.height("rail"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect = self._looks.look, option.rect
        if index.data(Role.ID) == GAP_ROW:
            side = look.px(15)
            line = QRect(rect.left() + side, rect.center().y(), rect.width() - 2 * side, 1)
            painter.fillRect(line, look.colour("line"))
            return
        painter.save()
        here = bool(option.state & _State.State_Selected)
        if here:
            painter.fillRect(rect, look.colour("paper"))
            hairline(painter, rect, look)
            painter.fillRect(QRect(rect.left(), rect.top(), rect.width(), 1), look.colour("line"))
            start_bar(painter, rect, look)
        elif option.state & _State.State_MouseOver:
            painter.fillRect(rect, look.colour("sunken"))
        self._paint_words(painter, rect, index, here=here)
        if option.state & _State.State_HasFocus and self._view.hasFocus():
            inset_ring(painter, rect, look)
        painter.restore()

    def _paint_words(self, painter: QPainter, rect: QRect, index: Index, *, here: bool) -> None:
        look = self._looks.look
        strip = Strip(rect, look)
        strip.start(look.px(18))
        icon = strip.start(look.icons.side(18), look.px(9))
        draw_icon(painter, icon, index.data(Role.ICON), "accent" if here else "ink2", look, 18)
        if self.folded:
            return
        strip.end(look.px(14))
        keys, problem = index.data(Role.NOTE) or "", index.data(Role.PROBLEMS)
        small = look.font("small")
        spot = strip.end(max(text_width(small, keys), look.px(8)), look.px(6))
        if problem:
            draw_icon(painter, spot, STATES["warn"].icon, "warn", look, 14)
        else:
            draw_text(painter, spot, keys, small, look.colour("ink2"), look, at_end=True)
        font = look.font("body", 600 if here else 400)
        ink = look.colour("ink" if here else "ink2")
        draw_text(painter, strip.rest, str(index.data()), font, ink, look)


class _RailView(QListView):
    """Arrow keys move the ring only; one is elsewhere first when Enter or a click asks for it."""

    def selectionCommand(
        self, index: Index, event: QEvent | None = None
    ) -> QItemSelectionModel.SelectionFlag:
        return QItemSelectionModel.SelectionFlag.NoUpdate


class _BackupLight(QPushButton):
    """The last backup in two lines with its shield; pressing it goes to the backups."""

    def __init__(self, looks: LookSource, parent: QWidget) -> None:
        super().__init__(parent)
        self._looks, self._icon, self._ink, self._words = looks, "shield-check", "ok", ""
        self.folded = False
        self.setProperty(OWN_RING, True)
        self.setFlat(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_state(self, words: str, state: str) -> None:
        """Say how the backup stands: state "ok", "info", "warn" or "stop"."""
        self._words = words
        glyph = STATES[state]
        self._icon = "shield-check" if state == "ok" else glyph.icon
        self._ink = glyph.ink
        self.setAccessibleName(words)
        self.setToolTip(as_tip(f"{words}. {self.accessibleDescription()}"))
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        look = self._looks.look
        least = look.height("rail")
        if self.folded:
            return least
        return max(least, self._block(width).height + look.px(10))

    def sizeHint(self) -> QSize:
        return QSize(self.width(), self.heightForWidth(self.width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._looks.look, self.rect()
        painter = QPainter(self)
        if self.underMouse():
            painter.fillRect(rect, look.colour("sunken"))
        strip = Strip(rect, look)
        strip.start(look.px(18))
        spot = strip.start(look.icons.side(18), look.px(10))
        if not self.folded:
            spot.setHeight(look.type.line("small") + look.px(10))
        draw_icon(painter, spot, self._icon, self._ink, look, 18)
        if not self.folded:
            strip.end(look.px(10))
            at = strip.rest.topLeft()
            at.setY(rect.top() + look.px(5))
            self._block(self.width()).draw(painter, at.toPointF(), look.colour("ink2"))
        if self.hasFocus():
            inset_ring(painter, rect, look)

    def _block(self, width: int) -> TextBlock:
        look = self._looks.look
        room = width - look.px(18 + 10 + 10) - look.icons.side(18)
        return TextBlock(
            self._words,
            look.font("small"),
            look.type.line("small"),
            room,
            right_to_left=look.right_to_left,
        )


class Rail(Pane):
    """Nine places, a hairline, three things beside, the backup light.

    ``page_requested`` comes with the key when a person chose; ``show_page`` is silent.
    ``backup_requested`` comes from the light.
    """

    page_requested = Signal(str)
    backup_requested = Signal()

    def __init__(
        self,
        looks: LookSource,
        words: Words,
        name: str,
        places: Sequence[Place],
        beside: Sequence[Place] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(looks, "window", ("end",), parent)
        self._folded, self._words = False, words
        self._model = RowsModel(parent=self)
        self._view = _RailView(self)
        self._view.setAccessibleName(name)
        self._view.setFrameShape(QFrame.Shape.NoFrame)
        self._view.setSelectionMode(_Mode.SingleSelection)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._view.setMouseTracking(True)
        self._view.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._delegate = _RailDelegate(looks, self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.setModel(self._model)
        self._view.clicked.connect(self._request)
        self._view.activated.connect(self._request)
        self._light = _BackupLight(looks, self)
        self._light.setAccessibleDescription(words("Back &up now").replace("&", ""))
        self._light.clicked.connect(self.backup_requested)
        self._light.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 8)
        column.setSpacing(4)
        column.addWidget(self._view, 1)
        column.addWidget(self._light)
        self.show_places(places, beside)
        looks.changed.connect(self._measure)

    def show_places(self, places: Sequence[Place], beside: Sequence[Place] = ()) -> None:
        """Show these places (other words, other digits, a problem in one)."""
        here = self.page
        gap = [Row(GAP_ROW, "", section=True)] if beside else []
        main, more = ([_row(place, self._words) for place in some] for some in (places, beside))
        self._model.show_rows([*main, *gap, *more])
        self.show_page(here)
        self._measure()

    @property
    def page(self) -> str:
        """The key of the place one is at."""
        chosen = self._view.selectionModel().selectedIndexes()
        return str(chosen[0].data(Role.ID)) if chosen else ""

    def show_page(self, key: str) -> None:
        """Show that one is at ``key``, without a signal."""
        index = self._model.index_of(key)
        flags = QItemSelectionModel.SelectionFlag
        self._view.selectionModel().setCurrentIndex(index, flags.ClearAndSelect)

    def show_backup(self, words: str, state: str = "ok") -> None:
        """Say at the bottom how the backup stands: "ok", "info", "warn" or "stop"."""
        self._light.show_state(words, state)
        self._light.setVisible(bool(words))

    def fold(self, folded: bool) -> None:
        """Show only the icons, names in tooltips, or everything again."""
        self._folded = folded
        self._delegate.folded = folded
        self._light.folded = folded
        self._measure()

    def _request(self, index: QModelIndex) -> None:
        key = str(index.data(Role.ID))
        if key != GAP_ROW and key != self.page:
            self.page_requested.emit(key)

    def _measure(self) -> None:
        look = self._looks.look
        bold, small = look.font("body", 600), look.font("small")
        widest = max(
            (
                text_width(bold, row.title) + text_width(small, row.note or "")
                for row in self._model.rows
            ),
            default=0,
        )
        needed = widest + look.icons.side(18) + look.px(18 + 9 + 6 + 14)
        width = max(look.px(WIDTH), min(needed, look.px(WIDTH * 1.5)))
        self.setFixedWidth(look.icons.side(18) + look.px(2 * 18) + 2 if self._folded else width)
        self._view.doItemsLayout()
        self._light.updateGeometry()
        self.update()


def _row(place: Place, words: Words) -> Row:
    said = words.listed((place.name, place.keys, place.problem))
    tip = words.listed((place.name, place.problem))
    return Row(
        place.key,
        place.name,
        icon=place.icon,
        note=place.keys,
        problems=place.problem or None,
        said=said,
        tip=tip,
    )
