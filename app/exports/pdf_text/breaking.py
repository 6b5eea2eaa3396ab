"""Where a word may be broken when it does not fit on a line."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from app.exports.pdf_text.thai import word_starts

LONGEST = 48
"""Longer words are cut into such pieces before they are laid out."""

_WITHOUT_SPACES = (
    "[\u0e00-\u0eff\u1000-\u109f\u1361-\u1368\u1780-\u17ff\u200b\u2e80-\u9fff\uac00-\ud7af"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_THAI = re.compile("[\u0e01-\u0e4e](?=[\u0e01-\u0e4e])")
_LAST = re.compile("[\u0e81-\u0eae\u1780-\u17a2](?![\u0e80-\u0eff\u1780-\u17ff])")
"""A letter of Lao or Khmer that ends its word: it closes the syllable before it."""
_HINGE = re.compile(r"(?<=\w{2})[-\u2013\u2014/\u2010](?=\w{2})")
_ADDRESS_HINGE = re.compile(r"[-/._?&=@:,;+](?=\w)|(?<=\w)(?=[%#])")
_ADDRESS = 24
_DASHES = "[-\u2013\u2014/\u2010]"
_NOT_BEFORE = frozenset(
    "\u0e30\u0e32\u0e33\u0e45\u0e46\u0eb0\u0eb2\u0eb3\u0ec6\u17d4\u17d5\u17d6\u17d7\u3000"
    "、。，．：；？！）］｝｠」』】〉》〕〗〙〛〞〟｡､｣・·／～〜－々〻ー‐–—…‥‼⁇％‰℃°′″￠’”)]}:;,.!?%/"
    "ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ"
)
_NOT_AFTER = frozenset(
    "\u0e40\u0e41\u0e42\u0e43\u0e44\u0ec0\u0ec1\u0ec2\u0ec3\u0ec4"
    "（［｛｟「『【〈《〔〖〘〚〝｢￥￡＄￠＃№¥$€£‘“([{／/"
)
_STACKING = frozenset("\u17d2\u1039\u200d\u094d\u0dca")


@cache
def _unspaced() -> re.Pattern[str]:
    """A sign of a script that writes no spaces; few texts have one, and it is slow to prepare."""
    return re.compile(_WITHOUT_SPACES)


def _breakable(word: str) -> bool:
    """Whether there may be a place to break a short word at."""
    if word.isascii():
        return "-" in word or "/" in word
    return bool(re.search(_DASHES, word) or _is_unspaced(word))


def _is_unspaced(word: str) -> bool:
    """Whether a word has a sign of a script that writes no spaces."""
    others = [char for char in word if char >= "\u0e00" and not "\u200c" <= char < "\u2e80"]
    return bool(others) and _unspaced().search(word) is not None


@lru_cache(20_000)
def hinges(word: str) -> list[int]:
    """The places in a word where a reader expects a break: after hyphens and slashes, between
    the signs of scripts that write no spaces.

    What is answered is shared: nobody may change it.
    """
    if len(word) <= _ADDRESS and not _breakable(word):
        return []
    found = {match.end() for match in _HINGE.finditer(word)}
    if len(word) > _ADDRESS:
        found.update(match.end() for match in _ADDRESS_HINGE.finditer(word))
    if _is_unspaced(word):
        found.update(
            at
            for at in clusters(word)
            if (_unspaced().match(word[at - 1]) or _unspaced().match(word[at]))
            and word[at] not in _NOT_BEFORE
            and word[at - 1] not in _NOT_AFTER
            and not _LAST.match(word, at)
        )
    if _THAI.search(word):
        starts = set(word_starts(word))
        found -= {match.start() + 1 for match in _THAI.finditer(word)} - starts
    return sorted(found - {0, len(word)})


def clusters(word: str) -> list[int]:
    """The places where a word can be cut without parting a letter from its marks."""
    return [
        at
        for at in range(1, len(word))
        if word[at - 1] not in _STACKING
        and word[at] not in "\u200d\u200c"
        and not unicodedata.category(word[at]).startswith("M")
    ]


def cuts(word: str) -> list[int]:
    """Of these, those that leave a sign with its letter: no line begins with a lone semicolon."""
    places = clusters(word)
    letters = [at for at, char in enumerate(word) if char.isalnum()] or [0]
    kept = [
        at
        for at in places
        if letters[0] < at <= letters[-1]
        and word[at] not in _NOT_BEFORE
        and word[at - 1] not in _NOT_AFTER
    ]
    return kept or places


def pieces(word: str) -> list[str]:
    """A very long word as pieces of ordinary length."""
    found: list[str] = []
    start = 0
    while len(word) - start > LONGEST:
        window = word[start : start + LONGEST + 1]
        cut = (hinges(window) or cuts(window) or [LONGEST])[-1]
        found.append(word[start : start + cut])
        start += cut
    return [*found, word[start:]]
