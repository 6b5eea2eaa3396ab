"""Labels: every one of them shows its text as typed, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from app.ui.look import LookSource
from app.ui.painting import as_tip, draw_icon, draw_text, one_line, text_width

PLAIN = Qt.TextFormat.PlainText


class PlainLabel(QLabel):
    """A label of one line in a step of the scale and an ink. The base of all our labels.

    ``at_end`` sets it against the end of its room.
    """

    def __init__(
        self,
        looks: LookSource,
        text: str = "",
        *,
        token: str = "body",
        ink: str = "ink",
        weight: int | None = None,
        at_end: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._token, self._ink, self._weight = looks, token, ink, weight
        self._at_end = at_end
        self.setTextFormat(PLAIN)
        self.setText(text)
        self._wear()
        looks.changed.connect(self._wear)

    def set_ink(self, ink: str, weight: int | None = None) -> None:
        """Write in the colour of another token, at another weight."""
        self._ink, self._weight = ink, weight
        self._wear()

    def _wear(self) -> None:
        look = self._looks.look
        self.setFont(look.font(self._token, self._weight))
        # Qt would else take the side from the text: a Latin name in an Arabic window goes astray.
        sides = Qt.AlignmentFlag
        side = sides.AlignRight if look.right_to_left != self._at_end else sides.AlignLeft
        self.setAlignment(side | sides.AlignAbsolute | sides.AlignVCenter)
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.WindowText, look.colour(self._ink))
        palette.setColor(
            QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText, look.colour("ink3")
        )
        self.setPalette(palette)


class ElidingLabel(PlainLabel):
    """A label that cuts its line with "…" when there is no room; the tooltip has the whole."""

    def sizeHint(self) -> QSize:
        return QSize(text_width(self.font(), one_line(self.text())), super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        ink = look.colour(self._ink if self.isEnabled() else "ink3")
        painter = QPainter(self)
        cut = draw_text(
            painter, self.rect(), self.text(), self.font(), ink, look, at_end=self._at_end
        )
        self.setToolTip(as_tip(self.text()) if cut else "")


class FieldLabel(PlainLabel):
    """The name of a field, above it. ``small`` is for rows of short fields."""

    def __init__(
        self,
        looks: LookSource,
        text: str,
        buddy: QWidget | None = None,
        *,
        small: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        ink, token = ("ink2", "small") if small else ("ink", "body")
        super().__init__(looks, text, token=token, ink=ink, weight=600, parent=parent)
        if buddy is not None:
            self.name_field(buddy)

    def name_field(self, field: QWidget) -> None:
        """Give ``field`` this label as its name for screen readers."""
        if not field.accessibleName():
            field.setAccessibleName(self.text())


class IconLabel(QWidget):
    """A glyph with its word: a fact, a state. The word is the name; the glyph only helps."""

    def __init__(
        self,
        looks: LookSource,
        icon: str,
        text: str,
        *,
        icon_ink: str = "ink2",
        ink: str = "ink",
        token: str = "body",
        size: float = 16,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._icon, self._icon_ink, self._size = looks, icon, icon_ink, size
        self.label = ElidingLabel(looks, text, token=token, ink=ink)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self.label, 1)
        self.setAccessibleName(text)
        self._wear()
        looks.changed.connect(self._wear)

    def show_fact(self, icon: str, text: str, icon_ink: str = "ink2", ink: str = "ink") -> None:
        """Say something else, with another glyph."""
        self._icon, self._icon_ink = icon, icon_ink
        self.label.setText(text)
        self.label.set_ink(ink)
        self.setAccessibleName(text)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        side = look.icons.side(self._size)
        spot = QRect(0, 0, side, self.height())
        if look.right_to_left:
            spot.moveRight(self.width() - 1)
        draw_icon(QPainter(self), spot, self._icon, self._icon_ink, look, self._size)

    def _wear(self) -> None:
        look = self._looks.look
        room = look.icons.side(self._size) + look.px(6)
        self._row.setContentsMargins(
            0 if look.right_to_left else room, 0, room if look.right_to_left else 0, 0
        )
        self.update()


class Hairline(QWidget):
    """A line of one pixel between two panes or parts; decorative, so silent."""

    def __init__(
        self, looks: LookSource, *, upright: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._looks = looks
        policy = QSizePolicy.Policy
        if upright:
            self.setFixedWidth(1)
            self.setSizePolicy(policy.Fixed, policy.Expanding)
        else:
            self.setFixedHeight(1)
            self.setSizePolicy(policy.Expanding, policy.Fixed)

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), self._looks.look.colour("line"))


class Pane(QWidget):
    """A ground: "paper", "panel", "window" or "sunken", with hairlines on the named sides.

    Sides are any of "start", "end", "top", "bottom".
    """

    def __init__(
        self,
        looks: LookSource,
        ground: str = "paper",
        lines: tuple[str, ...] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._looks, self._ground, self._lines = looks, ground, lines
        looks.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, rect = self._looks.look, self.rect()
        painter = QPainter(self)
        painter.fillRect(rect, look.colour(self._ground))
        turned = look.right_to_left
        places = {
            "top": QRect(0, 0, rect.width(), 1),
            "bottom": QRect(0, rect.bottom(), rect.width(), 1),
            "start": QRect(rect.right() if turned else 0, 0, 1, rect.height()),
            "end": QRect(0 if turned else rect.right(), 0, 1, rect.height()),
        }
        for side in self._lines:
            painter.fillRect(places[side], look.colour("line"))


class ScrollPane(QScrollArea):
    """Scrolls its widget up and down on one of the grounds, without a frame.

    What gets the focus inside is brought to sight, however it got it; a press of the mouse moves
    nothing under the pointer.
    """

    _AIR = 24  # around what is brought to sight, so that its label and ring show too

    def __init__(
        self, inside: QWidget, ground: str = "paper", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("ground", ground)  # base.qss paints it
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inside)
        inside.setAutoFillBackground(False)
        self._opening = False
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._follow)

    @Slot(QWidget, QWidget)
    def _follow(self, _old: QWidget | None, now: QWidget | None) -> None:
        pressed = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        if now is not None and not pressed and self.isAncestorOf(now):
            QTimer.singleShot(0, self, self._bring)  # once the layout has had its turn

    def open_at_top(self) -> None:
        """Show what it holds from its top on, whatever in it has just been given the keyboard."""
        self._opening = True
        QTimer.singleShot(0, self, self._opened)  # after what the focus has asked for

    @Slot()
    def _opened(self) -> None:
        self._opening = False
        self.verticalScrollBar().setValue(0)

    def _bring(self) -> None:
        if self._opening:
            return
        focus, inside = QApplication.focusWidget(), self.widget()
        if focus is not None and inside is not None and inside.isAncestorOf(focus):
            self.ensureWidgetVisible(focus, 0, self._AIR)
