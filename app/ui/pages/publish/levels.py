"""The levels of privacy in words, with how many people each one names."""

from __future__ import annotations

from collections.abc import Sequence

from app.exports.options import Who
from app.exports.people_part import badge, organisations, public_name
from app.models.plan import Plan
from app.models.records import Person
from app.words import Words, mark

LEVELS: tuple[tuple[Who, str], ...] = (
    ("counts", mark("Numbers by category")),
    ("codes", mark("Badge codes")),
    ("sectors", mark("Category and region")),
    ("organisations", mark("Organisations")),
    ("names", mark("Names")),
)


def level_words(words: Words, plan: Plan, named: Sequence[Person], who: str) -> str:
    """What a level shows of the people of this plan, in one sentence; ``named`` are who agreed."""
    people = len(plan.people)
    match who:
        case "codes":
            shown = sum(bool(badge(plan, person)) for person in named)
            return words(
                "Badge codes of {shown} of {people} people: those who agreed. No name.",
                shown=shown,
                people=people,
            )
        case "sectors":
            return words("Names nobody; numbers under five are told together.")
        case "organisations":
            return words.n(
                "Names {n} organisation, of people who agreed, and no person.",
                "Names {n} organisations, of people who agreed, and no person.",
                len(organisations(plan)),
            )
        case "names":
            shown = sum(bool(public_name(plan, person)) for person in named)
            return words(
                "Names {shown} of {people} people: those who agreed.", shown=shown, people=people
            )
        case _:
            return words("Names nobody; categories under five are told together.")


def naming_words(words: Words, texts: int) -> str:
    """Says that texts name people who did not agree to it; "" for none."""
    if not texts:
        return ""
    return words.n(
        "{n} passage names somebody who did not agree to be named.",
        "{n} passages name people who did not agree to be named.",
        texts,
    )
