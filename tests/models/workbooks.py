"""A sound workbook, and the same with one part changed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

ROWS = (
    ("Name", "Organisation", "Email", "Phone"),
    ("Ama Mensah", "Open Purse", "ama@example.org", "+233 20"),
    ("Kofi Boateng", "River Watch", "kofi@example.org", "0020455"),
)
NAMES = ("Ama Mensah", "Kofi Boateng")
SHEET = "xl/worksheets/sheet1.xml"

Parts = list[tuple[str, bytes]]
Fill = Callable[[xlsxwriter.Workbook], object]


def filled(sheet: xlsxwriter.workbook.Worksheet) -> None:
    """Write two people and their headings into a sheet, as texts."""
    for row, cells in enumerate(ROWS):
        for column, cell in enumerate(cells):
            sheet.write_string(row, column, cell)


def made(fill: Fill) -> bytes:
    """The bytes of a workbook that ``fill`` fills."""
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        fill(book)
    return file.getvalue()


GOOD = made(lambda book: filled(book.add_worksheet()))


def parts(raw: bytes = GOOD) -> Parts:
    """Names and bytes of all parts."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
        return [(info.filename, parcel.read(info)) for info in parcel.infolist()]


def zipped(content: Parts) -> bytes:
    """A zip of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        for name, data in content:
            parcel.writestr(name, data)
    return file.getvalue()


def changed(part: str, old: bytes, new: bytes) -> bytes:
    """The workbook with ``old`` replaced in one part, where it must occur."""
    assert old in dict(parts())[part]
    return zipped([(n, d.replace(old, new) if n == part else d) for n, d in parts()])


def in_utf16() -> bytes:
    """The workbook with its sheet in UTF-16."""
    xml = dict(parts())[SHEET].decode().replace("UTF-8", "UTF-16").encode("utf-16")
    return zipped([(n, xml if n == SHEET else d) for n, d in parts()])


def strict() -> bytes:
    """The workbook in the names of the ISO standard."""
    found = parts()
    for before, after in (
        (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
        (b"officeDocument/2006/", b"officeDocument/"),
    ):
        old, new = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
        found = [(name, data.replace(old + before, new + after)) for name, data in found]
    return zipped(found)
