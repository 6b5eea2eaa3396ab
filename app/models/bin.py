"""What was deleted and lies in the bin, and the step that puts it back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from app.models.belonging import Belongings, find_row, owner_of
from app.models.edits import Change, Step
from app.models.plan import Plan
from app.models.planfile import Entry
from app.models.records import Person, Record
from app.models.verbs.people import next_code
from app.models.verbs.rows import changed
from app.words import mark

RowKey = tuple[str, str]
_LABELS = {
    "commitment": mark("put back a commitment"),
    "milestone": mark("put back a milestone"),
    "answer": mark("put back an answer"),
    "quotation": mark("put back a quotation"),
    "rating": mark("put back a rating"),
    "note": mark("put back a note"),
    "translation": mark("put back a translation"),
    "person": mark("put back a person"),
    "contact": mark("put back a contact"),
    "consent": mark("put back a consent"),
    "plan": mark("put back the plan’s own facts"),
}


class Binned(Struct, frozen=True):
    """Something deleted. ``at`` is the UTC ISO text of when, "" where the journal is silent.

    ``along`` are the rows that were deleted with it and come back with it.
    """

    table: str
    row: Record
    at: str = ""
    along: tuple[RowKey, ...] = ()


def binned(plan: Plan, entries: Iterable[Entry]) -> tuple[Binned, ...]:
    """What was deleted by itself, newest first; what went along with it is not listed again."""
    gone = {
        (table, id): row
        for table, rows in plan.tables.items()
        for id, row in rows.items()
        if row.deleted
    }
    when = _deletions(entries, gone) if gone else {}
    all_ = Belongings(plan)
    along = {key: _along(all_, key, gone, when) for key in gone}
    taken = {other for others in along.values() for other in others}
    found = [
        Binned(table, row, _at(when, (table, id)), along[table, id])
        for (table, id), row in gone.items()
        if (table, id) not in taken
    ]
    return tuple(sorted(found, key=lambda one: _seq(when, one), reverse=True))


def is_empty(plan: Plan) -> bool:
    """Whether nothing lies in the bin."""
    return not any(row.deleted for rows in plan.tables.values() for row in rows.values())


def put_back(plan: Plan, one: Binned) -> Step:
    """Take something out of the bin, with what was deleted along with it.

    Where what it belongs to lies in the bin too, that comes along, for else nobody would see it.
    """
    keys = [(one.table, one.row.id), *one.along, *_owners(plan, one)]
    changes = [change for key in dict.fromkeys(keys) for change in _restored(plan, key)]
    return Step(_LABELS.get(one.table, _LABELS["note"]), tuple(changes))


def _restored(plan: Plan, key: RowKey) -> Iterator[Change]:
    row = plan.get(*key)
    if row is None or not row.deleted:
        return
    if isinstance(row, Person) and any(p.code == row.code for p in plan.people):
        yield changed(row, deleted=0, code=next_code(plan))  # the badge is somebody else's now
    else:
        yield changed(row, deleted=0)


def _owners(plan: Plan, one: Binned) -> Iterator[RowKey]:
    seen, owner = {one.row.id}, owner_of(one.table, one.row)
    while owner and owner not in seen:
        seen.add(owner)
        found = find_row(plan, owner)
        if found is None:
            return
        table, row = found
        if row.deleted:
            yield table, row.id
        owner = owner_of(table, row)


def _deletions(entries: Iterable[Entry], gone: Mapping[RowKey, Record]) -> dict[RowKey, Entry]:
    """The entry that deleted each row last."""
    found: dict[RowKey, Entry] = {}
    for entry in entries:
        for change in entry.step.changes:
            key = (change.table, change.id)
            if key in gone and (change.after or {}).get("deleted") == 1:
                found[key] = entry
    return found


def _along(
    all_: Belongings, key: RowKey, gone: Mapping[RowKey, Record], when: Mapping[RowKey, Entry]
) -> tuple[RowKey, ...]:
    """The rows that belong to a deleted one and were deleted in the same step."""
    under = ((table, row.id) for table, row in all_.of(key[1]))
    mine = when.get(key)
    return tuple(other for other in under if other in gone and _same(mine, when.get(other)))


def _same(one: Entry | None, other: Entry | None) -> bool:
    return one is None or other is None or one.seq == other.seq


def _seq(when: Mapping[RowKey, Entry], one: Binned) -> int:
    entry = when.get((one.table, one.row.id))
    return entry.seq if entry is not None else 0


def _at(when: Mapping[RowKey, Entry], key: RowKey) -> str:
    entry = when.get(key)
    return entry.at if entry is not None else ""
