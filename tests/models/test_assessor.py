"""An assessor remembers what it found, and is never behind the plan."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from app.models.assess import (
    Assessment,
    Assessor,
    commitment_gaps,
    editions_of,
    missing,
    progress,
)
from app.models.edits import Step
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.models.search import find
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from tests.builders import (
    TEMPLATE,
    VALUES,
    a_commitment,
    a_milestone,
    a_plan,
    a_quotation,
    an_answer,
)

FIRST, SECOND = a_commitment(position="A"), a_commitment(position="B")
STEP = a_milestone(FIRST)
VALUE = an_answer(FIRST, "transparency", edition=VALUES)
QUOTED = a_quotation(VALUE, "words of the plan")


def _steps(plan: Plan) -> Iterator[Step]:
    """One step for each kind of row an assessment rests on; the caller moves the plan on."""
    at = FIRST.id
    yield drafting.set_answer(plan, TEMPLATE, "problem", at, text="Now words of the plan.")
    yield drafting.set_answer(plan, VALUES, "transparency", at, level="yes")
    yield set_field(plan, ("milestone", STEP.id, "lead"), "")
    yield set_field(plan, ("milestone", STEP.id, "commitment"), SECOND.id)
    yield set_field(plan, ("quotation", QUOTED.id, "text"), "other words")
    yield set_field(plan, ("commitment", SECOND.id, "lead"), "")
    yield set_field(plan, ("plan", plan.info.id, "ends"), "2026-02-01")
    yield set_field(plan, ("plan", plan.info.id, "template"), "national-2015")
    yield drafting.delete_commitment(plan, at)


def _afresh(plan: Plan, frameworks: Frameworks) -> list[Assessment]:
    editions = editions_of(plan, frameworks, "en")
    return [
        Assessment(
            tuple(commitment_gaps(plan, editions, one)), progress(plan, editions.template, one)
        )
        for one in plan.commitments
    ]


def test_after_each_step_it_says_what_a_fresh_look_says(resources: Path) -> None:
    frameworks = Frameworks(resources / "frameworks")
    plan = a_plan(FIRST, SECOND, STEP, VALUE, QUOTED)
    assessor, said = Assessor(), []
    for step in [None, *_steps(plan)]:
        plan = plan.after(step) if step is not None else plan
        editions = editions_of(plan, frameworks, "en")
        found = [assessor.of(plan, editions, one) for one in plan.commitments]
        assert found == _afresh(plan, frameworks)
        said.append(found)
    assert all(before != after for before, after in pairwise(said))


def test_what_did_not_move_is_not_looked_at_again(resources: Path) -> None:
    frameworks = Frameworks(resources / "frameworks")
    plan = a_plan(FIRST, SECOND, STEP)
    editions = editions_of(plan, frameworks, "en")
    assessor = Assessor()
    first, second = (assessor.of(plan, editions, one) for one in plan.commitments)
    after = plan.after(set_field(plan, ("milestone", STEP.id, "lead"), ""))
    moved, same = (assessor.of(after, editions, one) for one in after.commitments)
    assert same is second
    assert moved != first


def test_a_plan_that_moved_on_finds_and_orders_its_rows_anew() -> None:
    plan = a_plan(FIRST, SECOND, STEP)
    assert [row.id for row in plan.commitments] == [FIRST.id, SECOND.id]
    assert plan.milestones(FIRST.id) == (STEP,)
    after = plan.after(drafting.move_commitment(plan, SECOND.id, 0))
    assert [row.id for row in after.commitments] == [SECOND.id, FIRST.id]
    assert after.number(FIRST.id) == 2
    assert after.milestones(FIRST.id) == (STEP,)
    named = after.after(set_field(after, ("milestone", STEP.id, "title"), "Zébu"))
    assert [hit.field for hit in find(named, "zebu")] == [STEP.id]
    assert find(after, "zebu") == []


@pytest.mark.parametrize(
    ("starts", "ends", "is_told"),
    [
        ("2027-01-01", "2026-12-31", True),
        ("2027", "2026-12", True),
        ("2027", "2027-06", False),
        ("2026-01-01", "2027-12-31", False),
        ("2027-01-01", "", False),
    ],
)
def test_a_plan_that_ends_before_it_starts_is_told(
    resources: Path, starts: str, ends: str, is_told: bool
) -> None:
    gaps = missing(a_plan(FIRST, starts=starts, ends=ends), Frameworks(resources / "frameworks"))
    assert ("The plan ends before it starts" in {gap.sentence for gap in gaps}) == is_told
