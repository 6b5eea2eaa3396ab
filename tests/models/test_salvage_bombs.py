"""A damaged file costs no more to read than it is long, whatever a stranger made of its pages."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.planfile.salvage import salvage
from tests.models.making import a_closed_plan, a_plan

SIZE = 65_536
SECONDS = 3


def varint(number: int) -> bytes:
    said = [number & 0x7F]
    while number := number >> 7:
        said.append(number & 0x7F | 0x80)
    return bytes(reversed(said))


def head() -> bytes:
    page = bytearray(SIZE)
    page[:24] = b"SQLite format 3\0" + bytes((0, 1, 1, 1, 0, 64, 32, 32))
    return bytes(page)


def leaf(*records: bytes, times: int = 1) -> bytes:
    """A page of these records, each of them named so many times."""
    page, end, places = bytearray(SIZE), SIZE, list[int]()
    for record in records:
        end -= len(record)
        page[end : end + len(record)] = record
        places += [end] * times
    page[0] = 0x0D
    page[3:5] = len(places).to_bytes(2, "big")
    for n, place in enumerate(places):
        page[8 + 2 * n : 10 + 2 * n] = place.to_bytes(2, "big")
    return bytes(page)


def in_a_circle(pages: int) -> bytes:
    """A record as long as the file, named 20,000 times; what lies behind it leads to itself."""
    length = SIZE * (pages - 2)
    least = (SIZE - 12) * 32 // 255 - 23
    here = least + (length - least) % (SIZE - 4)
    here = here if here <= SIZE - 35 else least
    record = varint(length) + b"\1" + bytes(here) + (3).to_bytes(4, "big")
    circle = (3).to_bytes(4, "big") + bytes(SIZE - 4)
    return head() + leaf(record, times=20_000) + circle * (pages - 2)


def of_one_word() -> bytes:
    """A table whose text is one word of 60,000 letters."""
    said = (b"table", b"plan", b"plan", b"a" * 60_000)
    kinds = [varint(13 + 2 * len(text)) for text in said]
    serial = b"".join((*kinds[:3], b"\1", kinds[3]))
    payload = varint(len(serial) + 1) + serial + b"".join(said[:3]) + b"\2" + said[3]
    return head() + leaf(varint(len(payload)) + b"\1" + payload) * 10


@pytest.mark.parametrize("made", [in_a_circle(100), of_one_word()], ids=["circle", "word"])
def test_a_bomb_goes_off_for_nothing(tmp_path: Path, made: bytes) -> None:
    path = tmp_path / "plan.atelier"
    path.write_bytes(made)
    started = time.process_time()
    with pytest.raises(UserError, match="nothing_to_salvage"):
        salvage(path)
    assert time.process_time() - started < SECONDS


def test_texts_of_many_pages_all_come_back(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier", a_plan(12, 1_500))
    assert salvage(path).is_whole
