"""Makes a plan one can go on with out of what was read of a damaged file."""

from __future__ import annotations

from app.models.frameworks import Frameworks
from app.models.new_plan import NewPlan, begin_plan, templates_for
from app.models.plan import Plan
from app.models.planfile.salvage import Salvaged, with_plan_row
from app.models.records import PlanInfo


def mended(
    found: Salvaged, name: str, frameworks: Frameworks, earlier: PlanInfo | None = None
) -> Plan:
    """The salvaged plan with a row of its own.

    Where that row was lost it is the one of an ``earlier`` backup; without one the plan is
    called ``name`` and stands on the form its answers were written on.
    """
    return with_plan_row(found, earlier or _row(found, name, frameworks))


def _row(found: Salvaged, name: str, frameworks: Frameworks) -> PlanInfo:
    used = {answer.edition for answer in found.plan.tables["answer"].values()}  # type: ignore[attr-defined]  # rows of one table
    offered = frameworks.editions("template")
    template = next((id for id in offered if id in used), templates_for("national", frameworks)[0])
    kind = frameworks.edition(template, "en").plan_kind or "national"
    asked = NewPlan(name, kind, "", "", "", "", template, "en")
    return begin_plan(asked, frameworks).info
