"""The history of one commitment, and the way back for a field."""

from __future__ import annotations

from pathlib import Path

from app.models.journal import Journal
from app.models.plan import answer_id
from app.models.records import Answer, Commitment, Milestone
from app.models.touching import one_field, restore_field, touching
from app.models.verbs import drafting
from app.models.verbs.rows import set_field
from tests.models.making import TEMPLATE, a_plan, a_title, an_open_plan


def labels(journal: Journal, commitment: str, limit: int = 200) -> list[str]:
    entries = touching(journal.plan, journal.file.entries(), commitment, limit)
    return [entry.step.label for entry in entries]


def test_a_step_is_about_the_commitment_its_rows_belong_to(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine, other = journal.plan.commitments
        milestone = journal.plan.milestones(mine.id)[0]
        journal.do(a_title(journal.plan, "Another"))
        journal.do(set_field(journal.plan, ("commitment", other.id, "lead"), "Them"))
        journal.do(set_field(journal.plan, ("milestone", milestone.id, "lead"), "Us"))
        journal.do(drafting.set_answer(journal.plan, TEMPLATE, "problem", mine.id, text="New"))
        answer = journal.plan.answer(TEMPLATE, "problem", mine.id)
        journal.do(drafting.quote(journal.plan, answer, "problem", "New"))
        quotation = journal.plan.quotations(answer.id)[0]
        journal.do(drafting.remove_quotation(journal.plan, quotation.id))
        assert labels(journal, mine.id) == [
            "remove a quotation",
            "quote the text",
            "edit “{field}”",
            "edit “{field}”",
        ]
        assert labels(journal, mine.id, limit=2) == ["remove a quotation", "quote the text"]


def test_what_was_added_and_taken_back_still_belongs_to_it(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine = journal.plan.commitments[0]
        journal.do(drafting.add_milestone(journal.plan, mine.id))
        journal.undo()
        assert labels(journal, mine.id) == ["add a milestone", "add a milestone"]


def test_a_visit_interrupted_elsewhere_stays_one_line(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine, other = journal.plan.commitments
        at = ("commitment", mine.id, "title")
        journal.do(set_field(journal.plan, at, "One", visit="v"))
        journal.do(set_field(journal.plan, ("commitment", other.id, "title"), "Between"))
        journal.do(set_field(journal.plan, at, "Two", visit="v"))
        (entry,) = touching(journal.plan, journal.file.entries(), mine.id)
        found = one_field(entry.step)
        assert found is not None
        assert (found.before, found.after) == ("Commitment 1", "Two")


def test_restoring_writes_the_old_text_back_once(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine = journal.plan.commitments[0]
        journal.do(set_field(journal.plan, ("commitment", mine.id, "title"), "New"))
        (entry,) = touching(journal.plan, journal.file.entries(), mine.id)
        step = restore_field(journal.plan, entry)
        assert step is not None
        journal.do(step)
        row = journal.plan.of(Commitment, mine.id)
        assert row is not None
        assert row.title == "Commitment 1"
        assert restore_field(journal.plan, entry) is None


def test_only_a_single_text_can_be_restored(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine = journal.plan.commitments[0]
        milestone = journal.plan.milestones(mine.id)[0]
        journal.do(set_field(journal.plan, ("milestone", milestone.id, "title"), "New"))
        journal.do(drafting.move_milestone(journal.plan, milestone.id, 1))
        journal.do(drafting.add_milestone(journal.plan, mine.id))
        journal.do(drafting.delete_milestone(journal.plan, milestone.id))
        journal.do(drafting.delete_commitment(journal.plan, mine.id))
        entries = touching(journal.plan, journal.file.entries(), mine.id)
        assert len(entries) == 5
        assert [restore_field(journal.plan, entry) for entry in entries] == [None] * 5
        assert journal.plan.of(Milestone, milestone.id) is None


def test_a_new_answer_has_nothing_before_it(tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "p.atelier", a_plan()) as journal:
        mine = journal.plan.commitments[0]
        journal.do(drafting.set_answer(journal.plan, TEMPLATE, "causes", mine.id, text="Why"))
        (entry,) = touching(journal.plan, journal.file.entries(), mine.id)
        assert one_field(entry.step) is None
        assert journal.plan.of(Answer, answer_id(TEMPLATE, "causes", mine.id)) is not None
