"""Sides, ends and sheets of a rated plan."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.ambition import (
    constituencies,
    constituency,
    constituency_of,
    far_apart,
    in_order,
    latest_round,
    middle_level,
    sheet_of,
    sheets,
    spread,
    two_ends,
)
from app.models.frameworks import Edition, Frameworks
from app.models.plan import Plan, plan_of
from app.models.records import Commitment, Rating
from app.models.verbs.rating import rate, rating_id, remove_rating

AMBITION = "potential-2020"
GOVERNMENT, SOCIETY = "government-departments", "civil-society-organisations"


@pytest.fixture
def ambition(resources: Path) -> Edition:
    return Frameworks(resources / "frameworks").edition(AMBITION, "en")


@pytest.fixture
def sectors(resources: Path) -> Edition:
    frameworks = Frameworks(resources / "frameworks")
    return frameworks.edition(frameworks.editions("sectors")[0], "en")


def rated(*given: tuple[str, str, str, str], round: int = 1) -> Plan:
    """A plan of one commitment rated by (rater, side, level, reason)."""
    rows = [
        Rating(rating_id("c", AMBITION, round, who), 0, "c", AMBITION, round, who, "", *rest)
        for who, *rest in given
    ]
    return plan_of([Commitment("c", title="Land"), *rows])


def test_nobody_has_rated(ambition: Edition) -> None:
    found = spread(rated(), "c", ambition)
    assert (found.round, found.raters, found.apart, found.groups) == (0, 0, 0.0, ())
    assert middle_level(found, ambition) is None
    assert not found.is_far_apart


def test_sides_a_level_apart_are_far_apart(ambition: Edition, sectors: Edition) -> None:
    plan = rated(
        ("1", SOCIETY, "unclear", ""),
        ("2", SOCIETY, "modest", ""),
        ("3", GOVERNMENT, "substantial", ""),
        ("4", "elsewhere", "modest", ""),
    )
    found = spread(plan, "c", ambition)
    assert found.apart == 1.5
    assert far_apart(plan, ambition) == ("c",)
    order = [group.constituency for group in in_order(found, sectors)]
    assert order == [GOVERNMENT, SOCIETY, "elsewhere"]


def test_one_side_alone_is_not_apart(ambition: Edition) -> None:
    plan = rated(("1", SOCIETY, "unclear", ""), ("2", SOCIETY, "substantial", ""))
    assert far_apart(plan, ambition) == ()
    level = middle_level(spread(plan, "c", ambition), ambition)
    assert level is not None
    assert level.id == "modest"


def test_the_two_ends_are_those_who_say_why(ambition: Edition) -> None:
    plan = rated(
        ("1", SOCIETY, "unclear", "No date."),
        ("2", SOCIETY, "unclear", " "),
        ("3", SOCIETY, "modest", "In between."),
        ("4", GOVERNMENT, "substantial", "New."),
    )
    assert [r.reason for r in two_ends(plan, "c", ambition, 1)] == ["New.", "No date."]
    assert two_ends(plan, "c", ambition, 2) == ()


def test_where_all_agree_there_are_no_ends(ambition: Edition) -> None:
    plan = rated(("1", SOCIETY, "modest", "Yes."), ("2", GOVERNMENT, "modest", "Yes."))
    assert two_ends(plan, "c", ambition, 1) == ()


def test_a_level_of_no_scale_counts_for_nobody(ambition: Edition) -> None:
    plan = rated(("1", SOCIETY, "splendid", "!"))
    assert spread(plan, "c", ambition).raters == 0
    assert latest_round(plan, "c", ambition) == 1


def test_a_sheet_is_what_one_rater_gave_however_their_name_is_typed(ambition: Edition) -> None:
    plan = rated(("Ama", SOCIETY, "modest", ""), ("12", GOVERNMENT, "unclear", ""))
    assert {id: r.level for id, r in sheet_of(plan, ambition, 1, " ama ").items()} == {
        "c": "modest"
    }
    assert sheet_of(plan, ambition, 2, "Ama") == {}
    assert (sheets(plan, ambition, 1), sheets(plan, ambition, 2)) == (2, 0)


def test_a_rater_rates_once_a_round(ambition: Edition) -> None:
    plan = rated(("Ama", SOCIETY, "modest", ""))
    again = Rating("", 0, "c", AMBITION, 1, "AMA", "", SOCIETY, "unclear", "Thought again.")
    plan = plan.after(rate(plan, again))
    (rating,) = plan.ratings("c")
    assert (rating.rater, rating.level, rating.reason) == ("Ama", "unclear", "Thought again.")
    plan = plan.after(remove_rating(plan, rating.id))
    assert plan.ratings("c") == ()
    plan = plan.after(rate(plan, again))
    assert len(plan.ratings("c")) == 1
    with pytest.raises(KeyError):
        remove_rating(plan, "nobody")


def test_sides_are_the_categories_with_their_letters(sectors: Edition) -> None:
    sides = constituencies(sectors)
    assert len({side.letter for side in sides}) == len(sides)
    assert (sides[0].id, sides[0].letter) == (GOVERNMENT, "G")


def test_a_tag_sits_with_its_category(sectors: Edition) -> None:
    assert constituency_of(sectors, "trade-unions") == SOCIETY
    assert constituency_of(sectors, GOVERNMENT) == GOVERNMENT
    assert constituency_of(sectors, "a village") == ""


def test_any_word_can_be_a_side(sectors: Edition) -> None:
    assert constituency(sectors, SOCIETY).letter == "C"
    group = constituency(sectors, "civil-society")
    assert (group.letter, group.name) == ("C", "Civil society")
    assert constituency(sectors, "village heads").letter == "V"
    assert constituency(sectors, "").letter == "–"
