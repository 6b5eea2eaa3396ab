"""What a plan still misses, and how far each commitment has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from msgspec import Struct
from msgspec import field as blank

from app.models.dates import span
from app.models.frameworks import Edition, Frameworks, Item
from app.models.plan import Plan
from app.models.records import Answer, Commitment, Milestone, PlanInfo, Quotation, Record
from app.models.rules import counted
from app.words import mark

Severity = Literal["stop", "warn"]


class Gap(Struct, frozen=True):
    """One thing to mend. ``sentence`` is a marked text, ``details`` fill its gaps.

    ``subject`` is the commitment it belongs to ("" for the plan); ``table``, ``id`` and ``field``
    say where to write. ``quote`` holds the words at fault, if any.
    """

    severity: Severity
    sentence: str
    why: str
    subject: str
    table: str
    id: str
    field: str
    details: Mapping[str, str] = blank(default_factory=dict)
    quote: str = ""


class Editions(Struct, frozen=True):
    """The editions a plan names, in one language."""

    template: Edition
    values: Edition
    ambition: Edition
    standards: Edition
    themes: Edition


def editions_of(plan: Plan, frameworks: Frameworks, language: str) -> Editions:
    """The editions of the plan's own row; the newest of a family where the row names none."""
    info = plan.info

    def edition(family: str, id: str) -> Edition:
        return frameworks.edition(id or frameworks.editions(family)[0], language)

    return Editions(
        edition("template", info.template),
        edition("values", info.values),
        edition("ambition", info.ambition),
        edition("standards", info.standards),
        edition("themes", info.themes),
    )


class Progress(Struct, frozen=True):
    """How many of a commitment's answers are written."""

    done: int
    total: int

    @property
    def share(self) -> float:
        """From 0 to 1; an empty form is complete."""
        return self.done / self.total if self.total else 1.0


_OPTIONAL_FACTS = frozenset(
    {"resources", "supporting_government", "supporting_civil_society", "supporting_others"}
)


def asked(template: Edition) -> tuple[Item, ...]:
    """What a commitment must answer: the questions and the facts that are not optional."""
    return tuple(
        item
        for item in template.items
        if item.place == "commitment"
        and (item.kind == "question" or (item.kind == "fact" and item.field not in _OPTIONAL_FACTS))
    )


def unanswered(
    plan: Plan, template: Edition, items: Iterable[Item], commitment: Commitment
) -> list[Item]:
    """Which of these questions and facts of a commitment are not written yet."""
    written = {
        row.item
        for row in plan.answers(commitment.id)
        if row.edition == template.id and row.text.strip()
    }
    return [
        item
        for item in items
        if not (
            str(getattr(commitment, item.field, "")).strip()
            if item.kind == "fact"
            else item.id in written
        )
    ]


def progress(plan: Plan, template: Edition, commitment: Commitment) -> Progress:
    """A commitment's answers, its milestones counting as one more."""
    items = asked(template)
    done = len(items) - len(unanswered(plan, template, items, commitment))
    return Progress(done + bool(plan.milestones(commitment.id)), len(items) + 1)


def stale_quotations(plan: Plan, commitment: Commitment) -> tuple[Quotation, ...]:
    """Quotations whose words the commitment no longer contains."""
    quoted = [q for answer in plan.answers(commitment.id) for q in plan.quotations(answer.id)]
    if not quoted:
        return ()
    flat = " ".join("\n".join(own_texts(plan, commitment)).split())
    return tuple(one for one in quoted if " ".join(one.text.split()) not in flat)


def own_texts(plan: Plan, commitment: Commitment) -> Iterator[str]:
    """What a commitment itself says: its facts, its answers in prose, its milestones."""
    yield from (commitment.title, commitment.lead, commitment.resources)
    yield commitment.supporting_government
    yield commitment.supporting_civil_society
    yield commitment.supporting_others
    for answer in plan.answers(commitment.id):
        if not answer.level:
            yield answer.text
    for milestone in plan.milestones(commitment.id):
        yield milestone.title
        yield milestone.outputs


class Assessment(Struct, frozen=True):
    """How a commitment stands: what it still misses and how far it has come."""

    gaps: tuple[Gap, ...]
    progress: Progress


class Assessor:
    """Assesses the commitments of a plan as it moves on, each anew only when a row of it moved.

    One is kept for each open plan: after a keystroke one commitment of two hundred is another.
    """

    def __init__(self) -> None:
        self._plan: Plan | None = None
        self._editions: Editions | None = None
        self._known: dict[str, Assessment] = {}

    def of(self, plan: Plan, editions: Editions, commitment: Commitment) -> Assessment:
        """How one commitment stands."""
        self._turn_to(plan, editions)
        found = self._known.get(commitment.id)
        if found is None:
            gaps = tuple(commitment_gaps(plan, editions, commitment))
            found = Assessment(gaps, progress(plan, editions.template, commitment))
            self._known[commitment.id] = found
        return found

    def missing(self, plan: Plan, editions: Editions) -> list[Gap]:
        """Everything the plan still misses, stops first, in the order of the plan."""
        gaps = [*_plan_gaps(plan, editions)]
        for commitment in plan.commitments:
            gaps += self.of(plan, editions, commitment).gaps
        return sorted(gaps, key=lambda gap: gap.severity != "stop")

    def _turn_to(self, plan: Plan, editions: Editions) -> None:
        """Forget what no longer holds."""
        before = self._plan
        same = self._editions is editions or self._editions == editions
        if before is plan and same:
            return
        if before is None or not same or before.info != plan.info:
            self._known.clear()
        else:
            for id in _moved(before, plan):
                self._known.pop(id, None)
        self._plan, self._editions = plan, editions


def _moved(before: Plan, after: Plan) -> Iterator[str]:
    """The commitments with a row that is not the one it was; rows are never changed in place."""
    for table in ("commitment", "milestone", "answer", "quotation"):
        old, new = before.tables[table], after.tables[table]
        if old is new:
            continue
        for id in old.keys() | new.keys():
            if old.get(id) is not new.get(id):
                for plan in (before, after):
                    yield _owner(plan, plan.get(table, id))


def _owner(plan: Plan, row: Record | None) -> str:
    """The id of the commitment a row belongs to, "" for none."""
    match row:
        case Commitment():
            return row.id
        case Milestone():
            return row.commitment
        case Answer():
            return row.subject
        case Quotation():
            return _owner(plan, plan.get("answer", row.answer))
    return ""


def missing(plan: Plan, frameworks: Frameworks, language: str = "en") -> list[Gap]:
    """Everything the plan still misses, stops first, in the order of the plan."""
    return Assessor().missing(plan, editions_of(plan, frameworks, language))


def _plan_gaps(plan: Plan, editions: Editions) -> Iterator[Gap]:
    info = plan.info
    for name, sentence in (
        ("title", mark("The plan has no title")),
        ("country", mark("The plan names no country")),
        ("starts", mark("The plan has no start date")),
        ("ends", mark("The plan has no end date")),
    ):
        if not str(getattr(info, name)).strip():
            why = mark("It stands on the cover and in every list of plans.")
            yield Gap("stop", sentence, why, "", "plan", info.id, name)
    starts, ends = span(info.starts), span(info.ends)
    if starts and ends and ends.last < starts.first:
        why = mark("Every date of a milestone is held against the plan's period.")
        yield Gap("stop", mark("The plan ends before it starts"), why, "", "plan", info.id, "ends")
    if not plan.commitments:
        why = mark("A plan is made of commitments.")
        yield Gap("stop", mark("There is no commitment yet"), why, "", "commitment", "", "")
    for item in editions.template.questions("plan"):
        if not plan.answer(editions.template.id, item.id, info.id).text.strip():
            why = mark("Readers look for this section in every action plan.")
            sentence = mark("“{section}” is not written")
            details = {"section": item.title}
            yield Gap("warn", sentence, why, "", "answer", info.id, item.id, details)


def commitment_gaps(plan: Plan, editions: Editions, commitment: Commitment) -> list[Gap]:
    """What one commitment still misses."""
    return [
        *_form_gaps(plan, editions.template, commitment),
        *_milestone_gaps(plan, commitment),
        *_value_gaps(plan, editions.values, commitment),
        *_quotation_gaps(plan, commitment),
    ]


_STOPS = frozenset({"title", "lead"})


def _form_gaps(plan: Plan, template: Edition, commitment: Commitment) -> Iterator[Gap]:
    for item in unanswered(plan, template, asked(template), commitment):
        fact = item.kind == "fact"
        yield Gap(
            "stop" if fact and item.field in _STOPS else "warn",
            mark("“{question}” has no answer"),
            item.help,
            commitment.id,
            "commitment" if fact else "answer",
            commitment.id,
            item.field if fact else item.id,
            {"question": item.title},
        )
    if not plan.milestones(commitment.id):
        why = mark("Without milestones nobody can tell whether the commitment is being kept.")
        sentence = mark("There is no milestone yet")
        yield Gap("stop", sentence, why, commitment.id, "milestone", "", "")


def _milestone_gaps(plan: Plan, commitment: Commitment) -> Iterator[Gap]:
    for number, row in enumerate(plan.milestones(commitment.id), 1):
        details = {"n": str(number)}
        for severity, name, sentence, why in _MILESTONE_NEEDS:
            if not str(getattr(row, name)).strip():
                yield Gap(
                    severity, sentence, why, commitment.id, "milestone", row.id, name, details
                )
        for name, sentence in _date_faults(plan.info, row):
            why = mark("Dates outside the plan's period are read as mistakes.")
            yield Gap("warn", sentence, why, commitment.id, "milestone", row.id, name, details)


_MILESTONE_NEEDS: tuple[tuple[Severity, str, str, str], ...] = (
    (
        "stop",
        "title",
        mark("Milestone {n} does not say what will be done"),
        mark("Name something one can see."),
    ),
    (
        "stop",
        "lead",
        mark("Milestone {n} has no lead"),
        mark("Name the office that answers for it, not a person."),
    ),
    (
        "stop",
        "ends",
        mark("Milestone {n} has no end date"),
        mark("Without a date nobody can tell when it is late."),
    ),
)


def _date_faults(info: PlanInfo, row: Milestone) -> Iterator[tuple[str, str]]:
    starts, ends = span(row.starts), span(row.ends)
    first, last = span(info.starts), span(info.ends)
    if row.ends and ends is None:
        yield "ends", mark("The end of milestone {n} is in words, not a date")
    if row.starts and starts is None:
        yield "starts", mark("The start of milestone {n} is in words, not a date")
    if starts and ends and ends.last < starts.first:
        yield "ends", mark("Milestone {n} ends before it starts")
    if ends and last and ends.first > last.last:
        yield "ends", mark("Milestone {n} ends after the plan does")
    if starts and first and starts.last < first.first:
        yield "starts", mark("Milestone {n} starts before the plan does")


def date_fault(info: PlanInfo, row: Milestone, name: str) -> str:
    """The marked sentence that says what is wrong with a milestone's date, or ""."""
    return next((sentence for at, sentence in _date_faults(info, row) if at == name), "")


def _value_gaps(plan: Plan, values: Edition, commitment: Commitment) -> Iterator[Gap]:
    given = {row.item: row for row in plan.answers(commitment.id) if row.edition == values.id}
    counts = counted(values, {id: answer.level for id, answer in given.items() if answer.level})
    if not any(counts.values()):
        why = mark("OGP asks that a commitment opens a policy, an institution or a decision.")
        sentence = mark("No OGP value is shown yet")
        yield Gap("stop", sentence, why, commitment.id, "answer", commitment.id, "")
    for item in values.items:
        answer = given.get(item.id)
        if answer is None or not _is_claimed(values, item, answer):
            continue
        if not counts.get(item.id):
            sentence = mark("“{value}” does not count by itself")
            why = mark("It counts only together with one of the core values.")
        elif not plan.quotations(answer.id):
            sentence = mark("“{value}” has no words of the commitment as proof")
            why = mark("Reviewers read the text, not the box that was ticked.")
        else:
            continue
        details = {"value": item.title}
        yield Gap("warn", sentence, why, commitment.id, "answer", commitment.id, item.id, details)


def _is_claimed(values: Edition, item: Item, answer: Answer) -> bool:
    level = values.level(item.id, answer.level) if answer.level else None
    return level is not None and level.counts


def _quotation_gaps(plan: Plan, commitment: Commitment) -> Iterator[Gap]:
    for quotation in stale_quotations(plan, commitment):
        answer = plan.of(Answer, quotation.answer)
        yield Gap(
            "warn",
            mark("A quotation is no longer in the text"),
            mark("The commitment was reworded. Quote the new words or remove the quotation."),
            commitment.id,
            "answer",
            commitment.id,
            answer.item if answer else "",
            quote=quotation.text,
        )
