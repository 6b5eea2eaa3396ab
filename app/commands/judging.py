"""What ``check`` says of a file: how it is, and what its plan still misses."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

from app.commands.parser import FINE, STOPS, WORLD
from app.errors import UserError
from app.messages import say
from app.models.intake.limits import kept_within
from app.models.intake.tables import Remark
from app.paths import Paths
from app.words import Words

Found = dict[str, Any]
Judge = Callable[[Path, Paths], Found]

JUDGES: Mapping[str, tuple[str, str]] = {
    "plan": ("judging_plans", "judge_plan"),
    "json": ("judging_plans", "judge_open_data"),
    "csv": ("judging_tables", "judge_csv"),
    "xlsx": ("judging_tables", "judge_xlsx"),
    "picture": ("judging_picture", "judge_picture"),
    "bundle": ("judging_bundle", "judge_bundle"),
    "docx": ("judging_word", "judge_docx"),
}
"""What a file can be checked as: the module beside this one, and its function."""


def do_check(asked: Namespace, paths: Paths) -> int:
    """Say whether a file is sound, and what its plan still misses."""
    found = judged(asked.kind, asked.plan, paths)
    if asked.json:
        print(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        _tell(found)
    if found["outcome"] in ("REJECT", "RECOVER"):
        return WORLD
    return STOPS if any(gap["severity"] == "stop" for gap in found["missing"]) else FINE


def judged(kind: str, path: Path, paths: Paths) -> Found:
    """What is said of a file that should be of this kind; a fault of the world is a REJECT."""
    try:
        with kept_within(path.name):
            return judge_of(kind)(path, paths)
    except UserError as fault:
        return verdict("REJECT", say(Words("en"), fault), code=fault.code)


def judge_of(kind: str) -> Judge:
    """What judges files of this kind; it raises the faults of the world."""
    module, name = JUDGES[kind]
    found: Judge = getattr(import_module(f"app.commands.{module}"), name)
    return found


def verdict(outcome: str, message: str, rows: int = 0, *, code: str = "", **more: object) -> Found:
    """An answer of ``check``: outcome, two sentences, how much was taken, and more by kind."""
    found = {"outcome": outcome, "code": code, "message": message, "rows": rows, "missing": []}
    return {**found, **more}


def in_words(remark: Remark) -> str:
    """A remark in plain English; the field it may name is a marked text itself."""
    return Words("en")(remark.sentence, **remark.details)


def _tell(found: Found) -> None:
    print(found["message"])
    for gap in found["missing"]:
        place = f"{gap['commitment']}: " if gap["commitment"] else ""
        print(f"  [{gap['severity']}] {place}{gap['sentence']}")
    for said in found.get("warnings", ()):
        print(f"  {said}")
    for row in found.get("left_out", ()):
        print(f"  line {row['line']}: {row['reason']}")
