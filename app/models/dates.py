"""Dates as people give them: a day, a month, a year, or words."""

from __future__ import annotations

import calendar
import re
from datetime import date

from msgspec import Struct

_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")


class Span(Struct, frozen=True):
    """The first and the last day a written date may mean."""

    first: date
    last: date


def span(text: str) -> Span | None:
    """What "2026", "2026-09" or "2026-09-30" mean; None for words and for no date at all."""
    match = _ISO.match(text.strip())
    if match is None:
        return None
    year, month, day = (int(part) if part else 0 for part in match.groups())
    try:
        if day:
            return Span(date(year, month, day), date(year, month, day))
        if month:
            last = calendar.monthrange(year, month)[1]
            return Span(date(year, month, 1), date(year, month, last))
        return Span(date(year, 1, 1), date(year, 12, 31))
    except ValueError:
        return None


def tidy(text: str) -> str:
    """Typed dates that can mean one thing only, as ISO text; everything else as typed.

    "31/12/2026" is a day; "01/02/2026" stays as it is, for it may be January or February.
    """
    match = _DAY_FIRST.match(text.strip())
    if match is None:
        return text.strip()
    first, second, year = (int(part) for part in match.groups())
    day, month = (first, second) if first > 12 or first == second else (second, first)
    if first <= 12 and second <= 12 and first != second:
        return text.strip()
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return text.strip()
