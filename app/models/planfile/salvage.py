"""What can still be read of a damaged plan: row by row, each through the types of the model."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from app.errors import UserError
from app.models.plan import Plan, answer_id, field_names, natural_id, plan_of
from app.models.planfile.beside import copy_of_unfinished, require_own_beside
from app.models.planfile.checking import JOURNAL, require_file
from app.models.planfile.connection import connect, let_go
from app.models.planfile.faults import os_faults
from app.models.planfile.journal_rows import Known, LineRow, read_line, replay
from app.models.planfile.pages import Cell, Pages
from app.models.planfile.seal import Seal, row_seal
from app.models.records import RECORDS, Answer, Consent, Contact, PlanInfo, Record
from app.models.schema import BY_NAME, TABLES, Value, is_id
from app.models.text import clean

Progress = Callable[[float], None]
RowKey = tuple[str, str]
_COLUMN = re.compile(r'(?<!\w)"?(\w+)"? (?:TEXT|INTEGER)\b')
_MOST_READINGS = 20  # of one row
_PROVED_ROWS = 1  # the seal over the rows, as ``planfile`` numbers them


class Salvaged(Struct, frozen=True):
    """What was read of a damaged file.

    ``plan`` holds every row that was found or rebuilt. ``rebuilt`` rows stand only in the
    journal, with their last value known there; ``doubtful`` ones are contradicted by the journal,
    or by a second reading of themselves. ``lost`` rows are spoken of by others and nowhere to be
    found, their table "" where it is not known; ``orphans`` speak of them. ``missing`` counts the
    rows the seal knew and nothing has given back, None where the seal cannot be read. ``pieces``
    are the values that the journal still knows of lost rows.
    ``is_whole``: the seal proves every row.
    """

    plan: Plan
    rows_by_table: Mapping[str, int]
    rebuilt: tuple[RowKey, ...] = ()
    doubtful: tuple[RowKey, ...] = ()
    orphans: tuple[RowKey, ...] = ()
    lost: tuple[RowKey, ...] = ()
    pieces: Mapping[RowKey, Mapping[str, Value]] = field(default_factory=dict)
    missing: int | None = None
    lines: int = 0
    lineage: str = ""
    is_whole: bool = False

    @property
    def rows(self) -> int:
        """How many rows there are to be had."""
        return sum(self.rows_by_table.values())


def salvage(path: Path, progress: Progress | None = None) -> Salvaged:
    """Read what a damaged file still holds, without changing a byte of it and without SQL on it.

    An edit that was cut off is taken back in a copy first, where that works. Raises UserError
    "nothing_to_salvage" where not one row can be read, and for what the place refuses.
    """
    require_file(path)
    tell = progress or _silent
    with os_faults(path):
        found = _read(path, tell)
        tidied = _read_tidied(path, tell)
    best = tidied if tidied is not None and tidied.total >= found.total else found
    salvaged = _put_together(best)
    if not salvaged.rows:
        raise UserError("nothing_to_salvage", name=path.name)
    return salvaged


def lineage_of(path: Path) -> str:
    """The lineage a damaged file still tells, "" where it tells none; quick where it does."""
    try:
        require_file(path)
        with os_faults(path), Pages(path) as pages:
            for _, cells in pages.records(_silent):
                if len(cells) == 2 and cells[0] == "lineage" and is_id(str(cells[1])):
                    return str(cells[1])
            return _lineage(_read(path, _silent))
    except UserError:
        return ""


Columns = Mapping[str, tuple[str, ...]]
Layouts = Mapping[int, tuple[tuple[str, tuple[str, ...]], ...]]


class _Found(Struct):
    """The raw rows of one reading."""

    rows: dict[RowKey, list[Record]] = field(default_factory=dict)
    meta: dict[str, str] = field(default_factory=dict)
    lines: dict[int, LineRow] = field(default_factory=dict)
    seal: Seal | None = None
    columns: Columns = field(default_factory=dict)

    @property
    def total(self) -> int:
        return len(self.rows) + len(self.lines)


def _silent(_share: float) -> None:
    """For who does not ask how far it has come."""


def _read(path: Path, progress: Progress) -> _Found:
    with Pages(path) as pages:
        found = _Found(columns=_columns(pages))
        layouts = _by_width(found.columns)
        for rowid, cells in pages.records(progress):
            _sort_in(found, layouts, rowid, cells)
    return found


def _read_tidied(path: Path, progress: Progress) -> _Found | None:
    """The same of a copy from which the edit that was cut off is taken back; None without one."""
    try:
        require_own_beside(path)
    except UserError:  # what lies there is no edit of ours; the file alone is read
        return None
    with copy_of_unfinished(path) as copy:
        if copy is None:
            return None
        with suppress(UserError, OSError):
            db = connect(copy)
            try:
                with suppress(Exception):  # whatever SQLite cannot do here, the pages may tell
                    db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            finally:
                let_go(db)
            return _read(copy, progress)
    return None


def _columns(pages: Pages) -> Columns:
    """The columns of each table in the order of this file, as far as it still tells."""
    order = {table.name: ("id", *field_names(table.name)) for table in TABLES}
    for _, cells in pages.records(_silent):
        if len(cells) == 5 and cells[0] == "table" and cells[1] in order:
            columns = tuple(_COLUMN.findall(str(cells[4])))
            if {"id", "deleted"} <= set(columns):
                order[str(cells[1])] = columns
    return order


def _by_width(order: Columns) -> Layouts:
    grouped: dict[int, list[tuple[str, tuple[str, ...]]]] = {}
    for table, columns in order.items():
        grouped.setdefault(len(columns), []).append((table, columns))
    return {count: tuple(tables) for count, tables in grouped.items()}


def _sort_in(found: _Found, layouts: Layouts, rowid: int, cells: tuple[Cell, ...]) -> None:
    """Put one record where it belongs; what no table of ours could hold is left out."""
    match cells:
        case (str(key), str(value)) if key in ("lineage", "copy", "made"):
            found.meta.setdefault(key, value)
        case (None, str(total), int(rows), str(_)) if len(total) == 64:
            if rowid == _PROVED_ROWS:
                with suppress(ValueError):
                    found.seal = Seal(int(total, 16), rows)
        case (None, *rest) if len(cells) == len(JOURNAL):
            line = read_line(rowid, rest)
            if line is not None:
                found.lines.setdefault(rowid, line)
        case _:
            row = _row(layouts, cells)
            if row is not None:
                table, record = row
                readings = found.rows.setdefault((table, record.id), [])
                if len(readings) < _MOST_READINGS and record not in readings:
                    readings.append(record)


def _row(layouts: Layouts, cells: tuple[Cell, ...]) -> tuple[str, Record] | None:
    for table, columns in layouts.get(len(cells), ()):
        record = sound_record(table, dict(zip(columns, cells, strict=True)))
        if record is not None:
            return table, record
    older = [  # a row that was never written since its table got another column
        (table, record)
        for count, tables in layouts.items()
        if count > len(cells)
        for table, columns in tables
        if (record := sound_record(table, dict(zip(columns, cells, strict=False)))) is not None
    ]
    return older[0] if len(older) == 1 and len(cells) > 5 else None


def sound_record(table: str, values: Mapping[str, Cell]) -> Record | None:
    """The record of these values; None where the model would not have taken one of them."""
    schema = BY_NAME[table]
    id, deleted = values.get("id"), values.get("deleted", 0)
    if not isinstance(id, str) or not is_id(id) or deleted not in (0, 1):
        return None
    for each in schema.fields:
        value = values.get(each.name, each.blank)
        if each.is_number:
            if not isinstance(value, int):
                return None
        elif (
            not isinstance(value, str)
            or len(value) > each.limit
            or not each.has_shape(value)
            or clean(value) != value
        ):
            return None
    known = {name: values[name] for name in field_names(table) if name in values}
    return RECORDS[table](id, **known)  # type: ignore[arg-type]  # checked against the schema above


# Putting together


def _put_together(found: _Found) -> Salvaged:
    known = replay(found.lines.values())
    chosen = {key: _chosen(readings, known.get(key)) for key, readings in found.rows.items()}
    doubtful = {key for key, readings in found.rows.items() if len(readings) > 1}
    doubtful |= {key for key, row in chosen.items() if _is_doubtful(row, known.get(key))}
    whole = found.seal is not None and found.seal == _seal_of(chosen, found)
    rebuilt = {} if whole else dict(_rebuilt(known, chosen))
    plan = plan_of([*chosen.values(), *rebuilt.values()])
    orphans, lost = _loose_ends(plan, known)
    missing = None
    if found.seal is not None:
        missing = max(0, found.seal.rows - len(found.meta) - len(chosen) - len(rebuilt))
    return Salvaged(
        plan,
        Counter(table for table, _ in (*chosen, *rebuilt)),
        tuple(sorted(rebuilt)),
        () if whole else tuple(sorted(doubtful)),
        orphans,
        () if whole else lost,
        {key: known[key].values for key in lost if key in known},
        missing,
        len(found.lines),
        _lineage(found),
        whole,
    )


def _chosen(readings: list[Record], known: Known | None) -> Record:
    """Of two readings of one row, the one the journal agrees with."""
    agreeing = [row for row in readings if known is not None and not known.contradicts(row)]
    return (agreeing or readings)[0]


def _is_doubtful(row: Record, known: Known | None) -> bool:
    if known is not None and known.contradicts(row):
        return True
    if isinstance(row, Answer):
        return row.id != answer_id(row.edition, row.item, row.subject)
    if isinstance(row, Contact):
        return row.id != natural_id("contact", row.person)
    return isinstance(row, Consent) and row.id != natural_id("consent", row.person, row.purpose)


def _rebuilt(
    known: Mapping[RowKey, Known], chosen: Mapping[RowKey, Record]
) -> Iterator[tuple[RowKey, Record]]:
    for (table, id), last in known.items():
        if (table, id) not in chosen and last.is_full and not last.is_gone:
            record = sound_record(table, {"id": id, **last.values})
            if record is not None:
                yield (table, id), record


def _seal_of(rows: Mapping[RowKey, Record], found: _Found) -> Seal:
    total = sum(row_seal("meta", (key, value)) for key, value in found.meta.items())
    for (table, _), row in rows.items():
        cells = (getattr(row, name, None) for name in found.columns[table])
        total += row_seal(table, cells)
    return Seal(total % (1 << 256), len(rows) + len(found.meta))


def _loose_ends(
    plan: Plan, known: Mapping[RowKey, Known]
) -> tuple[tuple[RowKey, ...], tuple[RowKey, ...]]:
    """The rows that point to rows that are not there, and the rows that are not there."""
    orphans: set[RowKey] = set()
    lost = {
        (table, id)
        for (table, id), last in known.items()
        if not last.is_gone and plan.get(table, id) is None
    }
    for table in TABLES:
        for each in (f for f in table.fields if f.kind == "ref"):
            for id, row in plan.tables[table.name].items():
                to = str(getattr(row, each.name))
                if to and not _is_there(plan, each.refers, to):
                    orphans.add((table.name, id))
                    lost.add((each.refers if each.refers in BY_NAME else "", to))
    return tuple(sorted(orphans)), tuple(sorted(lost))


def _is_there(plan: Plan, table: str, id: str) -> bool:
    tables: Iterable[str] = (table,) if table in BY_NAME else plan.tables
    return any(plan.get(name, id) is not None for name in tables)


def _lineage(found: _Found) -> str:
    said = found.meta.get("lineage", "")
    if is_id(said):
        return said
    plans = [id for table, id in found.rows if table == "plan"]
    return plans[0] if len(plans) == 1 else ""


def with_plan_row(salvaged: Salvaged, otherwise: PlanInfo) -> Plan:
    """The plan with a row of its own: ``otherwise`` where that row was lost."""
    if salvaged.plan.tables["plan"]:
        return salvaged.plan
    return Plan({**salvaged.plan.tables, "plan": {otherwise.id: replace(otherwise, deleted=0)}})
