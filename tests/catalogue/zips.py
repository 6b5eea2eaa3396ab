"""Zips written by hand, so that they can lie about what is in them."""

from __future__ import annotations

import struct
import zlib
from functools import cache

from msgspec import Struct


class Entry(Struct, frozen=True):
    """One entry: its name, packed bytes, and what the directory says of them."""

    name: str
    packed: bytes
    method: int = 0
    size: int = -1
    crc: int = 0
    flags: int = 0x800
    mode: int = 0


def stored(name: str, data: bytes, *, flags: int = 0x800, mode: int = 0) -> Entry:
    """An honest entry, not packed."""
    return Entry(name, data, 0, len(data), zlib.crc32(data), flags, mode)


def deflated(name: str, data: bytes) -> Entry:
    """An honest entry, packed."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    return Entry(name, packed, 8, len(data), zlib.crc32(data))


def blown_up(name: str, start: bytes, times: int, claims: int | None = None) -> Entry:
    """An entry that unpacks to ``start`` and ``times`` MiB of blanks; ``claims`` is its lie."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    head = packer.compress(start) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + _blanks() * times + b"\x03\x00"
    size = len(start) + times * 2**20
    return Entry(name, packed, 8, size if claims is None else claims)


@cache
def _blanks() -> bytes:
    """A MiB of blanks, packed so that it can be repeated."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)


def zip_of(entries: list[Entry], comment: bytes = b"") -> bytes:
    """The bytes of a zip with these entries in this order."""
    body, directory = bytearray(), bytearray()
    for entry in entries:
        name = entry.name.encode("utf-8")
        size = len(entry.packed) if entry.size < 0 else entry.size
        about = (entry.flags, entry.method, 0, 0x21, entry.crc, len(entry.packed), size)
        place = len(body)
        body += struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, *about, len(name), 0) + name
        body += entry.packed
        directory += struct.pack(
            "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 0x314, 20, *about, len(name), 0, 0, 0, 0,
            entry.mode << 16, place,
        )  # fmt: skip
        directory += name
    count = min(len(entries), 0xFFFF)
    end = struct.pack(
        "<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), len(comment)
    )
    return bytes(body + directory + end + comment)
