"""Tables that people bring: columns and rows as text, whatever they were kept in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from app.errors import UserError
from app.models.intake.parcel import OLE_START, ZIP_STARTS, Limits, read_whole

LARGEST = 100_000_000  # bytes of a file, and of all parts of a workbook once unpacked
MOST_ROWS = 100_000
MOST_COLUMNS = 1_000
LONGEST_CELL = 100_000  # characters, the limit of prose in a plan

FAULTS = frozenset(
    (
        "table_unreadable",
        "table_empty",
        "table_too_large",
        "table_is_old_excel",
        "table_is_opendocument",
        "table_is_text",
        "table_protected",
        "table_is_word",
        "table_not_a_table",
        "table_no_sheet",
        "table_duplicate_columns",
        "table_damaged",
        "table_unsafe",
        "table_wrong_encoding",
    )
)
"""The codes of a table that cannot be read; their sentences are in ``app.messages``."""

TABLE_LIMITS = Limits(
    largest=LARGEST,
    unreadable="table_unreadable",
    empty="table_empty",
    too_large="table_too_large",
    damaged="table_damaged",
    unsafe="table_unsafe",
    protected="table_protected",
)
_NO_TABLE = (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!")
_SHEET_NAMES = (".xlsx", ".xlsm", ".xltx")


class Remark(Struct, frozen=True):
    """Something a person must know, as a marked sentence with what fills its gaps."""

    sentence: str
    details: Mapping[str, str | Sequence[str]] = field(default_factory=dict)


def first_of(places: Sequence[object], most: int = 8) -> tuple[str, ...]:
    """The first of some places and a sign that there are more, for words to list."""
    return (*map(str, places[:most]), *(("…",) if len(places) > most else ()))


class TableRow(Struct, frozen=True):
    """One row, as wide as the table, and the line of the file it begins on."""

    line: int
    cells: tuple[str, ...]


class TableRead(Struct, frozen=True):
    """A table as it was read: every cell is text, cleaned, without outer spaces.

    ``encoding`` is "" for a workbook. ``needs_choice`` says that the encoding is a guess which
    somebody must look at. ``has_header`` tells whether the first row gave the columns their
    names. ``sheets`` are the sheets one can choose among, hidden ones last. ``cleaned`` counts the
    cells that held signs no text has.
    """

    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    warnings: tuple[Remark, ...] = ()
    encoding: str = ""
    needs_choice: bool = False
    has_header: bool = True
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    cleaned: int = 0


def read_table(
    path: Path,
    encoding: str | None = None,
    sheet: str | None = None,
    *,
    header: bool | None = None,
) -> TableRead:
    """Read a CSV file or a workbook, told apart by what is in it.

    ``encoding`` and ``sheet`` are what a person chose; ``header`` says whether the first row names
    the columns (None: find out). Raises UserError, with one of ``FAULTS`` or of the messages all
    files share; nothing else.
    """
    from app.models.intake.csv_reader import read_csv  # the readers know the shapes above
    from app.models.intake.xlsx_reader import read_workbook  # as above, loaded when needed

    raw = read_whole(path, TABLE_LIMITS)
    if raw.startswith(ZIP_STARTS):
        return read_workbook(raw, path.name, sheet, header=header)
    _refuse_strangers(raw, path)
    return read_csv(raw, path.name, encoding, header=header)


def is_workbook(path: Path) -> bool:
    """Whether a file begins as a zip or an old workbook does, and not as a text."""
    return read_whole(path, TABLE_LIMITS).startswith((*ZIP_STARTS, OLE_START))


def _refuse_strangers(raw: bytes, path: Path) -> None:
    if raw.startswith(OLE_START):
        raise UserError(_kind_of_ole(raw), name=path.name)
    start = raw[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    is_markup = start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml", b"<meta"))
    if raw.startswith(_NO_TABLE) or is_markup or start.startswith((b"{", b"[{", b"[\n", b"[[")):
        raise UserError("table_not_a_table", name=path.name)
    if path.suffix.lower() in _SHEET_NAMES:
        raise UserError("table_is_text", name=path.name)


def _kind_of_ole(raw: bytes) -> str:
    """Which fault an OLE file is: its streams are named in UTF-16."""
    if "EncryptedPackage".encode("utf-16-le") in raw:
        return "table_protected"
    if "WordDocument".encode("utf-16-le") in raw:
        return "table_is_word"
    return "table_is_old_excel"
