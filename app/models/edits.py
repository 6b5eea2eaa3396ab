"""What a person did, as plain data: a label and a few row changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from app.models.schema import Value

Fields = Mapping[str, Value]


class Change(Struct, frozen=True):
    """One row's change: fields before and after, never the id.

    ``before`` is None for a new row, ``after`` is None for a row that is gone again (the undo of
    an addition). Otherwise both name the same fields.
    """

    table: str
    id: str
    before: Fields | None
    after: Fields | None

    def inverse(self) -> Change:
        """The change that takes this one back."""
        return Change(self.table, self.id, self.after, self.before)

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return self.before == self.after

    def then(self, later: Change) -> Change:
        """This change and a later one of the same row, as one."""
        if self.before is None:
            after = None if later.after is None else {**(self.after or {}), **later.after}
            return replace(self, after=after)
        if later.after is None:
            return replace(later, before={**(later.before or {}), **self.before})
        before = {**(later.before or {}), **self.before}
        after = {**(self.after or {}), **later.after}
        kept = [name for name in before if before[name] != after.get(name)]
        return replace(
            self,
            before={name: before[name] for name in kept},
            after={name: after[name] for name in kept},
        )


class Step(Struct, frozen=True):
    """Everything one action did. ``label`` is a marked text, ``details`` fill its gaps.

    ``visit`` names one stay in one field: steps of the same visit join into one undo step.
    """

    label: str
    changes: tuple[Change, ...]
    details: Mapping[str, str] = field(default_factory=dict)
    visit: str = ""

    def inverse(self) -> Step:
        """The step that takes this one back, under the same label."""
        back = tuple(change.inverse() for change in reversed(self.changes))
        return replace(self, changes=back, visit="")

    @property
    def is_empty(self) -> bool:
        """Whether the step changes nothing."""
        return all(change.is_empty for change in self.changes)

    def then(self, later: Step) -> Step:
        """Two strokes of one visit as one step; empty changes fall away."""
        joined: dict[tuple[str, str], Change] = {}
        for change in (*self.changes, *later.changes):
            key = (change.table, change.id)
            joined[key] = joined[key].then(change) if key in joined else change
        changes = tuple(change for change in joined.values() if not change.is_empty)
        return replace(later, label=self.label, details=self.details, changes=changes)

    def touches(self, table: str, id: str | None = None) -> bool:
        """Whether a row of ``table`` (or just the row ``id``) changes."""
        return any(c.table == table and (id is None or c.id == id) for c in self.changes)

    def to_json(self) -> list[dict[str, Any]]:
        """The changes as plain data, for the journal of the file."""
        return [
            {
                "table": c.table,
                "id": c.id,
                "before": None if c.before is None else dict(c.before),
                "after": None if c.after is None else dict(c.after),
            }
            for c in self.changes
        ]


def runs_of(changes: Sequence[Change]) -> Iterator[tuple[str, str, list[Change]]]:
    """Neighbours of one table that all "come", all "go" or all "change": table, which, and they."""
    for (table, kind), run in groupby(changes, _kind):
        yield table, kind, list(run)


def _kind(change: Change) -> tuple[str, str]:
    if change.after is None:
        return change.table, "go"
    return change.table, "come" if change.before is None else "change"


def changes_from_json(rows: list[dict[str, Any]]) -> tuple[Change, ...]:
    """The changes that ``Step.to_json`` wrote."""
    return tuple(Change(r["table"], r["id"], r["before"], r["after"]) for r in rows)
