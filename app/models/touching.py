"""What the journal says about one commitment: which steps touch it, and what can be restored."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.planfile import Entry
from app.models.verbs.rows import set_field
from app.words import mark


def touches(plan: Plan, step: Step, commitment: str) -> bool:
    """Whether a step changed a commitment, or a row that belongs to it."""
    return any(_belongs(plan, change, commitment) for change in step.changes)


def _belongs(plan: Plan, change: Change, commitment: str) -> bool:
    if change.table == "commitment":
        return change.id == commitment
    row = plan.get(change.table, change.id)
    if change.table == "quotation":
        answer = _value(change, "answer") or str(getattr(row, "answer", ""))
        return str(getattr(plan.get("answer", answer), "subject", "")) == commitment
    if change.table == "translation":
        subject = _value(change, "subject") or str(getattr(row, "subject", ""))
        return commitment in _owners(plan, subject)
    owners = (_value(change, "commitment"), _value(change, "subject"))
    stored = (str(getattr(row, "commitment", "")), str(getattr(row, "subject", "")))
    return commitment in (*owners, *stored)


def _owners(plan: Plan, subject: str) -> tuple[str, str, str]:
    """The row itself, and the commitment it belongs to as a milestone or an answer."""
    milestone, answer = plan.get("milestone", subject), plan.get("answer", subject)
    return subject, str(getattr(milestone, "commitment", "")), str(getattr(answer, "subject", ""))


def _value(change: Change, name: str) -> str:
    fields = change.after or change.before or {}
    return str(fields.get(name, ""))


def touching(
    plan: Plan, entries: Sequence[Entry], commitment: str, limit: int = 200
) -> tuple[Entry, ...]:
    """The entries about a commitment, newest first; the entries of one visit are one."""
    found: list[Entry] = []
    for entry in reversed(entries):
        if not touches(plan, entry.step, commitment):
            continue
        newer = found[-1] if found else None
        if (
            newer
            and entry.kind == newer.kind == "do"
            and entry.step.visit == newer.step.visit != ""
        ):
            found[-1] = replace(newer, step=entry.step.then(newer.step))
        elif len(found) == limit:
            break
        else:
            found.append(entry)
    return tuple(entry for entry in found if entry.step.changes)


class OneField(Struct, frozen=True):
    """A change of a single field: where, and its value before and after."""

    table: str
    id: str
    field: str
    before: str
    after: str


def one_field(step: Step) -> OneField | None:
    """The one field of text a step changed; None where it did anything else."""
    if len(step.changes) != 1:
        return None
    change = step.changes[0]
    if change.before is None or change.after is None or len(change.after) != 1:
        return None
    (name,) = change.after
    before, after = change.before.get(name), change.after[name]
    if name in ("deleted", "position") or not isinstance(before, str) or not isinstance(after, str):
        return None
    return OneField(change.table, change.id, name, before, after)


def restore_field(plan: Plan, entry: Entry) -> Step | None:
    """The step that writes back what a single-field entry replaced.

    None where nothing would change: the row is gone or holds the old value again.
    """
    found = one_field(entry.step)
    row = plan.get(found.table, found.id) if found else None
    if found is None or row is None or row.deleted or getattr(row, found.field) == found.before:
        return None
    step = set_field(plan, (found.table, found.id, found.field), found.before)
    return replace(step, label=mark("restore an earlier text"), details={})
