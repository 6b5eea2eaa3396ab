"""Numbers and dates as the window's language writes them."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QDate, QDateTime, QLocale

from app.models.dates import span
from app.words import Words


def figure(words: Words, number: int) -> str:
    """``number`` grouped as the language does, in the digits that the sentences use: 1,000."""
    return _western(QLocale(words.language).toString(number))


def date_text(words: Words, text: str) -> str:
    """A stored date for reading: "31 Jul 2027", "Jul 2027", "2027"; words stay as typed."""
    found = span(text)
    if found is None:
        return text
    forms = {4: "yyyy", 7: "MMM yyyy", 10: "d MMM yyyy"}
    day = QDate(found.first.year, found.first.month, found.first.day)
    return _western(QLocale(words.language).toString(day, forms[len(text.strip())]))


def time_text(words: Words, when: datetime) -> str:
    """The time of day: "16:08"."""
    local = when.astimezone()
    return _western(QLocale(words.language).toString(_time(local), "HH:mm"))


def moment_text(words: Words, when: datetime) -> str:
    """Day and time, short: "22 Nov 16:08"."""
    return _western(QLocale(words.language).toString(_time(when.astimezone()), "d MMM HH:mm"))


def long_moment_text(words: Words, when: datetime) -> str:
    """Day and time in full: "22 November 2026, 16:08"."""
    return _western(
        QLocale(words.language).toString(_time(when.astimezone()), "d MMMM yyyy, HH:mm")
    )


def stored_moment(at: str) -> datetime:
    """The moment a journal line bears; the beginning of time for one that cannot be read."""
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return datetime.fromtimestamp(0, UTC)


_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩٬٫", "0123456789,.")


def _western(text: str) -> str:
    """Western digits: gettext writes them into sentences, and one window has one kind."""
    return text.translate(_DIGITS)


def _time(when: datetime) -> QDateTime:
    seconds = int(when.timestamp())
    return QDateTime.fromSecsSinceEpoch(seconds)


def numbered(words: Words, text: str) -> str:
    """A name led by its number: the number is on the window's side, whatever script follows it."""
    return ("\u200f" if words.right_to_left else "\u200e") + text
