"""What ``check`` says of a file: how it is, and what its plan still misses."""

from __future__ import annotations

import json
import os
from argparse import Namespace
from pathlib import Path
from typing import Any

from app.commands.acts import read_plan
from app.commands.parser import FINE, STOPS, WORLD
from app.errors import UserError
from app.messages import say, visible
from app.models.plan import Plan
from app.paths import Paths
from app.words import Words

_READ_ONLY = frozenset({"newer_version", "file_locked", "read_only_place"})
_RECOVER = frozenset({"file_damaged", "file_unfinished"})


Found = dict[str, Any]


def do_check(asked: Namespace, paths: Paths) -> int:
    """Say whether a file is sound, and what its plan still misses."""
    look = _open_data if asked.kind == "open-data" else _plan_file
    found = look(asked.plan, paths)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        print(found["message"])
        for gap in found["missing"]:
            place = f"{gap['commitment']}: " if gap["commitment"] else ""
            print(f"  [{gap['severity']}] {place}{gap['sentence']}")
    if found["outcome"] in ("REJECT", "RECOVER"):
        return WORLD
    return STOPS if any(gap["severity"] == "stop" for gap in found["missing"]) else FINE


def _plan_file(path: Path, paths: Paths) -> Found:
    from app.models.planfile import check_file

    verdict = check_file(path)
    outcome = _outcome(verdict.code, path)
    if verdict.code:
        return _found(outcome, verdict.code, _message(verdict.code, path))
    message = f"“{visible(path.name)}” is sound and holds {verdict.rows} rows."
    try:
        missing = _missing(read_plan(path), paths)
    except UserError as fault:  # an unfinished edit is tidied up by opening for writing only
        return _found(outcome, fault.code, f"{message} {_message(fault.code, path)}", verdict.rows)
    return _found(outcome, "", message, verdict.rows, missing)


def _open_data(path: Path, paths: Paths) -> Found:
    from app.models.frameworks import Frameworks
    from app.models.intake.plan_file import read_json_file

    try:
        imported = read_json_file(path, Frameworks(paths.resources / "frameworks"))
    except UserError as fault:
        return _found("REJECT", fault.code, say(Words("en"), fault))
    rows = sum(len(rows) for rows in imported.plan.tables.values())
    kept = len(imported.report.notes)
    message = f"“{visible(path.name)}” can be imported: {rows} rows, {kept} texts kept as notes."
    outcome = "WARN" if kept or imported.report.warnings else "ACCEPT"
    return _found(outcome, "", message, rows, _missing(imported.plan, paths))


def _found(
    outcome: str, code: str, message: str, rows: int = 0, missing: list[Found] | None = None
) -> Found:
    return {
        "outcome": outcome,
        "code": code,
        "message": message,
        "rows": rows,
        "missing": missing or [],
    }


def _outcome(code: str, path: Path) -> str:
    if not code:
        return "ACCEPT" if os.access(path, os.W_OK) else "READONLY"
    if code in _READ_ONLY:
        return "READONLY"
    return "RECOVER" if code in _RECOVER else "REJECT"


def _missing(plan: Plan, paths: Paths) -> list[Found]:
    from app.models.assess import missing
    from app.models.frameworks import Frameworks

    words = Words("en")
    return [
        {
            "severity": gap.severity,
            "sentence": words(gap.sentence, **gap.details),
            "why": words(gap.why),
            "commitment": plan.number(gap.subject),
            "quote": gap.quote,
        }
        for gap in missing(plan, Frameworks(paths.resources / "frameworks"))
    ]


def _message(code: str, path: Path) -> str:
    return say(Words("en"), UserError(code, name=path.name))
