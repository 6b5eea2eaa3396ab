"""Workbooks of strangers: each is read, read with a doubt told, or refused with a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.models.intake.tables import read_table
from tests.models.reading_tables import GOOD, names, only_user_errors, read, told

Fill = Callable[[xlsxwriter.Workbook], None]


def a_workbook(fill: Fill) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made) as book:
        fill(book)
    return made.getvalue()


def two_people(book: xlsxwriter.Workbook, name: str = "People") -> None:
    sheet = book.add_worksheet(name)
    for row, cells in enumerate((("name", "phone"), ("Ama", "+233 20"), ("Kofi", "0024"))):
        sheet.write_row(row, 0, cells)


def with_parts(raw: bytes, **parts: bytes | None) -> bytes:
    """The workbook with some parts replaced, added, or (None) taken out; __ stands for /."""
    wanted = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in parts.items()}
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for info in old.infolist():
            if info.filename not in wanted:
                new.writestr(info.filename, old.read(info))
        for name, data in wanted.items():
            if data is not None:
                new.writestr(name, data)
    return made.getvalue()


def a_sheet(rows: str, head: str = "") -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'
    return f'<?xml version="1.0"?>{head}{sheet}'.encode()


def inline(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = (
    f'<row r="1">{inline("A1", "name")}{inline("B1", "phone")}</row>'
    f'<row r="2">{inline("A2", "Ama")}{inline("B2", "+233")}</row>'
    f'<row r="3">{inline("A3", "Kofi")}{inline("B3", "0024")}</row>'
)
BOOK = a_workbook(two_people)


def with_sheet(rows: str, head: str = "") -> bytes:
    return with_parts(BOOK, xl__worksheets__sheet1_xml=a_sheet(rows, head))


def test_x001_a_good_workbook(tmp_path: Path) -> None:
    table = read(tmp_path, BOOK, "people.xlsx")
    assert [row.cells for row in table.rows] == [("Ama", "+233 20"), ("Kofi", "0024")]
    assert table.encoding == ""
    assert not table.warnings


def test_c055_a_workbook_under_another_name(tmp_path: Path) -> None:
    assert names(read(tmp_path, BOOK, "people.csv")) == ["Ama", "Kofi"]


SOUND: dict[str, bytes] = {
    "X018 a wrong size": with_parts(
        BOOK,
        xl__worksheets__sheet1_xml=a_sheet(ROWS).replace(
            b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>'
        ),
    ),
    "X039 merged over the whole sheet": with_parts(
        BOOK,
        xl__worksheets__sheet1_xml=a_sheet(ROWS).replace(
            b"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
        ),
    ),
    "X020 empty rows": with_sheet(ROWS + "".join(f'<row r="{n}"/>' for n in range(4, 60_000))),
    "X009 a macro": with_parts(BOOK, xl__vbaProject=b"\x00macro"),
    "X031 a path that climbs": with_parts(BOOK, **{"..__..__evil": b"x"}),
    "rows without numbers": with_sheet(
        "<row><c t='inlineStr'><is><t>name</t></is></c></row>"
        "<row><c t='inlineStr'><is><t>Ama</t></is></c></row>"
        "<row><c t='inlineStr'><is><t>Kofi</t></is></c></row>"
    ),
    "rows in disorder": with_sheet(
        f'<row r="3">{inline("A3", "Kofi")}</row><row r="1">{inline("A1", "name")}</row>'
        f'<row r="2">{inline("A2", "Ama")}</row>'
    ),
}


@pytest.mark.parametrize("case", SOUND)
def test_workbooks_that_are_read(case: str, tmp_path: Path) -> None:
    assert names(read(tmp_path, SOUND[case], "people.xlsx")) == ["Ama", "Kofi"]


def far(place: str) -> str:
    return ROWS + f'<row r="4">{inline(place, "x")}</row>'


ODD: dict[str, tuple[bytes, str]] = {
    "X019 a cell at the end of the world": (with_sheet(far("XFD1048576")), "XFD1048576"),
    "X021 a row without end": (
        with_sheet(ROWS + '<row r="99999999999"><c t="n"><v>1</v></c></row>'),
        "99999999999",
    ),
    "X022 odd references": (with_sheet(far("ZZZZ0") + f"<row>{inline('A-1', 'x')}</row>"), "A-1"),
    "X023 a text that is not there": (
        with_sheet(ROWS + '<row r="4"><c r="A4" t="s"><v>999</v></c></row>'),
        "A4",
    ),
    "X024 a formula without a result": (
        with_sheet(ROWS + '<row r="4"><c r="A4"><f>1+1</f></c></row>'),
        "without a result, left empty: A4",
    ),
    "X025 an error": (
        with_sheet(ROWS + '<row r="4"><c r="A4" t="e"><v>#REF!</v></c></row>'),
        "error, left empty: A4",
    ),
    "X026 wrong kinds": (
        with_sheet(ROWS + '<row r="4"><c r="A4" t="b"><v>2</v></c><c r="B4"><v>abc</v></c></row>'),
        "A4, B4",
    ),
    "X029 a hidden row": (
        with_sheet(ROWS.replace('<row r="3"', '<row r="3" hidden="1"')),
        "hidden in the workbook and were read too: 3",
    ),
}


@pytest.mark.parametrize("case", ODD)
def test_odd_workbooks_are_read_with_a_remark(case: str, tmp_path: Path) -> None:
    raw, expected = ODD[case]
    table = read(tmp_path, raw, "people.xlsx")
    assert names(table) == ["Ama", "Kofi"]
    assert expected in told(table)


def test_x024_a_cached_value_is_used_and_x027_odd_dates_do_no_harm(tmp_path: Path) -> None:
    rows = ROWS + '<row r="4"><c r="A4" t="str"><f>"E"&amp;"fua"</f><v>Efua</v></c></row>'
    days = "".join(
        f'<row r="{5 + n}"><c r="A{5 + n}" s="1"><v>{day}</v></c></row>'
        for n, day in enumerate(("-1", "60", "2958466", "1e20"))
    )
    table = read(tmp_path, with_sheet(rows + days), "people.xlsx")
    assert names(table)[:3] == ["Ama", "Kofi", "Efua"]
    assert len(table.rows) == 7


def test_x028_escapes_are_cleaned(tmp_path: Path) -> None:
    rows = ROWS.replace("Ama", "A_x000B_ma_x0000_")
    assert names(read(tmp_path, with_sheet(rows), "people.xlsx")) == ["Ama", "Kofi"]


def test_dates_and_numbers_as_people_write_them(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("name", "phone", "day", "agreed", "share"))
        sheet.write_row(1, 0, ("Ama", 233201234567))
        sheet.write_datetime(1, 2, datetime(2026, 3, 9), book.add_format({"num_format": "d/m/yy"}))
        sheet.write_boolean(1, 3, True)
        sheet.write_number(1, 4, 0.5)

    table = read(tmp_path, a_workbook(fill), "people.xlsx")
    assert table.rows[0].cells == ("Ama", "233201234567", "2026-03-09", "TRUE", "0.5")


def test_sheets_can_be_chosen_and_hidden_ones_are_told(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        secret = book.add_worksheet("Secret")
        secret.write_row(0, 0, ("name", "email"))
        secret.write_row(1, 0, ("Efua", "e@x.example"))
        secret.hide()
        two_people(book, "Shown")
        book.worksheets()[1].activate()
        book.worksheets()[1].set_first_sheet()

    raw = a_workbook(fill)
    table = read(tmp_path, raw, "people.xlsx")
    assert (table.sheet, table.sheets) == ("Shown", ("Shown", "Secret"))
    assert "Secret" in told(table)
    assert names(table) == ["Ama", "Kofi"]
    assert names(read(tmp_path, raw, "people.xlsx", sheet="Secret")) == ["Efua"]
    with pytest.raises(UserError, match="table_no_sheet"):
        read(tmp_path, raw, "people.xlsx", sheet="Nowhere")


def lying_about_size() -> bytes:
    """X012: the directory says 100 bytes, more come out."""
    raw = with_parts(BOOK, xl__worksheets__sheet1_xml=a_sheet(ROWS + " " * 5_000_000))
    with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
        size = parcel.getinfo("xl/worksheets/sheet1.xml").file_size
    return raw.replace(size.to_bytes(4, "little"), (100).to_bytes(4, "little"))


def twice() -> bytes:
    made = io.BytesIO(BOOK)
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(made, "a") as parcel:
        parcel.writestr("xl/workbook.xml", b"<workbook/>")
    return made.getvalue()


def flagged(raw: bytes) -> bytes:
    """X035: every entry says that it is encrypted."""
    marked = bytearray(raw)
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = raw.find(sign)
        while place >= 0:
            marked[place + at] |= 1
            place = raw.find(sign, place + 4)
    return bytes(marked)


def a_zip(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        for name, data in parts.items():
            parcel.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return made.getvalue()


def crowded() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        for n in range(2_500):
            parcel.writestr(f"xl/{n}.xml", b"")
    return made.getvalue()


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
BAD: dict[str, tuple[Callable[[], bytes], str]] = {
    "X003 cut at half": (lambda: BOOK[: len(BOOK) // 2], "table_damaged"),
    "X004 text renamed": (lambda: GOOD, "table_is_text"),
    "X005 an empty zip": (a_zip, "table_empty"),
    "X006 a Word file": (lambda: a_zip(word__document_xml=b"<d/>"), "table_is_word"),
    "X007 old Excel": (lambda: OLE + "Workbook".encode("utf-16-le"), "table_is_old_excel"),
    "X008 a password": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "table_protected"),
    "old Word": (lambda: OLE + "WordDocument".encode("utf-16-le"), "table_is_word"),
    "OpenDocument": (
        lambda: a_zip(mimetype=b"application/x", content_xml=b"<x/>"),
        "table_is_opendocument",
    ),
    "X011 too much inside": (lambda: with_sheet(ROWS + " " * 100_000_001), "table_too_large"),
    "X012 a lie about the size": (lying_about_size, "table_damaged"),
    "X013 entities in the texts": (
        lambda: with_parts(BOOK, xl__sharedStrings_xml=a_sheet("", BOMB)),
        "table_unsafe",
    ),
    "X014 entities in the sheet": (lambda: with_sheet(ROWS, BOMB), "table_unsafe"),
    "X016 a file of the system": (
        lambda: with_sheet(ROWS, '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "table_unsafe",
    ),
    "X032 two workbooks in one": (twice, "table_unsafe"),
    "X035 encrypted entries": (lambda: flagged(BOOK), "table_protected"),
    "X040 too many entries": (crowded, "table_too_large"),
    "X041 a zip of a zip": (lambda: a_zip(inner=BOOK), "table_not_a_table"),
    "X043 nested without end": (
        lambda: with_sheet("<row>" * 100_000 + "</row>" * 100_000),
        "table_damaged",
    ),
    "no sheet part": (
        lambda: with_parts(BOOK, xl__worksheets__sheet1_xml=None),
        "table_no_sheet",
    ),
    "a sheet that is not XML": (
        lambda: with_parts(BOOK, xl__worksheets__sheet1_xml=b"Ama,Kofi"),
        "table_damaged",
    ),
    "an empty sheet": (lambda: with_sheet(""), "table_empty"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_workbooks_are_refused(case: str, tmp_path: Path) -> None:
    make, code = BAD[case]
    with pytest.raises(UserError) as caught:
        read(tmp_path, make(), "people.xlsx")
    assert caught.value.code == code


def test_x034_a_wrong_checksum(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(BOOK)) as parcel:
        crc = parcel.getinfo("xl/worksheets/sheet1.xml").CRC.to_bytes(4, "little")
    with pytest.raises(UserError, match="table_damaged"):
        read(tmp_path, BOOK.replace(crc, b"\x01\x02\x03\x04"), "people.xlsx")


# -- whatever comes ------------------------------------------------------------------------


@given(place=st.integers(0, len(BOOK) - 1), byte=st.integers(0, 255))
@settings(max_examples=100, deadline=None)
def test_any_damage_to_a_workbook(
    tmp_path_factory: pytest.TempPathFactory, place: int, byte: int
) -> None:
    raw = BOOK[:place] + bytes([byte]) + BOOK[place + 1 :]
    only_user_errors(tmp_path_factory.getbasetemp(), raw)


@given(rows=st.text(alphabet='<>/"=row c v A1 23tnsbe&;', max_size=120))
@settings(max_examples=100, deadline=None)
def test_any_sheet(tmp_path_factory: pytest.TempPathFactory, rows: str) -> None:
    only_user_errors(tmp_path_factory.getbasetemp(), with_sheet(ROWS + rows))


def test_what_stands_for_several_rows_is_told(tmp_path: Path) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        for row, cells in enumerate((("Name", "Organisation"), ("Ama", "x"), ("Esi",), ("Yaw",))):
            sheet.write_row(row, 0, cells)
        sheet.merge_range("B2:B4", "Radio")
        sheet.merge_range("C1:F1", "over the columns")

    table = read(tmp_path, a_workbook(fill), "people.xlsx")
    assert [row.cells[:2] for row in table.rows] == [("Ama", "Radio"), ("Esi", ""), ("Yaw", "")]
    assert "B2:B4" in told(table)
    assert "C1" not in told(table)


@pytest.mark.parametrize(
    ("number", "code", "text"),
    [
        (7, "00000", "00007"),
        (7, "[$-40C]00000;-00000", "00007"),
        (612345678, '0#" "##" "##" "##" "##', "06 12 34 56 78"),
        (5551234, "000-0000", "555-1234"),
        (123456, "000\\.000", "123.456"),
        (7.5, "00000", "7.5"),
        (7, "##0", "7"),
        (7, "#,##0.00", "7"),
        (7, '"No. "000', "7"),
    ],
)
def test_whole_numbers_are_read_as_they_are_shown(
    tmp_path: Path, number: float, code: str, text: str
) -> None:
    def fill(book: xlsxwriter.Workbook) -> None:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["Name", "Code"])
        sheet.write_row(1, 0, ["Ama"])
        sheet.write_number(1, 1, number, book.add_format({"num_format": code}))

    path = tmp_path / "people.xlsx"
    path.write_bytes(a_workbook(fill))
    (row,) = read_table(path).rows
    assert row.cells == ("Ama", text)
