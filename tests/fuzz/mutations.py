"""Small and large changes of a file: bytes, blocks, words of its format, and parts of its zip."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from random import Random

MOST = 400_000  # bytes of a changed file
_EDGES = (0, 1, 0x7F, 0x80, 0xFF, 0x20, 0x0A, 0x22, 0x3C, 0x50)


def mutated(raw: bytes, tokens: Sequence[bytes], others: Sequence[bytes], chance: Random) -> bytes:
    """A changed copy of ``raw``; ``others`` are files of which pieces may be taken."""
    inside = (
        _in_zip(raw, tokens, chance) if raw.startswith(b"PK") and chance.random() < 0.7 else None
    )
    if inside is not None:
        return inside[:MOST]
    data = bytearray(raw)
    for _ in range(chance.choice((1, 1, 2, 4, 8))):
        _change(data, tokens, others, chance)
    return bytes(data[:MOST])


def _in_zip(raw: bytes, tokens: Sequence[bytes], chance: Random) -> bytes | None:
    """A zip whose one part was changed and packed again, so that the change is reached."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as old:
            parts = [(info.filename, old.read(info)) for info in old.infolist()]
    except Exception:  # a zip that Python cannot read is changed byte by byte
        return None
    if not parts:
        return None
    place = chance.randrange(len(parts))
    name, data = parts[place]
    parts[place] = name, mutated(data, tokens, [other for _, other in parts], chance)
    if chance.random() < 0.1:
        parts.append((chance.choice(("../x", "A:b", name, name.upper(), "x" * 200)), b"x"))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in parts:
            new.writestr(zipfile.ZipInfo(name.replace("\x00", "_") or "x"), data)
    return made.getvalue()


def _change(
    data: bytearray, tokens: Sequence[bytes], others: Sequence[bytes], chance: Random
) -> None:
    place = chance.randrange(len(data) + 1)
    end = min(len(data), place + chance.choice((1, 1, 2, 4, 16, 64, 512, 4096)))
    kind = chance.randrange(9)
    if kind == 0 and place < len(data):
        data[place] ^= 1 << chance.randrange(8)
    elif kind == 1 and place < len(data):
        data[place] = chance.choice(_EDGES)
    elif kind == 2:
        del data[place:end]
    elif kind == 3:
        data[place:place] = data[place:end] * chance.choice((1, 2, 20, 200))
    elif kind == 4 and tokens:
        data[place:place] = chance.choice(tokens) * chance.choice((1, 1, 1, 3, 300))
    elif kind == 5 and tokens:
        token = chance.choice(tokens)
        data[place : place + len(token)] = token
    elif kind == 6 and others:
        other = chance.choice(others)
        start = chance.randrange(len(other) + 1)
        data[place:end] = other[start : start + chance.choice((4, 64, 1024))]
    elif kind == 7:
        data[place:end] = chance.randbytes(end - place)
    else:
        number = chance.choice((0, 1, 255, 65535, 2**31 - 1, 2**31, 2**32 - 1))
        data[place : place + 4] = number.to_bytes(4, chance.choice(("little", "big")))
