"""What can still be read of a damaged plan, written to a new file."""

from __future__ import annotations

import json
import os
from argparse import Namespace

from app.commands.parser import FINE
from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.mending import mended
from app.models.planfile import PlanFile
from app.models.planfile.salvage import Salvaged, salvage
from app.paths import Paths


def do_salvage(asked: Namespace, paths: Paths) -> int:
    """Write what is readable to a new plan and say what is missing; the damaged file stays."""
    if os.path.lexists(asked.out):
        raise UserError("file_exists", name=asked.out.name)
    found = salvage(asked.plan)
    plan = mended(found, asked.plan.stem, Frameworks(paths.resources / "frameworks"))
    PlanFile.create(asked.out, plan, found.lineage).close()
    if asked.json:
        print(json.dumps(_report(found), indent=1))
    else:
        _tell(found)
    return FINE


def _report(found: Salvaged) -> dict[str, object]:
    """Counts and ids only: a report may be sent to somebody who must not read the plan."""
    return {
        "rows": dict(sorted(found.rows_by_table.items())),
        "rebuilt": [list(key) for key in found.rebuilt],
        "doubtful": [list(key) for key in found.doubtful],
        "orphans": [list(key) for key in found.orphans],
        "lost": [list(key) for key in found.lost],
        "missing": found.missing,
        "journal_lines": found.lines,
        "whole": found.is_whole,
    }


def _tell(found: Salvaged) -> None:
    print(f"{found.rows} rows were read; the journal still has {found.lines} lines.")
    for table, count in sorted(found.rows_by_table.items()):
        print(f"  {table}: {count}")
    if found.is_whole:
        print("The seal proves that nothing is missing.")
        return
    if found.missing is not None:
        print(f"{found.missing} rows are missing.")
    if found.rebuilt:
        print(f"{len(found.rebuilt)} rows were rebuilt from the journal.")
    if found.doubtful:
        print(f"{len(found.doubtful)} rows say something else than the journal: look at them.")
    if found.orphans:
        print(f"{len(found.orphans)} rows belong to rows that are gone.")
