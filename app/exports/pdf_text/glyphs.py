"""The glyphs of values and levels, drawn so that they also survive a black and white printer."""

from __future__ import annotations

from app.exports.pdf_text.shaping import colour, number
from app.exports.style import MARKS

_STROKE = 2.0
_GRID = 24.0
_OUTLINES = {
    "access": (
        "12 7 m 12 21 l 3 18 m 2.45 18 2 17.55 2 17 c 2 4 l 2 3.45 2.45 3 3 3 c 8 3 l 10.21 3"
        " 12 4.79 12 7 c 12 4.79 13.79 3 16 3 c 21 3 l 21.55 3 22 3.45 22 4 c 22 17 l 22 "
        "17.55 21.55 18 21 18 c 15 18 l 13.34 18 12 19.34 12 21 c 12 19.34 10.66 18 9 18 c h"
    ),
    "civic": (
        "16 21 m 16 19 l 16 16.79 14.21 15 12 15 c 6 15 l 3.79 15 2 16.79 2 19 c 2 21 l 5 7 m"
        " 5 4.79 6.79 3 9 3 c 11.21 3 13 4.79 13 7 c 13 9.21 11.21 11 9 11 c 6.79 11 5 9.21 5"
        " 7 c h 22 21 m 22 19 l 22 17.18 20.76 15.59 19 15.13 c 16 3.13 m 17.77 3.58 19.01 "
        "5.18 19.01 7 c 19.01 8.83 17.77 10.43 16 10.88 c"
    ),
    "account": (
        "16 16 m 19 8 l 22 16 l 21.13 16.65 20.08 17 19 17 c 17.92 17 16.87 16.65 16 16 c h 2"
        " 16 m 5 8 l 8 16 l 7.13 16.65 6.08 17 5 17 c 3.92 17 2.87 16.65 2 16 c h 7 21 m 17 "
        "21 l 12 3 m 12 21 l 3 7 m 5 7 l 7 7 10 6 12 5 c 14 6 17 7 19 7 c 21 7 l"
    ),
    "tech": (
        "6 4 m 18 4 l 19.1 4 20 4.9 20 6 c 20 18 l 20 19.1 19.1 20 18 20 c 6 20 l 4.9 20 4 "
        "19.1 4 18 c 4 6 l 4 4.9 4.9 4 6 4 c h 9 9 m 15 9 l 15 15 l 9 15 l h 15 2 m 15 4 l 15"
        " 20 m 15 22 l 2 15 m 4 15 l 2 9 m 4 9 l 20 15 m 22 15 l 20 9 m 22 9 l 9 2 m 9 4 l 9 "
        "20 m 9 22 l"
    ),
    "inclusion": (
        "2 12 m 2 6.48 6.48 2 12 2 c 17.52 2 22 6.48 22 12 c 22 17.52 17.52 22 12 22 c 6.48 "
        "22 2 17.52 2 12 c h 10 7.4 m 10 6.3 10.9 5.4 12 5.4 c 13.1 5.4 14 6.3 14 7.4 c 14 "
        "8.5 13.1 9.4 12 9.4 c 10.9 9.4 10 8.5 10 7.4 c h 5.8 14.6 m 5.8 13.5 6.7 12.6 7.8 "
        "12.6 c 8.9 12.6 9.8 13.5 9.8 14.6 c 9.8 15.7 8.9 16.6 7.8 16.6 c 6.7 16.6 5.8 15.7 "
        "5.8 14.6 c h 14.2 14.6 m 14.2 13.5 15.1 12.6 16.2 12.6 c 17.3 12.6 18.2 13.5 18.2 "
        "14.6 c 18.2 15.7 17.3 16.6 16.2 16.6 c 15.1 16.6 14.2 15.7 14.2 14.6 c h"
    ),
}
"""Lucide's outlines (ISC licence) as PDF paths on a grid of 24, from the upper left corner."""

_CIRCLE = (
    "3 12 m 3 7.03 7.03 3 12 3 c 16.97 3 21 7.03 21 12 c 21 16.97 16.97 21 12 21 c 7.03 "
    "21 3 16.97 3 12 c h"
)
_DIAMOND = "12 2 m 22 12 l 12 22 l 2 12 l h"


def mark_code(mark: str, x: float, y: float, size: float) -> str:
    """Content that draws a mark in a square whose lower left corner is at ``x``, ``y``."""
    ink = colour(MARKS[mark])
    scale = size / _GRID
    place = f"{scale:.4f} 0 0 {-scale:.4f} {number(x)} {number(y + size)} cm"
    return f"q {place} {ink} RG {ink} rg {_STROKE} w 1 J 1 j {_drawn(mark)} Q"


def _drawn(mark: str) -> str:
    """The strokes and fills of a mark."""
    match mark:
        case "level-1":
            return f"[3.4 3.67] 0 d 0 J {_CIRCLE} S"
        case "level-2":
            return f"{_DIAMOND} S 2 12 m 22 12 l 12 22 l h f"
        case "level-3":
            return "3 3 18 18 re f"
        case _:
            return f"{_OUTLINES[mark]} S"
