"""Workbooks: opened as parcels of strangers, copied part by part, only then read."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from posixpath import join, normpath

from python_calamine import CalamineError, load_workbook

from app.errors import UserError
from app.models.intake.headings import made_table
from app.models.intake.sheet_copy import BadXmlError, SheetCopy, copy_sheet, elements
from app.models.intake.tables import LARGEST, Remark, TableRead
from app.models.text import clean
from app.words import mark

MOST_PARTS = 2_000
_DOCTYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    part: str
    hidden: bool


def read_workbook(
    raw: bytes, name: str, sheet: str | None = None, *, header: bool | None = None
) -> TableRead:
    """The table on one sheet: the named one, else the first to be seen with something on it."""
    parts = _Parts(raw, name)
    try:
        sheets, old = _sheets(parts)
        chosen, copy = _first_filled(parts, _choices(sheets, sheet, name))
    except BadXmlError as fault:
        raise UserError("table_damaged", name=name) from fault
    told = [*_hidden_sheets(sheets, chosen), *copy.remarks]
    if not copy.has_cells:
        raise UserError("table_empty", name=name)
    rows = _values(_own_workbook(parts, copy, old=old), name)
    table = made_table(rows, name, told, header=header)
    ordered = sorted(sheets, key=lambda one: one.hidden)
    return replace(table, sheets=tuple(one.name for one in ordered), sheet=chosen.name)


class _Parts:
    """The parts of a zip, each unpacked once, measured while it unpacks, and checked."""

    def __init__(self, raw: bytes, name: str) -> None:
        self._raw, self.name = raw, name
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
                infos = parcel.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, RuntimeError) as fault:
            raise UserError("table_damaged", name=name) from fault
        except NotImplementedError as fault:
            raise UserError("table_unsafe", name=name) from fault
        self._infos = {info.filename: info for info in infos}
        self._check(infos)
        self._left = LARGEST
        self._read: dict[str, bytes] = {}

    def _check(self, infos: list[zipfile.ZipInfo]) -> None:
        names = set(self._infos)
        if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > LARGEST:
            raise UserError("table_too_large", name=self.name)
        if any(info.flag_bits & 1 for info in infos):
            raise UserError("table_protected", name=self.name)
        if "word/document.xml" in names:
            raise UserError("table_is_word", name=self.name)
        if "content.xml" in names and "mimetype" in names:
            raise UserError("table_is_opendocument", name=self.name)
        if "xl/workbook.xml" not in names:
            code = "table_empty" if not infos else "table_not_a_table"
            raise UserError(code, name=self.name)
        if len(names) < len(infos) or len({n.lower() for n in names}) < len(infos):
            raise UserError("table_unsafe", name=self.name)

    def has(self, part: str) -> bool:
        """Whether the parcel has this part."""
        return part in self._infos

    def read(self, part: str) -> bytes:
        """The bytes of one part; UserError if they are not what the directory says."""
        if part not in self._infos:
            raise UserError("table_damaged", name=self.name)
        if part not in self._read:
            self._read[part] = self._unpacked(self._infos[part])
            if any(sign in self._read[part] for sign in _DOCTYPE):
                raise UserError("table_unsafe", name=self.name)
        return self._read[part]

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        try:
            start = info.header_offset
            sign, names, extra = struct.unpack("<4s22xHH", self._raw[start : start + 30])
            begin = start + 30 + names + extra
            packed = self._raw[begin : begin + info.compress_size]
            found = packed if info.compress_type == 0 else self._inflated(packed)
        except (struct.error, zlib.error) as fault:
            raise UserError("table_damaged", name=self.name) from fault
        sound = sign == b"PK\x03\x04" and len(found) == info.file_size
        if not sound or zlib.crc32(found) != info.CRC or info.compress_type not in (0, 8):
            raise UserError("table_damaged", name=self.name)
        self._left -= len(found)
        return found

    def _inflated(self, packed: bytes) -> bytes:
        found = zlib.decompressobj(-15).decompress(packed, self._left + 1)
        if len(found) > self._left:
            raise UserError("table_too_large", name=self.name)
        return found


def _sheets(parts: _Parts) -> tuple[list[_Sheet], bool]:
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


def _first_filled(parts: _Parts, sheets: list[_Sheet]) -> tuple[_Sheet, SheetCopy]:
    strings = _count_strings(parts)
    for sheet in sheets:
        copy = copy_sheet(parts.read(sheet.part), strings, parts.name)
        if copy.has_cells:
            break
    return sheet, copy


def _hidden_sheets(sheets: list[_Sheet], chosen: _Sheet) -> Iterator[Remark]:
    hidden = [sheet.name for sheet in sheets if sheet.hidden and sheet is not chosen]
    if hidden:
        names = ", ".join(hidden[:5])
        yield Remark(
            mark("There are hidden sheets, which were not read: {names}."), {"names": names}
        )


def _count_strings(parts: _Parts) -> int:
    if not parts.has("xl/sharedStrings.xml"):
        return 0
    return len(re.findall(rb"<(?:\w+:)?si[\s>/]", parts.read("xl/sharedStrings.xml")))


def _own_workbook(parts: _Parts, copy: SheetCopy, *, old: bool) -> bytes:
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
