"""What the process that reads strangers' files says, and how the one that asked understands it.

Lines of JSON, nothing else: ``{"progress": 0.4}``, ``{"fault": code, "details": {…}}``, and the
parts of what was read. Whatever does not have exactly the expected shape is "file_too_costly": a
reader that was stopped, or broken into, can make the asker believe nothing.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import to_builtins
from msgspec.structs import replace

from app.errors import UserError
from app.models.intake.tables import Remark, TableRead, TableRow, read_table

if TYPE_CHECKING:
    from app.models.frameworks import Frameworks
    from app.models.intake.bundle import Packed
    from app.models.intake.report import Imported

    Saying = Callable[[Path, Mapping[str, Any], Frameworks], Iterator[dict[str, Any]]]

Json = dict[str, Any]
Chosen = Mapping[str, Any]
_ROWS = list[tuple[int, tuple[str, ...]]]
BATCH = 500  # rows a line: about two milliseconds to understand
_NONSENSE = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    TypeError,
    ValueError,
)  # what comes of data in another shape
MOST_SAID = 700_000_000  # bytes an asker listens to


def said_of(
    kind: str,
    path: Path,
    chosen: Chosen,
    frameworks: Frameworks,
    others: Mapping[str, Saying] | None = None,
) -> Iterator[str]:
    """Read a file as ``kind`` and say it line by line; a fault of the world is said too.

    ``others`` read the kinds that are not read in this layer.
    """
    try:
        for part in {**_SAYING, **(others or {})}[kind](path, chosen, frameworks):
            yield msgspec.json.encode(part).decode()
    except UserError as fault:
        details = {key: str(value) for key, value in fault.details.items()}
        yield json.dumps({"fault": fault.code, "details": details}, ensure_ascii=False)
    except MemoryError:
        yield json.dumps({"fault": "file_too_costly", "details": {"name": path.name}})


def understood(kind: str, lines: Iterable[bytes], name: str) -> Any:  # noqa: ANN401  # by kind
    """What the lines of a reader say: a TableRead, an Imported, a CleanPicture or plans.

    For a letterhead it is what the file lacks, as marked sentences.

    Raises the UserError they tell of, "file_too_costly" when they break off or make no sense.
    """
    try:
        parts = [part for part in map(msgspec.json.decode, lines) if "progress" not in part]
        for part in parts:
            if "fault" in part:
                raise _told_fault(part, name)
        return _UNDERSTANDING[kind](parts)
    except _NONSENSE as fault:
        raise UserError("file_too_costly", name=name) from fault


def progress_of(line: bytes) -> float | None:
    """How far a reader says it is; None for a line that says something else."""
    if not line.startswith(b'{"progress"'):
        return None
    try:
        return min(1.0, max(0.0, float(json.loads(line)["progress"])))
    except (ValueError, KeyError, TypeError):
        return None


def _told_fault(part: Json, name: str) -> UserError:
    from app.messages import MESSAGES

    code, details = str(part["fault"]), dict(part["details"])
    if code not in MESSAGES:
        return UserError("file_too_costly", name=name)
    return UserError(code, **{**details, "name": name})


# -- tables --------------------------------------------------------------------------------------


def _say_table(path: Path, chosen: Chosen, _frameworks: Frameworks) -> Iterator[Json]:
    yield {"progress": 0.05}
    header, encoding, sheet = (chosen.get(key) for key in ("header", "encoding", "sheet"))
    table = read_table(path, encoding, sheet, header=header)
    yield {"progress": 0.7}
    yield to_builtins(replace(table, rows=()))
    for start in range(0, len(table.rows), BATCH):
        rows = table.rows[start : start + BATCH]
        yield {"rows": [(row.line, row.cells) for row in rows]}
        yield {"progress": 0.7 + 0.3 * (start + len(rows)) / len(table.rows)}
    yield {"end": len(table.rows)}


def _hear_table(parts: list[Json]) -> TableRead:
    head, *batches, end = parts
    table = TableRead(
        columns=_texts(head["columns"]),
        rows=(),
        warnings=tuple(
            Remark(_text(one["sentence"]), {k: _detail(v) for k, v in one["details"].items()})
            for one in head["warnings"]
        ),
        encoding=_text(head["encoding"]),
        needs_choice=bool(head["needs_choice"]),
        has_header=bool(head["has_header"]),
        sheets=_texts(head["sheets"]),
        sheet=_text(head["sheet"]),
        cleaned=int(head["cleaned"]),
    )
    width = len(table.columns)
    found = (msgspec.convert(batch["rows"], _ROWS) for batch in batches)
    rows = tuple(starmap(TableRow, chain.from_iterable(found)))
    if end["end"] != len(rows) or any(len(row.cells) != width for row in rows):
        raise ValueError("broken off")
    return replace(table, rows=rows)


def _detail(value: object) -> str | tuple[str, ...]:
    return _texts(value) if isinstance(value, list) else _text(value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _texts(values: Iterable[object]) -> tuple[str, ...]:
    return tuple(map(_text, values))


# -- open data -----------------------------------------------------------------------------------


def _say_open_data(path: Path, _chosen: Chosen, frameworks: Frameworks) -> Iterator[Json]:
    from app.models.intake.atelier_json import to_json
    from app.models.intake.plan_file import read_json_file

    yield {"progress": 0.1}
    imported = read_json_file(path, frameworks)
    plan = json.loads(to_json(imported.plan, with_people=True))
    yield {"plan": plan, "report": to_builtins(imported.report)}


def _hear_open_data(parts: list[Json]) -> Imported:
    from app.models.intake.atelier_json import from_json
    from app.models.intake.report import Imported, KeptNote, Report

    (part,) = parts
    said = part["report"]
    notes = tuple(KeptNote(_text(n["subject_label"]), _text(n["key"])) for n in said["notes"])
    counts = int(said["commitments"]), int(said["milestones"])
    return Imported(from_json(part["plan"]), Report(*counts, notes, _texts(said["warnings"])))


# -- pictures and bundles ------------------------------------------------------------------------


def _say_picture(path: Path, _chosen: Chosen, _frameworks: Frameworks) -> Iterator[Json]:
    from app.models.intake.picture import read_picture

    yield {"data": _coded(read_picture(path).data)}


def _hear_picture(parts: list[Json]) -> bytes:
    (part,) = parts
    return _decoded(part["data"])


def _say_bundle(path: Path, _chosen: Chosen, _frameworks: Frameworks) -> Iterator[Json]:
    from app.models.intake.bundle import plans_in

    yield {"progress": 0.1}
    for plan in plans_in(path):
        beside = {end: _coded(data) for end, data in plan.beside.items()}
        yield {"name": plan.name, "data": _coded(plan.data), "beside": beside}
    yield {"end": True}


def _hear_bundle(parts: list[Json]) -> tuple[Packed, ...]:
    from app.models.intake.bundle import safe_everywhere

    *plans, end = parts
    found = tuple(map(_packed, plans))
    if end["end"] is not True or not all(
        "/" not in p.name and safe_everywhere(p.name) for p in found
    ):
        raise ValueError("broken off")
    return found


def _packed(said: Json) -> Packed:
    from app.models.intake.bundle import Packed
    from app.models.planfile.beside import EDITS

    beside = {end: _decoded(data) for end, data in said["beside"].items()}
    if not beside.keys() <= set(EDITS):
        raise ValueError("no edit of a plan")
    return Packed(_text(said["name"]), _decoded(said["data"]), beside)


def _hear_letterhead(parts: list[Json]) -> tuple[str, ...]:
    (part,) = parts
    return _texts(part["lacks"])


def _coded(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _decoded(text: object) -> bytes:
    return base64.b64decode(_text(text), validate=True)


_SAYING: Mapping[str, Saying] = {
    "table": _say_table,
    "open-data": _say_open_data,
    "picture": _say_picture,
    "bundle": _say_bundle,
}
_UNDERSTANDING: Mapping[str, Callable[[list[Json]], object]] = {
    "table": _hear_table,
    "open-data": _hear_open_data,
    "picture": _hear_picture,
    "bundle": _hear_bundle,
    "letterhead": _hear_letterhead,
}
