"""Drafting: commitments, milestones, answers, quotations."""

from __future__ import annotations

from app.models.edits import Change, Step
from app.models.plan import Plan, new_id
from app.models.positions import between
from app.models.records import Answer, Commitment, Milestone, Quotation
from app.models.verbs.rows import (
    added,
    bin_rows,
    last_position,
    moved_change,
    put,
)
from app.words import mark


def add_commitment(plan: Plan, title: str = "", theme: str = "", after: str = "") -> Step:
    """A new commitment behind ``after``, else at the end. Its id is that of the first change."""
    rows = plan.commitments
    place = next((n for n, row in enumerate(rows) if row.id == after), len(rows) - 1)
    before = rows[place].position if rows else ""
    behind = rows[place + 1].position if place + 1 < len(rows) else ""
    row = Commitment(
        new_id(),
        position=between(before, behind),
        title=title,
        theme=theme,
        starts=plan.info.starts,
        ends=plan.info.ends,
    )
    return Step(mark("add a commitment"), (added(row),))


def delete_commitment(plan: Plan, id: str) -> Step:
    """Bin a commitment with all that belongs to it: milestones, answers, ratings, translations."""
    row = plan.of(Commitment, id)
    if row is None:
        raise KeyError(id)
    answers = plan.answers(id)
    quotations = [q for answer in answers for q in plan.quotations(answer.id)]
    written = (row, *plan.milestones(id), *answers)
    translations = [said for text in written for said in plan.translations(text.id)]
    rows = (*written, *quotations, *plan.ratings(id), *plan.notes(id), *translations)
    number = str(plan.number(id))
    return Step(mark("delete commitment {number}"), bin_rows(rows), {"number": number})


def move_commitment(plan: Plan, id: str, place: int) -> Step:
    """Bring a commitment to a place in the plan, from 0."""
    change = moved_change(plan.commitments, id, place)
    label = mark("move commitment {number}")
    return Step(label, (change,) if change else (), {"number": str(plan.number(id))})


def add_milestone(plan: Plan, commitment: str, title: str = "") -> Step:
    """A new milestone at the end of a commitment's list."""
    position = last_position(plan.milestones(commitment))
    row = Milestone(new_id(), commitment=commitment, position=position, title=title)
    return Step(mark("add a milestone"), (added(row),))


def delete_milestone(plan: Plan, id: str) -> Step:
    """Bin a milestone."""
    row = plan.of(Milestone, id)
    if row is None:
        raise KeyError(id)
    number = plan.milestones(row.commitment).index(row) + 1
    rows = (row, *plan.translations(id))
    return Step(mark("delete milestone {number}"), bin_rows(rows), {"number": str(number)})


def move_milestone(plan: Plan, id: str, place: int) -> Step:
    """Bring a milestone to a place in its commitment, from 0."""
    row = plan.of(Milestone, id)
    if row is None:
        raise KeyError(id)
    rows = plan.milestones(row.commitment)
    change = moved_change(rows, id, place)
    details = {"number": str(rows.index(row) + 1)}
    return Step(mark("move milestone {number}"), (change,) if change else (), details)


def set_answer(  # an answer's address has three parts
    plan: Plan,
    edition: str,
    item: str,
    subject: str,
    *,
    title: str = "",
    visit: str = "",
    **new: str,
) -> Step:
    """Write ``text``, ``level`` or ``evidence`` of an answer; ``title`` names it for undo."""
    change = put(plan, plan.answer(edition, item, subject), **new)
    return Step(mark("edit “{field}”"), (change,), {"field": title or item}, visit)


def quote(plan: Plan, answer: Answer, source: str, text: str) -> Step:
    """Keep words of the commitment as the proof of an answer, adding the answer if it is new."""
    changes: list[Change] = []
    if plan.of(Answer, answer.id) is None:
        changes.append(put(plan, answer))
    position = last_position(plan.quotations(answer.id))
    row = Quotation(new_id(), answer=answer.id, position=position, source=source, text=text)
    return Step(mark("quote the text"), (*changes, added(row)))


def remove_quotation(plan: Plan, id: str) -> Step:
    """Bin a quotation."""
    row = plan.of(Quotation, id)
    if row is None:
        raise KeyError(id)
    return Step(mark("remove a quotation"), bin_rows((row,)))
