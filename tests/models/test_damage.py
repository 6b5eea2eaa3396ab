"""Damage is found, or harmless, or never happened."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import PlanFile, check_file
from app.models.planfile.checking import lines_seal
from app.models.planfile.salvage import salvage
from app.models.planfile.seal import keep_seal
from tests.catalogue.plan_shapes import out_of_step
from tests.models.making import a_closed_plan, a_plan, reopened
from tests.models.spoiling import opened, unfinished

# Unfinished edits beside the file


def test_an_edit_cut_off_in_the_middle_never_happened(tmp_path: Path) -> None:
    path = unfinished(tmp_path)
    with pytest.raises(UserError, match="file_unfinished"):
        PlanFile.open(path, read_only=True)
    before = path.read_bytes()
    assert check_file(path).code == ""
    assert path.read_bytes() == before
    with reopened(path) as file:
        assert file.damage() == ""
        assert "__half__" not in repr(file.read_plan())
    assert b"__half__" not in path.read_bytes()


def test_half_an_edit_copied_without_its_journal_is_noticed(tmp_path: Path) -> None:
    path = unfinished(tmp_path)
    path.with_name("plan.atelier-journal").unlink()
    assert opened(path) == check_file(path).code == "file_damaged"


def test_the_journal_of_another_file_ruins_nothing(tmp_path: Path) -> None:
    """A good plan copied over an older one whose unfinished edit still lies beside it."""
    path = unfinished(tmp_path)
    newer = a_closed_plan(tmp_path / "newer.atelier", a_plan(commitments=45, words=90))
    shutil.copyfile(newer, path)
    before = path.read_bytes()
    assert opened(path) == "file_damaged"
    assert path.read_bytes() == before
    path.with_name("plan.atelier-journal").unlink()
    assert opened(path) == ""


@pytest.mark.parametrize("left", [b"", b"noise" * 999, bytes(4_096)], ids=len)
@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_noise_beside_a_good_plan_does_no_harm(plan: Path, left: bytes, end: str) -> None:
    plan.with_name(plan.name + end).write_bytes(left)
    with reopened(plan) as file:
        assert file.read_plan().info.title == "Three"
        assert file.damage() == ""


def test_the_newest_edit_in_a_wal_is_kept(plan: Path) -> None:
    code = (
        "import os, sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "db.execute('PRAGMA journal_mode=WAL')\n"
        "db.execute('UPDATE seal SET app_version = 9')\n"
        "os.kill(os.getpid(), 9)\n"
    )
    subprocess.run([sys.executable, "-c", code, str(plan)], check=False)
    assert plan.with_name("plan.atelier-wal").stat().st_size
    assert check_file(plan).code == ""
    assert plan.with_name("plan.atelier-wal").stat().st_size
    with pytest.raises(UserError, match="file_unfinished"):
        PlanFile.open(plan, read_only=True)
    with reopened(plan) as file:
        assert file._db.execute("SELECT app_version FROM seal").fetchone()[0] == "9"
    assert not plan.with_name("plan.atelier-wal").exists()
    assert check_file(plan).code == ""


# Damage that only the seal finds


@pytest.mark.promise
def test_every_flipped_bit_is_found_or_harmless(
    plan: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    data, dice = plan.read_bytes(), random.Random(7)
    with reopened(plan) as file:
        truth, entries = file.read_plan(), file.entries()
    spoilt = tmp_path / "spoilt.atelier"
    found = silent = tried = 0
    for place in sample_of_bits(data, dice):
        tried += 1
        damaged = bytearray(data)
        damaged[place // 8] ^= 1 << place % 8
        spoilt.write_bytes(damaged)
        if check_file(spoilt).code:
            found += 1
            continue
        with reopened(spoilt, read_only=True) as file:
            assert (file.read_plan(), file.entries()) == (truth, entries), f"bit {place}"
        db = sqlite3.connect(spoilt)
        silent += db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        db.close()
    assert found > 50
    record_property("promise", "O3")
    record_property("figure", f"{tried} of {tried} found or harmless ({found} found)")


def sample_of_bits(data: bytes, dice: random.Random) -> Iterator[int]:
    """300 bits of the 2,000 first drawn, or all with ATELIER_LONG; texts more often than air."""
    filled = [n for n, byte in enumerate(data) if byte]
    count = 2_000 if os.environ.get("ATELIER_LONG") else 300
    for _ in range(count):
        byte = dice.choice(filled) if dice.random() < 0.8 else dice.randrange(len(data))
        yield byte * 8 + dice.randrange(8)


def test_a_flipped_letter_passes_every_check_but_the_seal(plan: Path) -> None:
    """The control: without the seal this file is sound."""
    plan.write_bytes(plan.read_bytes().replace(b"Publish it", b"Publish at"))
    db = sqlite3.connect(plan)
    assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    db.close()
    assert opened(plan) == "file_damaged"


def test_damage_in_the_journal_is_found_and_the_rows_are_proved_whole(plan: Path) -> None:
    plan.write_bytes(plan.read_bytes().replace(b'"title":"Two"', b'"title":"Tvo"'))
    assert opened(plan) == check_file(plan).code == "file_damaged"
    assert salvage(plan).is_whole


def test_a_journal_that_cannot_be_read_is_damage_too(plan: Path) -> None:
    plan.write_bytes(plan.read_bytes().replace(b'"title":"Three"}', b'"title":"Three"]'))
    assert opened(plan) == check_file(plan).code == "file_damaged"


@pytest.mark.promise
def test_random_damage_never_shows_other_words(
    good: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    """Bytes, pages, pages in each other's place, cuts and headers: 10,000 with ATELIER_LONG."""
    whole, path = good.read_bytes(), tmp_path / "spoilt.atelier"
    with reopened(good) as file:
        truth = file.read_plan()
    tried = 10_000 if os.environ.get("ATELIER_LONG") else 150
    slowest, sound = 0.0, 0
    for seed in range(tried):
        path.write_bytes(mutated(whole, random.Random(seed)))
        began = time.process_time()
        code = check_file(path).code
        slowest = max(slowest, time.process_time() - began)
        if code == "":
            sound += 1
            with reopened(path, read_only=True) as file:
                assert file.read_plan() == truth, seed
    assert sound < tried // 4, "most of them are no harm at all"
    assert slowest < 1
    record_property("promise", "O2")
    record_property("figure", f"0 of {tried} crashed or shown wrong; slowest {slowest:.2f} s")


def mutated(whole: bytes, dice: random.Random) -> bytes:
    """The file after one to twenty accidents."""
    data = bytearray(whole)
    for _ in range(dice.randint(1, 20)):
        place = dice.randrange(0 if dice.random() < 0.05 else 100, len(data))
        page, other = place // 4_096 * 4_096, dice.randrange(len(data) // 4_096) * 4_096
        kind = dice.random()
        if kind < 0.2:
            data[page : page + 4_096] = dice.choice((bytes(4_096), dice.randbytes(4_096)))
        elif kind < 0.3:
            data[page : page + 4_096] = whole[other : other + 4_096]
        else:
            data[place] = dice.randrange(256)
    return bytes(data[: dice.randrange(len(data))] if dice.random() < 0.1 else data)


# What opening finds, and the check as well


def test_a_plan_whose_index_is_out_of_step_is_not_worked_in(plan: Path) -> None:
    out_of_step(plan)
    assert check_file(plan).code == opened(plan) == "file_damaged"
    assert salvage(plan).is_whole


def test_a_history_that_is_none_is_found_by_the_check_as_by_opening(plan: Path) -> None:
    db = sqlite3.connect(plan, isolation_level=None)
    db.execute("UPDATE journal SET changes = '{' WHERE seq = 1")
    keep_seal(db, 2, lines_seal(db))
    db.close()
    with reopened(plan) as file, pytest.raises(UserError, match="file_damaged"):
        Journal(file)
    assert check_file(plan).code == "file_damaged"
