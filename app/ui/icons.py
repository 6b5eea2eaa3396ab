"""The icon set, recoloured by token and cached for one look."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QTransform
from PySide6.QtSvg import QSvgRenderer

from app.ui.theme import Theme

STROKE = 1.6  # pixels, at every size
GRID = 24
MIRRORED = frozenset(
    {
        "arrow-left",
        "arrow-right",
        "chevron-left",
        "chevron-right",
        "file-text",
        "list",
        "list-checks",
        "redo-2",
        "reply",
        "send",
        "spread",
        "undo-2",
    }
)
_STROKE_WIDTH = re.compile(r'stroke-width="[^"]*"')


@cache
def _source(folder: Path, name: str) -> str:
    return (folder / f"{name}.svg").read_text("utf-8")


class Icons:
    """Icons in the colours of one theme. ``scale`` is the text scale: icons grow with the words."""

    def __init__(
        self, resources: Path, theme: Theme, *, scale: float = 1.0, right_to_left: bool = False
    ) -> None:
        self._folder = resources / "icons"
        self._theme = theme
        self._scale = scale
        self._right_to_left = right_to_left
        self._pixmaps: dict[tuple[str, str, float, float], QPixmap] = {}

    def names(self) -> list[str]:
        """Every icon there is."""
        return sorted(path.stem for path in self._folder.glob("*.svg"))

    def pixmap(self, name: str, token: str = "ink2", size: float = 16, ratio: float = 1) -> QPixmap:
        """Icon ``name`` in the colour ``token``; ``size`` is in pixels at 100 % text."""
        key = (name, token, size, ratio)
        if key not in self._pixmaps:
            self._pixmaps[key] = self._drawn(name, self._theme.colour(token), size, ratio)
        return self._pixmaps[key]

    def icon(self, name: str, token: str = "ink2", size: float = 16) -> QIcon:
        """The same as a QIcon for menus and Qt's own widgets, with its greyed twin."""
        icon = QIcon()
        for ratio in (1.0, 2.0):
            icon.addPixmap(self.pixmap(name, token, size, ratio))
            icon.addPixmap(self.pixmap(name, "ink3", size, ratio), QIcon.Mode.Disabled)
        return icon

    def side(self, size: float) -> int:
        """The side of an icon of ``size`` on the screen, in pixels."""
        return max(8, round(size * self._scale))

    def _drawn(self, name: str, colour: QColor, size: float, ratio: float) -> QPixmap:
        side = self.side(size)
        stroke = STROKE * GRID / side * max(1.0, self._scale)
        svg = _STROKE_WIDTH.sub(f'stroke-width="{stroke:.3f}"', _source(self._folder, name))
        svg = svg.replace("currentColor", colour.name())
        pixmap = QPixmap(QSize(side, side) * ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(pixmap.rect()))
        painter.end()
        if self._right_to_left and name in MIRRORED:
            pixmap = pixmap.transformed(QTransform.fromScale(-1, 1))
        pixmap.setDevicePixelRatio(ratio)
        return pixmap
