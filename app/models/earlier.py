"""The plan as it was at an earlier moment, read backwards out of its journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from msgspec.structs import replace

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.planfile import Entry
from app.models.records import Person, Record
from app.models.schema import BY_NAME
from app.models.traces import Traces, traces_of

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


def without_erased(then: Plan, now: Plan) -> Plan:
    """An earlier copy without the names of those whom the plan does not know by name any more.

    A copy somebody kept still tells them, and what went would stand in a document, struck through.
    Where the plan's own text still names them, it is compared as it is.
    """
    rows = [row for row in then.tables["person"].values() if isinstance(row, Person)]
    gone = [row for row in rows if row.name and not _name_of(now, row.id)]
    if not gone:
        return then
    ids = frozenset(row.id for row in gone)
    told = traces_of(then, (), ids, {})
    codes = {row.id: "…" if told.are_in(row.code) else row.code or "…" for row in gone}
    traces = traces_of(then, (), ids, codes)
    tables = dict(then.tables)
    for name in TOLD:
        texts = [one.name for one in BY_NAME[name].fields if one.kind in ("line", "prose")]
        tables[name] = {
            id: _covered(row, now.get(name, id), texts, traces)
            for id, row in then.tables[name].items()
        }
    return Plan(tables)


def _name_of(plan: Plan, id: str) -> str:
    row = plan.get("person", id)
    return row.name if isinstance(row, Person) else ""


def _covered(then: Record, now: Record | None, texts: Sequence[str], traces: Traces) -> Record:
    """A row with codes in the texts that name somebody, but for those that still do."""
    new = {
        name: traces.replaced(said)
        for name in texts
        if traces.are_in(said := str(getattr(then, name)))
        and not traces.are_in(str(getattr(now, name, "")))
    }
    return replace(then, **new) if new else then
