"""Dates as each language writes them."""

from __future__ import annotations

import pytest

from app.exports.dates import date_words, short_date_words
from app.words import LANGUAGES

WORDS = {
    "en": ("1 March 2027", "31 August 2027", "March 2027", "Mar 2027"),
    "fr": ("1er mars 2027", "31 août 2027", "mars 2027", "mars 2027"),
    "es": ("1 de marzo de 2027", "31 de agosto de 2027", "marzo de 2027", "mar. 2027"),
    "pt": ("1º de março de 2027", "31 de agosto de 2027", "março de 2027", "mar. 2027"),
    "ar": ("1 مارس 2027", "31 أغسطس 2027", "مارس 2027", "مارس 2027"),
    "ru": ("1 марта 2027", "31 августа 2027", "март 2027", "март 2027"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_date_reads_as_the_language_writes_it(language: str) -> None:
    stored = ("2027-03-01", "2027-08-31", "2027-03")
    assert tuple(date_words(one, language) for one in stored) == WORDS[language][:3]
    assert short_date_words("2027-03", language) == WORDS[language][3]


def test_a_short_month_is_bent_behind_a_day() -> None:
    assert short_date_words("2027-06-30", "ru") == "30 июня 2027"
    assert short_date_words("2027-06", "ru") == "июнь 2027"
    assert short_date_words("2027-06-30", "fr") == "30 juin 2027"


@pytest.mark.parametrize("language", [*LANGUAGES, "sw"])
@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_a_name(language: str, month: int) -> None:
    stored = f"2027-{month:02}-28"
    for words in (date_words(stored, language), short_date_words(stored, language)):
        assert words.startswith("28 ")
        assert words.endswith("2027")
        assert len(words) > len("28  2027")


@pytest.mark.parametrize("text", ["", "early spring", "2027", "2027-13", "2027-02-30", "End 2027"])
def test_years_and_words_stay_as_typed(text: str) -> None:
    for language in LANGUAGES:
        assert date_words(text, language) == text
        assert short_date_words(text, language) == text
