"""Finding anything in the plan: accents, case and width do not matter."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import category

from msgspec import Struct
from msgspec.structs import replace

from app.models.plan import Plan
from app.models.records import Answer, Commitment, Milestone
from app.models.text import shortened


@lru_cache(maxsize=20_000)  # each letter of a search folds the same texts of the plan again
def fold(text: str) -> str:
    """Text as it is compared: no accents, no case, no invisible joiners, single spaces."""
    if text.isascii():
        return " ".join(text.casefold().split())
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join(decomposed.translate(_KEPT).split())


class _Kept(dict[int, str]):
    """What becomes of each sign, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        self[code] = "" if category(sign) in ("Mn", "Cf") else sign
        return self[code]


_KEPT = _Kept({ord("ı"): "i"})


class Found(Struct, frozen=True):
    """Something found: the page it is on, its row, its field, and the words to show."""

    page: str
    id: str
    field: str
    title: str
    context: str
    score: int


def find(plan: Plan, sought: str, limit: int = 50) -> list[Found]:
    """Rows whose text holds every word of ``sought``; titles before texts, then plan order."""
    words = fold(sought).split()
    if not words:
        return []
    best = sorted(_candidates(plan, words), key=lambda hit: -hit.score)[:limit]
    return [replace(hit, context=_around(hit.context, words)) for hit in best]


def _candidates(plan: Plan, words: list[str]) -> Iterator[Found]:
    for row in plan.commitments:
        title = f"{plan.number(row.id)} {row.title}"
        yield from _hit(words, "commitments", row.id, "title", title, row.lead, 3)
        yield from _translated(plan, words, row, row)
        for answer in plan.answers(row.id):
            yield from _hit(
                words, "commitments", row.id, answer.item, row.title, answer.text, 1, whole=False
            )
            yield from _translated(plan, words, row, answer)
        for milestone in plan.milestones(row.id):
            text = f"{milestone.title} {milestone.lead}"
            yield from _hit(
                words, "commitments", row.id, milestone.id, row.title, text, 1, whole=False
            )
            yield from _translated(plan, words, row, milestone)
    for person in plan.people:
        about = " · ".join(filter(None, (person.organisation, person.region)))
        name = " ".join(filter(None, (person.code, person.name)))
        yield from _hit(words, "people", person.id, "name", name, about, 2)


def _translated(
    plan: Plan, words: list[str], row: Commitment, of: Commitment | Answer | Milestone
) -> Iterator[Found]:
    """The translations of a row's texts lead to where the text itself is."""
    for said in plan.translations(of.id):
        if isinstance(of, Answer):
            field = of.item
        else:
            field = of.id if isinstance(of, Milestone) else said.field
        yield from _hit(words, "commitments", row.id, field, row.title, said.text, 1, whole=False)


def _hit(
    words: list[str],
    page: str,
    id: str,
    field: str,
    title: str,
    text: str,
    weight: int,
    *,
    whole: bool = True,
) -> Iterator[Found]:
    searched = f"{fold(title)} {fold(text)}" if whole else fold(text)
    if all(word in searched for word in words):
        in_title = whole and all(word in fold(title) for word in words)
        score = weight * 2 if in_title else weight
        yield Found(page, id, field, title, text, score)


def _around(text: str, words: list[str], width: int = 90) -> str:
    flat = " ".join(text.split())
    place = max(0, fold(flat).find(words[0]) - width // 3)
    return ("…" if place else "") + shortened(flat[place:], width)
