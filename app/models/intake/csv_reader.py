"""Text tables: letters, separators and quotes found out, with every doubt told by its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import islice

from msgspec.structs import replace

from app.errors import UserError
from app.models.formula_guard import unguarded_throughout
from app.models.intake.encodings import decode
from app.models.intake.headings import LONGEST_HEADING, SEARCHED, Lines, made_table
from app.models.intake.tables import LARGEST, MOST_COLUMNS, MOST_ROWS, Remark, TableRead, first_of
from app.words import mark

SEPARATORS = ",;\t|"
LONGEST_LINE = 20_000_000
MOST_REREAD = 2_000_000  # lines read once more because a quote ran over them
MANY_LINES = 100  # more line ends than this in one cell are a quote gone astray

_SEPARATOR_LINE = re.compile(r'\ufeff?"?sep=([^\w\s"]|\t)?"?\s*', re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_BEHIND_QUOTE = re.compile(r"""(?:^|[,;\t|])\s*"[^"]*"\s*[^\s",;\t|]""")

Row = tuple[int, list[str]]


def read_csv(
    raw: bytes, name: str, encoding: str | None = None, *, header: bool | None = None
) -> TableRead:
    """The table in the bytes of a text file. UserError as ``read_table`` says."""
    try:
        decoded = decode(raw, encoding)
    except UnicodeError as fault:
        raise UserError("table_wrong_encoding", name=name, encoding=encoding) from fault
    told = list(decoded.remarks)
    text = _without_noise(decoded.text.removeprefix("\ufeff"), name, told)
    lines = _kept_lines(text, name)
    found = _SEPARATOR_LINE.fullmatch(lines[0])
    first = 1 if found is None else 2
    separator = (found and found[1]) or _separator(lines[first - 1 :])
    rows = _rows(lines[first - 1 :], separator, told, first)
    if rows is None:
        raise UserError("table_too_large", name=name)
    told += [*_loose_quotes(rows, lines), *_short_rows(rows)]
    table = made_table(_unguarded(rows), name, told, header=header)
    return replace(
        table,
        warnings=(*table.warnings, *_long_cells(rows)),
        encoding=decoded.encoding,
        needs_choice=decoded.is_guess,
    )


def _without_noise(text: str, name: str, told: list[Remark]) -> str:
    """The text without zero bytes; a file that is mostly noise is refused."""
    head = text[:65_536]
    if len(_CONTROLS.findall(head)) > 0.05 * len(head) + 2:
        raise UserError("table_not_a_table", name=name)
    if "\x00" in text:
        line = text.count("\n", 0, text.index("\x00")) + 1
        told.append(
            Remark(
                mark("Unreadable bytes were left out, first in line {line}."), {"line": str(line)}
            )
        )
    return text.replace("\x00", "")


def _kept_lines(text: str, name: str) -> list[str]:
    """The lines with their ends, of any kind."""
    lines = list(io.StringIO(text, newline=""))  # ends at CR, LF and CR LF, and keeps them
    if not lines:
        raise UserError("table_empty", name=name)
    if max(map(len, lines)) > LONGEST_LINE or max(_commas(line) for line in lines) > MOST_COLUMNS:
        raise UserError("table_too_large", name=name)
    if len(lines) == 1 and len(text) > LONGEST_HEADING and not any(map(text.count, SEPARATORS)):
        raise UserError("table_not_a_table", name=name)  # one text without an end, not a person
    return lines


def _commas(line: str) -> int:
    """How many separators of one kind there are in a row, for lines too wide to be people."""
    if len(line) <= MOST_COLUMNS:
        return 0
    bare = re.sub(r'"[^"]*"', "", line)
    return (
        max(bare.count(sign) for sign in ";\t|")
        if '"' in bare
        else max(bare.count(sign) for sign in SEPARATORS)
    )


def _separator(lines: Sequence[str]) -> str:
    """The sign that gives most rows the same width."""
    sample = [line for line in lines[:80] if line.strip(" \t\r\n,;|")]
    if not sample:
        return ","

    def score(sign: str) -> tuple[float, int]:
        widths = [len(row) for _, _, row in _parsed(sample, sign)]
        wide = [width for width in widths if width > 1]
        if not wide:
            return 0.0, 0
        usual = max(set(wide), key=wide.count)
        return wide.count(usual) / len(widths), usual

    scores = {sign: score(sign) for sign in SEPARATORS}
    return max(SEPARATORS, key=lambda sign: (round(scores[sign][0], 1), scores[sign][1]))


def _rows(lines: Sequence[str], separator: str, told: list[Remark], first: int) -> list[Row] | None:
    """All rows, None for too many. A quote that never closes is taken as a letter, and told."""
    rows: list[Row] = []
    open_at: list[int] = []
    start = reread = filled = 0
    while start < len(lines) and reread <= MOST_REREAD:
        for place, end, cells in _parsed(lines, separator, start):
            may_be = end - place > 1 or end == len(lines)
            if may_be and _is_astray(lines[place:end], separator):
                rows += _unquoted(lines[place : place + 1], separator, first + place)
                open_at.append(first + place)
                reread += end - place
                start = place + 1
                break
            rows.append((first + place, cells))
            filled += any(cells)
            if filled > MOST_ROWS + SEARCHED:
                return None
        else:
            start = len(lines)
    told += _open_quotes(open_at, len(lines) > start)
    return rows + _unquoted(lines[start:], separator, first + start)


def _parsed(
    lines: Sequence[str], separator: str, start: int = 0
) -> Iterator[tuple[int, int, list[str]]]:
    """Rows with the place of their first line and the place behind their last one."""
    csv.field_size_limit(LARGEST)  # cells are measured, and cut aloud, by made_table
    source = islice(lines, start, None)
    reader = csv.reader(source, delimiter=separator, skipinitialspace=True)
    place = start
    for cells in reader:
        end = start + reader.line_num
        yield place, end, cells
        place = end


def _unquoted(lines: Sequence[str], separator: str, first: int) -> list[Row]:
    """Rows of one line each, whose quotation marks are letters."""
    reader = csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE)
    return [(first + n, cells) for n, cells in enumerate(reader)]


def _open_quotes(lines: Sequence[int], given_up: bool) -> Iterator[Remark]:
    if lines:
        sentence = mark("A quotation mark is not closed; look at these lines: {lines}.")
        yield Remark(sentence, {"lines": first_of(lines)})
    if given_up:
        sentence = mark("Behind line {line}, quotation marks are read as letters.")
        yield Remark(sentence, {"line": str(lines[-1])})


def _loose_quotes(rows: Sequence[Row], lines: Sequence[str]) -> Iterator[Remark]:
    """Quotes in the middle of a cell that is not quoted itself: a sign of a table typed by hand."""
    odd = [
        line
        for line, cells in rows
        if '"' in lines[line - 1]
        and '""' not in lines[line - 1]
        and _is_loose(lines[line - 1], cells)
    ]
    if odd:
        sentence = mark("Quotation marks inside a cell; look at these lines: {lines}.")
        yield Remark(sentence, {"lines": first_of(odd)})


def _is_loose(line: str, cells: Sequence[str]) -> bool:
    return any('"' in cell for cell in cells) or _BEHIND_QUOTE.search(line) is not None


def _short_rows(rows: Sequence[Row]) -> Iterator[Remark]:
    """Rows with fewer cells than nearly all others have; blank ones and titles are none."""
    widths = [len(cells) for _, cells in rows[:1_000] if any(cells)]
    usual = max(set(widths), key=lambda width: (widths.count(width), width), default=0)
    if widths.count(usual) * 2 < len(widths) or usual < 2:
        return
    begun = next(place for place, (_, cells) in enumerate(rows) if len(cells) == usual)
    short = [line for line, cells in rows[begun:] if any(cells) and len(cells) < usual]
    if short:
        sentence = mark("These lines have fewer cells than the others: {lines}.")
        yield Remark(sentence, {"lines": first_of(short)})


def _is_astray(lines: Sequence[str], separator: str) -> bool:
    """Whether a quote stays open, or closes where no cell ends, so that lines run together."""
    text = "".join(lines)
    if '"' not in text:
        return False
    tidy = re.sub(rf'"[ ]+(?=[{re.escape(separator)}\r\n]|$)', '"', text)
    try:
        rows = list(
            csv.reader(
                io.StringIO(tidy, newline=""),
                delimiter=separator,
                skipinitialspace=True,
                strict=True,
            )
        )
    except csv.Error:
        return len(lines) > 1 or tidy.count('"') % 2 == 1
    return len(rows) != 1


def _unguarded(rows: Sequence[Row]) -> Lines:
    """The cells without the apostrophes that kept a spreadsheet from reckoning with them."""
    return [
        (line, [unguarded_throughout(cell) if "'" in cell else cell for cell in row])
        for line, row in rows
    ]


def _long_cells(rows: Sequence[Row]) -> Iterator[Remark]:
    for line, cells in rows:
        if any(cell.count("\n") > MANY_LINES for cell in cells):
            sentence = mark("Line {line}: a quotation mark holds many lines; look there.")
            yield Remark(sentence, {"line": str(line)})
