"""Looking into a plan's file: opened for reading only, and let go of."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from app.models.plan import Plan
from app.models.planfile.planfile import PlanFile


def read_plan(path: Path) -> Plan:
    """The plan a file holds; UserError as ``PlanFile.open`` and ``PlanFile.read_plan`` raise it."""
    with closing(PlanFile.open(path, read_only=True)) as file:
        return file.read_plan()
