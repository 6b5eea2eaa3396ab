"""Text at the door: cleaned once, kept verbatim from then on."""

from __future__ import annotations

import re
import unicodedata

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_JOINER = "\u200d"
_GOES_ON = re.compile("[\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]")
_LINE_ENDS = re.compile("\r\n?")


def clean(text: str) -> str:
    """NFC, line feeds only, no controls but tab and line feed, no lone surrogates.

    Joiners, marks and direction controls stay: they are part of how people write.
    """
    if is_clean(text):
        return text
    text = _SURROGATES.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def is_clean(text: str) -> bool:
    """Whether a text is surely what ``clean`` would make of it; then so is each part of it.

    False is no verdict, for lines, joiners and rare spaces are clean too.
    """
    return text.isprintable() and (text.isascii() or unicodedata.is_normalized("NFC", text))


def shortened(text: str, most: int) -> str:
    """At most ``most`` characters, the "…" at the end of a longer text among them.

    What people see as one sign (a letter with its marks, a family of emoji, a flag) is left out
    whole rather than cut in two.
    """
    if len(text) <= most:
        return text
    end = most - 1
    while end and _is_inside(text, end):
        end -= 1
    return text[: end or most - 1].rstrip() + "…"


def _is_inside(text: str, at: int) -> bool:
    """Whether a sign goes on at this place."""
    sign, before = text[at], text[at - 1]
    if before == _JOINER or sign == _JOINER or _GOES_ON.match(sign):
        return True
    if unicodedata.category(sign).startswith("M"):
        return True
    if not _FLAG.match(sign):
        return False
    start = at
    while start and _FLAG.match(text[start - 1]):
        start -= 1
    return (at - start) % 2 == 1
