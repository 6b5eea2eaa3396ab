"""A list of 10,000 people read by one of several readers, or only parsed."""

from __future__ import annotations

import csv
import sys
from pathlib import Path


def parse_csv(path: Path) -> int:
    """The limit: only parse it."""
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.reader(file))


def parse_xlsx(path: Path) -> int:
    """The limit: only parse it."""
    from python_calamine import CalamineWorkbook

    return len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python())


def openpyxl(path: Path) -> int:
    """The usual reader of workbooks."""
    from openpyxl import load_workbook

    return sum(1 for _ in load_workbook(path, read_only=True).active.iter_rows(values_only=True))


def read(path: Path) -> int:
    """Atelier's reading: encodings, headings, limits, remarks."""
    from app.models.intake.tables import read_table

    return len(read_table(path).rows) + 1


def look_and_import(path: Path) -> int:
    """Atelier's whole import: read, judge every row, write them into a new plan."""
    from app.models.frameworks import Frameworks
    from app.models.intake.people import guess_mapping, preview
    from app.models.intake.people_step import Choices, import_step
    from app.models.intake.tables import read_table
    from app.models.journal import Journal
    from app.models.planfile import PlanFile
    from app.paths import find_resources
    from tests.bench.the_plan import make_plan

    frameworks = Frameworks(find_resources() / "frameworks")
    sectors = frameworks.edition(frameworks.editions("sectors")[0], "en")
    target = path.with_suffix(".atelier")
    target.unlink(missing_ok=True)
    journal = Journal(PlanFile.create(target, make_plan(1)))
    table = read_table(path)
    seen = preview(table, guess_mapping(table.columns), journal.plan, sectors)
    journal.do(import_step(seen, Choices(on="2026-01-01"), journal.plan))
    count = len(journal.plan.people)
    journal.close()
    return count + 1


READERS = {
    "csv": parse_csv,
    "calamine": parse_xlsx,
    "openpyxl": openpyxl,
    "read": read,
    "import": look_and_import,
}
print(f'{{"rows": {READERS[sys.argv[1]](Path(sys.argv[2]))}}}')
