"""A plan as strangers may see it on a screen: badge codes in the place of names."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from app.models.edits import Change, Fields, Step
from app.models.plan import Plan
from app.models.records import Answer, Commitment, Person, Quotation, Record, Translation
from app.models.schema import TABLES, Value
from app.models.search import fold
from app.models.traces import Traces, traces_of
from app.models.translations import original, passages_of

_TEXTS = {
    table.name: tuple(one.name for one in table.fields if one.kind in ("line", "prose"))
    for table in TABLES
}
_COVER = "…"


def _address(new: Fields) -> dict[str, str]:
    return {name: str(new.get(name, "")) for name in ("subject", "field")}


def _quotes_covered(plan: Plan, covered: Plan, change: Change) -> bool:
    """Whether a new quotation has words that stand in the covered text alone."""
    quoted = plan.of(Quotation, change.id) if change.before is None else None
    answer = plan.of(Answer, quoted.answer) if quoted is not None else None
    if quoted is None or answer is None:
        return False
    return _stands(quoted.text, covered, answer.subject) and not _stands(
        quoted.text, plan, answer.subject
    )


def _stands(words: str, plan: Plan, commitment: str) -> bool:
    row = plan.of(Commitment, commitment)
    return row is not None and any(words in text.original for text in passages_of(plan, row))


def covered_twins(now: Plan, then: Plan) -> tuple[Plan, Plan]:
    """Two states of one plan without the names that either of them knows, to be told apart."""
    one, other = Hiding(), Hiding()
    one.know(now)
    other.know(then)
    one.share(other)
    return one.plan(now), other.plan(then)


class Hiding:
    """Covers names, mails, phones and needs; what was covered once is not looked at again."""

    def __init__(self) -> None:
        self._seen: tuple[Plan, Plan] | None = None
        self._register: tuple[Mapping[str, Record], Mapping[str, Record]] | None = None
        self._traces = Traces()
        self._rows: dict[tuple[str, str], tuple[Record, Record]] = {}
        self._badges: frozenset[str] = frozenset()
        self._strangers: dict[str, str] = {}

    def plan(self, plan: Plan) -> Plan:
        """The plan with everybody under a code; the same one for the same plan."""
        if self._seen is not None and self._seen[0] is plan:
            return self._seen[1]
        self.know(plan)
        tables = {
            table: {id: self._row(table, row) for id, row in rows.items()}
            for table, rows in plan.tables.items()
        }
        covered = Plan(tables)
        self._seen = plan, covered
        return covered

    def step(self, plan: Plan, step: Step) -> Step:
        """A step of that plan's journal without names, for its words on the screen."""
        self.know(plan)
        changes = tuple(
            replace(
                one,
                before=self._side(one.table, one.before),
                after=self._side(one.table, one.after),
            )
            for one in step.changes
        )
        details = {name: self._traces.replaced(text) for name, text in step.details.items()}
        return replace(step, changes=changes, details=details)

    def would_lose(self, plan: Plan, step: Step) -> bool:
        """Whether a step made from the covered plan would write over something covered.

        So too where it would keep the covered words of a text as if they stood there.
        """
        covered = self.plan(plan)
        for change in step.changes:
            row, shown = plan.get(change.table, change.id), covered.get(change.table, change.id)
            for name in change.after or {}:
                if row is not None and getattr(row, name) != getattr(shown, name):
                    return True
            if self._keeps_covered(plan, covered, change):
                return True
        then = plan.after(step) if step.touches("quotation") else plan
        return any(_quotes_covered(then, covered, c) for c in step.changes)

    def _keeps_covered(self, plan: Plan, covered: Plan, change: Change) -> bool:
        row, new = plan.get(change.table, change.id), change.after or {}
        if change.table == "translation" and "source" in new:
            at = row if isinstance(row, Translation) else Translation("", 0, **_address(new))
            return original(plan, at.subject, at.field) != original(covered, at.subject, at.field)
        return change.table == "rating" and row is None and self._is_twin(plan, new)

    def _is_twin(self, plan: Plan, new: Fields) -> bool:
        """Whether a new rating is one by a name, given again under the code that covers it."""
        for rating in plan.ratings(str(new.get("commitment", ""))):
            same = rating.edition == new.get("edition") and rating.round == new.get("round")
            if same and self.rater(rating.rater) == new.get("rater") != rating.rater:
                return True
        return False

    def know(self, plan: Plan) -> None:
        """Learn who is to be covered, unless the register is the one known already."""
        register = plan.tables["person"], plan.tables["contact"]
        known = self._register
        if known is not None and known[0] is register[0] and known[1] is register[1]:
            return
        people = [row for row in register[0].values() if isinstance(row, Person)]
        codes = {row.id: row.code or f"#{n}" for n, row in enumerate(people, 1)}
        traces = traces_of(plan, (), frozenset(codes), codes)
        telling = {f"#{n}": row.id for n, row in enumerate(people, 1) if traces.are_in(row.code)}
        if telling:  # a badge that bears the name hides nobody
            codes |= {id: code for code, id in telling.items()}
            traces = traces_of(plan, (), frozenset(codes), codes)
        self._traces = traces
        self._badges = frozenset(map(fold, codes.values()))
        self._register = register
        self._rows.clear()

    def rater(self, said: str) -> str:
        """A rater without a name: a code, or a sign for what may be the name of a stranger.

        The same stranger has the same sign; what has a figure in it is a badge or a table.
        """
        code = self._traces.code_of(said)
        if code is not None:
            return code
        if not said.strip() or any(map(str.isdecimal, said)) or fold(said) in self._badges:
            return self._traces.replaced(said)
        return self._strangers.setdefault(fold(said), f"{_COVER}{len(self._strangers) + 1}")

    def share(self, other: Hiding) -> None:
        """Cover what either one knows; these decide the codes."""
        self._traces = other._traces = self._traces.joined(other._traces)
        self._badges = other._badges = self._badges | other._badges
        other._strangers = self._strangers

    def _row(self, table: str, row: Record) -> Record:
        known = self._rows.get((table, row.id))
        if known is None or known[0] is not row:
            known = row, self._covered(table, row)
            self._rows[table, row.id] = known
        return known[1]

    def _covered(self, table: str, row: Record) -> Record:
        names = _TEXTS[table]
        new = self._side(table, {name: getattr(row, name) for name in names}) or {}
        if isinstance(row, Person):
            new = {**new, "name": self._traces.codes[row.id] if row.name else ""}
        changed = {name: value for name, value in new.items() if value != getattr(row, name)}
        return replace(row, **changed) if changed else row

    def _side(self, table: str, side: Fields | None) -> Fields | None:
        if side is None:
            return None
        return {name: self._value(table, name, value) for name, value in side.items()}

    def _value(self, table: str, name: str, value: Value) -> Value:
        if not isinstance(value, str) or not value:
            return value
        private = table == "contact" and name in ("email", "phone")
        if private or (table == "person" and name in ("name", "access_needs")):
            return _COVER
        if table == "rating" and name == "rater":
            return self.rater(value)
        code = self._traces.code_of(value)
        return self._traces.replaced(value) if code is None else code
