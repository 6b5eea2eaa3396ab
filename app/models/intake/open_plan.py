"""Plans as governments publish them in JSON: read as they stand, and no word of them is lost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from msgspec.structs import replace

from app.models.dates import span
from app.models.frameworks import Edition, Frameworks
from app.models.intake.open_keys import (
    COMMITMENT_FIELDS,
    ITEMS,
    MILESTONE_FIELDS,
    PERIOD,
    PLAN_FIELDS,
    STEPS,
)
from app.models.intake.open_source import Source, shortened
from app.models.intake.open_text import Json, named, plain_key, spoken, step_line
from app.models.intake.report import Imported, KeptNote, Report
from app.models.new_plan import NewPlan, begin_plan, templates_for
from app.models.plan import answer_id, natural_id, plan_of
from app.models.positions import spread
from app.models.records import Answer, Commitment, Milestone, Note, PlanInfo, Record
from app.models.schema import BY_NAME, LINE, PROSE
from app.models.text import clean
from app.words import mark

OLD_FORM = mark("No form was in force when this plan began. The oldest one is used.")
PERIOD_IN_WORDS = mark("The period could not be read as two dates. It is kept as a note.")
SHORTENED = mark("A text did not fit its field. The field has its beginning, a note has it whole.")
NO_COMMITMENTS = mark("The file has no commitments.")

_KEY = "open-plan"


def read_open_plan(data: Mapping[str, Json], frameworks: Frameworks, source: str = "") -> Imported:
    """The plan in ``data``, whose every key may be missing, and what was kept as notes.

    The same data always give the same ids. ``source`` is written to the notes. The form is the
    newest one that was in force when the plan began.
    """
    return _Reading(frameworks, source).imported(data)


def choose_template(kind: str, starts: str, frameworks: Frameworks) -> str:
    """The newest form in force when a plan began; the oldest one for plans before it."""
    ids = templates_for(kind, frameworks) or frameworks.editions("template")
    begun = span(starts)
    if begun is None:
        return ids[0]
    day = begun.first.isoformat()
    return next((id for id in ids if frameworks.edition(id, "en").in_force <= day), ids[-1])


class _Reading:
    """One file on its way into rows."""

    def __init__(self, frameworks: Frameworks, source: str) -> None:
        self._frameworks = frameworks
        self._source = clean(source)[:LINE]
        self._rows: list[Record] = []
        self._kept: dict[str, list[tuple[str, str]]] = {}
        self._notes: list[KeptNote] = []
        self._warnings: list[str] = []

    def imported(self, data: Mapping[str, Json]) -> Imported:
        """The plan and the report."""
        source = Source.of(_plan_id(data), dict(data))
        commitments = source.take_list("commitments")
        template = self._plan(source)
        for place, position in enumerate(spread(len(commitments))):
            self._commitment(source.id, place, position, commitments[place], template)
        if not commitments:
            self._warn(NO_COMMITMENTS)
        self._write_notes()
        plan = plan_of(self._rows)
        counts = (len(plan.all(Commitment)), len(plan.all(Milestone)))
        return Imported(plan, Report(*counts, tuple(self._notes), tuple(self._warnings)))

    def _plan(self, source: Source) -> Edition:
        values = source.take("plan", PLAN_FIELDS)
        if source.key(PERIOD):
            self._warn(PERIOD_IN_WORDS)
        kind = values.setdefault("kind", "local" if values.get("locality") else "national")
        starts = values.get("starts", "")
        template = self._frameworks.edition(choose_template(kind, starts, self._frameworks), "en")
        begun = span(starts)
        if begun is not None and begun.first.isoformat() < template.in_force:
            self._warn(OLD_FORM)
        blank = NewPlan("", kind, "", "", "", "", template.id, "")
        info: PlanInfo = begin_plan(blank, self._frameworks).info
        self._rows.append(replace(info, id=source.id, **values))
        self._keep(source, "plan", template)
        return template

    def _commitment(
        self, plan: str, place: int, position: str, given: Json, template: Edition
    ) -> None:
        source = Source.of(natural_id(_KEY, plan, "commitment", str(place)), given)
        milestones = source.take_list("milestones")
        values = source.take("commitment", COMMITMENT_FIELDS)
        source.label = values.get("number") or values.get("title") or str(place + 1)
        self._rows.append(Commitment(source.id, position=position, **values))  # type: ignore[arg-type]  # as above
        for number, key in enumerate(spread(len(milestones))):
            self._milestone(source, number, key, milestones[number])
        self._keep(source, "commitment", template)

    def _milestone(self, owner: Source, place: int, position: str, given: Json) -> None:
        source = Source.of(natural_id(_KEY, owner.id, "milestone", str(place)), given)
        steps = [step_line(step) for key in STEPS for step in source.take_list(key)]
        values = source.take("milestone", MILESTONE_FIELDS)
        others = [named(key, value) for key, value in source.left.items()]
        outputs = "\n".join(filter(None, (values.get("outputs", ""), *steps, *others)))
        values["outputs"] = shortened(BY_NAME["milestone"].field("outputs"), outputs)
        if values["outputs"] != outputs:
            self._note(owner, "milestones", outputs)
        if source.short or values["outputs"] != outputs:
            self._warn(SHORTENED)
        self._rows.append(Milestone(source.id, commitment=owner.id, position=position, **values))  # type: ignore[arg-type]  # as above

    def _keep(self, source: Source, place: str, template: Edition) -> None:
        """Answers for what the form asks, notes for the rest."""
        asked = {item.id for item in template.questions(place)}
        texts: dict[str, list[str]] = {}
        for key, value in source.left.items():
            wanted = (plain_key(key), *ITEMS.get(plain_key(key), ()))
            item = next((id for id in wanted if id in asked), "")
            if item and key not in source.short:
                _join(texts.setdefault(item, []), spoken(value))
            else:
                self._note(source, key, spoken(value))
        if source.short:
            self._warn(SHORTENED)
        for item, parts in texts.items():
            self._answer(source, template.id, item, "\n\n".join(parts))

    def _answer(self, source: Source, edition: str, item: str, text: str) -> None:
        fitting = shortened(BY_NAME["answer"].field("text"), text)
        if fitting != text:
            self._note(source, item, text)
            self._warn(SHORTENED)
        id = answer_id(edition, item, source.id)
        self._rows.append(Answer(id, edition=edition, item=item, subject=source.id, text=fitting))

    def _note(self, source: Source, key: str, text: str) -> None:
        """Keep a text with its subject, in several notes where one cannot hold it."""
        label = " ".join(clean(key).split())
        if len(label) > LINE:
            label, text = label[: LINE - 1] + "…", f"{label}:\n{text}"
        pieces = [text[start : start + PROSE] for start in range(0, len(text), PROSE)]
        self._kept.setdefault(source.id, []).extend((label, piece) for piece in pieces)
        self._notes.append(KeptNote(source.label, label))

    def _write_notes(self) -> None:
        for subject, kept in self._kept.items():
            for place, position in enumerate(spread(len(kept))):
                id = natural_id(_KEY, subject, "note", str(place))
                label, text = kept[place]
                self._rows.append(Note(id, 0, subject, position, label, text, self._source))

    def _warn(self, sentence: str) -> None:
        if sentence not in self._warnings:
            self._warnings.append(sentence)


def _plan_id(data: Mapping[str, Json]) -> str:
    """The same id whenever the same plan comes in; one without a title is known by its content."""
    source = Source.of("", dict(data))
    named_by = [source.key(PLAN_FIELDS[name]) for name in ("title", "country", "language")]
    parts = [spoken(source.left[key]) if key else "" for key in (*named_by, source.key(PERIOD))]
    if not parts[0]:
        whole = json.dumps(data, sort_keys=True).encode("utf-8", "surrogatepass")
        parts.append(hashlib.sha256(whole).hexdigest())
    return natural_id(_KEY, *parts)


def _join(parts: list[str], text: str) -> None:
    """Add a text to those of the same question, unless one of them already holds it whole."""
    if any(text in part for part in parts):
        return
    parts[:] = [part for part in parts if part not in text]
    parts.append(text)
