"""A step of any length is one step: written in one go, told in parts, stopped without a trace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.journal import Journal
from app.models.plan import new_id, plan_of
from app.models.planfile import PlanFile, check_file, entries, planfile
from app.models.planfile.entries import PART
from app.models.planfile.salvage import salvage
from app.models.records import Consent, Person, PlanInfo
from app.models.runs import FEWEST, packed, unpacked
from app.models.verbs.rows import added, values_of

MANY = 700


@pytest.fixture
def journal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Journal:
    monkeypatch.setattr(entries, "_MOST_CHANGES", 100)
    path = tmp_path / "p.atelier"
    return Journal(PlanFile.create(path, plan_of([PlanInfo(new_id(), title="Plan")])))


def many_people(count: int = MANY, name: str = "Ána") -> Step:
    people = [Person(new_id(), position="1", name=f"{name} {n}") for n in range(count)]
    said = [Consent(new_id(), person=one.id, purpose="photo", given=1) for one in people]
    return Step("import {n} people", tuple(map(added, (*people, *said))), {"n": str(count)})


def again(journal: Journal) -> Journal:
    path = journal.file.path
    journal.close()
    assert check_file(path).code == ""
    return Journal(PlanFile.open(path))


def test_rows_that_came_or_went_together_are_a_table_and_come_back() -> None:
    came = many_people(FEWEST).changes
    one = Change("person", came[0].id, {"name": "a"}, {"name": "b"})
    changes = (*came, one, *(change.inverse() for change in came), one)
    said = packed(changes)
    assert [next(iter(part)) for part in said] == [
        "came", "came", "table", "gone", "gone", "table",
    ]  # fmt: skip
    assert unpacked(json.loads(json.dumps(said))) == changes


@pytest.mark.parametrize(
    "spoilt",
    [
        {"columns": ["name", "phone"]},
        {"rows": [["id"]]},
        {"order": ["deleted"]},
        {"came": 3},
    ],
)
def test_a_table_that_is_none_is_refused(spoilt: dict[str, object]) -> None:
    (part, _) = packed(many_people(FEWEST).changes)
    with pytest.raises((ValueError, KeyError, TypeError)):
        unpacked([part | spoilt])


def test_a_long_step_is_one_step_in_several_lines(journal: Journal) -> None:
    done = journal.do(many_people())
    assert len(journal.file.lines()) == 2 * MANY / 100
    assert all(line.step.visit.startswith(PART) for line in journal.file.lines())
    kept = journal.plan
    journal = again(journal)
    assert journal.plan == kept
    (entry,) = journal.file.entries(1)
    assert (entry.step, entry.seq) == (done, 14)
    assert journal.undo() is not None
    assert not journal.plan.people
    journal = again(journal)
    assert journal.history.to_undo is None
    assert journal.redo() is not None
    assert again(journal).plan == kept


def test_what_is_typed_after_a_long_step_of_the_same_visit_joins_nothing(journal: Journal) -> None:
    step = many_people()
    long = Step(step.label, step.changes, step.details, visit="a")
    journal.do(long)
    person = journal.plan.people[0]
    change = Change("person", person.id, {"name": person.name}, {"name": "B"})
    journal.do(Step("edit", (change,), visit="a"))
    kept = journal.plan
    journal = again(journal)
    assert journal.plan == kept
    assert [len(entry.step.changes) for entry in journal.file.entries()] == [2 * MANY, 1]


def test_many_rows_are_cleaned_like_one(journal: Journal) -> None:
    step = many_people(name="A\u0301\x07na")
    done = journal.do(step)
    assert done.changes[0].after == {**values_of(Person("")), "position": "1", "name": "Ána 0"}
    too_long = many_people(name="x" * 400)
    with pytest.raises(UserError) as fault:
        journal.do(too_long)
    assert fault.value.code == "too_long"
    with pytest.raises(ValueError, match="no id"):
        journal.do(Step("", (*step.changes[1:], Change("person", "x", None, {"name": ""}))))
    assert len(again(journal).plan.people) == MANY


def test_rows_that_are_there_already_take_the_new_values(journal: Journal) -> None:
    step = many_people()
    journal.do(step)
    renamed = [Change(c.table, c.id, None, {**(c.after or {}), "deleted": 1}) for c in step.changes]
    done = journal.do(Step("", tuple(renamed)))
    assert all((c.before, c.after) == ({"deleted": 0}, {"deleted": 1}) for c in done.changes)
    assert not again(journal).plan.people


def test_a_long_step_that_is_stopped_leaves_nothing(journal: Journal) -> None:
    before = journal.file.path.read_bytes()

    def stop(share: float) -> None:
        if share > 0.5:
            raise UserError("stopped")

    with pytest.raises(UserError):
        journal.file.apply(many_people(), progress=stop)
    assert journal.file.damage() == ""
    assert not journal.file.lines()
    assert len(journal.file.path.read_bytes()) == len(before)
    journal.do(many_people(3))
    assert len(again(journal).plan.people) == 3


def test_while_a_long_step_is_written_no_other_is(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.models.journal.LONG", 100)
    told: list[str] = []

    def beside(work: object) -> object:
        with pytest.raises(UserError) as fault:
            journal.do(many_people(1))
        told.append(fault.value.code)
        return work(lambda _share: None)  # type: ignore[operator]  # as the journal hands it

    journal.beside = beside  # type: ignore[assignment]  # as above
    journal.do(many_people())
    assert told == ["still_writing"]
    assert len(again(journal).plan.people) == MANY


def test_what_would_not_open_again_is_not_written(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planfile, "LARGEST", 200_000)
    with pytest.raises(UserError) as fault:
        journal.do(many_people())
    assert fault.value.code == "plan_full"
    assert not again(journal).plan.people


def test_a_journal_in_parts_can_be_salvaged(journal: Journal) -> None:
    journal.do(many_people())
    path, kept = journal.file.path, journal.plan
    journal.close()
    assert len(salvage(path).plan.people) == len(kept.people)
