"""A plan as open data: JSON that comes home whole, a table, a workbook."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, BinaryIO

from app.exports.composing import material
from app.exports.public_copy import public_copy
from app.exports.tables import Cell, Row, Sheet, distinct, joined_sheet, sheets
from app.models.formula_guard import guarded, guarded_throughout
from app.models.intake.atelier_json import to_json

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from app.exports.options import Options
    from app.models.frameworks import Frameworks
    from app.models.plan import Plan
    from app.words import Words

CELL_LIMIT = 32_767
_NO_DAY = datetime(2000, 1, 1)  # a fixed one: a document does not tell when it was made
_FIRST_DAY = date(1900, 3, 1)  # before it, spreadsheets disagree about the calendar
_NAME_LIMIT = 31
_LINE = 15  # points
_MOST_LINES = 8
_LEGIBLE = 200  # signs across a printed page
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def write_json(
    plan: Plan, frameworks: Frameworks, words: Words, options: Options, target: BinaryIO
) -> None:
    """The chosen commitments as open data by the published schema, without the bin.

    Notes are in it where they are asked for, as everywhere: people write them for each other.
    Names, or badge codes, are in it only where ``options.who`` asks and the person agreed. With
    ``options.whole`` it is everything, people and bin too: import gives an equal plan.
    """
    if options.whole:
        target.write(to_json(plan, with_people=True))
        return
    m = material(plan, frameworks, words, options)
    target.write(to_json(public_copy(m), with_people=options.who in ("names", "codes")))


def write_csv(
    plan: Plan, frameworks: Frameworks, words: Words, options: Options, target: BinaryIO
) -> None:
    """One table: a milestone a row, with the columns of its commitment repeated.

    UTF-8 with a mark and CRLF, so that spreadsheets read accents and lines right. A text that a
    spreadsheet could run has an apostrophe before it, also where one that parts tables at
    semicolons would begin a cell; ``formula_guard.unguarded_throughout`` takes it off.
    """
    m = material(plan, frameworks, words, options)
    sheet = joined_sheet(m, _statuses(frameworks, words))
    text = io.TextIOWrapper(target, encoding="utf-8-sig", newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    rows.writerow(guarded_throughout(title) for title in sheet.head)
    rows.writerows([_csv_cell(cell) for cell in row] for row in sheet.rows)
    text.flush()
    text.detach()


def _statuses(frameworks: Frameworks, words: Words) -> dict[str, str]:
    """What a milestone's status is called in the document's language."""
    newest = frameworks.edition(frameworks.editions("completion")[0], words.language)
    return {level.id: level.name for scale in newest.scales.values() for level in scale}


def _csv_cell(cell: Cell) -> str | int:
    if isinstance(cell, date):
        return cell.isoformat()
    return guarded_throughout(cell) if isinstance(cell, str) else cell


def write_xlsx(
    plan: Plan, frameworks: Frameworks, words: Words, options: Options, target: BinaryIO
) -> None:
    """A workbook with a sheet for each part of the plan; days are dates, texts never run.

    What is too long for a cell goes on in the rows below, which say so in a last column.
    """
    import xlsxwriter

    m = material(plan, frameworks, words, options)
    book = xlsxwriter.Workbook(
        target,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"author": "", "created": _NO_DAY})
    formats = {
        "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "guarded": book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True}),
        "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
    }
    made = sheets(m, _statuses(frameworks, words))
    names = sheet_names([sheet.name for sheet in made])
    for sheet, name in zip(made, names, strict=True):
        page = book.add_worksheet(name)
        if words.right_to_left:
            page.right_to_left()
        _fill(page, formats, _fitting(sheet, words))
    book.close()


def _fill(page: Worksheet, formats: dict[str, Format], sheet: Sheet) -> None:
    widths = [_width(sheet, column) for column in range(len(sheet.head))]
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    for line, row in enumerate((sheet.head, *sheet.rows)):
        page.set_row(line, _height(row, widths))
        for column, cell in enumerate(row):
            _put(page, formats, line, column, cell, "" if line else "head")
    page.freeze_panes(1, 0)
    page.repeat_rows(0)
    page.set_landscape()
    if sum(widths) <= _LEGIBLE:
        page.fit_to_pages(1, 0)
    if sheet.rows:
        page.autofilter(0, 0, len(sheet.rows), len(sheet.head) - 1)


def _put(
    page: Worksheet, formats: dict[str, Format], line: int, column: int, cell: Cell, look: str = ""
) -> None:
    if isinstance(cell, date) and cell >= _FIRST_DAY:
        page.write_datetime(line, column, cell, formats["date"])
    elif isinstance(cell, int):
        page.write_number(line, column, cell, formats["text"])
    elif cell:
        text = str(cell)
        kind = look or ("text" if guarded(text) == text else "guarded")
        page.write_string(line, column, text, formats[kind])


def _width(sheet: Sheet, column: int) -> int:
    longest = max((len(str(row[column])) for row in sheet.rows), default=0)
    return max(12, min(60, longest + 2))


def _height(row: Row, widths: list[int]) -> int:
    """Room for a row's texts, up to a few lines: not every spreadsheet makes it by itself."""
    lines = max(
        sum(1 + len(part) // width for part in str(cell).split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return _LINE * min(lines, _MOST_LINES)


def _fitting(sheet: Sheet, words: Words) -> Sheet:
    """The sheet with no cell longer than a spreadsheet takes."""
    if not any(len(pieces(str(cell))) > 1 for row in sheet.rows for cell in row):
        return sheet
    said = words("Goes on from the row above")
    rows: list[Row] = []
    for row in sheet.rows:
        parts = [pieces(cell) if isinstance(cell, str) else [cell] for cell in row]
        for line in range(max(map(len, parts))):
            cells = (part[line] if line < len(part) else "" for part in parts)
            rows.append((*cells, said if line else ""))
    head = distinct((*sheet.head, words("Continued")))
    return Sheet(sheet.name, head, tuple(rows))


def pieces(text: str) -> list[str]:
    """The text in pieces that a cell of a spreadsheet takes, parted at blanks where it can be."""
    return list(_pieces(text)) or [""]


def _pieces(text: str) -> Iterator[str]:
    # Spreadsheets count as UTF-16 does: a sign beyond the first plane is two.
    while _length(text) > CELL_LIMIT:
        end = CELL_LIMIT
        while _length(text[:end]) > CELL_LIMIT:
            end -= (_length(text[:end]) - CELL_LIMIT + 1) // 2
        blank = max(text.rfind(" ", end // 2, end), text.rfind("\n", end // 2, end))
        end = blank + 1 if blank >= 0 else end
        yield text[:end]
        text = text[end:]
    if text:
        yield text


def _length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def sheet_names(wanted: list[str]) -> list[str]:
    """The names as spreadsheets take them: short, without their signs, each one once."""
    names: list[str] = []
    taken = {"history"}  # a name Excel keeps for itself
    for name in wanted:
        plain = " ".join(name.translate(_NOT_IN_NAMES).split()).strip("'")[:_NAME_LIMIT].strip("' ")
        tried, number = plain or "1", 1
        while tried.casefold() in taken:
            number += 1
            tried = f"{plain[: _NAME_LIMIT - len(str(number)) - 1]} {number}".strip()
        taken.add(tried.casefold())
        names.append(tried)
    return names
