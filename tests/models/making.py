"""The plans and steps the tests of the store are made of."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.models.edits import Change, Step
from app.models.journal import Journal
from app.models.plan import Plan, answer_id, new_id, plan_of
from app.models.planfile import PlanFile
from app.models.positions import spread
from app.models.records import Answer, Commitment, Milestone, PlanInfo, Record
from app.models.verbs.rows import set_field

TEMPLATE = "national-2022"


def a_plan(commitments: int = 2, words: int = 20) -> Plan:
    """A plan with two milestones and two answers a commitment; ``words`` makes texts longer."""
    rows: list[Record] = [PlanInfo(new_id(), title="Plan", country="Ghana", starts="2026-01-01")]
    for n, position in enumerate(spread(commitments), 1):
        row = Commitment(new_id(), position=position, title=f"Commitment {n}", lead="Ministry")
        rows.append(row)
        rows += [
            Milestone(new_id(), commitment=row.id, position=place, title="Publish it")
            for place in spread(2)
        ]
        for item in ("problem", "solution"):
            id = answer_id(TEMPLATE, item, row.id)
            text = f"{item} {n}: " + "contrats publiés " * words
            rows.append(Answer(id, edition=TEMPLATE, item=item, subject=row.id, text=text))
    return plan_of(rows)


def a_title(plan: Plan, text: str, visit: str = "") -> Step:
    """The step that writes the plan's title."""
    return set_field(plan, ("plan", plan.info.id, "title"), text, visit)


def write(table: str, id: str, **values: str | int) -> Change:
    """A change without the true old values, which the file fills in."""
    return Change(table, id, dict.fromkeys(values, ""), values)


@contextmanager
def an_open_plan(path: Path, plan: Plan | None = None) -> Iterator[Journal]:
    """A new plan file, open, as a Journal."""
    journal = Journal(PlanFile.create(path, plan or a_plan()))
    try:
        yield journal
    finally:
        journal.close()


def a_closed_plan(path: Path, plan: Plan | None = None) -> Path:
    """A new plan file with three edits in its journal, closed."""
    with an_open_plan(path, plan) as journal:
        for text in ("One", "Two", "Three"):
            journal.do(a_title(journal.plan, text))
    return path


@contextmanager
def reopened(path: Path, *, read_only: bool = False) -> Iterator[PlanFile]:
    """The file opened again, and closed at the end."""
    file = PlanFile.open(path, read_only=read_only)
    try:
        yield file
    finally:
        file.close()
