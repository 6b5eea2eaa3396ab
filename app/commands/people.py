"""Taking a table of people into a plan without a screen."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.commands.parser import FINE
from app.errors import UserError
from app.paths import Paths
from app.words import Words

if TYPE_CHECKING:
    from app.models.intake.people import Preview
    from app.models.intake.people_step import Choices
    from app.models.intake.tables import Remark


def do_import_people(asked: Namespace, paths: Paths) -> int:
    """Take people from a CSV file or a workbook into a plan as one step, and list the others."""
    from app.models.frameworks import Frameworks
    from app.models.intake.limits import kept_within
    from app.models.intake.people import guess_mapping, is_enough, not_taken, preview
    from app.models.intake.people_step import Choices, import_step
    from app.models.intake.tables import read_table
    from app.models.journal import Journal
    from app.models.planfile import Backups, PlanFile

    frameworks = Frameworks(paths.resources / "frameworks")
    sectors = frameworks.edition(frameworks.editions("sectors")[0], "en")
    with kept_within(asked.source.name):
        table = read_table(asked.source)
    mapping = guess_mapping(table.columns)
    if not is_enough(mapping):
        raise UserError("table_no_people", name=asked.source.name)
    journal = Journal(PlanFile.open(asked.into, backups=paths.backups))
    try:
        shown = preview(table, mapping, journal.plan, sectors)
        choices = Choices(date.today().isoformat(), asked.duplicates)
        step = import_step(shown, choices, journal.plan)
        if step.changes:
            Backups(paths.backups).make(journal.file, "import")
            journal.do(step)
    finally:
        journal.close()
    warnings = [*table.warnings, *not_taken(table, mapping)]
    _tell(shown, choices, warnings, as_json=asked.json)
    return FINE


def _tell(shown: Preview, choices: Choices, warnings: list[Remark], *, as_json: bool) -> None:
    from app.models.intake.people_step import left_out

    words = Words("en")
    out = left_out(shown, choices)
    told = [words(remark.sentence, **remark.details) for remark in warnings]
    reasons = [
        (row.line, words(row.reason.sentence, **row.reason.details) if row.reason else row.state)
        for row in out
    ]
    taken = len(shown.rows) - len(out)
    if as_json:
        found = {
            "rows": len(shown.rows),
            "taken": taken,
            "warnings": told,
            "left_out": [{"line": line, "reason": reason} for line, reason in reasons],
        }
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in _lines(len(shown.rows), taken, told, reasons):
        print(line)


def _lines(rows: int, taken: int, told: list[str], reasons: list[tuple[int, str]]) -> Iterator[str]:
    yield f"{taken} of {rows} rows were taken, {len(reasons)} were left out."
    yield from (f"  {said}" for said in told)
    yield from (f"  line {line}: {reason}" for line, reason in reasons)
