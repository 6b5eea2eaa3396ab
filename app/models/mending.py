"""Makes a plan one can go on with out of what was read of a damaged file."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from app.models.belonging import owner_of
from app.models.frameworks import Frameworks
from app.models.new_plan import NewPlan, begin_plan, templates_for
from app.models.plan import Plan
from app.models.planfile.salvage import Salvaged, sound_record, with_plan_row
from app.models.positions import between
from app.models.records import Answer, Commitment, PlanInfo
from app.models.verbs.rows import last_position


def mended(
    found: Salvaged, name: str, frameworks: Frameworks, earlier: PlanInfo | None = None
) -> Plan:
    """The salvaged plan with a row of its own, and with nothing that nobody would see.

    Where its own row was lost it is the one of an ``earlier`` backup; without one the plan is
    called ``name`` and stands on the form its answers were written on. A commitment that is lost
    while milestones, answers or ratings of it are left has a stand-in, with what the journal
    still knows of it.
    """
    plan = with_plan_row(found, earlier or _row(found, name, frameworks))
    standing_in = {row.id: row for row in stand_ins(found, plan)}
    return Plan({**plan.tables, "commitment": {**plan.tables["commitment"], **standing_in}})


def stand_ins(found: Salvaged, plan: Plan) -> Iterator[Commitment]:
    """A commitment for each one that is lost while something that belongs to it is left."""
    owners = {
        owner_of(table, row)
        for table in ("milestone", "answer", "rating", "note")
        for row in plan.tables[table].values()
        if not row.deleted
    }
    everything = {id for rows in plan.tables.values() for id in rows}
    position = last_position(plan.commitments)
    for id in sorted(owners - everything - {""}):
        values = {"position": position, **found.pieces.get(("commitment", id), {}), "id": id}
        row = sound_record("commitment", values)
        if isinstance(row, Commitment) and not row.deleted:
            position = between(position, "")
            yield row


def _row(found: Salvaged, name: str, frameworks: Frameworks) -> PlanInfo:
    answers = [row for row in found.plan.tables["answer"].values() if isinstance(row, Answer)]
    used = {answer.edition for answer in answers}
    offered = frameworks.editions("template")
    template = next((id for id in offered if id in used), templates_for("national", frameworks)[0])
    edition = frameworks.edition(template, "en")
    asked = NewPlan(name, edition.plan_kind or "national", "", "", "", "", template, "en")
    of_plan = {item.id for item in edition.items if item.place == "plan"}
    subjects = (a.subject for a in answers if a.edition == template and a.item in of_plan)
    info = begin_plan(asked, frameworks).info
    return replace(info, id=next(subjects, "") or found.lineage or info.id)
