"""Dates as documents of each language write them."""

from __future__ import annotations

from app.models.dates import span

_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene. feb. mar. abr. may. jun. jul. ago. sept. oct. nov. dic.",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
    "ar": "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر",
    "ru": "янв. февр. март апр. май июнь июль авг. сент. окт. нояб. дек.",
}


def date_words(text: str, language: str) -> str:
    """A stored date for a document: "31 Jul 2027", "Jul 2027", "2027"; words stay as typed."""
    found = span(text)
    parts = text.strip().split("-")
    if found is None or len(parts) == 1:
        return text
    month = _MONTHS.get(language, _MONTHS["en"]).split(" ")[int(parts[1]) - 1]
    day = f"{int(parts[2])} " if len(parts) > 2 else ""
    return f"{day}{month} {parts[0]}"


def period_words(starts: str, ends: str, language: str) -> str:
    """A period: "Mar 2027 – Aug 2028"; what is not known is left out."""
    first, last = date_words(starts, language), date_words(ends, language)
    return f"{first} – {last}" if first and last else first or last
