"""How everything looks just now, as one value, with a source that says when it changed."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QMargins, QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPalette, QPixmap
from PySide6.QtWidgets import QApplication

from app.ui.icons import Icons
from app.ui.style import AtelierStyle, FocusRing
from app.ui.theme import Theme, contrast_theme, system_scheme
from app.ui.type_scale import TypeScale, register_fonts
from app.words import RIGHT_TO_LEFT

ARABIC_SCRIPT = frozenset({"ar", "fa", "ur"})

# The air around one line of text, in pixels at 100 %: height = line + air.
AIR = {
    "button": ("body", 12),
    "row button": ("body", 8),
    "field": ("body", 12),
    "rail": ("body", 16),
    "outline": ("body", 10),
    "table": ("body", 13),
    "written": ("write", 13),
    "document": ("body", 12),
    "tab": ("body", 24),
    "menu": ("body", 20),
    "keyline": ("small", 10),
    "notice": ("body", 16),
    "chip": ("small", 5),
    "check-in": ("line", 26),
}


class LookChoice(Struct, frozen=True):
    """What a person chose in the settings.

    ``theme`` is "system", "light", "dark" or "contrast"; ``writing`` is "serif" or "sans";
    ``language`` is the window's, and decides the direction.
    """

    theme: str = "system"
    scale: float = 1.0
    writing: str = "serif"
    language: str = "en"
    reduce_motion: bool = False


class Look(Struct, frozen=True):
    """Colours, type, icons and direction; what delegates and painted controls read."""

    theme: Theme
    type: TypeScale
    icons: Icons
    right_to_left: bool = False
    reduce_motion: bool = False

    def colour(self, token: str) -> QColor:
        """The colour called ``token``."""
        return self.theme.colour(token)

    def font(
        self, token: str = "body", weight: int | None = None, *, italic: bool = False
    ) -> QFont:
        """The font of a step of the scale."""
        return self.type.font(token, weight, italic=italic)

    def px(self, pixels: float) -> int:
        """A distance of the design, grown with the text."""
        return self.type.px(pixels)

    def height(self, what: str) -> int:
        """The height of a row or control, from its font: one of ``AIR``."""
        token, air = AIR[what]
        return self.type.height(token, air)

    def margins(self, start: int, top: int, end: int, bottom: int) -> QMargins:
        """Margins as the window reads: Qt's layouts mirror what they hold, never their margins."""
        left, right = (end, start) if self.right_to_left else (start, end)
        return QMargins(left, top, right, bottom)

    def pixmap(self, name: str, token: str = "ink2", size: float = 16, ratio: float = 1) -> QPixmap:
        """Icon ``name`` in the colour ``token``."""
        return self.icons.pixmap(name, token, size, ratio)

    @property
    def direction(self) -> Qt.LayoutDirection:
        """The direction of panes and rows."""
        ways = Qt.LayoutDirection
        return ways.RightToLeft if self.right_to_left else ways.LeftToRight


class LookSource(QObject):
    """Holds the look of one running program, dresses the application in it, says when it changes.

    The window owns it; controls take it first in their constructors, read ``look`` when they
    paint and listen to ``changed`` for what they must measure again.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, resources: Path, choice: LookChoice | None = None
    ) -> None:
        super().__init__()
        self._app = app
        self._resources = resources
        self._system_palette = QPalette(app.palette())
        self._ring = FocusRing(app, self)
        self.families = register_fonts(resources)
        self.choice = choice or LookChoice()
        self.look = self._made()
        self._style = AtelierStyle(self.look)
        app.setStyle(self._style)
        self._dress()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    def choose(self, choice: LookChoice) -> None:
        """Dress everything anew as chosen; the same choice again is no work."""
        if choice != self.choice:
            self.choice = choice
            self._renew()

    @Slot()
    def _follow_system(self) -> None:
        if self.choice.theme == "system":
            self._renew()

    def _renew(self) -> None:
        self.look = self._made()
        self._dress()
        self.changed.emit()

    def _made(self) -> Look:
        choice = self.choice
        theme = self._theme(choice.theme)
        arabic = choice.language in ARABIC_SCRIPT
        type_ = TypeScale(choice.scale, choice.writing, arabic, frozenset(self.families))
        turned = choice.language in RIGHT_TO_LEFT
        icons = Icons(self._resources, theme, scale=type_.scale, right_to_left=turned)
        return Look(theme, type_, icons, turned, choice.reduce_motion)

    def _theme(self, name: str) -> Theme:
        if name == "system":
            name = system_scheme(self._app)
        if name == "contrast":
            light = Theme.load(self._resources, "light")
            return contrast_theme(self._system_palette, light.projector)
        return Theme.load(self._resources, name)

    def _dress(self) -> None:
        look = self.look
        self._style.wear(look)
        self._app.setPalette(look.theme.palette())
        self._app.setFont(look.font())
        self._app.setLayoutDirection(look.direction)
        self._app.setStyleSheet(look.theme.style_sheet(self._resources, sizes(look)))


QT_SIDE = 2  # what a QLineEdit leaves inside its padding, whatever is asked


def sizes(look: Look) -> dict[str, str]:
    """The measures of ``base.qss``, in pixels."""
    field_line = look.type.height("body", 0)
    padding = (look.height("field") - field_line - 2) // 2
    side = look.px(10) - QT_SIDE  # the words stand as far in as those of a box of choices
    found = {
        "start": "right" if look.right_to_left else "left",
        "end": "left" if look.right_to_left else "right",
        "bar": str(look.theme.bar),
        "radius": "4",
        "field_line": str(field_line),
        "pad": str(padding),
        "pad_focus": str(padding - 1),
        "write_pad": str(look.px(7)),
        "write_pad_focus": str(look.px(7) - 1),
        "pad_bare": str(padding + 1),
        "side": str(side),
        "side_focus": str(side - 1),
        "scroll": "12",
        "thumb_radius": "3",
        "thumb": str(look.px(36)),
    }
    found["s6_focus"] = str(look.px(6) - 1)
    for n in (2, 3, 4, 6, 8, 10, 12, 16, 24, 28):
        found[f"s{n}"] = str(look.px(n))
    return found
