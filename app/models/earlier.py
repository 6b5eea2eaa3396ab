"""The plan as it was at an earlier moment, read backwards out of its journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.planfile import Entry

TOLD = frozenset({"plan", "commitment", "milestone", "answer", "quotation", "note", "translation"})
"""The tables that are taken back. People and who rated stay as they are now: whoever was erased
since then does not come to life again in a document."""

ALL = 1_000_000  # lines of a journal; to be asked of ``PlanFile.entries``


def moment_of(text: str) -> datetime:
    """The moment an ISO text means; UserError("moment_unclear") when it means none.

    A text without a zone is in the time of this machine; a day alone is its first moment.
    """
    try:
        return datetime.fromisoformat(text.strip()).astimezone(UTC)
    except (ValueError, OverflowError, OSError) as fault:
        raise UserError("moment_unclear", name=text) from fault


def plan_at(plan: Plan, entries: Sequence[Entry], moment: str) -> Plan:
    """The plan as it was at ``moment``, with every later line of its journal taken back.

    ``entries`` are the journal's lines, oldest first. Raises UserError("journal_too_short") when
    they begin after the moment, or do not fit the plan.
    """
    asked = moment_of(moment)
    later = [entry for entry in entries if moment_of(entry.at) > asked]
    if later and len(later) == len(entries) and later[0].seq > 1:
        raise UserError("journal_too_short")
    changes = tuple(change for entry in reversed(later) for change in _taken_back(entry))
    try:
        return plan.after(Step("", changes))
    except (KeyError, TypeError) as fault:
        raise UserError("journal_too_short") from fault


def _taken_back(entry: Entry) -> tuple[Change, ...]:
    told = (change for change in reversed(entry.step.changes) if change.table in TOLD)
    return tuple(change.inverse() for change in told)
