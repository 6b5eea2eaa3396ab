"""What published plans call their parts, and which field or question takes it, as data."""

from __future__ import annotations

FieldKeys = dict[str, tuple[str, ...]]

PERIOD = ("period", "period-covered")

_STARTS = ("starts", "start", "start-date", "from")
_ENDS = ("due-date", "due", "deadline", "ends", "end", "end-date", "until")
_LEAD = ("lead-institution", "lead", "lead-agency", "responsible", "responsible-institution")

PLAN_FIELDS: FieldKeys = {
    "kind": ("kind",),
    "title": ("plan-title", "title", "name"),
    "country": ("country",),
    "locality": ("locality", "municipality", "city", "region"),
    "starts": _STARTS,
    "ends": _ENDS,
    "language": ("language", "lang"),
    "status": ("status",),
    "lead": _LEAD,
}
COMMITMENT_FIELDS: FieldKeys = {
    "number": ("number", "no", "code"),
    "title": ("title", "name"),
    "theme": ("theme", "policy-area"),
    "lead": _LEAD,
    "supporting_government": ("supporting-government", "supporting-institutions"),
    "supporting_civil_society": ("supporting-civil-society", "civil-society"),
    "supporting_others": ("supporting-others", "other-actors", "other-stakeholders", "supporting"),
    "starts": _STARTS,
    "ends": _ENDS,
    "resources": ("resources", "budget", "budget-and-resources"),
}
MILESTONE_FIELDS: FieldKeys = {
    "number": ("number", "no", "code"),
    "title": ("title", "name", "milestone", "description"),
    "outputs": ("outputs", "expected-outputs", "deliverables"),
    "starts": _STARTS,
    "ends": _ENDS,
    "lead": _LEAD,
    "supporting": ("supporting", "other-actors", "stakeholders"),
    "status": ("status",),
}

# Each names the items that may take it, best first; the first one the plan's template has does.
# A key that is itself the id of a question needs no line here.
ITEMS: dict[str, tuple[str, ...]] = {
    "description": ("description", "commitment", "action"),
    "summary": ("description", "commitment", "action"),
    "problem-addressed": ("problem",),
    "public-problem": ("problem",),
    "causes": ("causes", "problem"),
    "status-quo": ("status-quo", "done-so-far", "problem"),
    "background": ("status-quo", "done-so-far", "problem"),
    "done-so-far": ("done-so-far", "status-quo"),
    "solution": ("solution", "commitment", "action"),
    "action": ("solution", "commitment", "action"),
    "commitment": ("solution", "commitment", "action"),
    "objective": ("results", "commitment", "contribution"),
    "objectives": ("results", "commitment", "contribution"),
    "main-objective": ("results", "commitment", "contribution"),
    "expected-results": ("results", "commitment", "contribution"),
    "results": ("results", "commitment", "contribution"),
    "impact": ("results", "contribution"),
    "contribution": ("contribution", "results"),
    "transparency": ("promotes-transparency", "values-relevance"),
    "accountability": ("fosters-accountability", "values-relevance"),
    "participation": ("improves-participation", "values-relevance"),
    "relevance": ("values-relevance",),
    "ogp-values": ("values-relevance",),
    "additional-information": ("additional",),
    "co-creation": ("cocreation",),
    "context": ("introduction", "challenges"),
    "vision": ("vision", "introduction"),
    "efforts-to-date": ("efforts",),
}

# What a milestone may hold as smaller steps; each becomes a line of its outputs.
STEPS = ("indicators", "activities", "steps", "actions", "sub-milestones", "outputs")
# A step's parts that speak for themselves in its line, without their key.
STEP_HEAD = ("number", "title")
STEP_TAIL = ("starts", "start", "start-date", *_ENDS[::-1], *_LEAD)
