"""Dates as documents of each language write them."""

from __future__ import annotations

from functools import lru_cache

from msgspec import Struct

from app.models.dates import span


class _Calendar(Struct, frozen=True):
    """Month names in full and short, and how a day and a month stand in a sentence.

    ``of_a_day`` and ``short_of_a_day`` are the names behind a day, where they differ from those
    alone.
    """

    months: str
    short: str
    of_a_day: str = ""
    short_of_a_day: str = ""
    day: str = "{day} {month} {year}"
    month: str = "{month} {year}"
    first: str = "1"


_CALENDARS = {
    "en": _Calendar(
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    ),
    "fr": _Calendar(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
        first="1er",
    ),
    "es": _Calendar(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
        day="{day} de {month} de {year}",
        month="{month} de {year}",
    ),
    "pt": _Calendar(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
        day="{day} de {month} de {year}",
        month="{month} de {year}",
        first="1º",
    ),
    "ar": _Calendar(
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
        "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    ),
    "ru": _Calendar(
        "январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь",
        "янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.",
        of_a_day="января февраля марта апреля мая июня "
        "июля августа сентября октября ноября декабря",
        short_of_a_day="янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек.",
    ),
}


@lru_cache(maxsize=2_000)  # a plan has few dates, and says them often
def date_words(text: str, language: str) -> str:
    """A stored date for a sentence: "31 July 2027", "July 2027", "2027"; words stay as typed."""
    parts = _parts(text)
    if len(parts) < 2:
        return text
    known = _CALENDARS.get(language, _CALENDARS["en"])
    names = known.of_a_day or known.months if len(parts) > 2 else known.months
    month = names.split(" ")[parts[1] - 1]
    if len(parts) == 2:
        return known.month.format(month=month, year=parts[0])
    day = known.first if parts[2] == 1 else str(parts[2])
    return known.day.format(day=day, month=month, year=parts[0])


@lru_cache(maxsize=2_000)  # as above
def short_date_words(text: str, language: str) -> str:
    """A stored date for a narrow column: "31 Jul 2027", "Jul 2027"; words stay as typed."""
    parts = _parts(text)
    if len(parts) < 2:
        return text
    known = _CALENDARS.get(language, _CALENDARS["en"])
    names = known.short_of_a_day or known.short if len(parts) > 2 else known.short
    month = names.split(" ")[parts[1] - 1]
    return " ".join([*map(str, parts[2:]), month, str(parts[0])])


def _parts(text: str) -> list[int]:
    """Year, month and day of a date, as far as it goes; nothing for words."""
    return [int(part) for part in text.strip().split("-")] if span(text) is not None else []
