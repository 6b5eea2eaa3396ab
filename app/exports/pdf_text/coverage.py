"""Which characters of a document no font of ours has a picture for."""

from __future__ import annotations

from pathlib import Path

from app.exports.outline import Outline
from app.exports.pdf_text.fonts import FontBook, script_of_language

_SHOWN = 200  # characters looked at beyond the plain ones; more would be no help to anybody


def missing_characters(outline: Outline, resources: Path) -> str:
    """The characters of the document that its PDF shows as boxes, each once, in their order.

    ``resources`` is the folder that holds ``fonts``. Blanks and signs without a shape count as
    shown.
    """
    found: dict[str, None] = {}
    for line in _texts(outline):
        if not line.isascii():
            found |= dict.fromkeys(line)
    unusual = [char for char in found if ord(char) > 0x17F and char.isprintable()]
    if not unusual:
        return ""
    book, primary = FontBook(resources / "fonts"), script_of_language(outline.language)
    return "".join(char for char in unusual if not _has(book, char, primary))[:_SHOWN]


def _texts(outline: Outline) -> list[str]:
    return [*outline.lines(), outline.running, outline.footer]


def _has(book: FontBook, char: str, primary: str) -> bool:
    return any(
        book.for_character(char, None, face, False, False, primary) is not None
        for face in ("serif", "sans")
    )
