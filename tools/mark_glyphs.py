"""Draw the glyphs of values and levels as pictures, and the bars of charts in their colours."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.exports.style import ACCENT, MARKS

DOTS = 144  # of a glyph 11 pt wide: 940 an inch
# Outlines on a grid of 24. The first four follow Lucide (ISC licence); each has its own silhouette.
DRAWN = {
    "access": '<path d="M12 7v14"/><path d="M3 18a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1h5a4 4 0 0 1 4 4 4 '
    '4 0 0 1 4-4h5a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-6a3 3 0 0 0-3 3 3 3 0 0 0-3-3z"/>',
    "civic": '<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/>'
    '<path d="M22 21v-2a4 4 0 0 0-3-3.87"/><path d="M16 3.13a4 4 0 0 1 0 7.75"/>',
    "account": '<path d="m16 16 3-8 3 8c-.87.65-1.92 1-3 1s-2.13-.35-3-1Z"/><path d="m2 16 3-8 3 8'
    'c-.87.65-1.92 1-3 1s-2.13-.35-3-1Z"/><path d="M7 21h10"/><path d="M12 3v18"/>'
    '<path d="M3 7h2c2 0 5-1 7-2 2 1 5 2 7 2h2"/>',
    "tech": '<rect x="5" y="5" width="14" height="14" rx="2"/><rect x="9.5" y="9.5" width="5" '
    'height="5" rx="1"/><path d="M15 2v3M9 2v3M15 19v3M9 19v3M2 9h3M2 15h3M19 9h3M19 15h3"/>',
    "inclusion": '<circle cx="12" cy="12" r="10"/><path d="M7.5 9.8h9M7.5 14.2h9"/>',
    "level-1": '<circle cx="12" cy="12" r="9.2" stroke-dasharray="3.6 3.63"/>',
    "level-2": '<path d="M12 1.8 22.2 12 12 22.2 1.8 12z"/>'
    '<path d="M1.8 12h20.4L12 22.2z" fill="{colour}"/>',
    "level-3": '<rect x="3.2" y="3.2" width="17.6" height="17.6" fill="{colour}"/>',
}


def pictures() -> Iterator[tuple[str, bytes]]:
    """Name and PNG of each picture a document can show."""
    for mark, colour in MARKS.items():
        yield f"mark-{mark}", glyph(mark, colour)
        yield f"bar-{mark}", bar(colour)
    yield "bar-plain", bar(ACCENT)


def glyph(mark: str, colour: str) -> bytes:
    """One glyph, on nothing."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
        f'stroke="{colour}" stroke-width="1.9" stroke-linecap="round" stroke-linejoin="round">'
        f"{DRAWN[mark].replace('{colour}', colour)}</svg>"
    )
    image = QImage(DOTS, DOTS, QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    QSvgRenderer(QByteArray(svg.encode())).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    return bytes(buffer.data().data())


def bar(colour: str) -> bytes:
    """A small square of one colour, to be drawn out to a length."""
    paint = bytes.fromhex(colour.lstrip("#"))
    rows = (b"\0" + paint * 4) * 4
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", 4, 4, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
