"""What was deleted can be had back, also tomorrow."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.bin import Binned, binned, is_empty, put_back
from app.models.edits import Step
from app.models.journal import Journal
from app.models.plan import Plan, new_id
from app.models.planfile import PlanFile
from app.models.records import Commitment, Milestone, Note, Person, Rating
from app.models.verbs import drafting, people, rating
from app.models.verbs.rows import added, bin_rows, set_field
from tests.models.making import TEMPLATE, a_plan, an_open_plan
from tests.models.test_random_steps import Person as Somebody


def lying(journal: Journal) -> tuple[Binned, ...]:
    return binned(journal.plan, journal.file.entries(20_000))


def seal_text(plan: Plan) -> str:
    """What the plan says, whatever order its rows were read in."""
    return repr(sorted((t, sorted(map(repr, rows.values()))) for t, rows in plan.tables.items()))


@pytest.mark.promise
def test_undoing_everything_leads_back_to_the_beginning(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    with an_open_plan(tmp_path / "plan.atelier", a_plan(6)) as journal:
        before, somebody, done = seal_text(journal.plan), Somebody(5), 0
        for _ in range(500):
            done += bool(journal.do(somebody.next_step(journal.plan)).changes)
        assert seal_text(journal.plan) != before
        undone = 0
        while journal.undo() is not None:
            undone += 1
        assert seal_text(journal.plan) == before
        assert done > 300
    record_property("promise", "R10")
    record_property("figure", f"equal after undoing {done} of 500 random actions")


def a_deletion(plan: Plan, dice: random.Random) -> Step | None:
    """One deletion of any kind there is."""
    kind = dice.choice(("commitment", "milestone", "quotation", "rating", "note", "people"))
    live = {name: [r for r in rows.values() if not r.deleted] for name, rows in plan.tables.items()}
    rows = sorted(live["person" if kind == "people" else kind], key=lambda row: row.id)
    if not rows:
        return None
    row = dice.choice(rows)
    return {
        "commitment": lambda: drafting.delete_commitment(plan, row.id),
        "milestone": lambda: drafting.delete_milestone(plan, row.id),
        "quotation": lambda: drafting.remove_quotation(plan, row.id),
        "rating": lambda: rating.remove_rating(plan, row.id),
        "note": lambda: Step("x", bin_rows((row,))),
        "people": lambda: people.delete_people(plan, [row.id]),
    }[kind]()


def fill(journal: Journal) -> None:
    """Something of every kind that can be deleted."""
    for n in range(10):
        person = journal.do(people.add_person(journal.plan, f"Person {n}")).changes[0].id
        journal.do(people.set_contact(journal.plan, person, email="a@example.org"))
        journal.do(people.set_consent(journal.plan, person, "report", n % 2 == 0, "Yes?", "2026"))
    for row in journal.plan.commitments:
        answer = journal.plan.answer(TEMPLATE, "problem", row.id)
        journal.do(drafting.quote(journal.plan, answer, "title", "words"))
        mine = Rating(new_id(), commitment=row.id, edition="e", round=1, rater="A", level="1")
        journal.do(rating.rate(journal.plan, mine))
        journal.do(Step("x", (added(Note(new_id(), subject=row.id, label="l", text="t")),)))


@pytest.mark.promise
def test_each_of_fifty_deletions_can_be_put_back_after_closing_and_opening(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path, dice, restored = tmp_path / "plan.atelier", random.Random(3), 0
    with an_open_plan(path, a_plan(14)) as journal:
        fill(journal)
    while restored < 50:
        journal = Journal(PlanFile.open(path))
        step = a_deletion(journal.plan, dice)
        if step is None:
            journal.close()
            continue
        before = seal_text(journal.plan)
        journal.do(step)
        if restored % 5 == 0:  # opening is what takes time
            journal.close()
            journal = Journal(PlanFile.open(path))
        newest = lying(journal)[0]
        assert newest.at
        journal.do(put_back(journal.plan, newest))
        assert seal_text(journal.plan) == before
        journal.close()
        restored += 1
    record_property("promise", "R10")
    record_property("figure", f"{restored} of 50 deletions put back as they were")


def test_what_went_with_a_commitment_is_one_line_and_comes_back_with_it(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        first = journal.plan.commitments[0]
        alone = journal.plan.milestones(first.id)[0]
        journal.do(drafting.delete_milestone(journal.plan, alone.id))
        journal.do(drafting.delete_commitment(journal.plan, first.id))
        found = lying(journal)
        assert [one.row.id for one in found] == [first.id, alone.id]
        journal.do(put_back(journal.plan, found[0]))
        assert len(journal.plan.milestones(first.id)) == 1, "the other went by itself"
        assert [one.row.id for one in lying(journal)] == [alone.id]


def test_what_belongs_to_something_deleted_brings_it_along(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        first = journal.plan.commitments[0]
        alone = journal.plan.milestones(first.id)[0]
        journal.do(drafting.delete_milestone(journal.plan, alone.id))
        journal.do(drafting.delete_commitment(journal.plan, first.id))
        one = next(one for one in lying(journal) if one.row.id == alone.id)
        journal.do(put_back(journal.plan, one))
        assert journal.plan.of(Milestone, alone.id) is not None
        assert journal.plan.of(Commitment, first.id) is not None
        journal.undo()
        assert journal.plan.of(Commitment, first.id) is None


def test_a_badge_that_was_given_away_is_not_given_twice(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        journal.do(people.add_person(journal.plan, "Ama"))
        journal.do(people.delete_people(journal.plan, [journal.plan.people[0].id]))
        journal.do(people.add_person(journal.plan, "Kofi"))
        journal.do(put_back(journal.plan, lying(journal)[0]))
        codes = [person.code for person in journal.plan.all(Person)]
        assert sorted(codes) == ["1", "2"]


def test_an_empty_bin_is_empty(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        assert is_empty(journal.plan)
        assert lying(journal) == ()
        at = ("plan", journal.plan.info.id, "title")
        journal.do(set_field(journal.plan, at, "x"))
        assert lying(journal) == ()
