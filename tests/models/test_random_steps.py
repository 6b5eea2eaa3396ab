"""Whatever people do in whatever order, value, file and reopened file say the same."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.edits import Change, Step
from app.models.journal import Journal
from app.models.plan import Plan, new_id
from app.models.planfile import PlanFile
from app.models.records import Commitment, Milestone, Rating
from app.models.verbs import drafting, people, rating
from app.models.verbs.rows import set_field
from tests.models.making import TEMPLATE, a_plan, write

SEEDS, STEPS = 50, 200
TEXTS = (
    "", "a", "ab", "Publier les contrats", "Línea\r\nnueva", "cafe\u0301", "é", "\ud83d", "🏛️",
    "\u202eevil", "a\x00b\x07", "<b>x</b>", "'; DROP TABLE plan; --", "الشفافية", "  ", "x" * 300,
)  # fmt: skip


class Person:
    """Somebody at the keyboard who does anything, the same for the same seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.visit = ""

    def next_step(self, plan: Plan) -> Step:
        """One step that is possible in ``plan``."""
        doings: tuple[Callable[[Plan], Step | None], ...] = (
            self.type, self.type, self.type, self.answer, self.answer, self.add, self.add_milestone,
            self.delete, self.move, self.quote, self.rate, self.unrate, self.register, self.consent,
            self.remove_people, self.two_of_one_row, self.nothing, self.add_and_take_away,
        )  # fmt: skip
        while True:
            step = self.dice.choice(doings)(plan)
            if step is not None:
                return step

    def text(self) -> str:
        return self.dice.choice(TEXTS)

    def stay(self) -> str:
        """The visit of a stroke: often the same field is stayed in."""
        if self.dice.random() < 0.4:
            self.visit = new_id()
        return self.visit if self.dice.random() < 0.8 else ""

    def commitment(self, plan: Plan) -> Commitment | None:
        return self.dice.choice(plan.commitments) if plan.commitments else None

    def type(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        if row is None or self.dice.random() < 0.2:
            return set_field(plan, ("plan", plan.info.id, "title"), self.text(), self.stay())
        name = self.dice.choice(("title", "lead", "theme", "resources"))
        return set_field(plan, ("commitment", row.id, name), self.text(), self.stay())

    def answer(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        if row is None:
            return None
        item, name = self.dice.choice("abc"), self.dice.choice(("text", "level", "evidence"))
        return drafting.set_answer(
            plan, TEMPLATE, item, row.id, visit=self.stay(), **{name: self.text()}
        )

    def quote(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        if row is None:
            return None
        answer = plan.answer(TEMPLATE, self.dice.choice("abc"), row.id)
        return drafting.quote(plan, answer, "title", self.text())

    def add(self, plan: Plan) -> Step:
        after = self.commitment(plan)
        return drafting.add_commitment(plan, self.text(), after=after.id if after else "")

    def add_milestone(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        return drafting.add_milestone(plan, row.id, self.text()) if row else None

    def delete(self, plan: Plan) -> Step | None:
        milestones = plan.all(Milestone)
        if milestones and self.dice.random() < 0.5:
            return drafting.delete_milestone(plan, self.dice.choice(milestones).id)
        row = self.commitment(plan)
        return drafting.delete_commitment(plan, row.id) if row else None

    def move(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        return drafting.move_commitment(plan, row.id, self.dice.randrange(9)) if row else None

    def rate(self, plan: Plan) -> Step | None:
        row = self.commitment(plan)
        if row is None:
            return None
        made = Rating(
            "", commitment=row.id, edition="e", rater=self.dice.choice("XYZ"), level=self.text()
        )
        return rating.rate(plan, made)

    def unrate(self, plan: Plan) -> Step | None:
        rows = plan.all(Rating)
        return rating.remove_rating(plan, self.dice.choice(rows).id) if rows else None

    def register(self, plan: Plan) -> Step:
        return people.add_person(plan, self.text(), self.text())

    def consent(self, plan: Plan) -> Step | None:
        if not plan.people:
            return None
        person = self.dice.choice(plan.people)
        if self.dice.random() < 0.5:
            return people.set_contact(plan, person.id, visit=self.stay(), email=self.text())
        given = self.dice.random() < 0.5
        return people.set_consent(plan, person.id, "photo", given, self.text(), "2026-01-01")

    def remove_people(self, plan: Plan) -> Step | None:
        ids = [person.id for person in plan.people]
        return people.delete_people(plan, self.dice.sample(ids, 1)) if ids else None

    def two_of_one_row(self, plan: Plan) -> Step:
        """A step whose changes meet in one row, with old values that are not true."""
        id = plan.info.id
        changes = (write("plan", id, title="p", lead=self.text()), write("plan", id, title="q"))
        return Step("two", (*changes, write("plan", id, title=self.text())))

    def nothing(self, plan: Plan) -> Step:
        return set_field(plan, ("plan", plan.info.id, "country"), plan.info.country, self.stay())

    def add_and_take_away(self, plan: Plan) -> Step:
        new = Change("note", new_id(), None, {"text": self.text()})
        return Step("come and go", (new, Change("note", new.id, {}, None)))


def require_agreement(journal: Journal) -> None:
    """The value, the rows of the file and its seals say the same."""
    assert journal.plan == journal.file.read_plan()
    assert journal.file.damage() == ""
    assert not journal.file.in_transaction


@pytest.mark.parametrize("seed", range(SEEDS))
def test_value_file_and_history_agree_whatever_people_do(tmp_path: Path, seed: int) -> None:
    person = Person(seed)
    first = a_plan(commitments=2, words=1)
    path = tmp_path / "plan.atelier"
    journal = Journal(PlanFile.create(path, first))
    try:
        for n in range(STEPS):
            luck = person.dice.random()
            if luck < 0.15:
                journal.undo()
            elif luck < 0.25:
                journal.redo()
            elif luck < 0.27:
                journal.close()
                before, journal = journal.plan, Journal(PlanFile.open(path))
                assert journal.plan == before
            else:
                before = journal.plan
                done = journal.do(person.next_step(before))
                assert journal.plan == before.after(done)
            if n % 40 == 0:
                require_agreement(journal)
            elif n % 4 == 0:
                assert journal.plan == journal.file.read_plan(), f"step {n} of seed {seed}"
        while journal.redo():
            pass
        last = journal.plan
        while journal.undo():
            pass
        assert journal.plan == first
        require_agreement(journal)
        while journal.redo():
            pass
        assert journal.plan == last
        require_agreement(journal)
    finally:
        journal.close()


def test_a_file_that_disagrees_with_its_value_is_noticed(tmp_path: Path) -> None:
    """The control: the comparison above can fail."""
    journal = Journal(PlanFile.create(tmp_path / "plan.atelier", a_plan()))
    try:
        journal.file.apply(
            Step("behind the journal", (write("plan", journal.plan.info.id, lead="x"),))
        )
        with pytest.raises(AssertionError):
            require_agreement(journal)
    finally:
        journal.close()
