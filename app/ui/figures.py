"""Numbers as the window's language writes them."""

from __future__ import annotations

from PySide6.QtCore import QLocale

from app.words import Words


def figure(words: Words, number: int) -> str:
    """``number`` with the digits and grouping of the language: 1,000 or ١٬٠٠٠."""
    return QLocale(words.language).toString(number)
