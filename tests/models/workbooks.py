"""Workbooks as strangers send them, made from one sound workbook by changing its parts."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import xlsxwriter

SHEET = "xl/worksheets/sheet1.xml"
TEXTS = "xl/sharedStrings.xml"
BOOK = "xl/workbook.xml"
ROWS = (
    ("Name", "Organisation", "Email", "Phone"),
    ("Ama Mensah", "Open Purse", "ama@example.org", "+233 20"),
    ("Kofi Boateng", "River Watch", "kofi@example.org", "0020455"),
)
NAMES = ("Ama Mensah", "Kofi Boateng")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

Parts = list[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook: its bytes, the names expected, words of a remark, or the code of refusal."""

    id: str
    raw: bytes
    names: tuple[str, ...] = NAMES
    told: str = ""
    code: str = ""


def filled(sheet: object, rows: Sequence[Sequence[object]] = ROWS) -> None:
    """Write rows into a sheet of xlsxwriter, texts as texts."""
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            text = isinstance(cell, str)
            write = getattr(sheet, "write_string" if text else "write")
            write(row, column, cell)


def made(fill: Callable[[xlsxwriter.Workbook], None]) -> bytes:
    """The bytes of a workbook that ``fill`` fills."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book)
    return file.getvalue()


def _one_sheet(book: xlsxwriter.Workbook) -> None:
    filled(book.add_worksheet())


GOOD = made(_one_sheet)


def parts(raw: bytes = GOOD) -> Parts:
    """Names and bytes of all parts."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
        return [(info.filename, parcel.read(info)) for info in parcel.infolist()]


def zipped(content: Sequence[tuple[str, bytes]]) -> bytes:
    """A zip of these parts, twins among them."""
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        warnings.simplefilter("ignore")
        for name, data in content:
            parcel.writestr(name, data)
    return file.getvalue()


def changed(part: str, old: bytes, new: bytes, raw: bytes = GOOD) -> bytes:
    """The workbook with ``old`` replaced in one part, where it must occur."""
    found = dict(parts(raw))
    assert old in found[part]
    return zipped([(n, d.replace(old, new) if n == part else d) for n, d in parts(raw)])


def with_row(xml: str) -> bytes:
    """The workbook with more rows behind its last one."""
    return changed(SHEET, b"</sheetData>", xml.encode() + b"</sheetData>")


def with_parts(*more: tuple[str, bytes]) -> bytes:
    """The workbook with parts it has no use for."""
    return zipped([*parts(), *more])


def declared(part: str, doctype: str, use: str = "&a;") -> bytes:
    """The workbook with a document type, and an entity where a name was."""
    raw = changed(part, b"?>", b"?>" + doctype.encode())
    return raw if part != TEXTS else changed(part, b"Ama Mensah", use.encode(), raw)


def patched(name: str, place: int, kind: str, value: int, raw: bytes = GOOD) -> bytes:
    """The zip with one number of one entry of its directory changed; "" changes every entry."""
    found = bytearray(raw)
    entry = found.find(b"PK\x01\x02")
    while entry >= 0:
        length = struct.unpack_from("<H", found, entry + 28)[0]
        if not name or found[entry + 46 : entry + 46 + length] == name.encode():
            struct.pack_into(kind, found, entry + place, value)
        entry = found.find(b"PK\x01\x02", entry + 4)
    return bytes(found)


def _in_utf16() -> bytes:
    xml = dict(parts())[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return zipped([(n, xml if n == SHEET else d) for n, d in parts()])


def _strict() -> bytes:
    old = b"http://schemas.openxmlformats.org/"
    pairs = (
        (old + b"spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
        (old + b"officeDocument/2006/", b"http://purl.oclc.org/ooxml/officeDocument/"),
    )
    found = parts()
    for before, after in pairs:
        found = [(name, data.replace(before, after)) for name, data in found]
    return zipped(found)


def _hiding(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet("People")
    filled(sheet)
    sheet.set_row(2, None, None, {"hidden": True})
    sheet.set_column(3, 3, None, None, {"hidden": True})
    secret = book.add_worksheet("Secret")
    filled(secret)
    secret.hide()


def _late(book: xlsxwriter.Workbook) -> None:
    book.add_worksheet("Read me")
    filled(book.add_worksheet("People"))


def _reckoning(book: xlsxwriter.Workbook) -> None:
    sheet = book.add_worksheet()
    filled(sheet)
    sheet.write_formula(3, 0, "=A2", None, "Yaw Reckoned")


def _lasting(count: int) -> bytes:
    return b"<row r='9'><c r='A9' t='inlineStr'><is><t>" + b"A" * count + b"</t></is></c></row>"


_BOMB = '<!DOCTYPE l [<!ENTITY b "lolol"><!ENTITY a "&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
_EMPTY_ROWS = "".join(f'<row r="{row}"/>' for row in range(4, 200_000))
_STRANGE = '<row r="4"><c r="A4" t="b"><v>2</v></c><c r="B4"><v>abc</v></c></row>'

ACCEPTED = (
    Book("X001 sound", GOOD),
    Book("X009 macros", with_parts(("xl/vbaProject.bin", b"macro"))),
    Book("X018 a lie about its size", changed(SHEET, b"A1:D3", b"A1:XFD1048576")),
    Book(
        "X019 a cell at the far end",
        with_row('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
        told="XFD1048576",
    ),
    Book("X020 empty rows", with_row(_EMPTY_ROWS)),
    Book(
        "X021 an impossible row",
        with_row('<row r="99999999999"><c r="A99999999999"><v>1</v></c></row>'),
        told="99999999999",
    ),
    Book(
        "X022 impossible places",
        with_row('<row r="4"><c r="ZZZZ0"><v>1</v></c><c r="A-1"><v>1</v></c></row>'),
        told="ZZZZ0, A-1",
    ),
    Book(
        "X023 a text that is not there",
        with_row('<row r="4"><c r="A4" t="s"><v>99999</v></c></row>'),
        told="A4",
    ),
    Book("X024 a formula", made(_reckoning), (*NAMES, "Yaw Reckoned")),
    Book(
        "X024 a formula without a result",
        with_row('<row r="4"><c r="A4"><f>A2</f></c></row>'),
        told="without a result, left empty: A4",
    ),
    Book(
        "X025 errors",
        with_row(
            '<row r="4"><c r="A4" t="e"><v>#REF!</v></c><c r="B4" t="e"><v>#N/A</v></c></row>'
        ),
        told="A4, B4",
    ),
    Book("X026 no values", with_row(_STRANGE), told="A4, B4"),
    Book("X029 hidden things", made(_hiding), told="Secret"),
    Book("X030 a name of a sheet", changed(BOOK, b'"Sheet1"', b'"../' + b"x" * 500 + b'&lt;b"')),
    Book("X031 paths", with_parts(("../../evil.txt", b"e"), ("/etc/x", b"e"), ("C:\\x", b"e"))),
    Book("X036 parts in UTF-16", _in_utf16()),
    Book("X037 ISO strict", _strict()),
    Book(
        "X039 merged over all",
        changed(
            SHEET,
            b"</sheetData>",
            b'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    ),
    Book(
        "X044 many texts",
        changed(TEXTS, b"</sst>", b"<si><t>s</t></si>" * 300_000 + b"</sst>"),
    ),
    Book("C055 the first sheet is empty", made(_late)),
)

REFUSED = (
    Book("X002 empty", b"", code="table_empty"),
    Book("X003 cut", GOOD[: len(GOOD) // 2], code="table_damaged"),
    Book("X004 text renamed", b"Name,Email\nAma,a@example.org\n", code="table_is_text"),
    Book("X005 an empty zip", zipped([]), code="table_empty"),
    Book("X006 Word renamed", zipped([("word/document.xml", b"<w/>")]), code="table_is_word"),
    Book("X007 old Excel", OLE + "Workbook".encode("utf-16-le"), code="table_is_old_excel"),
    Book("X008 a password", OLE + "EncryptedPackage".encode("utf-16-le"), code="table_protected"),
    Book(
        "X011 100 MB",
        changed(SHEET, b"</sheetData>", _lasting(100_500_000)),
        code="table_too_large",
    ),
    Book(
        "X012 a directory that lies",
        patched(SHEET, 24, "<I", 100, changed(SHEET, b"</sheetData>", _lasting(20_000_000))),
        code="table_damaged",
    ),
    Book("X013 entities in the texts", declared(TEXTS, _BOMB), code="table_unsafe"),
    Book("X014 entities in the sheet", declared(SHEET, _BOMB), code="table_unsafe"),
    Book(
        "X016 an entity that reads a file",
        declared(TEXTS, '<!DOCTYPE l [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        code="table_unsafe",
    ),
    Book(
        "X017 a DTD elsewhere",
        declared(TEXTS, '<!DOCTYPE l SYSTEM "x.dtd">', "x"),
        code="table_unsafe",
    ),
    Book("X032 two workbooks", with_parts((BOOK, b"<workbook/>")), code="table_unsafe"),
    Book("X034 a wrong checksum", patched(SHEET, 16, "<I", 1), code="table_damaged"),
    Book("X035 encrypted parts", patched("", 8, "<H", 1), code="table_protected"),
    Book(
        "X040 60,000 parts",
        with_parts(*((f"x/{number}", b"") for number in range(60_000))),
        code="table_too_large",
    ),
    Book("X041 a zip of a zip", zipped([("book.xlsx", GOOD)]), code="table_not_a_table"),
    Book(
        "X043 nested without end",
        changed(SHEET, b"</sheetData>", b"</sheetData>" + b"<a>" * 100_000 + b"</a>" * 100_000),
        code="table_damaged",
    ),
    Book("a sheet that breaks off", changed(SHEET, b"</worksheet>", b""), code="table_damaged"),
    Book(
        "OpenDocument",
        zipped([("mimetype", b"x"), ("content.xml", b"<x/>")]),
        code="table_is_opendocument",
    ),
)
