"""A plan's file: the only place that speaks SQL. Each part of it is loaded when first asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.models.planfile.backups import Backup, Backups
    from app.models.planfile.ballast import Ballast
    from app.models.planfile.connection import engine_version
    from app.models.planfile.entries import Entry
    from app.models.planfile.planfile import PlanFile
    from app.models.planfile.reading import read_plan
    from app.models.planfile.verdict import Verdict, check_file

__all__ = [
    "Backup",
    "Backups",
    "Ballast",
    "Entry",
    "PlanFile",
    "Verdict",
    "check_file",
    "engine_version",
    "read_plan",
]
_HOMES = {
    "Backup": "backups",
    "Backups": "backups",
    "Ballast": "ballast",
    "engine_version": "connection",
    "Entry": "entries",
    "PlanFile": "planfile",
    "read_plan": "reading",
    "Verdict": "verdict",
    "check_file": "verdict",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found
