"""Bytes as text: marks first, then UTF-8 strictly, then a guess that somebody must look at."""

from __future__ import annotations

import codecs
import re
import unicodedata

from msgspec import Struct

from app.models.intake.tables import Remark, first_of
from app.words import mark

LEGACY = ("cp1252", "cp1251", "cp1256", "mac_roman")
CHOICES = ("utf-8", *LEGACY, "utf-16")  # what a person may choose among

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
GUESSED = mark("The file does not say how its letters are encoded. Look at the names below.")
_WORD = re.compile(r"\w+")
_USUAL = frozenset("àáâãäåæçèéêëìíîïñòóôõöøœùúûüýÿßšžğışąćęłńśźżőűÀÁÂÃÄÅÆÇÈÉÊËÍÎÓÔÕÖØŒÚÛÜÑŠŽ")
_SIGNS = frozenset("’‘“”–—…€«»°ºª·©®™£§•¿¡\u00a0،؛؟№")
_LOOKED_AT = 200_000


class Decoded(Struct, frozen=True):
    """A text, the encoding it was read in, whether that is a guess, and what to tell."""

    text: str
    encoding: str
    is_guess: bool = False
    remarks: tuple[Remark, ...] = ()


def decode(raw: bytes, encoding: str | None = None) -> Decoded:
    """The text of a file. ``encoding`` is a person's choice; UnicodeError if it cannot be so."""
    if encoding is not None:
        return _marked(_chosen(raw, encoding), encoding)
    for sign, name in _MARKS:
        if raw.startswith(sign):
            return _marked(raw[len(sign) :].decode(name, "replace"), name)
    name = _wide(raw)
    if name:
        return _marked(raw.decode(name, "replace"), name)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _mixed(raw) or _guessed(raw)


def _chosen(raw: bytes, encoding: str) -> str:
    if encoding == "utf-8":
        return raw.decode("utf-8-sig", "replace")
    if encoding in LEGACY:
        return raw.decode(encoding, "replace")
    try:
        return raw.decode(encoding, "replace")
    except LookupError as fault:
        raise UnicodeError(encoding) from fault


def _marked(text: str, name: str) -> Decoded:
    """The text, with a remark on the lines that hold letters nobody could read."""
    broken = [n for n, line in enumerate(text.split("\n"), 1) if "\ufffd" in line]
    remarks = (_broken_at(broken),) if broken else ()
    return Decoded(text, name, remarks=remarks)


def _broken_at(lines: list[int]) -> Remark:
    sentence = mark("Some letters could not be read; look at these lines: {lines}.")
    return Remark(sentence, {"lines": first_of(lines)})


def _wide(raw: bytes) -> str:
    """UTF-16 without a mark, known by its many zero bytes on one side."""
    head = raw[:4000]
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if half < 4 or max(even, odd) < 0.4 * half or min(even, odd) > 0.1 * half:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _mixed(raw: bytes) -> Decoded | None:
    """UTF-8 with a few lines of something else: those lines are named."""
    text: list[str] = []
    sound, broken = 0, []
    for number, line in enumerate(raw.split(b"\n"), 1):
        try:
            text.append(line.decode("utf-8"))
            sound += not line.isascii()
        except UnicodeDecodeError:
            broken.append(number)
            text.append(_one_line(line))
    if sound < max(1, len(broken)):
        return None
    return Decoded("\n".join(text), "utf-8", remarks=(_broken_at(broken),))


def _one_line(line: bytes) -> str:
    """A line that is not UTF-8: as Windows wrote it, unless it is UTF-8 with a wound."""
    healed = line.decode("utf-8", "replace")
    has_good = any(ord(letter) > 127 and letter != "\ufffd" for letter in healed)
    return healed if has_good else line.decode("cp1252", "replace")


def _guessed(raw: bytes) -> Decoded:
    best = max(LEGACY, key=lambda name: _likeness(raw, name))
    return Decoded(raw.decode(best, "replace"), best, is_guess=True, remarks=(Remark(GUESSED),))


def _likeness(raw: bytes, name: str) -> float:
    """How much the bytes look like a language when read so; the first of equals is taken."""
    lines = [line for line in raw[:_LOOKED_AT].splitlines() if not line.isascii()]
    text = b"\n".join(lines).decode(name, "replace")
    score = sum(_sign_score(letter) for letter in text if ord(letter) > 127)
    return score + sum(_word_score(word) for word in _WORD.findall(text) if not word.isascii())


def _sign_score(letter: str) -> float:
    if letter in _SIGNS:
        return 1
    return 0 if letter.isalpha() else -3


def _word_score(word: str) -> float:
    foreign = [letter for letter in word if ord(letter) > 127]
    scripts = {unicodedata.name(letter, "?").partition(" ")[0] for letter in foreign}
    if len(scripts) > 1 or not foreign[0].isalpha():
        return -2 * len(word)
    even_case = word in (word.lower(), word.upper(), word.capitalize())
    if scripts == {"LATIN"}:
        usual = sum(letter in _USUAL for letter in foreign)
        few = len(foreign) <= (len(word) + 1) // 2 or len(word) <= 2
        return usual if few and even_case and usual == len(foreign) else -2 * len(foreign)
    whole = len(foreign) == len(word) and (even_case or scripts == {"ARABIC"})
    long = len(word) > 1 or word in "вякисоуаВЯКИСОУАو"
    return len(word) if whole and long else -len(word)
