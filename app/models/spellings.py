"""How people write one name: with other accents, marks and endings, turned, shortened."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from app.models.search import fold

_TOKEN = re.compile(r"\w+")
_PARTS = re.compile("[\\s\u200b\u2010\u2011-]+")
_BETWEEN = "(?:[\\s\u200b]+(?:\\w\\.\\s*)?|[\u2010\u2011-])"  # "Ama Mensah", "Ama S. Mensah"
_UNSEEN = "[\u00ad\u0300-\u036f\u064b-\u0655\u200c-\u200f\u2060]*"
_APOSTROPHES = "'`\u00b4\u2018\u2019\u02bb\u02bc"
_ARABIC = re.compile("[\u0620-\u064a]")
_JOINED = "\u0648\u0641\u0628\u0644\u0643"  # and, so, by, for, like: written without a blank
_SLAVIC = re.compile("[\u0400-\u052f]{3,}")
_ADJECTIVE = ("ий", "ый", "ой", "ая", "яя")  # endings of surnames, which all change
_SOFT_ENDS = "аеёиоуыэюяйь"
_SEVERAL = re.compile(r"\s*[/;&+]\s*")
_ASIDE = re.compile(r"\([^()]*\)")
_DEGREES = frozenset(
    ("phd", "md", "jr", "sr", "esq", "msc", "ma", "ba", "mba", "dphil", "llm", "eng", "ing")
)
TITLES = frozenset(
    ("dr", "dra", "prof", "profa", "mr", "mrs", "ms", "miss", "mme", "mlle", "m", "sr", "sra")
)


def tokens_of(text: str) -> set[str]:
    """The words of a text as names are looked for by: folded, Arabic ones without what is joined.

    Slavic ones stand there by their beginnings too, since their ends change.
    """
    found = set(_TOKEN.findall(fold.__wrapped__(text.replace("\u200b", " "))))
    if text.isascii():
        return found
    for token in tuple(found):
        if token[0] in _JOINED and len(token) > 3:
            found.add(token[1:])
        if _SLAVIC.fullmatch(token):
            found.update(token[:length] for length in range(max(3, len(token) - 3), len(token)))
    return found


def keys_of(name: str) -> frozenset[str]:
    """What a text must have among its tokens to hold the name."""
    if name.isascii():
        return frozenset(_TOKEN.findall(name.casefold()))
    tokens, changes = _TOKEN.findall(unicodedata.normalize("NFC", name).casefold()), is_slavic(name)
    return frozenset(fold(_stem(token) if changes else token) for token in tokens)


def is_slavic(name: str) -> bool:
    """Whether a name is written with endings that change: two words or more of such letters."""
    if name.isascii():
        return False
    parts = [part.strip(",") for part in _PARTS.split(name)]
    return len(parts) > 1 and all(map(_SLAVIC.fullmatch, parts))


def _stem(word: str) -> str:
    if len(word) < 4:
        return word
    if len(word) > 5 and word.endswith(_ADJECTIVE):
        return word[:-2]
    return word[:-1] if word[-1] in _SOFT_ENDS else word


@lru_cache(maxsize=10_000)
def pattern_of(name: str) -> re.Pattern[str]:
    """Finds a name of whole words in any case, with or without accents, marks and hyphens."""
    if is_slavic(name):
        words = [_slavic(part) for part in _PARTS.split(name)]
    else:
        words = ["".join(map(_letter, part)) for part in _PARTS.split(name)]
    joined = f"|(?<=(?<!\\w)[{_JOINED}])" if _ARABIC.match(name) else ""
    return re.compile(rf"(?:(?<!\w){joined}){_BETWEEN.join(words)}(?!\w)", re.IGNORECASE)


def _slavic(part: str) -> str:
    word = part.strip(",")
    return f"{''.join(map(_letter, _stem(word)))}\\w{{0,3}}{part[len(word) :]}"


def _letter(sign: str) -> str:
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]"
    same = _accented().get(fold(sign), "") if sign.isalpha() else ""
    letter = f"[{same}]" if same else re.escape(sign)
    return f"{letter}{_UNSEEN}" if sign.isalpha() else letter


@cache
def _accented() -> Mapping[str, str]:
    """Letters by what is left of them without an accent: "e" for "eèéêë…"."""
    found: dict[str, str] = {}
    latin = (*range(0x61, 0x7B), *range(0xDF, 0x250), *range(0x1E00, 0x1F00))
    for code in (*latin, *range(0x430, 0x460), *range(0x620, 0x64B)):
        base = fold(chr(code))
        if len(base) == 1 and base.isalpha():
            found[base] = found.get(base, "") + chr(code)
    return found


def people_in(said: str) -> Iterator[str]:
    """The names in a cell of a list as they are spoken.

    "Mensah, Ama", "Ama Mensah (Radio)", "Ama Mensah, PhD" and "Ama Mensah / Kofi Darko" all name
    Ama Mensah. The cell itself is not among them.
    """
    for part in _SEVERAL.split(_ASIDE.sub(" ", said)):
        first, comma, last = (" ".join(one.split()) for one in part.partition(","))
        if not comma or last.replace(".", "").casefold() in _DEGREES:
            name = first
        else:
            name = "" if "," in last else f"{last} {first}".strip()
        if name != said and len(name.split()) > 1:
            yield name


def turned(name: str) -> Iterator[str]:
    """A name as lists turn it: "Mensah, Ama", "Mensah Ama", "da Silva, Ana"."""
    parts = name.split()
    for last in (1, 2)[: len(parts) - 1]:
        first, family = " ".join(parts[:-last]), " ".join(parts[-last:])
        yield f"{family}, {first}"
        if last == 1:
            yield f"{family} {first}"


def shortened_names(name: str) -> Iterator[str]:
    """A name without a title before it, and without some of the names behind the first."""
    parts = name.split()
    while len(parts) > 2:
        yield from (" ".join((parts[0], *parts[at:])) for at in range(2, len(parts)))
        if parts[0].strip(".").casefold() not in TITLES:
            return
        parts = parts[1:]
        yield " ".join(parts)


def initialled(name: str) -> Iterator[str]:
    """A name as minutes shorten it: "A. Mensah", "Mensah A.", "A. S. Mensah".

    It may be somebody else's, so it is for telling where to look, never for writing in its place.
    """
    parts = [part for part in name.split() if part.strip(".").casefold() not in TITLES]
    if len(parts) > 1:
        letters = [f"{part[0]}." for part in parts[:-1]]
        for first in dict.fromkeys((letters[0], " ".join(letters))):
            yield f"{first} {parts[-1]}"
            yield f"{parts[-1]} {first}"
