"""The arithmetic of the register: how many by sector and side, how many said yes to what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import cast

from msgspec import Struct

from app.models.editions import Edition
from app.models.plan import Plan
from app.models.records import Consent, Person
from app.models.search import fold
from app.words import Words

CONTACT = "contact"  # the purpose the page's sentence tells of
NO_SECTOR = "-"


class Counts(Struct, frozen=True):
    """People by sector id (``NO_SECTOR`` for none), and who said yes, by purpose."""

    people: int
    sectors: Mapping[str, int]
    yes: Mapping[str, frozenset[str]]


NOBODY = Counts(0, {}, {})


def counted(plan: Plan) -> Counts:
    """The counts of a plan's register."""
    sectors = Counter(person.sector or NO_SECTOR for person in plan.people)
    here = frozenset(person.id for person in plan.people)
    yes: dict[str, list[str]] = {}
    for consent in cast("Iterable[Consent]", plan.tables["consent"].values()):  # in any order
        if consent.given and not consent.deleted:
            yes.setdefault(consent.purpose, []).append(consent.person)
    agreed = {purpose: here.intersection(ids) for purpose, ids in yes.items()}
    said = {purpose: ids for purpose, ids in agreed.items() if ids}
    return Counts(len(plan.people), sectors, said)


def sentence(words: Words, counts: Counts, sectors: Edition) -> str:
    """ "42 people, 23 civil society, 14 government. 31 agreed to be contacted." """
    parts = [words.n("{n} person", "{n} people", counts.people)]
    groups: Counter[str] = Counter()
    for id, n in counts.sectors.items():
        item = sectors.by_id.get(id)
        if item is not None and item.group:
            groups[item.group] += n
    for group, n in groups.most_common():
        name = sectors.groups.get(group, group)
        parts.append(words("{n} {group}", n=n, group=name.lower()))
    agreed = len(counts.yes.get(CONTACT, ()))
    said = words.n("{n} agreed to be contacted.", "{n} agreed to be contacted.", agreed)
    return words("{people}. {agreed}", people=words.listed(parts), agreed=said)


@lru_cache(maxsize=120_000)  # a list of 100,000 is folded at the first letter only
def haystack(person: Person) -> str:
    """What a search looks through, folded once for every version of a person."""
    said = (person.code, person.name, person.organisation, person.role, person.region)
    return fold(" ".join((*said, person.language)))


def matching(
    people: Iterable[Person],
    counts: Counts,
    sought: str,
    sectors: frozenset[str],
    purposes: frozenset[str],
) -> list[Person]:
    """The people with every word sought, of one of the sectors, who said yes to all purposes."""
    words = fold(sought).split()
    if not (words or sectors or purposes):
        return list(people)
    agreed = [counts.yes.get(purpose, frozenset()) for purpose in purposes]
    return [
        person
        for person in people
        if (not sectors or (person.sector or NO_SECTOR) in sectors)
        and all(person.id in yes for yes in agreed)
        and all(word in haystack(person) for word in words)
    ]
