"""How long the names of people are kept: a day on the plan, and whether it has come."""

from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from app.models.dates import span
from app.models.edits import Step
from app.models.plan import Plan
from app.models.verbs.rows import changed
from app.words import mark

MONTHS = 12
_TELLING = ("name", "email", "phone", "role", "access_needs")


def proposed_day(plan: Plan, today: date) -> date:
    """A year after the plan starts, or after today where it has started or has no date."""
    starts = span(plan.info.starts)
    begun = max(starts.first, today) if starts is not None else today
    months = begun.month - 1 + MONTHS
    year, month = begun.year + months // 12, months % 12 + 1
    day = begun.day if (month, begun.day) != (2, 29) else 28
    return date(year, month, day)


def with_keep_until(plan: Plan, step: Step, today: date) -> Step:
    """A step that takes in the first people, and with them the day until which they are kept."""
    if plan.info.keep_until or plan.people or not plan.info.id:
        return step
    day = changed(plan.info, keep_until=proposed_day(plan, today).isoformat())
    return replace(step, changes=(*step.changes, day))


def keep_until(plan: Plan, day: date) -> Step:
    """Keep people until another day."""
    return Step(
        mark("keep names until another day"), (changed(plan.info, keep_until=day.isoformat()),)
    )


def is_due(plan: Plan, today: date) -> bool:
    """Whether the day has come and people are still there; a day in words never comes."""
    until = span(plan.info.keep_until)
    return until is not None and until.last < today and tells_people(plan)


def tells_people(plan: Plan) -> bool:
    """Whether the plan, or its bin, holds a name, a role, a need, or how to reach somebody."""
    rows = (*plan.tables["person"].values(), *plan.tables["contact"].values())
    return any(getattr(row, name, "") for row in rows for name in _TELLING)
