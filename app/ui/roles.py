"""What a model tells the delegates about a row or cell, beside Qt's own roles."""

from __future__ import annotations

from enum import IntEnum

from PySide6.QtCore import Qt

_FIRST = int(Qt.ItemDataRole.UserRole) + 1


class Role(IntEnum):
    """Every role the delegates read. A model returns None for what it has not."""

    ID = _FIRST
    """str: the id of the record, for the page."""
    NUMBER = _FIRST + 1
    """str: the number before a title."""
    SHARE = _FIRST + 2
    """float 0–1: the progress ring before a title."""
    ICON = _FIRST + 3
    """str: an icon's name, before the text."""
    ICON_INK = _FIRST + 4
    """str: the token of the icon's colour; "ink2" when unsaid."""
    PROBLEMS = _FIRST + 5
    """str: the count of checks, as shown; with SEVERITY."""
    SEVERITY = _FIRST + 6
    """str: "warn" or "stop": triangle or octagon."""
    SECTION = _FIRST + 7
    """bool: this row is the name of a group and cannot be chosen."""
    LOCKED = _FIRST + 8
    """bool: a lock at the end."""
    NOTE = _FIRST + 9
    """str: a small word at the end ("76 open"); with NOTE_INK."""
    NOTE_INK = _FIRST + 10
    """str: the token of the note; "ink3" when unsaid."""
    VOICE = _FIRST + 11
    """str: "serif" for people's words; the app's own voice when unsaid."""
    INK = _FIRST + 12
    """str: the token of the text: "ink2", "warn", "stop", "ink3"; "ink" when unsaid."""
    STRONG = _FIRST + 13
    """bool: the text is set at weight 600."""
    SECOND = _FIRST + 14
    """str: a second, small line under the text."""
    MISSING = _FIRST + 15
    """bool: the text says what is missing ("lead missing"): warn ink, set in italics."""
    LEVEL = _FIRST + 16
    """tuple[int, int]: the position of a level in its scale, from 0, and the scale's length."""
    BAR = _FIRST + 17
    """float 0–1: a bar instead of a text."""
    SPREAD = _FIRST + 18
    """charts.Spread: a spread strip instead of a text."""
    HERE = _FIRST + 19
    """bool: where one is (the rail), apart from the keyboard's current row."""
