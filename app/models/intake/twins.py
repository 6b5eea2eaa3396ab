"""Who is who: finds the person a row of a table seems to be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from app.models.plan import Plan
from app.models.records import Consent, Contact, Person
from app.models.search import fold

FEWEST_DIGITS = 6
Key = tuple[str, str]
_NO_DIGIT = re.compile(r"\D+")
_FILLED = ("name", "organisation", "sector", "role", "region", "language", "access_needs")


class Twin(Struct):
    """Somebody known: from the register, or from a ``line`` of the table."""

    id: str
    person: Person
    contact: Contact
    line: int = 0
    consents: Mapping[str, int] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        """The name one knows them by."""
        return self.person.name or self.person.code

    def is_enriched_by(self, person: Person, contact: Contact) -> bool:
        """Whether the others' values say anything more, or anything else."""
        pairs = [(getattr(person, one), getattr(self.person, one)) for one in _FILLED]
        pairs += [(contact.email, self.contact.email)]
        if any(new and fold(new) != fold(old) for new, old in pairs):
            return True
        return bool(contact.phone) and digits(contact.phone) != digits(self.contact.phone)


class Known(Struct):
    """The people met so far, by code, email, phone, and by name with organisation."""

    _by_key: dict[Key, Twin] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan) -> Known:
        """The people of the register."""
        known = cls()
        said: dict[str, dict[str, int]] = {}
        for consent in plan.all(Consent):
            said.setdefault(consent.person, {})[consent.purpose] = consent.given
        for person in plan.people:
            contact = plan.contact(person.id)
            twin = Twin(person.id, person, contact, 0, said.get(person.id, {}))
            known._keep(twin, keys_of(person, contact))
        return known

    def add(self, twin: Twin, keys: Sequence[Key], same_as: str) -> None:
        """A row joins the known; the row of somebody known only brings new ways to know them."""
        known = self.by_id(same_as)
        if known is None:
            self._keep(twin, keys)
            return
        for key in keys:
            self._by_key.setdefault(key, known)

    def has_code(self, code: str) -> bool:
        """Whether somebody known wears this badge."""
        return bool(code) and ("code", fold(code)) in self._by_key

    def by_id(self, id: str) -> Twin | None:
        """The known person with this id."""
        return self._by_key.get(("id", id))

    def twin_of(self, person: Person, keys: Sequence[Key]) -> Twin | None:
        """The known person these values seem to be of; a shared address alone is not enough."""
        for key in keys:
            other = self._by_key.get(key)
            if other is not None and (key[0] == "name" or _alike(person, other.person)):
                return other
        return None

    def sharing(self, keys: Sequence[Key]) -> Twin | None:
        """Somebody else with the same email or phone."""
        for key in keys:
            if key[0] in ("email", "phone") and key in self._by_key:
                return self._by_key[key]
        return None

    def _keep(self, twin: Twin, keys: Sequence[Key]) -> None:
        self._by_key.setdefault(("id", twin.id), twin)
        for key in keys:
            self._by_key.setdefault(key, twin)


def digits(phone: str) -> str:
    """A phone as it is compared: digits 0–9, without the zeros or the plus it begins with."""
    found = _NO_DIGIT.sub("", phone)
    if not found.isascii():
        found = "".join(str(int(digit)) for digit in found)
    return found.lstrip("0")


def keys_of(person: Person, contact: Contact) -> list[Key]:
    """What somebody may be known by, the surest first."""
    found = _contact_keys(contact)
    if person.code:
        found.append(("code", fold(person.code)))
    if person.name:
        found.append(("name", f"{fold(person.name)}\x1f{fold(person.organisation)}"))
    return found


def _contact_keys(contact: Contact) -> list[Key]:
    found = []
    if contact.email:
        found.append(("email", fold(contact.email)))
    number = digits(contact.phone)
    if len(number) >= FEWEST_DIGITS:
        found.append(("phone", number))
    return found


def _alike(one: Person, other: Person) -> bool:
    """Whether two names can be of one person: a word in common, or one name missing."""
    mine, theirs = (set(fold(person.name).replace(".", " ").split()) for person in (one, other))
    return not mine or not theirs or bool(mine & theirs)
