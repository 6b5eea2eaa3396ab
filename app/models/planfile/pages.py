"""Reads the records in the pages of a file whose structure may be broken; no SQL is run.

Every leaf page of a table tells by itself what rows lie in it, so no damage elsewhere, not even
to the first page, keeps a whole page from being read. Nothing is written, and nothing that a
stranger put into the file can act.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

Cell = str | int | None
Record = tuple[Cell, ...]

_LEAF = 0x0D
_USUAL = 4_096
_SIZES = frozenset(1 << power for power in range(9, 17))
_LARGEST_PAYLOAD = 64_000_000
_MOST_CELLS = 200  # of a record; the tables of a plan have far fewer
# In a sound file no two records share a byte. What a stranger made to be read again and again is
# given up; a page or a file that is damaged gets some more room than it needs.
_PAGE_TIMES, _FILE_TIMES = 4, 20


class UnreadableError(Exception):
    """This record cannot be read."""


class Pages:
    """The pages of one file, by number from 1. ``close`` when done."""

    def __init__(self, path: Path) -> None:
        self._file: BinaryIO = path.open("rb")
        length = os.fstat(self._file.fileno()).st_size
        head = self._file.read(100)
        self.size, reserved = _page_size(head)
        self.usable = self.size - reserved
        self.count = (length + self.size - 1) // self.size
        self._left = 0  # pages behind records that may still be read

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def page(self, number: int) -> bytes:
        """The bytes of a page; UnreadableError where the file has no such page."""
        if not 1 <= number <= self.count:
            raise UnreadableError
        self._file.seek((number - 1) * self.size)
        return self._file.read(self.size).ljust(self.size, b"\0")

    def records(self, progress: Callable[[float], None]) -> Iterator[tuple[int, Record]]:
        """Each readable record with its rowid, page by page; what cannot be read is passed over."""
        self._left = _FILE_TIMES * self.count
        for number in range(1, self.count + 1):
            if number % 64 == 1:
                progress((number - 1) / self.count)
            page = self.page(number)
            start = 100 if number == 1 else 0
            if page[start] == _LEAF:
                yield from self._leaf(page, start)

    def _leaf(self, page: bytes, start: int) -> Iterator[tuple[int, Record]]:
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        if start + 8 + 2 * count > self.usable:
            return
        places = (start + 8 + 2 * n for n in range(count))
        room = _PAGE_TIMES * self.usable
        for at in {int.from_bytes(page[place : place + 2], "big"): None for place in places}:
            try:
                rowid, begin, length = self._cell(page, at)
                room -= min(length, self.usable // 8)  # at least so much of it lies in the page
                if room < 0:
                    return
                yield rowid, _record(self._payload(page, begin, length))
            except (UnreadableError, IndexError, UnicodeDecodeError):
                continue

    def _cell(self, page: bytes, at: int) -> tuple[int, int, int]:
        """The number of a record, and where and how long it is."""
        if at < 8:
            raise UnreadableError
        length, at = _varint(page, at)
        rowid, at = _varint(page, at)
        if not 0 < length <= min(_LARGEST_PAYLOAD, self.count * self.size):
            raise UnreadableError
        return rowid, at, length

    def _payload(self, page: bytes, at: int, length: int) -> bytes:
        """The bytes of a record, those in overflow pages too."""
        most = self.usable - 35
        if length <= most:
            return _slice(page, at, length, self.usable)
        least = (self.usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self.usable - 4)
        here = here if here <= most else least
        parts = [_slice(page, at, here, self.usable)]
        following = int.from_bytes(_slice(page, at + here, 4, self.usable), "big")
        left = length - here
        self._left -= left // self.usable
        if self._left < 0:
            raise UnreadableError
        while left > 0:
            more = self.page(following)
            parts.append(more[4 : 4 + min(left, self.usable - 4)])
            left -= len(parts[-1])
            following = int.from_bytes(more[:4], "big")
        if following:  # the chain goes on where the record has ended: it is not its own
            raise UnreadableError
        return b"".join(parts)


def _page_size(head: bytes) -> tuple[int, int]:
    """The size of a page and what is reserved at its end; the usual ones where the head is gone."""
    if not head.startswith(b"SQLite format 3\0") or len(head) < 100:
        return _USUAL, 0
    said = int.from_bytes(head[16:18], "big")
    size = 65_536 if said == 1 else said
    return (size, head[20] if head[20] < 32 else 0) if size in _SIZES else (_USUAL, 0)


def _slice(page: bytes, at: int, length: int, end: int) -> bytes:
    if at + length > end:
        raise UnreadableError
    return page[at : at + length]


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    value = 0
    for place in range(8):
        byte = data[at + place]
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    value = value << 8 | data[at + 8]
    return (value - (1 << 64) if value >= 1 << 63 else value), at + 9


_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}


def _record(payload: bytes) -> Record:
    """The values of a record; UnreadableError for anything no table of ours holds."""
    end, at = _varint(payload, 0)
    kinds: list[int] = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
        if len(kinds) > _MOST_CELLS:
            raise UnreadableError
    if at != end or not kinds:
        raise UnreadableError
    cells: list[Cell] = []
    for kind in kinds:
        cell, length = _value(payload, at, kind)
        cells.append(cell)
        at += length
    if at != len(payload):
        raise UnreadableError
    return tuple(cells)


def _value(payload: bytes, at: int, kind: int) -> tuple[Cell, int]:
    if kind == 0:
        return None, 0
    if kind in (8, 9):
        return kind - 8, 0
    length = _INTEGERS.get(kind) or ((kind - 13) // 2 if kind >= 13 and kind % 2 else -1)
    if length < 0 or at + length > len(payload):
        raise UnreadableError
    data = payload[at : at + length]
    if kind in _INTEGERS:
        return int.from_bytes(data, "big", signed=True), length
    return data.decode("utf-8"), length
