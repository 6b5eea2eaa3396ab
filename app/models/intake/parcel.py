"""Office files of strangers as parcels: zips whose parts are measured while they unpack."""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from pathlib import Path

from msgspec import Struct

from app.errors import UserError

MOST_PARTS = 2_000
ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DOCTYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_ODD_NAME = re.compile(r"^[/\\]|\\|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f]")


class Limits(Struct, frozen=True):
    """How many bytes a kind of file may have, and the codes that say what is wrong with one."""

    largest: int
    unreadable: str
    empty: str
    too_large: str
    damaged: str
    unsafe: str
    protected: str


def read_whole(path: Path, limits: Limits) -> bytes:
    """The bytes of a plain file within its limit; UserError for anything else under that name."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode):
            raise UserError("not_a_file", name=path.name)
        if about.st_size > limits.largest:
            raise UserError(limits.too_large, name=path.name)
        with path.open("rb") as file:
            raw = file.read(limits.largest + 1)
    except (FileNotFoundError, NotADirectoryError) as fault:
        raise UserError("file_gone", name=path.name, path=str(path)) from fault
    except (OSError, ValueError) as fault:
        raise UserError(limits.unreadable, name=path.name) from fault
    if not raw.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise UserError(limits.empty, name=path.name)
    return raw


class Parcel:
    """The parts of a zip, each unpacked once, measured while it unpacks, and checked.

    ``check`` must be called before the first part is read; what a parcel is of lies in ``names``.
    """

    def __init__(self, raw: bytes, name: str, limits: Limits) -> None:
        self._raw, self.name, self._limits = raw, name, limits
        try:
            with zipfile.ZipFile(io.BytesIO(raw)) as parcel:
                self._all = parcel.infolist()
        except NotImplementedError as fault:
            raise UserError(limits.unsafe, name=name) from fault
        except (zipfile.BadZipFile, ValueError, OSError, struct.error, RuntimeError) as fault:
            raise UserError(limits.damaged, name=name) from fault
        self._infos = {info.filename: info for info in self._all}
        self._left = limits.largest
        self._read: dict[str, bytes] = {}
        self._check_size()

    def _check_size(self) -> None:
        claimed = sum(info.file_size for info in self._all)
        if len(self._all) > MOST_PARTS or claimed > self._limits.largest:
            raise UserError(self._limits.too_large, name=self.name)
        if any(info.flag_bits & 1 for info in self._all):
            raise UserError(self._limits.protected, name=self.name)

    @property
    def names(self) -> frozenset[str]:
        """The names of all parts; empty for a parcel of nothing."""
        return frozenset(self._infos)

    def spelled(self, part: str) -> str:
        """The name of a part as it was written: Macs write UTF-8 and do not say so."""
        if self._infos[part].flag_bits & 0x800:
            return part
        try:
            return part.encode("cp437").decode("utf-8")
        except UnicodeError:
            return part

    def check(self, *, odd_names: bool = True) -> None:
        """Refuse what is in it twice; without ``odd_names`` also links and paths that climb out."""
        names = self.names
        twice = len(names) < len(self._all) or len({n.lower() for n in names}) < len(self._all)
        links = any(stat.S_ISLNK(info.external_attr >> 16) for info in self._all)
        if twice or (not odd_names and (links or any(map(_ODD_NAME.search, names)))):
            raise UserError(self._limits.unsafe, name=self.name)

    def has(self, part: str) -> bool:
        """Whether the parcel has this part."""
        return part in self._infos

    def read(self, part: str, *, xml: bool = True) -> bytes:
        """The bytes of one part; UserError if they are not what the directory says.

        A part that is ``xml`` may not declare a document type.
        """
        if part not in self._infos:
            raise UserError(self._limits.damaged, name=self.name)
        if part not in self._read:
            self._read[part] = self._unpacked(self._infos[part])
            if xml and any(sign in self._read[part] for sign in _DOCTYPE):
                raise UserError(self._limits.unsafe, name=self.name)
        return self._read[part]

    def _unpacked(self, info: zipfile.ZipInfo) -> bytes:
        try:
            start = info.header_offset
            sign, names, extra = struct.unpack("<4s22xHH", self._raw[start : start + 30])
            begin = start + 30 + names + extra
            packed = self._raw[begin : begin + info.compress_size]
            found = packed if info.compress_type == 0 else self._inflated(packed, info.file_size)
        except (struct.error, zlib.error) as fault:
            raise UserError(self._limits.damaged, name=self.name) from fault
        sound = sign == b"PK\x03\x04" and len(found) == info.file_size
        if not sound or zlib.crc32(found) != info.CRC or info.compress_type not in (0, 8):
            raise UserError(self._limits.damaged, name=self.name)
        self._left -= len(found)
        return found

    def _inflated(self, packed: bytes, claimed: int) -> bytes:
        """At most one byte more than the directory claims, which is enough to find it lying."""
        found = zlib.decompressobj(-15).decompress(packed, min(self._left, claimed) + 1)
        if len(found) > self._left:
            raise UserError(self._limits.too_large, name=self.name)
        return found
