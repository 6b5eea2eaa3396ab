"""Workbooks: opened as parcels of strangers, copied part by part, only then read."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from posixpath import join, normpath

from msgspec import Struct
from msgspec.structs import replace
from python_calamine import CalamineError, load_workbook

from app.errors import UserError
from app.models.intake.headings import made_table
from app.models.intake.number_formats import formats_of
from app.models.intake.parcel import Parcel
from app.models.intake.sheet_copy import SheetCopy, copy_sheet
from app.models.intake.strict_xml import BadXmlError, elements
from app.models.intake.tables import TABLE_LIMITS, Remark, TableRead, first_of
from app.models.text import clean
from app.words import mark

_STYLES = "xl/styles.xml"
_IMPOSSIBLE = re.compile(r"[][:*?/\\]|.{32}")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

_TYPES = """<?xml version="1.0"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/></Types>"""
_RELS = """<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rows}
</Relationships>"""
_REL = """<Relationship Id="r{id}" Target="{target}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>"""
_BOOK = """<?xml version="1.0"?>
<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<workbookPr date1904="{old}"/><sheets><sheet name="t" sheetId="1" r:id="r1"/></sheets></workbook>"""


class _Sheet(Struct, frozen=True):
    name: str
    part: str
    hidden: bool


def read_workbook(
    raw: bytes, name: str, sheet: str | None = None, *, header: bool | None = None
) -> TableRead:
    """The table on one sheet: the named one, else the first to be seen with something on it."""
    parts = _opened(raw, name)
    try:
        sheets, old = _sheets(parts)
        chosen, copy = _first_filled(parts, _choices(sheets, sheet, name))
    except BadXmlError as fault:
        raise UserError("table_damaged", name=name) from fault
    told = [*_hidden_sheets(sheets, chosen), *_odd_names(sheets), *copy.remarks]
    if not copy.has_cells:
        raise UserError("table_empty", name=name)
    rows = _values(_own_workbook(parts, copy, old=old), name)
    table = made_table(rows, name, told, header=header)
    ordered = sorted(sheets, key=lambda one: one.hidden)
    return replace(table, sheets=tuple(one.name for one in ordered), sheet=chosen.name)


def _opened(raw: bytes, name: str) -> Parcel:
    """The parcel of a workbook; UserError for one of anything else."""
    parts = Parcel(raw, name, TABLE_LIMITS)
    if parts.has("word/document.xml"):
        raise UserError("table_is_word", name=name)
    if parts.has("content.xml") and parts.has("mimetype"):
        raise UserError("table_is_opendocument", name=name)
    if not parts.has("xl/workbook.xml"):
        raise UserError("table_not_a_table" if parts.names else "table_empty", name=name)
    parts.check()
    return parts


def _sheets(parts: Parcel) -> tuple[list[_Sheet], bool]:
    """The worksheets in order, and whether dates count from 1904."""
    targets = {
        one["Id"]: normpath(join("/xl", one["Target"])).lstrip("/")
        for name, one in elements(parts.read("xl/_rels/workbook.xml.rels"), "Relationship")
        if name and one.get("Type", "").endswith("/worksheet") and "Id" in one and "Target" in one
    }
    found, old = [], False
    for name, one in elements(parts.read("xl/workbook.xml"), "sheet", "workbookPr"):
        if name == "workbookPr":
            old = one.get("date1904") in ("1", "true")
            continue
        id = next((value for key, value in one.items() if key.rpartition(":")[2] == "id"), "")
        part = targets.get(id, "")
        if parts.has(part):
            hidden = one.get("state", "visible") != "visible"
            found.append(_Sheet(" ".join(clean(one.get("name", "")).split())[:100], part, hidden))
    return found, old


def _choices(sheets: list[_Sheet], wanted: str | None, name: str) -> list[_Sheet]:
    """The sheets that may hold the table: the named one, else all that can be seen."""
    if wanted is None:
        found = [sheet for sheet in sheets if not sheet.hidden]
    else:
        found = [sheet for sheet in sheets if sheet.name == wanted][:1]
    if not found:
        raise UserError("table_no_sheet", name=name)
    return found


def _first_filled(parts: Parcel, sheets: list[_Sheet]) -> tuple[_Sheet, SheetCopy]:
    strings = _count_strings(parts)
    formats = formats_of(parts.read(_STYLES)) if parts.has(_STYLES) else {}
    for sheet in sheets:
        copy = copy_sheet(parts.read(sheet.part), strings, parts.name, formats)
        if copy.has_cells:
            break
    return sheet, copy


def _hidden_sheets(sheets: list[_Sheet], chosen: _Sheet) -> Iterator[Remark]:
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet is not chosen]
    if hidden:
        sentence = mark("There are hidden sheets, which were not read: {names}.")
        yield Remark(sentence, {"names": first_of(hidden, 5)})


def _odd_names(sheets: list[_Sheet]) -> Iterator[Remark]:
    """No spreadsheet program gives a sheet such a name, so the workbook comes from elsewhere."""
    odd = [sheet.name[:40] for sheet in sheets if _IMPOSSIBLE.search(sheet.name)]
    if odd:
        sentence = mark("No spreadsheet program names its sheets so: {names}.")
        yield Remark(sentence, {"names": first_of(odd, 5)})


def _count_strings(parts: Parcel) -> int:
    if not parts.has("xl/sharedStrings.xml"):
        return 0
    return len(re.findall(rb"<(?:\w+:)?si[\s>/]", parts.read("xl/sharedStrings.xml")))


def _own_workbook(parts: Parcel, copy: SheetCopy, *, old: bool) -> bytes:
    """A small workbook of our own making: one sheet, its texts and its formats."""
    texts = [part for part in ("sharedStrings", "styles") if parts.has(f"xl/{part}.xml")]
    kinds = [("worksheet", "s.xml"), *((part, f"{part}.xml") for part in texts)]
    rows = "".join(_REL.format(id=n, target=to, kind=kind) for n, (kind, to) in enumerate(kinds, 1))
    book = _REL.format(id=1, target="xl/workbook.xml", kind="officeDocument")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        parcel.writestr("[Content_Types].xml", _TYPES)
        parcel.writestr("_rels/.rels", _RELS.format(rows=book))
        parcel.writestr("xl/workbook.xml", _BOOK.format(old=int(old)))
        parcel.writestr("xl/_rels/workbook.xml.rels", _RELS.format(rows=rows))
        parcel.writestr("xl/s.xml", copy.xml)
        for part in texts:
            parcel.writestr(f"xl/{part}.xml", parts.read(f"xl/{part}.xml"))
    return made.getvalue()


def _values(workbook: bytes, name: str) -> list[tuple[int, list[str]]]:
    try:
        with load_workbook(io.BytesIO(workbook)) as book:
            rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, ValueError, OSError) as fault:
        raise UserError("table_damaged", name=name) from fault
    return [(line, [_text(cell) for cell in row]) for line, row in enumerate(rows, 1)]


def _text(cell: object) -> str:
    """A value as people write it: whole numbers without a point, dates as ISO."""
    if isinstance(cell, str):
        return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() and abs(cell) < 1e15 else repr(cell)
    if isinstance(cell, datetime):
        day = cell.time() == time()
        return cell.date().isoformat() if day else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)
