"""Covering names on a screen where the register holds what one does not expect."""

from __future__ import annotations

from app.models.edits import Step
from app.models.hiding import Hiding
from app.models.records import Person, Rating
from app.models.verbs.drafting import quote
from app.models.verbs.rating import rate
from app.models.verbs.translating import set_translation
from tests.builders import (
    VALUES,
    a_commitment,
    a_contact,
    a_person,
    a_plan,
    a_rating,
    an_answer,
    an_info,
)


def test_a_badge_that_bears_the_name_covers_nobody() -> None:
    ama = a_person("Ama Mensah", code="Ama Mensah")
    esi = a_person("Esi Boateng", code="esi@example.org")
    kofi = a_person("Kofi Owusu", code="7")
    row = a_commitment()
    rating = a_rating(row, "Ama Mensah", "modest", person=ama.id)
    plan = a_plan(ama, esi, kofi, a_contact(esi, email="esi@example.org"), row, rating)
    covered = Hiding().plan(plan)
    said = {(one.code, one.name) for one in covered.all(Person)}
    codes = {name for _, name in said}
    assert "7" in codes
    assert not [word for pair in said for word in pair if "Ama" in word or "esi" in word]
    assert covered.all(Rating)[0].rater in codes


def test_covered_words_are_not_kept_as_a_texts_own() -> None:
    ama, row = a_person("Ama Mensah", code="7"), a_commitment(title="Open the budget")
    answer = an_answer(row, "problem", "Ask Ama Mensah about the budget.")
    value = an_answer(row, "transparency", "It opens", edition=VALUES)
    plan = a_plan(an_info(), ama, row, answer)
    hiding = Hiding()
    covered = hiding.plan(plan)

    def quoting(words: str) -> Step:
        return quote(covered, value, "problem", words)

    assert hiding.would_lose(plan, quoting("Ask 7 about"))
    assert not hiding.would_lose(plan, quoting("about the budget"))
    named = set_translation(covered, answer.id, "text", "fr", "Demandez à 7.")
    assert hiding.would_lose(plan, named), "its source would be another text than the plan's"
    title = set_translation(covered, row.id, "title", "fr", "Ouvrir le budget")
    assert not hiding.would_lose(plan, title)


def test_raters_nobody_registered_are_covered_and_told_apart() -> None:
    ama, row = a_person("Ama Mensah", code="RED"), a_commitment()
    raters = ("Kofi Owusu", "kofi  owusu", "Esi", "Table 3", "RED", "ama mensah")
    rows = [a_rating(row, rater, "modest", round=n) for n, rater in enumerate(raters, 1)]
    plan = a_plan(an_info(), ama, row, *rows)
    hiding = Hiding()
    covered = hiding.plan(plan)
    found = {one.id: one.rater for one in covered.all(Rating)}
    shown = [found[one.id] for one in rows]
    assert shown[0] == shown[1] != shown[2]
    assert not {"Kofi", "Owusu", "Esi"} & set(" ".join(shown).split())
    assert shown[3:] == ["Table 3", "RED", "RED"]
    again = rate(covered, Rating("", 0, row.id, rows[0].edition, 1, shown[0], level="modest"))
    assert hiding.would_lose(plan, again), "the one by name is there already"
    other = rate(covered, Rating("", 0, row.id, rows[0].edition, 1, "Table 4", level="modest"))
    assert not hiding.would_lose(plan, other)
