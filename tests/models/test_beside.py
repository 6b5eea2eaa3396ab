"""What a stranger lays beside a plan does nothing: not to other files, and nobody waits for it."""

from __future__ import annotations

import errno
import os
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.commands.judging import judged
from app.errors import UserError
from app.exports.help_bundle import write_help_bundle
from app.models.intake.bundle import plans_in, unpack_to
from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.beside import LARGEST
from app.models.planfile.carried import carry_in
from app.models.planfile.lock import Owner, lock_path, read_owner
from app.models.planfile.salvage import salvage
from app.models.planfile.sending import send_copy
from app.paths import Paths
from app.ui.file_names import free_path
from tests.models.making import a_closed_plan, a_plan, an_open_plan, reopened
from tests.models.spoiling import names_in, opened, unfinished

PIPES = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
LINKS = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
END_OF_JOURNAL = bytes.fromhex("d9d505f920a163d7")


def journal_of(plan: Path) -> Path:
    return plan.with_name(f"{plan.name}-journal")


def naming(plan: Path, other: Path) -> None:
    """Lay a journal beside a plan that says it is one of those another file names.

    SQLite deletes that file once it has taken the edit back.
    """
    name = os.fsencode(other)
    pages = plan.stat().st_size // 4096
    head = END_OF_JOURNAL + struct.pack(">IIIII", 0, 1, pages, 512, 4096)
    tail = struct.pack(">I", (1 << 30) // 4096 + 1) + name
    tail += struct.pack(">Ii", len(name), sum(struct.unpack(f"{len(name)}b", name)))
    journal_of(plan).write_bytes(head.ljust(512, b"\0") + tail + END_OF_JOURNAL)


def test_a_journal_cannot_have_another_file_deleted(plan: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    naming(plan, mine)
    assert check_file(plan).code == opened(plan) == "file_acts"
    assert salvage(plan).is_whole
    assert mine.read_text() == "mine"


def test_the_journal_of_a_killed_program_is_still_taken_back(tmp_path: Path) -> None:
    assert opened(unfinished(tmp_path)) == ""


@LINKS
def test_an_unfinished_edit_is_found_behind_a_link(tmp_path: Path) -> None:
    link = tmp_path / "link.atelier"
    link.symlink_to(unfinished(tmp_path))
    assert check_file(link).code == ""
    carry_in(link, tmp_path / "working.atelier")
    assert check_file(tmp_path / "working.atelier").code == ""


def as_a_link(place: Path) -> None:
    place.symlink_to(place.with_name("elsewhere"))


def as_a_pipe(place: Path) -> None:
    os.mkfifo(place)


@LINKS
@pytest.mark.parametrize("make", [Path.mkdir, as_a_link, as_a_pipe], ids=lambda make: make.__name__)
@pytest.mark.parametrize("end", ["-journal", "-wal"])
def test_what_is_no_file_is_not_waited_for(
    plan: Path, make: Callable[[Path], None], end: str
) -> None:
    make(plan.with_name(plan.name + end))
    assert opened(plan) == "not_a_file"
    found = judged("plan", plan, Paths.real())
    assert (found["outcome"], found["code"]) == ("REJECT", "not_a_file")
    assert f"plan.atelier{end}" in found["message"]


def test_an_endless_edit_is_not_copied(plan: Path) -> None:
    journal_of(plan).touch()
    os.truncate(journal_of(plan), LARGEST + 1)
    assert check_file(plan).code == opened(plan) == "too_large"


@LINKS
def test_a_lock_that_is_a_link_leads_into_no_other_file(plan: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    lock_path(plan).symlink_to(mine)
    with reopened(plan):
        assert read_owner(plan) not in (None, Owner())
        assert not lock_path(plan).is_symlink()
    assert mine.read_text() == "mine"
    os.link(mine, lock_path(plan))
    with reopened(plan):
        assert mine.read_text() == "mine"


@PIPES
def test_a_lock_that_is_a_pipe_is_not_waited_for(plan: Path) -> None:
    os.mkfifo(lock_path(plan))
    assert read_owner(plan) == Owner()
    assert opened(plan) == ""
    assert not lock_path(plan).exists()


def test_a_folder_in_the_place_of_the_lock_keeps_nobody_out(plan: Path) -> None:
    lock_path(plan).mkdir()
    assert opened(plan) == ""
    PlanFile.open(plan).close()
    assert lock_path(plan).is_dir()


@pytest.mark.parametrize("versions", [b"\1\2", b"\2\1", b"\2\2"], ids=["read", "write", "both"])
def test_looking_into_a_plan_left_in_wal_mode_lays_nothing_beside_it(
    plan: Path, versions: bytes
) -> None:
    raw = plan.read_bytes()
    plan.write_bytes(raw[:18] + versions + raw[20:])
    assert check_file(plan).code == ""
    assert names_in(plan.parent) == [plan.name]


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders whose disk takes no copy."""
    places: list[Path] = []
    copy = shutil.copyfile

    def copied(source: Path, target: Path) -> Path:
        if any(place in Path(target).parents for place in places):
            raise OSError(errno.ENOSPC, "full")
        return copy(source, target)

    monkeypatch.setattr(shutil, "copyfile", copied)
    return places


def mixed(folder: Path) -> Path:
    """A good plan put over one whose unfinished edit still lies there."""
    plan = unfinished(folder)
    journal = journal_of(plan).read_bytes()
    good = a_closed_plan(folder / "good.atelier", a_plan(commitments=40, words=60))
    good.replace(plan)
    journal_of(plan).write_bytes(journal)
    return plan


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own for temporary files."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_what_is_no_own_edit_is_not_rolled_in_though_the_temporary_disk_is_full(
    tmp_path: Path, full: list[Path], temp: Path
) -> None:
    plan = mixed(tmp_path)
    raw = plan.read_bytes()
    full += [temp, Path("/dev/shm")]
    assert opened(plan) == "file_damaged"
    full.append(tmp_path)
    assert opened(plan) == "disk_full"
    assert plan.read_bytes() == raw
    assert not list(temp.iterdir())


def test_a_full_temporary_disk_locks_nobody_out(
    tmp_path: Path, full: list[Path], temp: Path
) -> None:
    plan = unfinished(tmp_path)
    full += [temp, Path("/dev/shm")]
    assert opened(plan) == ""
    assert names_in(tmp_path) == ["plan.atelier", "temp"]


def test_nothing_new_is_put_beside_what_is_left_of_another_plan(tmp_path: Path) -> None:
    place = unfinished(tmp_path)
    place.unlink()
    left = journal_of(place).read_bytes()
    with an_open_plan(tmp_path / "other.atelier") as journal:
        backups = Backups(tmp_path / "backups")
        kept = backups.make(journal.file)
        for put in (
            lambda: PlanFile.create(place, a_plan()),
            lambda: backups.restore(kept, place),
            lambda: send_copy(journal.file, place),
        ):
            with pytest.raises(UserError) as refused:
                put()
            assert refused.value.code == "file_exists"
    assert free_path(tmp_path, "plan").name == "plan (2).atelier"
    assert not place.exists()
    assert journal_of(place).read_bytes() == left


def test_a_help_bundle_brings_the_edit_that_was_cut_off_with_the_plan(tmp_path: Path) -> None:
    plan, bundle = unfinished(tmp_path), tmp_path / "help.zip"
    write_help_bundle(plan, [], bundle)
    found = judged("bundle", bundle, Paths.real())
    assert (found["outcome"], found["rows"]) == ("ACCEPT", 1)
    (packed,) = plans_in(bundle)
    target = tmp_path / "taken.atelier"
    unpack_to(packed, target, Path.write_bytes)
    assert opened(target) == ""

    def full(place: Path, data: bytes) -> None:
        if place == target:
            raise UserError("disk_full")
        place.write_bytes(data)

    target.unlink()
    with pytest.raises(UserError, match="disk_full"):
        unpack_to(packed, target, full)
    assert names_in(tmp_path) == ["help.zip", plan.name, f"{plan.name}-journal"]
