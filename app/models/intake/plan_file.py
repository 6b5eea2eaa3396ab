"""A JSON file as a plan: our own format, or a plan as somebody published it."""

from __future__ import annotations

import codecs
import json
import re
import stat
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.intake.atelier_json import FORMAT, from_json
from app.models.intake.open_plan import choose_template, read_open_plan
from app.models.intake.open_text import Number
from app.models.intake.report import Imported, KeptNote, Report
from app.models.plan import Plan
from app.models.planfile.faults import os_faults
from app.models.records import Milestone

__all__ = ["Imported", "KeptNote", "Report", "read_json_file"]

LARGEST = 50_000_000
DEEPEST = 100

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FAMILIES = ("values", "ambition", "standards", "themes")
# A number of more digits than Python takes ends the reading, so nothing behind it is looked at.
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*"(\s*:)?|[{}\[\]]|NaN|-?Infinity|(?<![\d.])\d{4301,}', re.DOTALL
)


def read_json_file(path: Path, frameworks: Frameworks) -> Imported:
    """The plan in a JSON file, with a report of what came in.

    Raises UserError "json_broken" or "json_wrong_encoding" with the ``line`` at fault (0 where
    nobody can tell), "json_not_a_plan", what ``from_json`` raises, "framework_missing" for an
    edition that is not here, "too_large", or a fault of the disk. All carry ``file``.
    """
    try:
        return _read(path, frameworks)
    except UserError as fault:
        fault.details.setdefault("name", path.name)
        fault.details.setdefault("file", path.name)
        raise


def _read(path: Path, frameworks: Frameworks) -> Imported:
    data = _parsed(_text(path), path.name)
    if isinstance(data, dict) and data.get("format") == FORMAT:
        return _ours(from_json(data), frameworks)
    if isinstance(data, dict) and "commitments" in data:
        return read_open_plan(data, frameworks, path.name)
    raise UserError("json_not_a_plan")


def _text(path: Path) -> str:
    with os_faults(path):
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise UserError("not_a_file", name=path.name)
        if status.st_size > LARGEST:
            raise UserError("too_large", name=path.name)
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    try:
        return raw.decode("utf-16" if raw.startswith(_WIDE) else "utf-8-sig")
    except UnicodeDecodeError as fault:
        line = raw.count(b"\n", 0, fault.start) + 1
        looks_right = raw.lstrip(codecs.BOM_UTF8 + b" \t\r\n").startswith((b"{", b"["))
        code = "json_wrong_encoding" if looks_right else "json_broken"
        raise UserError(code, name=path.name, line=line) from fault


def _parsed(text: str, name: str) -> object:
    """The data, if every reader of JSON would understand them alike."""
    try:
        data: object = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_number, parse_float=Number
        )
    except json.JSONDecodeError as fault:
        raise UserError("json_broken", name=name, line=fault.lineno) from fault
    except (ValueError, RecursionError) as fault:
        raise UserError("json_broken", name=name, line=_strange_line(text)) from fault
    if _depth(data) > DEEPEST:
        raise UserError("json_broken", name=name, line=_strange_line(text))
    return data


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_number(said: str) -> float:
    raise ValueError(said)


def _depth(data: object) -> int:
    """How deep lists and objects lie in each other, without going down by recursion."""
    depth, level = 0, [data]
    while wholes := [part for part in level if isinstance(part, dict | list)]:
        level = [part for whole in wholes for part in _parts(whole)]
        depth += 1
    return depth


def _parts(whole: dict[str, object] | list[object]) -> Iterable[object]:
    return whole.values() if isinstance(whole, dict) else whole


def _strange_line(text: str) -> int:
    """The line of the first repeated key, number that is none, or nesting too deep; else 0."""
    open_objects: list[set[str]] = []
    for token in _TOKEN.finditer(text):
        said = token.group()
        strange = said[0] in "NI-0123456789"
        if said in "{[":
            open_objects.append(set())
            strange = len(open_objects) > DEEPEST
        elif said in "}]":
            open_objects.pop()
        elif token.group(1):
            key = json.loads(said[: -len(token.group(1))])
            strange = key in open_objects[-1]
            open_objects[-1].add(key)
        if strange:
            return text.count("\n", 0, token.start()) + 1
    return 0


def _ours(plan: Plan, frameworks: Frameworks) -> Imported:
    """A plan in our own format, on editions that are here; a blank one is chosen by its start."""
    info = plan.info
    template = info.template or choose_template(info.kind, info.starts, frameworks)
    defaults = frameworks.edition(template, "en").defaults
    editions = {"template": template}
    for family in _FAMILIES:
        own = getattr(info, family)
        editions[family] = own or defaults.get(family) or frameworks.editions(family)[0]
    for family, id in editions.items():
        if id not in frameworks.editions(family):
            raise UserError("framework_missing", edition=id)
    row = replace(info, **editions)
    known = Plan({**plan.tables, "plan": {**plan.tables["plan"], row.id: row}})
    return Imported(known, Report(len(known.commitments), len(known.all(Milestone))))
