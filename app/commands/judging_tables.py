"""What ``check`` says of a table of people: who would be taken, and why the others not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.counting import counted
from app.commands.judging import Found, in_words, verdict
from app.errors import UserError
from app.messages import visible
from app.models.formula_guard import guarded
from app.paths import Paths

if TYPE_CHECKING:
    from app.models.intake.people import Preview
    from app.models.intake.tables import TableRead
    from app.models.records import Person

_MOST_LISTED = 1_000
# Texts that something else would take for more than text: they are kept as they are.
_MORE_THAN_TEXT = re.compile(
    "<[a-zA-Z!/]|\\w://|\\\\\\\\|[\u202a-\u202e\u2066-\u2069\U0001f000-\U0001ffff]"
)


# A date or an amount that one reader takes for another than its writer.
_TWO_READINGS = re.compile(
    r"\d{1,4}[/.-]\d{1,2}([/.-]\d{1,4})?|\d{1,2}[ -][^\W\d_]{3,}([ -]\d+)?"
    r"|\d[\d .,\u00a0\u202f]*[.,]\d+|\d{1,3}([ \u00a0\u202f]\d{3})+"
)


def judge_csv(path: Path, paths: Paths) -> Found:
    """Who would be taken from a text table; a workbook under that name is read as well."""
    return _judge(path, paths)


def judge_xlsx(path: Path, paths: Paths) -> Found:
    """Who would be taken from a workbook; a text table is not one."""
    from app.models.intake.tables import is_workbook, read_table

    if not is_workbook(path):
        read_table(path)  # what is no text table either says so itself
        raise UserError("table_is_text", name=path.name)
    return _judge(path, paths)


def _judge(path: Path, paths: Paths) -> Found:
    from app.models.frameworks import Frameworks
    from app.models.intake.encodings import GUESSED
    from app.models.intake.people import guess_mapping, is_enough, not_taken, preview
    from app.models.intake.people_step import Choices, left_out
    from app.models.intake.tables import read_table
    from app.models.plan import Plan

    table = read_table(path)
    mapping = guess_mapping(table.columns)
    if not is_enough(mapping):
        if table.has_header:
            raise UserError("table_no_people", name=path.name)
        return _without_headings(path, table)
    frameworks = Frameworks(paths.resources / "frameworks")
    sectors = frameworks.edition(frameworks.editions("sectors")[0], "en")
    shown = preview(table, mapping, Plan(), sectors)
    out = left_out(shown, Choices(""))
    asked = (one for one in table.warnings if one.sentence != GUESSED)  # is_guess tells it
    unused = [in_words(one) for one in not_taken(table, mapping)]
    reasons = [{"line": row.line, "reason": in_words(row.reason)} for row in out if row.reason]
    taken = len(shown.rows) - len(out)
    said = [*map(in_words, asked), *_of_rows(shown)]
    doubts = bool(said or out or not taken or (unused and _has_two_readings(table, mapping)))
    outcome = _outcome(table, shown, doubts=doubts)
    said += unused
    return verdict(
        outcome,
        _message(path, taken, len(out), [*said, *(str(one["reason"]) for one in reasons)]),
        taken,
        read=len(shown.rows),
        names=[row.person.name for row in shown.rows[:_MOST_LISTED]],
        columns=list(table.columns),
        encoding=table.encoding,
        is_guess=table.needs_choice,
        warnings=said[:_MOST_LISTED],
        left_out=reasons[:_MOST_LISTED],
    )


def _without_headings(path: Path, table: TableRead) -> Found:
    """A table whose columns a person must name first: nobody is taken, and each row is listed."""
    said = [in_words(one) for one in table.warnings]
    rows = counted(len(table.rows), "row")
    message = f"“{visible(path.name)}” has {rows}. Say in the window what each "
    reason = "Nobody knows yet which column holds the names."
    return verdict(
        "WARN",
        message + "column holds.",
        0,
        read=len(table.rows),
        first=list(table.rows[0].cells),
        warnings=said,
        left_out=[{"line": row.line, "reason": reason} for row in table.rows[:_MOST_LISTED]],
    )


def _has_two_readings(table: TableRead, mapping: Sequence[str]) -> bool:
    """Whether a column nothing is taken from holds dates or amounts that nobody may guess at."""
    unused = [place for place, target in enumerate(mapping) if not target]
    return any(
        _TWO_READINGS.fullmatch(row.cells[place].strip()) for row in table.rows for place in unused
    )


def _of_rows(shown: Preview) -> Iterator[str]:
    for row in shown.rows:
        for remark in row.remarks:
            yield f"Line {row.line}: {in_words(remark)}"


def _outcome(table: TableRead, shown: Preview, *, doubts: bool) -> str:
    if doubts:
        return "WARN"
    if table.cleaned:
        return "CLEAN"
    if any(_is_more_than_text(row.person) for row in shown.rows):
        return "LITERAL"
    return "ACCEPT"


def _is_more_than_text(person: Person) -> bool:
    texts = (person.name, person.organisation, person.role, person.region, person.access_needs)
    return any(guarded(text) != text or _MORE_THAN_TEXT.search(text) for text in texts if text)


def _message(path: Path, taken: int, out: int, said: list[str]) -> str:
    people = "1 person" if taken == 1 else f"{taken} people"
    left = f", {out} left out" if out else ""
    first = f"“{visible(path.name)}” can be imported: {people}{left}."
    return f"{first} {said[0]}" if said else first
