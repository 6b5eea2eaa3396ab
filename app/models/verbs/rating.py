"""Rating ambition: one row a rater, commitment and round."""

from __future__ import annotations

from app.models.edits import Step
from app.models.plan import Plan, natural_id
from app.models.records import Rating
from app.models.verbs.rows import bin_rows, put
from app.words import mark


def rating_id(commitment: str, edition: str, round: int, rater: str) -> str:
    """The id of a rater's one rating of a commitment in a round."""
    return natural_id("rating", commitment, edition, str(round), rater.casefold().strip())


def rate(plan: Plan, rating: Rating) -> Step:
    """Keep a rating; the same rater in the same round changes the earlier one.

    The id of ``rating`` is made here from its natural key.
    """
    id = rating_id(rating.commitment, rating.edition, rating.round, rating.rater)
    stored = plan.get("rating", id) or Rating(
        id, 0, rating.commitment, rating.edition, rating.round, rating.rater
    )
    change = put(
        plan,
        stored,
        person=rating.person,
        constituency=rating.constituency,
        level=rating.level,
        reason=rating.reason,
    )
    return Step(mark("rate the ambition"), (change,))


def remove_rating(plan: Plan, id: str) -> Step:
    """Bin a rating."""
    row = plan.of(Rating, id)
    if row is None:
        raise KeyError(id)
    return Step(mark("remove a rating"), bin_rows((row,)))
