"""Shapes and colours of levels and values, given by position so that any edition can use them."""

from __future__ import annotations

from msgspec import Struct
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QPainter

from app.ui.look import Look
from app.ui.painting import draw_icon


class Glyph(Struct, frozen=True):
    """An icon and the token it is painted in."""

    icon: str
    ink: str


LOWEST = Glyph("level-dashed", "unclear")
LOW = Glyph("level-triangle", "ink3")
MIDDLE = Glyph("level-half", "modest")
HIGH = Glyph("level-hexagon", "accent")
HIGHEST = Glyph("level-square", "substantial")

LEVELS: dict[int, tuple[Glyph, ...]] = {
    1: (HIGHEST,),
    2: (LOWEST, HIGHEST),
    3: (LOWEST, MIDDLE, HIGHEST),
    4: (LOWEST, LOW, MIDDLE, HIGHEST),
    5: (LOWEST, LOW, MIDDLE, HIGH, HIGHEST),
}

VALUES = (
    Glyph("book-open", "access"),
    Glyph("users", "civic"),
    Glyph("scale", "account"),
    Glyph("cpu", "tech"),
    Glyph("heart-handshake", "ink2"),
)
OTHER_VALUE = Glyph("tag", "ink2")

STATES = {
    "ok": Glyph("check", "ok"),
    "warn": Glyph("triangle-alert", "warn"),
    "stop": Glyph("octagon-alert", "stop"),
    "info": Glyph("info", "ink2"),
    "none": Glyph("minus", "ink2"),
    "apart": Glyph("split", "warn"),
}


def level_glyph(position: int, of: int) -> Glyph:
    """The glyph of level ``position`` (from 0, lowest first) in a scale of ``of`` levels.

    A scale longer than five shares its glyphs out evenly; the word beside always decides.
    """
    if of in LEVELS:
        return LEVELS[of][min(max(position, 0), of - 1)]
    share = position / max(1, of - 1)
    return LEVELS[5][min(4, max(0, round(share * 4)))]


def value_glyph(position: int) -> Glyph:
    """The glyph of value ``position`` (from 0) in the order of its edition."""
    return VALUES[position] if 0 <= position < len(VALUES) else OTHER_VALUE


def draw_glyph(
    painter: QPainter, rect: QRect | QRectF, glyph: Glyph, look: Look, size: float = 14
) -> None:
    """``glyph`` in the middle of ``rect``."""
    draw_icon(painter, rect, glyph.icon, glyph.ink, look, size)
