"""The file: reportlab's objects, written as they are made and packed in compressed streams."""

from __future__ import annotations

import hashlib
import zlib
from typing import BinaryIO

from reportlab.pdfbase import pdfdoc

_PACK = 120
_LEVEL = 6
_ENTRY = 7
_FREE = b"\x00\x00\x00\x00\x00\xff\xff"


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
        self.objectcounter = 0
        self.idToObject.clear()
        self.idToObjectNumberAndVersion.clear()
        self.numberToId.clear()
        self._target = target
        self._offset = 0
        self._digest = hashlib.md5(usedforsecurity=False)
        self._table = bytearray(_FREE)
        self._waiting: list[tuple[int, bytes]] = []
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """A number for an object that will be given later."""
        self.objectcounter += 1
        return int(self.objectcounter)

    def small(self, number: int, content: bytes | pdfdoc.PDFObject) -> Reference:
        """Give the object of a number: anything but a stream."""
        body = content if isinstance(content, bytes) else pdfdoc.format(content, self, toplevel=1)
        self._waiting.append((number, body))
        if len(self._waiting) >= _PACK:
            self._pack()
        return Reference(number)

    def stream(self, number: int, data: bytes, entries: bytes = b"") -> Reference:
        """Give the stream of a number; it is compressed and written at once."""
        packed = zlib.compress(data, _LEVEL)
        self._note(number, 1, self._offset, 0)
        self._write(
            b"%d 0 obj\n<<%s/Filter/FlateDecode/Length %d>>stream\n"
            % (number, entries, len(packed))
        )
        self._write(packed)
        self._write(b"\nendstream\nendobj\n")
        return Reference(number)

    def plain_stream(self, number: int, data: bytes, entries: bytes) -> Reference:
        """Give a stream that everyone can read: metadata is not compressed."""
        self._note(number, 1, self._offset, 0)
        head = b"%d 0 obj\n<<%s/Length %d>>stream\n" % (number, entries, len(data))
        self._write(head + data + b"\nendstream\nendobj\n")
        return Reference(number)

    def add(self, content: bytes | pdfdoc.PDFObject) -> Reference:
        """Give an object that nobody waits for."""
        return self.small(self.reserve(), content)

    def close(self, root: Reference, info: Reference) -> None:
        """Write what is waiting, the table of places and the end."""
        if self._waiting:
            self._pack()
        number = self.reserve()
        start = self._offset
        self._note(number, 1, start, 0)
        mark = self._digest.hexdigest().encode()
        entries = b"/Type/XRef/Size %d/W[1 4 2]/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            number + 1, root.number, info.number, mark, mark,
        )  # fmt: skip
        self.stream(number, bytes(self._table), entries)
        self._write(b"startxref\n%d\n%%%%EOF\n" % start)

    def _note(self, number: int, kind: int, place: int, index: int) -> None:
        """Note in the table where an object lies: in the file, or in a pack at an index."""
        missing = (number + 1) * _ENTRY - len(self._table)
        if missing > 0:
            self._table += bytes(missing)
        row = bytes((kind,)) + place.to_bytes(4, "big") + index.to_bytes(2, "big")
        self._table[number * _ENTRY : (number + 1) * _ENTRY] = row

    def _pack(self) -> None:
        """Write the waiting small objects as one compressed stream."""
        number = self.reserve()
        head = bytearray()
        body = bytearray()
        for index, (each, content) in enumerate(self._waiting):
            head += b"%d %d " % (each, len(body))
            body += content + b"\n"
            self._note(each, 2, number, index)
        entries = b"/Type/ObjStm/N %d/First %d" % (len(self._waiting), len(head))
        self._waiting.clear()
        self.stream(number, bytes(head + body), entries)

    def _write(self, data: bytes) -> None:
        self._target.write(data)
        self._digest.update(data)
        self._offset += len(data)
