"""What the tests of the look share: a source of looks, a room for controls, an eye."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QWidget

RESOURCES = Path(__file__).parents[2] / "resources"
TRAP = "<b>Land</b> &amp; water & <img src=x>"


def put(room: QWidget, *controls: QWidget) -> None:
    layout = room.layout()
    assert layout is not None
    for control in controls:
        layout.addWidget(control)
    layout.activate()
    QApplication.processEvents()  # Qt shows late comers when it comes to it


def painted(widget: QWidget, colour: QColor) -> int:
    """How many pixels of ``widget`` have exactly this colour."""
    image = widget.grab().toImage()
    wanted = colour.rgb()
    spots = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return sum(image.pixel(x, y) == wanted for x, y in spots)
