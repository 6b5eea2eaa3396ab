"""One sheet of a workbook, copied cell by cell: only what lies within limits comes along."""

from __future__ import annotations

import re
from types import MappingProxyType
from xml.sax.saxutils import escape

from msgspec import Struct, field

from app.errors import UserError
from app.models.intake.number_formats import Formats, shown
from app.models.intake.strict_xml import bare, follow
from app.models.intake.tables import MOST_ROWS, Remark, first_of
from app.words import mark

LAST_COLUMN = 200
LAST_ROW = MOST_ROWS + 2_000
EMPTY_ROWS = 1_000  # more of them in a row are the end of the table
MOST_CELLS = 3_000_000

_REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,8})")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?")
_HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'


class SheetCopy(Struct, frozen=True):
    """The copied sheet as XML, and what was left out or looked odd."""

    xml: str
    has_cells: bool
    remarks: tuple[Remark, ...]


class _Cell(Struct):
    row: int
    column: int
    kind: str
    style: str
    value: str = ""
    formula: bool = False


class _Odd(Struct):
    """Cells and lines that a person must hear of, by what is odd about them."""

    places: dict[str, list[str]] = field(default_factory=dict)

    def at(self, sentence: str, place: str) -> None:
        """Note one place under a marked sentence with the gap ``{places}``."""
        self.places.setdefault(sentence, []).append(place)

    def remarks(self) -> tuple[Remark, ...]:
        """One remark a sentence, with its first places."""
        found = []
        for sentence, places in self.places.items():
            found.append(Remark(sentence, {"places": first_of(places)}))
        return tuple(found)


_FAR = mark("Far away from the table, and left out: {places}.")
_WRONG = mark("Cells that say nothing readable, left empty: {places}.")
_UNRECKONED = mark("Formulas without a result, left empty: {places}.")
_ERRORS = mark("Formulas that ended in an error, left empty: {places}.")
_MERGED = mark("These cells are merged; only the first row of each has what they say: {places}.")
_HIDDEN_ROWS = mark("These rows are hidden in the workbook and were read too: {places}.")
_HIDDEN_COLUMNS = mark("These columns are hidden in the workbook and were read too: {places}.")


def copy_sheet(
    xml: bytes, strings: int, name: str, formats: Formats = MappingProxyType({})
) -> SheetCopy:
    """Copy a sheet whose texts lie in a list of ``strings`` entries.

    Whole numbers in one of the ``formats`` come as the texts they are shown as. Raises
    BadXmlError, or UserError "table_too_large" naming the file.
    """
    copyist = _Copyist(strings, name, formats)
    follow(xml, copyist.start, copyist.end, copyist.text)
    return copyist.copy()


class _Copyist:
    """Follows a sheet element by element and keeps its cells."""

    def __init__(self, strings: int, name: str, formats: Formats) -> None:
        self._strings, self._name, self._formats = strings, name, formats
        self._cells: list[_Cell] = []
        self._odd = _Odd()
        self._row = self._column = 0
        self._cell: _Cell | None = None
        self._inside = ""
        self._phonetic = False
        self._hidden_rows: set[int] = set()
        self._merged: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        tag = bare(name)
        if tag == "c":
            self._open_cell(attributes)
        elif tag == "row":
            self._open_row(attributes)
        elif tag == "col" and attributes.get("hidden") in ("1", "true"):
            self._odd.at(_HIDDEN_COLUMNS, _columns(attributes))
        elif tag == "mergeCell":
            self._merged.append(attributes.get("ref", "")[:30])
        elif tag == "rPh":
            self._phonetic = True
        elif self._cell is not None:
            self._cell.formula |= tag == "f"
            if tag in ("v", "t") and not self._phonetic:
                self._inside = tag

    def end(self, name: str) -> None:
        """An element ends."""
        tag = bare(name)
        if tag == "c" and self._cell is not None:
            self._close_cell(self._cell)
        elif tag == "rPh":
            self._phonetic = False
        elif tag == self._inside:
            self._inside = ""

    def text(self, text: str) -> None:
        """Characters of a value."""
        if self._cell is not None and self._inside:
            self._cell.value += text

    def _open_row(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        self._row = int(said) if said.isdecimal() and len(said) < 10 else self._row + 1
        self._column = 0
        if said and not (said.isdecimal() and len(said) < 10):
            self._odd.at(_FAR, said[:20])
            self._row = LAST_ROW + 1
        if attributes.get("hidden") in ("1", "true"):
            self._hidden_rows.add(self._row)

    def _open_cell(self, attributes: dict[str, str]) -> None:
        said = attributes.get("r", "")
        found = _REFERENCE.fullmatch(said)
        if said and found is None:
            self._odd.at(_WRONG, said[:20])
            self._cell = None
            return
        if found is not None:
            self._column, self._row = _number(found[1]), int(found[2])
        else:
            self._column += 1
        style = attributes.get("s", "")
        kind = attributes.get("t", "n")
        self._cell = _Cell(self._row, self._column, kind, style if style.isdecimal() else "")

    def _close_cell(self, cell: _Cell) -> None:
        self._cell, self._inside = None, ""
        if not cell.value.strip():
            if cell.formula:
                self._odd.at(_UNRECKONED, _place(cell))
            return
        if cell.column > LAST_COLUMN or cell.row > LAST_ROW:
            self._odd.at(_FAR, _place(cell))
            return
        if self._understood(cell):
            self._cells.append(cell)
        if len(self._cells) > MOST_CELLS:
            raise UserError("table_too_large", name=self._name)

    def _understood(self, cell: _Cell) -> bool:
        """Whether the value is one of its kind; told when it is not."""
        value = cell.value.strip()
        if cell.kind == "e":
            self._odd.at(_ERRORS, _place(cell))
            return False
        if cell.kind == "n":
            sound = _NUMBER.fullmatch(value) is not None
            if sound and cell.style in self._formats:
                self._show(cell, self._formats[cell.style])
        elif cell.kind == "b":
            sound = value in ("0", "1", "true", "false")
            cell.value = {"true": "1", "false": "0"}.get(value, value)
        elif cell.kind == "s":
            sound = value.isdecimal() and len(value) < 10 and int(value) < self._strings
        else:
            cell.kind = "str"
            return True
        if not sound:
            self._odd.at(_WRONG, _place(cell))
        return sound

    def _show(self, cell: _Cell, signs: tuple[str, ...]) -> None:
        text = shown(cell.value, signs)
        if text is not None:
            cell.value, cell.kind, cell.style = text, "str", ""

    def copy(self) -> SheetCopy:
        """The sheet as far as it goes without a long gap."""
        self._cells.sort(key=lambda cell: (cell.row, cell.column))
        kept: list[_Cell] = []
        for cell in self._cells:
            if cell.row - (kept[-1].row if kept else 0) > EMPTY_ROWS:
                self._odd.at(_FAR, _place(cell))
            elif not kept or (kept[-1].row, kept[-1].column) != (cell.row, cell.column):
                kept.append(cell)
            else:
                self._odd.at(_WRONG, _place(cell))
        self._check_area(kept)
        filled = {cell.row for cell in kept}
        for row in sorted(self._hidden_rows & filled):
            self._odd.at(_HIDDEN_ROWS, str(row))
        self._tell_merged(kept)
        return SheetCopy(_xml(kept), bool(kept), self._odd.remarks())

    def _tell_merged(self, kept: list[_Cell]) -> None:
        """Cells that stand for several rows of the table say nothing in any but the first."""
        filled, last = {_place(cell) for cell in kept}, kept[-1].row if kept else 0
        for ref in self._merged:
            first, _, end = ref.partition(":")
            begins, ends = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(end)
            if begins and ends and first in filled and int(begins[2]) < int(ends[2]) <= last:
                self._odd.at(_MERGED, ref)

    def _check_area(self, kept: list[_Cell]) -> None:
        width = max((cell.column for cell in kept), default=0)
        if kept and width * kept[-1].row > 2 * MOST_CELLS:
            raise UserError("table_too_large", name=self._name)


def _xml(cells: list[_Cell]) -> str:
    parts, row = [_HEAD], 0
    for cell in cells:
        if cell.row != row:
            parts.append(f'{"</row>" if row else ""}<row r="{cell.row}">')
            row = cell.row
        style = f' s="{cell.style}"' if cell.style else ""
        value = escape(cell.value)
        parts.append(f'<c r="{_place(cell)}" t="{cell.kind}"{style}><v>{value}</v></c>')
    parts.append("</row></sheetData></worksheet>" if row else "</sheetData></worksheet>")
    return "".join(parts)


def _number(letters: str) -> int:
    found = 0
    for letter in letters:
        found = found * 26 + ord(letter) - 64
    return found


def _letters(number: int) -> str:
    found = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        found = chr(65 + rest) + found
    return found


def _place(cell: _Cell) -> str:
    return f"{_letters(cell.column)}{cell.row}"


def _columns(attributes: dict[str, str]) -> str:
    ends = [attributes.get(key, "") for key in ("min", "max")]
    first, last = (int(end) if end.isdecimal() and len(end) < 7 else 0 for end in ends)
    return _letters(first) if first == last else f"{_letters(first)}–{_letters(last)}"
