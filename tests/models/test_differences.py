"""What differs between two states of a plan, and how one commitment is brought back."""

from __future__ import annotations

import time
from pathlib import Path

from app.models.differences import Counted, bring_back, differences
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.records import Commitment
from app.models.verbs import drafting, people
from app.models.verbs.rows import set_field
from tests.models.making import TEMPLATE, a_plan, an_open_plan


def worked_on(journal: Journal) -> tuple[Plan, str, str, str]:
    """The plan as it was, and a commitment that changed, one that went, one that came."""
    before = journal.plan
    changed, gone = (row.id for row in before.commitments[:2])
    journal.do(set_field(journal.plan, ("commitment", changed, "lead"), "Ministry of Works"))
    journal.do(drafting.set_answer(journal.plan, TEMPLATE, "problem", changed, text="Other words"))
    milestone = journal.plan.milestones(changed)[0].id
    journal.do(drafting.delete_milestone(journal.plan, milestone))
    journal.do(drafting.delete_commitment(journal.plan, gone))
    came = journal.do(drafting.add_commitment(journal.plan, "New one")).changes[0].id
    journal.do(drafting.add_milestone(journal.plan, changed, "A later one"))
    journal.do(people.add_person(journal.plan, "Ama"))
    return before, changed, gone, came


def test_what_came_changed_and_went_is_told_by_commitment(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier", a_plan(3)) as journal:
        before, changed, gone, came = worked_on(journal)
        found = differences(before, journal.plan)
        assert {(c.id, c.state) for c in found.commitments} == {
            (changed, "changed"),
            (gone, "gone"),
            (came, "added"),
        }
        assert found.counted("milestone") == Counted(added=1, gone=3)
        assert found.counted("person") == Counted(added=1)
        said = {(row.table, row.state) for row in found.of(changed)}
        assert said == {
            ("commitment", "changed"),
            ("answer", "changed"),
            ("milestone", "gone"),
            ("milestone", "added"),
        }
        (lead,) = next(row.fields for row in found.of(changed) if row.table == "commitment")
        assert (lead.name, lead.before, lead.after) == ("lead", "Ministry", "Ministry of Works")


def test_a_plan_differs_from_itself_in_nothing() -> None:
    plan = a_plan()
    assert not differences(plan, plan)
    assert not differences(plan, Plan({name: dict(rows) for name, rows in plan.tables.items()}))


def test_one_commitment_is_brought_back_and_the_rest_stays(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier", a_plan(3)) as journal:
        before, changed, gone, came = worked_on(journal)
        now = journal.plan
        for id in (changed, gone):
            journal.do(bring_back(journal.plan, before, id))
            assert not differences(before, journal.plan).of(id)
        assert journal.plan.of(Commitment, came) is not None
        journal.undo()
        journal.undo()
        assert journal.plan.commitments == now.commitments
        assert not differences(now, journal.plan)


def test_a_commitment_comes_back_into_a_plan_that_never_had_it(tmp_path: Path) -> None:
    other = a_plan(2)
    with an_open_plan(tmp_path / "plan.atelier", a_plan(1)) as journal:
        id = other.commitments[0].id
        journal.do(bring_back(journal.plan, other, id))
        assert len(journal.plan.milestones(id)) == 2
        assert len(journal.plan.answers(id)) == 2


def test_a_thousand_commitments_are_compared_at_once() -> None:
    before = a_plan(1_000)
    step = set_field(before, ("commitment", before.commitments[500].id, "lead"), "Other")
    after = Plan({name: dict(rows) for name, rows in before.after(step).tables.items()})
    began = time.perf_counter()
    assert len(differences(before, after).commitments) == 1
    assert time.perf_counter() - began < 1
