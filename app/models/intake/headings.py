"""Where a table begins: which row names the columns, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Sequence

from app.errors import UserError
from app.models.intake.header_words import is_heading, simple, target_of
from app.models.intake.tables import (
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    Remark,
    TableRead,
    TableRow,
    first_of,
)
from app.models.text import clean, is_clean, shortened
from app.words import mark

SEARCHED = 30  # rows in which the heading may stand
_OF_A_PROGRAM = re.compile(r"[\[\]{};]|--")  # signs in names of fields, hardly in those of people
LONGEST_HEADING = 1_500
MOST_SAID = 80  # of what stands above the headings, in a remark
_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_FACT = re.compile(r"[^@\s]+@[^@\s]+|[+(]?\d[\d\s.,:/()+-]*%?")

Lines = Sequence[tuple[int, Sequence[str]]]


def made_table(
    lines: Lines, name: str, remarks: Sequence[Remark] = (), *, header: bool | None
) -> TableRead:
    """The table in raw lines of cells; ``header`` as in ``read_table``.

    Blank rows go, what stands above the headings goes with a remark, every row gets the same
    width, and columns nobody filled fall away.
    """
    told = list(remarks)
    cleaned = sum(_holds_signs(cell) for _, cells in lines if not _plain(cells) for cell in cells)
    rows = [row for row in (_cleaned(line, told) for line in lines) if any(row.cells)]
    if not rows:
        raise UserError("table_empty", name=name)
    start = _heading_row(rows, header)
    top = start if start is not None else 0
    if top:
        told.append(_remark_above(rows[:top]))
    body = rows[top + 1 :] if start is not None else rows[top:]
    head = rows[top].cells if start is not None else ()
    if len(body) > MOST_ROWS or max(len(row.cells) for row in rows) > MOST_COLUMNS:
        raise UserError("table_too_large", name=name)
    used = _used(head, body)
    columns = _named([head[n] if n < len(head) else "" for n in used], used, name, told)
    if start is not None:
        _tell_ragged(len(head), body, told)
    else:
        told.append(Remark(mark("No row with headings was found; the first row is a person.")))
    whole = range(len(used)) if used == list(range(len(used))) else None
    kept = tuple(
        row
        if whole is not None and len(row.cells) == len(whole)
        else TableRow(row.line, _picked(row.cells, used))
        for row in body
    )
    return TableRead(columns, kept, tuple(told), has_header=start is not None, cleaned=cleaned)


def _holds_signs(cell: str) -> bool:
    """Whether a cell holds what ``clean`` takes out."""
    return not (cell.isascii() and cell.isprintable()) and _SIGNS.search(cell) is not None


def _plain(cells: Sequence[str]) -> bool:
    """Whether there is nothing to clean in a whole row, and nothing to cut."""
    text = "".join(cells)
    return is_clean(text) and len(text) <= LONGEST_CELL


def _cleaned(line: tuple[int, Sequence[str]], told: list[Remark]) -> TableRow:
    number, cells = line
    found = [cell.strip() for cell in cells] if _plain(cells) else []
    for cell in () if found else cells:
        text = clean(cell).strip().strip("\ufeff").strip()
        if len(text) > LONGEST_CELL:
            length = str(len(text))
            sentence = mark("Line {line}: a cell of {length} characters was cut.")
            told.append(Remark(sentence, {"line": str(number), "length": length}))
            text = text[:LONGEST_CELL]
        found.append(text)
    while found and not found[-1]:
        found.pop()
    return TableRow(number, tuple(found))


def _remark_above(rows: Sequence[TableRow]) -> Remark:
    first = " ".join(" ".join(filter(None, rows[0].cells)).split())
    told = {"text": shortened(first, MOST_SAID)}
    return Remark(mark("Left out above the headings: “{text}”."), told)


def _heading_row(rows: Sequence[TableRow], header: bool | None) -> int | None:
    """The place of the row with the headings; None where the first row is data already."""
    if header is False:
        return None
    searched = rows[:SEARCHED]
    known = [[cell for cell in row.cells if cell and target_of(cell)] for row in searched]
    weights = [len(cells) + sum(map(is_heading, cells)) for cells in known]
    best = weights.index(max(weights))  # the first of equals
    first = _first_wide(rows)
    if first < best and not any(map(is_heading, known[best])):
        best = first  # words within what somebody is or does, not headings
    if len(known[best]) >= 2 or (known[best] and _alone(rows[best])):
        return best
    if header or any(known[: first + 1]) or _differs(rows, first):
        return first
    return None


def _alone(row: TableRow) -> bool:
    """Whether a row of one or two cells says nothing but headings."""
    return len(row.cells) <= 2 and all(target_of(cell) for cell in row.cells if cell)


def _first_wide(rows: Sequence[TableRow]) -> int:
    """The first row as wide as most of the table; what is before it is a title."""
    widths = sorted(sum(map(bool, row.cells)) for row in rows[:200])
    usual = widths[len(widths) // 2]
    for place, row in enumerate(rows[:SEARCHED]):
        comment = bool(row.cells) and row.cells[0].startswith("#") and len(row.cells) == 1
        if sum(map(bool, row.cells)) >= max(1, usual * 0.7) and not comment:
            return place
    return 0


def _differs(rows: Sequence[TableRow], place: int) -> bool:
    """Whether a row is words where the rows below hold numbers, dates or addresses."""
    head, body = rows[place].cells, rows[place + 1 : place + 60]
    if any(_FACT.fullmatch(cell) for cell in head) or not body:
        return False
    if any("_" in cell or cell.endswith((":", "?")) for cell in head):
        return True
    if sum(bool(_OF_A_PROGRAM.search(cell)) for cell in head) > 1:
        return True
    for column in range(len(head)):
        cells = [row.cells[column] for row in body if column < len(row.cells) and row.cells[column]]
        if cells and sum(bool(_FACT.fullmatch(cell)) for cell in cells) >= 0.8 * len(cells):
            return True
    return False


def _used(head: Sequence[str], body: Sequence[TableRow]) -> list[int]:
    width = max([len(head), *(len(row.cells) for row in body)])
    filled = {n for row in body for n, cell in enumerate(row.cells) if cell}
    return [n for n in range(width) if n in filled or (n < len(head) and head[n])]


def _picked(cells: Sequence[str], used: Sequence[int]) -> tuple[str, ...]:
    return tuple(cells[n] if n < len(cells) else "" for n in used)


def _named(
    heads: Sequence[str],
    used: Sequence[int],
    name: str,
    told: list[Remark],
) -> tuple[str, ...]:
    """A name for every column. Two alike are told apart, unless both would be the same field."""
    taken: dict[str, int] = {}
    names: list[str] = []
    twice: list[str] = []
    nameless: list[str] = []
    for place, head in zip(used, heads, strict=True):
        if len(head) > LONGEST_HEADING:
            raise UserError("table_not_a_table", name=name)
        text = " ".join(head.split())
        key = simple(text) or text
        taken[key] = taken.get(key, 0) + 1
        if text and taken[key] > 1:
            if target_of(text):
                raise UserError("table_duplicate_columns", name=name, column=text[:80])
            text = f"{text} ({taken[key]})"
            twice.append(text[:40])
        elif not text and any(heads):
            nameless.append(str(place + 1))
        names.append(text)
    if twice:
        told.append(_listed(mark("Columns with one and the same name: {places}."), twice))
    if nameless:
        told.append(_listed(mark("Columns without a name: {places}."), nameless))
    return tuple(names)


def _listed(sentence: str, places: Sequence[str]) -> Remark:
    return Remark(sentence, {"places": first_of(places)})


def _tell_ragged(width: int, body: Sequence[TableRow], told: list[Remark]) -> None:
    long = [row.line for row in body if len(row.cells) > width]
    if long:
        sentence = mark("These lines have more cells than headings: {places}.")
        told.append(_listed(sentence, list(map(str, long))))
