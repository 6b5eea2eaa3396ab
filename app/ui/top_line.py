"""What stands at the end of the menu strip: hidden names, the find button, the quiet Saved."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from app.ui.controls import IconButton, IconLabel
from app.ui.controls.keycap import cap_size, draw_cap
from app.ui.figures import time_text
from app.ui.look import LookSource
from app.ui.painting import Strip, as_tip, draw_icon, draw_text, text_width
from app.ui.style import RADIUS, frame
from app.words import Words


class FindButton(QPushButton):
    """Looks like the field it opens: "Find anything, run any command" and its key."""

    KEYS = "Ctrl+K"

    def __init__(self, looks: LookSource, words: Words) -> None:
        super().__init__()
        self._looks = looks
        self._said = words("Find anything, run any command")
        self._short = False
        self.setAccessibleName(self._said)
        self.setAccessibleDescription(self.KEYS)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        looks.changed.connect(self.updateGeometry)

    def set_short(self, short: bool) -> None:
        """Show the glass and the key only, where the menus need the room of the words."""
        if short != self._short:
            self._short = short
            self.setToolTip(as_tip(self._said) if short else "")
            self.updateGeometry()

    def width_with(self, *, words: bool) -> int:
        """How wide it is with or without its words."""
        look = self._looks.look
        width = cap_size(self.KEYS, look).width() + look.icons.side(16) + look.px(10 + 8 + 6)
        if words:
            said = text_width(look.font("body"), self._said) + look.px(16 + 2)
            width = min(width + said, look.px(340))
        return width

    def sizeHint(self) -> QSize:
        width = self.width_with(words=not self._short)
        return QSize(width, self._looks.look.height("row button"))

    def paintEvent(self, event: QPaintEvent) -> None:
        look = self._looks.look
        painter = QPainter(self)
        edge = "ink2" if self.underMouse() else "edge"
        frame(painter, QRectF(self.rect()), look.colour(edge), look.colour("paper"), 1, RADIUS)
        strip = Strip(self.rect(), look)
        strip.start(look.px(10))
        icon = strip.start(look.icons.side(16), look.px(8))
        draw_icon(painter, icon, "search", "ink2", look)
        strip.end(look.px(6))
        size = cap_size(self.KEYS, look)
        draw_cap(painter, strip.end(size.width(), look.px(6)), self.KEYS, look)
        if not self._short:
            draw_text(painter, strip.rest, self._said, look.font("body"), look.colour("ink3"), look)


class TopLine(QWidget):
    """``find_asked`` and ``names_asked`` come from its buttons, the second for hidden names."""

    find_asked = Signal()
    names_asked = Signal()

    def __init__(self, looks: LookSource, words: Words) -> None:
        super().__init__()
        self._looks, self._words = looks, words
        self.find_button = FindButton(looks, words)
        self.find_button.clicked.connect(self.find_asked)
        hidden = words("Names are hidden; F12 shows them again.")
        self.names_button = IconButton(looks, "eye-off", hidden)
        self.names_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.names_button.clicked.connect(self.names_asked)
        self.state = IconLabel(looks, "check", "", icon_ink="ok")
        row = QHBoxLayout(self)
        row.setContentsMargins(looks.look.margins(8, 1, 14, 1))
        row.setSpacing(looks.look.px(16))
        row.addWidget(self.names_button)
        row.addWidget(self.find_button)
        row.addWidget(self.state)
        self._room = 10_000
        self.fit(self._room)
        self.hide_state()

    def fit(self, room: int) -> None:
        """Leave the menus their room: first Find goes without its words, then Saved as well."""
        self._room = room
        find, px = self.find_button, self._looks.look.px
        if not self.names_button.isHidden():
            room -= self.names_button.sizeHint().width() + px(16)
        glyph, rest = self._looks.look.icons.side(16) + px(6), px(16) + 8 + 14
        said = glyph + px(4) + self._widest_state()
        find.set_short(find.width_with(words=True) + said + rest > room)
        silent = find.width_with(words=False) + said + rest > room
        self.state.label.setVisible(not silent)
        self.state.setFixedWidth(glyph if silent else said)
        metrics = QFontMetrics(self._looks.look.font())  # its own height leaves Arabic letters out
        words = metrics.size(Qt.TextFlag.TextSingleLine, self.find_button.accessibleName())
        self.setMinimumHeight(words.height() + 2 * px(6))  # as high as the titles of the menus

    def _widest_state(self) -> int:
        """The room of the longest state, so that Find stands still when another is said."""
        words = self._words
        said = (
            words("Saved {time}", time=time_text(words, datetime.now(UTC))),
            words("All saved"),
            words("Not saved"),
            words("Read only"),
        )
        return max(text_width(self._looks.look.font(), text) for text in said)

    @Slot()
    def say_saved(self) -> None:
        """A commit returned just now."""
        said = self._words("Saved {time}", time=time_text(self._words, datetime.now(UTC)))
        self._say("check", said, "ok")

    def say_opened(self, *, read_only: bool) -> None:
        """The plan was just opened: all it holds is on the disk, or cannot be written at all."""
        self.find_button.show()
        if read_only:
            self._say("lock", self._words("Read only"), "ink2")
        else:
            self._say("check", self._words("All saved"), "ok")

    @Slot()
    def say_failing(self) -> None:
        """The last step was refused by the world."""
        self._say("octagon-alert", self._words("Not saved"), "stop")

    def say_names(self, hidden: bool) -> None:
        """Whether names are hidden; the sign stays for as long, and shows them when pressed."""
        if hidden == self.names_button.isHidden():  # said again after every edit
            self.names_button.setVisible(hidden)
            self.fit(self._room)

    def _say(self, icon: str, said: str, ink: str) -> None:
        self.state.show_fact(icon, said, ink)
        self.state.setToolTip(as_tip(said) if self.state.label.isHidden() else "")
        self.state.show()

    def hide_state(self) -> None:
        """No plan is open: nothing to say."""
        for one in (self.names_button, self.find_button, self.state):
            one.hide()

    def event(self, event: QEvent) -> bool:
        bar = self.parentWidget()
        if event.type() == QEvent.Type.LayoutRequest and bar is not None:
            # a menu bar gives its corner another size only when it is resized itself
            QCoreApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))
        return super().event(event)
