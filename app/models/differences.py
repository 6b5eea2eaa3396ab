"""What differs between two states of a plan, and the step that brings one commitment back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Literal

from msgspec import Struct
from msgspec.structs import fields, replace

from app.models.belonging import Belongings, root_of
from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.records import Commitment, Rating, Record
from app.models.schema import Value
from app.models.verbs.rows import added, bin_rows, values_of
from app.words import mark

State = Literal["added", "changed", "gone"]


class FieldDifference(Struct, frozen=True):
    """One field with another value."""

    name: str
    before: Value
    after: Value


class RowDifference(Struct, frozen=True):
    """A row that came, went or says something else; ``root`` is the row it belongs to at last."""

    table: str
    id: str
    state: State
    before: Record | None
    after: Record | None
    root: str
    fields: tuple[FieldDifference, ...] = ()


class CommitmentDifference(Struct, frozen=True):
    """A commitment that came, went, or has rows that did; ``title`` is its newest one."""

    id: str
    title: str
    state: State


class Counted(Struct, frozen=True):
    """How many rows of one table came, changed and went."""

    added: int = 0
    changed: int = 0
    gone: int = 0


class Differences(Struct, frozen=True, dict=True):
    """All rows that differ, those out of the bin only: a row in the bin counts as gone."""

    rows: tuple[RowDifference, ...]
    commitments: tuple[CommitmentDifference, ...]

    def __bool__(self) -> bool:
        return bool(self.rows)

    def counted(self, table: str) -> Counted:
        """How many rows of a table came, changed and went."""
        states = [row.state for row in self.rows if row.table == table]
        return Counted(states.count("added"), states.count("changed"), states.count("gone"))

    def of(self, root: str) -> tuple[RowDifference, ...]:
        """The rows that differ and belong to one commitment, person or to the plan itself."""
        return self._by_root.get(root, ())

    @cached_property
    def _by_root(self) -> dict[str, tuple[RowDifference, ...]]:
        groups: dict[str, list[RowDifference]] = {}
        for row in self.rows:
            groups.setdefault(row.root, []).append(row)
        return {root: tuple(rows) for root, rows in groups.items()}


def differences(before: Plan, after: Plan) -> Differences:
    """What came, changed and went between two states of one plan, row by row."""
    rows = tuple(_rows(before, after))
    return Differences(rows, tuple(_commitments(before, after, rows)))


def contents(plan: Plan) -> Differences:
    """All that a plan holds, as if it had come to an empty one."""
    return differences(Plan({table: {} for table in plan.tables}), plan)


def _rows(before: Plan, after: Plan) -> Iterator[RowDifference]:
    for table in before.tables:
        old, new = before.tables[table], after.tables[table]
        if old is new:
            continue
        for id in dict.fromkeys((*old, *new)):
            was, now = _live(old.get(id)), _live(new.get(id))
            if was == now:
                continue
            state: State = "added" if was is None else "gone" if now is None else "changed"
            row, plan = (now, after) if now is not None else (was, before)
            if row is not None:
                root = root_of(plan, table, row)
                yield RowDifference(table, id, state, was, now, root, _fields(was, now))


def _live(row: Record | None) -> Record | None:
    return None if row is None or row.deleted else row


def _fields(was: Record | None, now: Record | None) -> tuple[FieldDifference, ...]:
    """The fields that differ; those a blank row has not, for a row that came or went."""
    some = now or was
    if some is None:
        return ()
    blank = type(some)(some.id)
    return tuple(
        FieldDifference(f.name, getattr(was or blank, f.name), getattr(now or blank, f.name))
        for f in fields(some)
        if f.name not in ("id", "deleted")
        and getattr(was or blank, f.name) != getattr(now or blank, f.name)
    )


def _commitments(
    before: Plan, after: Plan, rows: Iterable[RowDifference]
) -> Iterator[CommitmentDifference]:
    touched = {row.root for row in rows}
    for commitment in after.commitments:
        if commitment.id in touched:
            state: State = "added" if before.of(Commitment, commitment.id) is None else "changed"
            yield CommitmentDifference(commitment.id, commitment.title, state)
    for commitment in before.commitments:
        if commitment.id in touched and after.of(Commitment, commitment.id) is None:
            yield CommitmentDifference(commitment.id, commitment.title, "gone")


# Bringing one commitment back


def bring_back(plan: Plan, earlier: Plan, commitment: str) -> Step:
    """Make one commitment of ``plan`` what it was in ``earlier``, with all that belongs to it.

    It keeps its place where it is still there. KeyError: ``earlier`` has no such commitment.
    """
    row = earlier.of(Commitment, commitment)
    if row is None:
        raise KeyError(commitment)
    here = plan.of(Commitment, commitment)
    first: Record = replace(row, position=here.position) if here is not None else row
    under = (r for _, r in Belongings(earlier).of(commitment) if not r.deleted)
    wanted = [first, *(_with_person(plan, r) for r in under)]
    changes = [change for one in wanted if (change := _towards(plan, one)) is not None]
    ids = {one.id for one in wanted}
    newer = (r for _, r in Belongings(plan).of(commitment) if not r.deleted and r.id not in ids)
    return Step(mark("bring back a commitment"), (*changes, *bin_rows(newer)))


def _with_person(plan: Plan, row: Record) -> Record:
    """A rating of somebody who has left the register keeps the badge code only."""
    if isinstance(row, Rating) and row.person:
        person = plan.get("person", row.person)
        if person is None or person.deleted:
            return replace(row, person="")
    return row


def _towards(plan: Plan, row: Record) -> Change | None:
    """The change that makes the plan's row this one; None where it is."""
    new = added(row)
    stored = plan.get(new.table, row.id)
    if stored is None:
        return new
    now, wanted = values_of(stored), values_of(row)
    differing = [name for name in wanted if now[name] != wanted[name]]
    if not differing:
        return None
    before = {name: now[name] for name in differing}
    return Change(new.table, row.id, before, {name: wanted[name] for name in differing})
