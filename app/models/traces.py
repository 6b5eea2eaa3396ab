"""What tells a person in a plan: their names, mails and phones, and how to find them in texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from msgspec import Struct, field

from app.models.edits import Change, Step
from app.models.plan import Plan, natural_id
from app.models.records import Contact, Person

_TOKEN = re.compile(r"\w+")
_DIGITS = re.compile(r"\d(?:[\s().\-/]*\d){5,}")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af]")
_LEAST = 3  # letters; a shorter word stands in too many texts that mean nobody
_FEW_DIGITS = 6


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
        return {word.casefold(): code for word, code in self.words.items()}

    def code_of(self, said: str) -> str | None:
        """The code of whom a whole text names; None when it names nobody of these."""
        return self._whole.get(_spaced(said).casefold())

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


class _Finder:
    """Looks only for those whose first word a text has, so that hundreds cost little."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._by_token: dict[str, list[tuple[re.Pattern[str], str]]] = {}
        self._anywhere: list[tuple[re.Pattern[str], str]] = []
        self._phones: list[tuple[re.Pattern[str], str]] = []
        for word in sorted(words, key=len, reverse=True):
            self._file(word, words[word])

    def _file(self, word: str, code: str) -> None:
        if _is_phone(word):
            digits = re.sub(r"\D", "", word)
            pattern = r"(?<!\d)\+?" + r"[\s().\-/]*".join(digits) + r"(?!\d)"
            self._phones.append((re.compile(pattern), code))
            return
        if _UNSPACED.search(word):
            self._anywhere.append((re.compile(re.escape(word), re.IGNORECASE), code))
            return
        tokens = _TOKEN.findall(word)
        if len(word) >= _LEAST and tokens:
            pattern = r"\s+".join(re.escape(part) for part in word.split())
            found = re.compile(rf"(?<!\w){pattern}(?!\w)", re.IGNORECASE)
            self._by_token.setdefault(tokens[0].casefold(), []).append((found, code))

    def replaced(self, text: str) -> str:
        """The text with codes in the place of words."""
        for pattern, code in sorted(self._tried(text), key=lambda one: -len(one[0].pattern)):
            text = pattern.sub(lambda _found, code=code: code, text)  # type: ignore[misc]  # mypy takes no default for the type
        return text

    def finds(self, text: str) -> bool:
        """Whether a word is in the text, whatever would stand in its place."""
        return any(pattern.search(text) for pattern, _ in self._tried(text))

    def _tried(self, text: str) -> list[tuple[re.Pattern[str], str]]:
        """What may be in a text, with its codes."""
        tried = list(self._anywhere)
        if self._by_token:
            for token in set(_TOKEN.findall(text.casefold())) & self._by_token.keys():
                tried += self._by_token[token]
        if self._phones and _DIGITS.search(text):
            tried += self._phones
        return tried


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
    others = [one.id for one in plan.people if one.id not in people]
    staying = {word.casefold() for id in others for word in _words_of(plan, id)}
    return Traces(
        people, codes, {w: code for w, code in words.items() if w.casefold() not in staying}
    )


def _words_of(plan: Plan, id: str) -> set[str]:
    person, contact = plan.get("person", id), plan.get("contact", natural_id("contact", id))
    said = [person.name] if isinstance(person, Person) else []
    said += [contact.email, contact.phone] if isinstance(contact, Contact) else []
    return {form for one in said for form in _forms(one)}


def _said(change: Change) -> set[str]:
    """Names, mails and phones of an earlier day; of names only whole ones, of two words or more."""
    found: set[str] = set()
    for fields in (change.before, change.after):
        values = fields or {}
        names = str(values.get("name", ""))
        if len(names.split()) > 1:
            found |= _forms(names)
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
    parts = said.split()
    if len(parts) < 2 or "@" in said or _is_phone(said):
        return {said}
    first, last = " ".join(parts[:-1]), parts[-1]
    return {said, f"{last}, {first}", f"{last} {first}"}


def _spaced(said: str) -> str:
    return " ".join(said.split())


def _is_phone(word: str) -> bool:
    digits = sum(letter.isdecimal() for letter in word)
    return digits >= _FEW_DIGITS and not re.search(r"[^\W\d_]", word)
