"""What the tests of tables share: a file of some bytes, read, and what was told of it."""

from __future__ import annotations

from pathlib import Path

from app.errors import UserError
from app.messages import MESSAGES
from app.models.intake.tables import FAULTS, TableRead, read_table
from app.words import Words

HEAD = "name,organisation,email\n"
AMA = "Ama,Land Watch,ama@x.example\n"
KOFI = "Kofi,Ministry,kofi@x.example\n"
GOOD = (HEAD + AMA + KOFI).encode()


def read(folder: Path, raw: bytes | str, name: str = "people.csv", **chosen: str) -> TableRead:
    path = folder / name
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return read_table(path, **chosen)  # type: ignore[arg-type]  # encoding and sheet are texts


def names(table: TableRead) -> list[str]:
    return [row.cells[0] for row in table.rows]


def told(table: TableRead) -> str:
    return " ".join(Words("en")(one.sentence, **one.details) for one in table.warnings)


def fault_of(path: Path) -> str:
    """The code of the fault a table raises; "" for one that is read, whole and without gaps."""
    try:
        table = read_table(path)
    except UserError as fault:
        return fault.code
    assert all(len(row.cells) == len(table.columns) for row in table.rows)
    assert all(any(row.cells) for row in table.rows)
    return ""


def only_user_errors(folder: Path, raw: bytes) -> None:
    path = folder / "any.csv"
    path.write_bytes(raw)
    code = fault_of(path)
    assert not code or code in FAULTS or code in MESSAGES
