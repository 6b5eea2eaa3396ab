"""A blank plan on the editions of a template."""

from __future__ import annotations

from msgspec import Struct

from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.plan import Plan, new_id, plan_of
from app.models.records import PlanInfo


class NewPlan(Struct, frozen=True):
    """What a person says of a plan they begin. ``starts`` and ``ends`` are ISO text."""

    title: str
    kind: str
    country: str
    locality: str
    starts: str
    ends: str
    template: str
    language: str


def begin_plan(asked: NewPlan, frameworks: Frameworks) -> Plan:
    """A plan with its own row only, on the editions its template goes with.

    UserError "framework_missing" for a template that is none.
    """
    if asked.template not in frameworks.editions("template"):
        raise UserError("framework_missing", edition=asked.template)
    template = frameworks.edition(asked.template, "en")
    families = ("values", "ambition", "standards", "themes")
    editions = {
        family: template.defaults.get(family) or frameworks.editions(family)[0]
        for family in families
    }
    return plan_of(
        [
            PlanInfo(
                id=new_id(),
                title=asked.title,
                kind=asked.kind,
                country=asked.country,
                locality=asked.locality,
                starts=asked.starts,
                ends=asked.ends,
                language=asked.language,
                template=asked.template,
                status="",
                values=editions["values"],
                ambition=editions["ambition"],
                standards=editions["standards"],
                themes=editions["themes"],
            )
        ]
    )


def templates_for(kind: str, frameworks: Frameworks) -> tuple[str, ...]:
    """The template editions that serve a kind of plan ("national", "local"), newest first."""
    return tuple(
        id
        for id in frameworks.editions("template")
        if frameworks.edition(id, "en").plan_kind in (kind, "")
    )
