"""The file: reportlab's objects, written as they are made and packed in compressed streams."""

from __future__ import annotations

import hashlib
import sys
from array import array
from itertools import accumulate
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc
from zlib_ng import zlib_ng

_PACK = 160
_TINY = 256
"""Bytes below which deflate saves hardly any, for as much time as a page takes."""
_FREE, _IN_FILE, _IN_PACK = 0xFFFF, 1 << 48, 2 << 48
"""What a row of the table begins with; 32 bits of a place and 16 of an index follow."""


def name(text: str) -> pdfdoc.PDFName:
    """A PDF name."""
    return pdfdoc.PDFName(text)


def dictionary(**entries: object) -> pdfdoc.PDFDictionary:
    """A PDF dictionary."""
    return pdfdoc.PDFDictionary(entries)


class Reference(pdfdoc.PDFObject):  # type: ignore[misc]  # reportlab has no types
    """A reference to an object by its number."""

    def __init__(self, number: int) -> None:
        self.number = number

    def format(self, _document: object) -> bytes:
        """The reference as it is written."""
        return b"%d 0 R" % self.number


class PdfFile(pdfdoc.PDFDocument):  # type: ignore[misc]  # reportlab has no types
    """A document of reportlab that writes itself piece by piece.

    reportlab keeps all objects and their text until the end; a tagged document has so many small
    ones that this costs hundreds of megabytes. Here an object is written as soon as it is known,
    the small ones packed together. The bytes depend on the content alone: no date, no machine.
    """

    def __init__(self, target: BinaryIO) -> None:
        super().__init__(dummyoutline=1, compression=1, invariant=1, pdfVersion=(1, 7))
        self.idToObject.clear()
        self.idToObjectNumberAndVersion.clear()
        self.numberToId.clear()
        self._target = target
        self._offset = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._table = array("Q", (_FREE,))
        self._numbers: list[int] = []
        self._bodies: list[bytes] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """A number for an object that will be given later."""
        self._table.append(0)
        return len(self._table) - 1

    def put(self, number: int, body: bytes) -> None:
        """Give the object of a number as it is written: anything but a stream."""
        self._numbers.append(number)
        self._bodies.append(body)
        if len(self._numbers) >= _PACK:
            self._pack()

    def small(self, number: int, content: bytes | pdfdoc.PDFObject) -> Reference:
        """Give the object of a number, also as one of reportlab's; answers what refers to it."""
        raw = isinstance(content, bytes)
        self.put(number, content if raw else pdfdoc.format(content, self, toplevel=1))
        return Reference(number)

    def stream(self, number: int, data: bytes, entries: bytes = b"") -> Reference:
        """Give the stream of a number; it is compressed, unless tiny, and written at once."""
        if len(data) < _TINY:
            return self.plain_stream(number, data, entries)
        packed = zlib_ng.compress(data)
        return self.plain_stream(number, packed, entries + b"/Filter/FlateDecode")

    def plain_stream(self, number: int, data: bytes, entries: bytes) -> Reference:
        """Give a stream as it is: everyone can read it, as metadata must be."""
        self._table[number] = _IN_FILE | self._offset << 16
        head = b"%d 0 obj\n<<%s/Length %d>>stream\n" % (number, entries, len(data))
        self._write(head + data + b"\nendstream\nendobj\n")
        return Reference(number)

    def add(self, content: bytes | pdfdoc.PDFObject) -> Reference:
        """Give an object that nobody waits for."""
        return self.small(self.reserve(), content)

    def close(self, root: Reference, info: Reference) -> None:
        """Write what is waiting, the table of places and the end."""
        if self._numbers:
            self._pack()
        number = self.reserve()
        start = self._offset
        self._table[number] = _IN_FILE | start << 16
        mark = self._digest.hexdigest().encode()
        entries = b"/Type/XRef/Size %d/W[2 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            number + 1, root.number, info.number, mark, mark,
        )  # fmt: skip
        if sys.byteorder == "little":
            self._table.byteswap()
        self.stream(number, self._table.tobytes(), entries)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _pack(self) -> None:
        """Write the waiting small objects as one compressed stream."""
        number = self.reserve()
        numbers, bodies = self._numbers, self._bodies
        places = accumulate([len(body) + 1 for body in bodies], initial=0)
        pairs = zip(numbers, places, strict=False)
        head = " ".join([f"{each} {place}" for each, place in pairs]).encode() + b"\n"
        for row, each in enumerate(numbers, start=_IN_PACK | number << 16):
            self._table[each] = row
        entries = b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head))
        self.stream(number, head + b"\n".join(bodies), entries)
        numbers.clear()
        bodies.clear()

    def _write(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self._offset += len(data)
