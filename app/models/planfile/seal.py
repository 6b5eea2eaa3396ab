"""A sum over all rows that travels in the file and shows damage no other check finds."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import methodcaller

from msgspec import Struct

from app import __version__

_MODULUS = 1 << 256
_DIGEST = methodcaller("digest")
_SOME = 100  # rows that are summed up together

Cell = str | bytes | int | None


class Seal(Struct, frozen=True):
    """The sum over some rows and their number; a row can leave and come in without the others."""

    total: int = 0
    rows: int = 0

    def moved(
        self, table: str, *, gone: Iterable[Cell] | None = None, come: Iterable[Cell] | None = None
    ) -> Seal:
        """The seal once one row left and another came in."""
        total, rows = self.total, self.rows
        if gone is not None:
            total, rows = total - row_seal(table, gone), rows - 1
        if come is not None:
            total, rows = total + row_seal(table, come), rows + 1
        return Seal(total % _MODULUS, rows)

    def with_rows(self, seals: Iterable[int]) -> Seal:
        """The seal once rows came in whose numbers are these."""
        found = list(seals)
        return Seal((self.total + sum(found)) % _MODULUS, self.rows + len(found))

    @property
    def text(self) -> str:
        """The sum as the file keeps it."""
        return f"{self.total:064x}"


def row_seal(table: str, row: Iterable[Cell]) -> int:
    """The number one row adds to the seal; any changed bit gives another number."""
    (seal,) = row_seals(table, (tuple(row),))
    return seal


def row_seals(table: str, rows: Sequence[Sequence[Cell]]) -> Iterator[int]:
    """The numbers of rows of one table; many at a time are quicker, column by column."""
    columns = [_column(column) for column in zip(*rows, strict=True)]
    lengths = [_lengths(column) for column in columns]
    ends = repeat(b"\n", len(rows))
    told = map(b"".join, zip(repeat(table.encode()), *lengths, ends, *columns))
    sums = map(_DIGEST, map(hashlib.sha256, told))
    return map(int.from_bytes, sums)  # the first byte counts most


def _column(cells: tuple[Cell, ...]) -> list[bytes]:
    """The bytes of a column; texts are made together, and where most are alike, each once."""
    kinds = set(map(type, cells))
    if kinds == {bytes}:  # as they come out of a file
        return list(cells)  # type: ignore[arg-type]  # bytes, as was just seen
    if kinds == {str}:
        together = "\0".join(cells)  # type: ignore[arg-type]  # texts, as was just seen
        made = together.encode("utf-8", "surrogatepass").split(b"\0")
        if len(made) == len(cells):  # else some hold the sign between them
            return made
    different = set(cells)
    if len(different) * 2 < len(cells):
        known = {cell: _bytes(cell) for cell in different}
        return [known[cell] for cell in cells]
    return list(map(_bytes, cells))


def _lengths(cells: list[bytes]) -> list[bytes]:
    """How long each cell of a column is, as it is told before the cells."""
    lengths = list(map(len, cells))
    said = {length: b" %d" % length for length in set(lengths)}
    return list(map(said.__getitem__, lengths))


def _bytes(cell: Cell) -> bytes:
    if isinstance(cell, str):
        return cell.encode("utf-8", "surrogatepass")
    if isinstance(cell, bytes):
        return cell
    return b"" if cell is None else b"%d" % cell


def seal_of(db: sqlite3.Connection, tables: dict[str, tuple[str, ...]]) -> Seal:
    """The seal over the named columns of ``tables``, as the file holds them now.

    Texts are read as the bytes they are: quicker, and a text that is no text does not stop it.
    """
    total = rows = 0
    decoded, db.text_factory = db.text_factory, bytes
    try:
        for table, names in tables.items():
            columns = ", ".join(f'"{name}"' for name in names)
            found = db.execute(f'SELECT {columns} FROM "{table}"')
            while some := found.fetchmany(_SOME):
                total, rows = total + sum(row_seals(table, some)), rows + len(some)
    finally:
        db.text_factory = decoded
    return Seal(total % _MODULUS, rows)


def keep_seal(db: sqlite3.Connection, id: int, seal: Seal) -> None:
    """Write the seal the file carries: 1 for its rows, 2 for its journal."""
    db.execute(
        "UPDATE seal SET total = ?, row_count = ?, app_version = ? WHERE id = ?",
        (seal.text, seal.rows, __version__, id),
    )
