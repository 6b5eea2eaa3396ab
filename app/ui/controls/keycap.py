"""Keys as people see them: a small cap, with arrows drawn because our faces lack them."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize
from PySide6.QtGui import QFont, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from app.ui.look import Look, LookSource
from app.ui.painting import draw_icon, draw_text, text_width
from app.ui.style import BOX_RADIUS, frame

ARROWS = {"↑": "arrow-up", "↓": "arrow-down", "←": "arrow-left", "→": "arrow-right"}
ARROW_SIZE = 13
_MODIFIERS = ("Ctrl", "Shift", "Alt")
_NAMED = {key: key for key in ("Del", "Enter", "Esc", "Tab", "PgUp")} | {"PgDn": "PgDown"}


def as_printed(keys: str) -> str:
    """Keys by the names that the system's language gives them, as the menus say them: "Suppr".

    Arrows, letters and figures are on every keyboard as they are.
    """
    return " ".join("+".join(map(_printed, chord.split("+"))) for chord in keys.split(" "))


def _printed(key: str) -> str:
    native = QKeySequence.SequenceFormat.NativeText
    if key in _MODIFIERS:
        said = QKeySequence(f"{key}+F1").toString(native)
        return said.replace("\u202a", "").partition("F1")[0].removesuffix("+") or key
    return QKeySequence(_NAMED[key]).toString(native) if key in _NAMED else key


def _runs(text: str) -> list[str]:
    """``text`` cut so that each arrow stands alone."""
    runs: list[str] = []
    for sign in as_printed(text):
        if runs and sign not in ARROWS and runs[-1] not in ARROWS:
            runs[-1] += sign
        else:
            runs.append(sign)
    return runs


def keys_width(text: str, font: QFont, look: Look) -> int:
    """The room a key's name needs."""
    arrow = look.icons.side(ARROW_SIZE)
    return sum(arrow if run in ARROWS else text_width(font, run) for run in _runs(text))


def draw_keys(painter: QPainter, rect: QRect, text: str, font: QFont, ink: str, look: Look) -> None:
    """A key's name in ``rect``, from left to right in every language."""
    arrow = look.icons.side(ARROW_SIZE)
    left = rect.left()
    for run in _runs(text):
        width = arrow if run in ARROWS else text_width(font, run)
        spot = QRect(left, rect.top(), width, rect.height())
        if run in ARROWS:
            draw_icon(painter, spot, ARROWS[run], ink, look, ARROW_SIZE)
        else:
            draw_text(painter, spot, run, font, look.colour(ink), look, centred=True)
        left += width


def cap_size(text: str, look: Look) -> QSize:
    """The size of the cap of ``text``."""
    font = look.font("keycap")
    height = look.type.height("keycap", 3)
    return QSize(max(keys_width(text, font, look) + look.px(12), height), height)


def draw_cap(
    painter: QPainter, rect: QRect, text: str, look: Look, *, ink: str = "ink2", edge: str = "line"
) -> None:
    """A key cap with ``text``, in the middle of ``rect``."""
    cap = QRect(rect.topLeft(), cap_size(text, look))
    cap.moveCenter(rect.center())
    ground = look.colour("panel") if edge == "line" else None
    frame(painter, QRectF(cap), look.colour(edge), ground, 1, BOX_RADIUS)
    font = look.font("keycap")
    inner = QRect(cap)
    inner.setWidth(keys_width(text, font, look))
    inner.moveCenter(cap.center())
    draw_keys(painter, inner, text, font, ink, look)


class KeyCap(QWidget):
    """The cap of one key or chord, standing alone."""

    def __init__(self, looks: LookSource, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looks, self._keys = looks, keys
        self.setAccessibleName(as_printed(keys))
        looks.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return cap_size(self._keys, self._looks.look)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_cap(QPainter(self), self.rect(), self._keys, self._looks.look)
