"""What tells a person in a plan: their names, mails and phones, and how to find them in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct, field

from app.models.edits import Change, Step
from app.models.plan import Plan, natural_id
from app.models.records import Contact, Person
from app.models.search import fold
from app.models.spellings import (
    TITLES,
    keys_of,
    pattern_of,
    people_in,
    shortened_names,
    tokens_of,
    turned,
)

_DIGITS = re.compile(r"\d(?:[\s().\-/]*\d){5,}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]")
_LEAST = 3  # letters; a shorter word stands in too many texts that mean nobody
_FEW_DIGITS = 6
_OWN_DIGITS = 8  # at the end of a number, which stay the same whoever dials
_LAST_WORD = re.compile(r"(\w+)\.?[^\S\n]+\Z")
_LONGEST = 60  # letters of one word of a name
_PARTED = r"[\s().\-/]*"


class Traces(Struct, frozen=True, dict=True):
    """The words people are known by, each with the code that may stand in its place.

    ``people`` are the ids of those who go; ``codes`` says under which code each is kept.
    """

    people: frozenset[str] = frozenset()
    codes: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _finder(self) -> _Finder:
        return _Finder(self.words)

    @cached_property
    def _whole(self) -> dict[str, str]:
        return {fold(word): code for word, code in self.words.items()}

    def code_of(self, said: str) -> str | None:
        """The code of whom a whole text names; None when it names nobody of these."""
        return self._whole.get(fold(said))

    def are_in(self, text: str) -> bool:
        """Whether a text tells one of the people."""
        return self._finder.finds(text)

    def replaced(self, text: str) -> str:
        """The text with codes in the place of names, mails and phones."""
        return self._finder.replaced(text)

    def joined(self, other: Traces) -> Traces:
        """These and what another copy of the plan knows; these decide the codes."""
        return Traces(
            self.people | other.people,
            {**other.codes, **self.codes},
            {**other.words, **self.words},
        )


class _Known(NamedTuple):
    """A way to find a word, the code in its place, and how long the word is."""

    pattern: re.Pattern[str]
    code: str
    length: int


class _Finder:
    """Looks only for those all of whose words a text has, so that thousands cost little."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._by_token: dict[str, list[tuple[str, str, frozenset[str]]]] = {}
        self._anywhere: list[_Known] = []
        self._phones: list[tuple[str, str, str]] = []  # the digits, the number, the code
        for word, code in words.items():
            self._file(word, code)

    def _file(self, word: str, code: str) -> None:
        if _is_phone(word):
            self._phones.append((_own_digits(word), word, code))
            return
        if _UNSPACED.search(word):
            pattern = re.escape(word)
            self._anywhere.append(_Known(re.compile(pattern, re.IGNORECASE), code, len(word)))
            return
        tokens = keys_of(word)
        if len(word) >= _LEAST and tokens:
            rarest = max(sorted(tokens), key=len)
            self._by_token.setdefault(rarest, []).append((word, code, tokens))

    def replaced(self, text: str) -> str:
        """The text with codes in the place of words, the longest first."""
        for known in sorted(self._tried(text), key=lambda one: -one.length):
            text = known.pattern.sub(
                lambda found, code=known.code: found[0] if _is_of_two(found) else code,  # type: ignore[misc]  # mypy takes no default for the type
                text,
            )
        return text

    def finds(self, text: str) -> bool:
        """Whether a word is in the text, whatever would stand in its place."""
        return any(
            not _is_of_two(found)
            for known in self._tried(text)
            for found in known.pattern.finditer(text)
        )

    def _tried(self, text: str) -> list[_Known]:
        """What may be in a text."""
        tried = list(self._anywhere)
        if self._by_token:
            said = tokens_of(text)
            for token in said & self._by_token.keys():
                tried += [
                    _Known(pattern_of(word), code, len(word))
                    for word, code, tokens in self._by_token[token]
                    if tokens <= said
                ]
        if self._phones and _DIGITS.search(text):
            figures = re.sub(r"\D", "", text)
            tried += [
                _Known(_phone(word), code, len(word))
                for own, word, code in self._phones
                if own in figures
            ]
        return tried


def _is_of_two(found: re.Match[str]) -> bool:
    """Whether a turned name is the end of one name in a list and the start of the next.

    "Mensah, Ama" is nobody in "Kofi Mensah, Ama Serwaa", and a code there would spoil two names.
    """
    if "," not in found[0]:
        return False
    start, end = found.span()
    before, after = found.string[max(0, start - _LONGEST) : start], found.string[end : end + 2]
    last = _LAST_WORD.search(before)
    is_name = last is not None and last[1][0].isupper() and last[1].casefold() not in TITLES
    return is_name and after[:1] in (" ", "\u00a0") and after[1:].isupper()


def _own_digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-_OWN_DIGITS:]


@lru_cache(maxsize=10_000)
def _phone(word: str) -> re.Pattern[str]:
    """Finds a number however it is parted, from abroad ("+233 24…") or from within ("024…")."""
    own = _own_digits(word)
    is_long = len(own) < len(re.sub(r"\D", "", word))
    lead = r"(?:[+0][\d\s().\-/]{0,8})?\d{0,3}" if is_long else r"\+?"
    return re.compile(rf"(?<!\d){lead}{_PARTED.join(own)}(?!\d)")


def traces_of(
    plan: Plan, steps: Iterable[Step], people: frozenset[str], codes: Mapping[str, str]
) -> Traces:
    """What tells these people in a plan and in its history.

    A word that somebody who stays is known by as well is left out: it tells them too.
    """
    words: dict[str, str] = {}
    for id in people:
        code = codes.get(id, "")
        for word in _words_of(plan, id):
            words.setdefault(word, code)
    for step in steps:
        for change in step.changes:
            id = _whose(change, people)
            if id:
                words.update((w, codes.get(id, "")) for w in _said(change) if w not in words)
    for id in people:  # behind all whole names: what is short for one may be another's own
        for word in _short_for(plan, id):
            words.setdefault(word, codes.get(id, ""))
    others = [one.id for one in plan.people if one.id not in people]
    staying = {fold(word) for id in others for word in _words_of(plan, id) | _short_for(plan, id)}
    return Traces(people, codes, {w: code for w, code in words.items() if fold(w) not in staying})


def _words_of(plan: Plan, id: str) -> set[str]:
    person, contact = plan.get("person", id), plan.get("contact", natural_id("contact", id))
    said = [person.name, *people_in(person.name)] if isinstance(person, Person) else []
    said += [contact.email, contact.phone] if isinstance(contact, Contact) else []
    return {form for one in said for form in _forms(one)}


def _short_for(plan: Plan, id: str) -> set[str]:
    """A name without a title before it, and without the names between the first and the last."""
    person = plan.get("person", id)
    if not isinstance(person, Person):
        return set()
    names = (person.name, *people_in(person.name))
    return {form for name in names for short in shortened_names(name) for form in _forms(short)}


def _said(change: Change) -> set[str]:
    """Names, mails and phones of an earlier day; of names only whole ones, of two words or more."""
    found: set[str] = set()
    for fields in (change.before, change.after):
        values = fields or {}
        names = str(values.get("name", ""))
        for name in (names, *people_in(names)):
            found |= _forms(name) if len(name.split()) > 1 else set()
        for name in ("email", "phone"):
            found |= _forms(str(values.get(name, "")))
    return found


def _whose(change: Change, people: frozenset[str]) -> str:
    if change.table == "person" and change.id in people:
        return change.id
    if change.table == "contact":
        for id in people:
            if change.id == natural_id("contact", id):
                return id
    return ""


def _forms(said: str) -> set[str]:
    """A name as people also write it: "Ama Mensah", "Mensah, Ama", "Mensah Ama"."""
    said = _spaced(said)
    if not said:
        return set()
    if " " not in said or "@" in said or _is_phone(said):
        return {said}
    return {said, *turned(said)}


def _spaced(said: str) -> str:
    return " ".join(said.split())


def _is_phone(word: str) -> bool:
    digits = sum(letter.isdecimal() for letter in word)
    return digits >= _FEW_DIGITS and not re.search(r"[^\W\d_]", word)
