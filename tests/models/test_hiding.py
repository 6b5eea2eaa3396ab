"""Covering names on a screen where the register holds what one does not expect."""

from __future__ import annotations

from app.models.hiding import Hiding
from app.models.records import Person, Rating
from tests.builders import a_commitment, a_contact, a_person, a_plan, a_rating


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
