"""The moments one may compare with: the last export, the days of the journal, the backups."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QDate, QLocale

from app.errors import UserError
from app.models.planfile import Backups
from app.ui.desk import Desk
from app.ui.figures import moment_text, stored_moment, time_text
from app.words import Words

_LINES, _DAYS, _BACKUPS = 200, 5, 5


def moments(desk: Desk, exported: str, now: datetime) -> list[tuple[str, str]]:
    """The moments as UTC ISO text with words for each, newest kind first.

    ``exported`` is when a document of this plan last left the house, "" for never.
    """
    words = desk.words
    found: list[tuple[str, str]] = []
    if exported:
        when = stored_moment(exported)
        said = moment_words(words, when, now)
        found.append((exported, words("Since the last document: {moment}", moment=said)))
    for day in _days(desk):
        said = day_words(words, day, now)
        found.append((_iso(day), words("Since the beginning of {day}", day=said)))
    for made in _backups(desk):
        said = moment_words(words, made, now)
        found.append((_iso(made), words("Since the backup of {moment}", moment=said)))
    return found


def _iso(when: datetime) -> str:
    return when.astimezone(UTC).isoformat(timespec="seconds")


def _days(desk: Desk) -> list[datetime]:
    """The first moments of the newest days on which something was written."""
    try:
        entries = desk.bridge.journal.file.entries(_LINES)
    except UserError:
        return []
    local = (stored_moment(entry.at).astimezone() for entry in reversed(entries))
    days = dict.fromkeys(when.replace(hour=0, minute=0, second=0, microsecond=0) for when in local)
    return list(days)[:_DAYS]


def _backups(desk: Desk) -> list[datetime]:
    found = Backups(desk.paths.backups).of(desk.bridge.journal.file.lineage)
    return [backup.made for backup in found[:_BACKUPS]]


def moment_words(words: Words, when: datetime, now: datetime) -> str:
    """A moment as people say it: "today 14:32", "Tuesday 14:32", "3 Nov 14:32"."""
    day, time = day_words(words, when, now), time_text(words, when)
    near = 0 <= (now.astimezone().date() - when.astimezone().date()).days < 7
    return words("{day} {time}", day=day, time=time) if near else moment_text(words, when)


def day_words(words: Words, when: datetime, now: datetime) -> str:
    """A day as people say it: "today", "yesterday", "Tuesday", "3 Nov"."""
    day, today = when.astimezone().date(), now.astimezone().date()
    if day == today:
        return words("today")
    if day == today - timedelta(days=1):
        return words("yesterday")
    locale, shown = QLocale(words.language), QDate(day.year, day.month, day.day)
    near = timedelta(0) < today - day < timedelta(days=7)
    return locale.toString(shown, "dddd" if near else "d MMM")
