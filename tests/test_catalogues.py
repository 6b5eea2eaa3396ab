"""The catalogues say all the program says, in every language, and say it whole."""

from __future__ import annotations

import gettext
import importlib.util
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from app.ui.actions import ACTIONS, MENUS
from app.words import RIGHT_TO_LEFT, Words

ROOT = Path(__file__).parents[1]
CATALOGUES = ROOT / "resources" / "i18n"
LANGUAGES = ("ar", "es", "fr", "pt", "ru")
NUMBERS = (0, 1, 2, 3, 10, 11, 26, 99, 100, 102, 103, 111, 1000)
per_language = pytest.mark.parametrize("language", LANGUAGES)


@cache
def tool() -> ModuleType:
    """The program that gathers and compiles the catalogues; it lies beside the package."""
    spec = importlib.util.spec_from_file_location("words_tool", ROOT / "tools" / "words.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def asked() -> frozenset[tuple[str, str]]:
    """Every text the source asks for, with its context."""
    catalogue: Catalog = tool().gathered("fr")
    return frozenset(keys(catalogue))


@cache
def catalogue(language: str) -> Catalog:
    """The catalogue of a language as it is committed."""
    return read_po(BytesIO(po(language).read_bytes()), locale=language)


def po(language: str) -> Path:
    return CATALOGUES / language / "LC_MESSAGES" / "app.po"


def keys(catalogue: Catalog) -> Iterator[tuple[str, str]]:
    for message in catalogue:
        if message.id:
            text = message.id if isinstance(message.id, str) else "\n".join(message.id)
            yield message.context or "", text


def forms(message: Message) -> tuple[str, ...]:
    """What a message is translated with: one text, or one for each plural form."""
    said = message.string or ""
    return (said,) if isinstance(said, str) else tuple(form or "" for form in said)


def source(message: Message) -> str:
    """What a message says in English; of many, where it depends on a number."""
    return message.id if isinstance(message.id, str) else message.id[1]


def pairs(language: str) -> Iterator[tuple[str, str]]:
    """Every source text with each form of its translation."""
    for message in catalogue(language):
        if message.id:
            yield from ((source(message), form) for form in forms(message))


def gaps(text: str) -> Counter[str]:
    return Counter(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def menu_texts(language: str) -> dict[str, list[str]]:
    """What stands in the menu bar and in each menu."""
    words = Words(language, CATALOGUES)
    menus = {"": [words(title) for title in MENUS.values()]}
    for row in ACTIONS:
        if row.menu:
            menus.setdefault(row.menu, []).append(words(row.text))
    return menus


def test_these_are_the_languages_with_words() -> None:
    assert tuple(tool().languages()) == LANGUAGES


@per_language
def test_a_catalogue_has_the_texts_of_the_source_and_no_others(language: str) -> None:
    known = set(keys(catalogue(language)))
    assert not asked() - known, "run tools/words.py update, and translate what is new"
    assert not known - asked(), "run tools/words.py update: these texts are no longer said"


@per_language
def test_nothing_is_left_in_english(language: str) -> None:
    empty = [text for text, said in pairs(language) if not said.strip()]
    assert not empty


@per_language
def test_a_catalogue_is_compiled_as_it_is_written(language: str) -> None:
    compiled = po(language).with_suffix(".mo").read_bytes()
    assert compiled == tool().compiled(language), "run tools/words.py compile"


@per_language
def test_a_translation_keeps_its_gaps(language: str) -> None:
    """Arabic says none, one and two in words; every other number stands in its gap."""
    for message in catalogue(language):
        wanted, many = gaps(source(message)), isinstance(message.id, tuple)
        for place, form in enumerate(forms(message) if message.id else ()):
            in_words = many and language == "ar" and place < 3
            allowed = [wanted, wanted - Counter(("n",))] if in_words else [wanted]
            assert gaps(form) in allowed, form


@per_language
def test_numbers_choose_the_right_form(language: str) -> None:
    """A form without a figure must be said of one number only."""
    with po(language).with_suffix(".mo").open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    said = [spoken.ngettext("{n} day", "{n} days", n).format(n=n) for n in NUMBERS]
    assert len(set(said)) == len(NUMBERS)


def test_arabic_counts_days_as_arabic_does() -> None:
    words = Words("ar", CATALOGUES)
    said = [words.n("{n} day", "{n} days", n) for n in (1, 2, 3, 40, 100)]
    assert said == ["يوم واحد", "يومان", "3 أيام", "40 يوما", "100 يوم"]


@per_language
def test_a_menu_text_has_its_key(language: str) -> None:
    wrong = [said for text, said in pairs(language) if text.count("&") != said.count("&")]
    assert not wrong


@per_language
def test_no_two_texts_of_a_menu_share_a_key(language: str) -> None:
    for menu, texts in menu_texts(language).items():
        letters = Counter(text[text.index("&") + 1].casefold() for text in texts)
        assert max(letters.values()) == 1, (menu, texts)


@per_language
def test_a_sentence_ends_as_it_does_in_english(language: str) -> None:
    """A full stop, a colon or an ellipsis is never lost, nor added."""
    ends = "؟?" if language in RIGHT_TO_LEFT else "?"
    for text, said in pairs(language):
        if text == "No.":
            continue
        for end in (".", ":", "…"):
            assert text.endswith(end) == said.endswith(end), said
        assert text.endswith("?") == said.endswith(tuple(ends)), said


def test_french_signs_stand_behind_a_space_that_does_not_break() -> None:
    loose = re.compile(r"[^\u00a0][:;?!»%](?!\w)|«[^\u00a0]| %")
    wrong = [said for _, said in pairs("fr") if loose.search(said) or "'" in said]
    assert not wrong


def test_spanish_questions_are_opened() -> None:
    wrong = [said for _, said in pairs("es") if said.count("?") != said.count("¿")]
    assert not wrong


def test_an_arabic_sentence_runs_from_the_right_though_its_first_word_is_foreign() -> None:
    """A reader of Arabic sees a Latin file name first, not the sentence turned around."""
    mark = "\N{RIGHT-TO-LEFT MARK}"
    sentences = [said for text, said in pairs("ar") if text.startswith("“{name}” is")]
    assert sentences
    for said in sentences:
        assert said[0] == mark or not said.startswith("«"), said


def test_a_foreign_name_in_an_arabic_sentence_keeps_its_signs() -> None:
    """Isolated, a question in another language keeps its question mark at its own end."""
    words = Words("ar", CATALOGUES)
    said = words("“{question}” has no answer", question="Why?")
    assert "«\N{FIRST STRONG ISOLATE}Why?\N{POP DIRECTIONAL ISOLATE}»" in said
