"""Which row belongs to which: the rows of a commitment, of a person, of the plan itself."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.plan import Plan
from app.models.records import Record

_OWNERS = ("commitment", "subject", "answer", "person")
_APART = frozenset({("rating", "person")})  # a rating belongs to its commitment


def owner_of(table: str, row: Record) -> str:
    """The id of the row that ``row`` belongs to, "" where it stands for itself."""
    for name in _OWNERS:
        owner = str(getattr(row, name, ""))
        if owner and (table, name) not in _APART:
            return owner
    return ""


class Belongings:
    """What belongs to what in one plan, found out once; deleted rows too."""

    def __init__(self, plan: Plan) -> None:
        self._index: dict[str, list[tuple[str, Record]]] = {}
        for table, rows in plan.tables.items():
            for row in rows.values():
                owner = owner_of(table, row)
                if owner:
                    self._index.setdefault(owner, []).append((table, row))

    def of(self, id: str) -> Iterator[tuple[str, Record]]:
        """Every row that belongs to the row ``id``, and what belongs to those."""
        return self._under(id, set())

    def _under(self, id: str, seen: set[str]) -> Iterator[tuple[str, Record]]:
        if id in seen:  # damage may make two rows belong to each other
            return
        seen.add(id)
        for table, row in self._index.get(id, ()):
            yield table, row
            yield from self._under(row.id, seen)


def root_of(plan: Plan, table: str, row: Record) -> str:
    """The id of the outermost row that ``row`` belongs to; its own where it stands for itself."""
    seen = {row.id}
    owner = owner_of(table, row)
    last = row.id
    while owner and owner not in seen:
        seen.add(owner)
        last = owner
        found = find_row(plan, owner)
        owner = owner_of(*found) if found is not None else ""
    return last


def find_row(plan: Plan, id: str) -> tuple[str, Record] | None:
    """The row with that id, whatever its table, deleted or not."""
    for table, rows in plan.tables.items():
        row = rows.get(id)
        if row is not None:
            return table, row
    return None
