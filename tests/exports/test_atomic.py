"""A file is written whole or not at all."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import time
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

import pytest

from app.errors import UserError
from app.exports import atomic
from app.exports.atomic import atomic_write
from app.leftovers import remove_strays

OLD = b"the good report of yesterday"


def new(file: BinaryIO) -> None:
    file.write(b"the report of today")


def test_writes_the_file_and_leaves_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "Rapport d’activité.docx"
    target.write_bytes(OLD)
    atomic_write(target, new)
    assert target.read_bytes() == b"the report of today"
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.skipif(os.name == "nt", reason="Windows has no file modes")
def test_only_the_owner_may_read_what_is_written(tmp_path: Path) -> None:
    seen: list[int] = []

    def look(path: Path) -> None:
        seen.append(path.stat().st_mode & 0o777)

    atomic_write(tmp_path / "a.docx", new, look)
    assert seen == [0o600]


def test_check_sees_the_whole_file_closed_and_can_stop_it(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(OLD)

    def refuse(path: Path) -> None:
        assert path.read_bytes() == b"the report of today"
        assert path.parent == tmp_path
        assert path.name.startswith(f".~a.docx.{os.getpid()}.")
        raise UserError("write_failed", path=path.name)

    with pytest.raises(UserError, match="write_failed") as told:
        atomic_write(target, new, refuse)
    assert told.value.details == {"path": "a.docx"}, "people know the file by its own name"
    assert target.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only_place"),
        (errno.EACCES, "read_only_place"),
        (errno.EIO, "place_gone"),
        (errno.ENODEV, "place_gone"),
        (errno.ELOOP, "place_gone"),
        (errno.EFBIG, "disk_full"),
        (errno.ENOTSUP, "write_failed"),
    ],
)
def test_a_fault_while_writing_is_told_and_costs_nothing(
    tmp_path: Path, number: int, code: str
) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(OLD)

    def fail(file: BinaryIO) -> None:
        file.write(b"half of it")
        raise OSError(number, os.strerror(number), str(target))

    with pytest.raises(UserError) as told:
        atomic_write(target, fail)
    assert (told.value.code, told.value.details) == (code, {"path": "a.docx"})
    assert target.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_a_folder_that_is_gone_is_told_and_not_made_again(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="place_gone"):
        atomic_write(tmp_path / "stick" / "a.docx", new)
    assert not (tmp_path / "stick").exists()


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(UserError, match="file_exists"):
        atomic_write(tmp_path / "a.docx", new)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_what_is_no_plain_file_is_never_replaced(tmp_path: Path) -> None:
    """Whoever may write there would take a device of the system away: /dev/null, for one."""
    pipe, link = tmp_path / "a.docx", tmp_path / "b.docx"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    for target in (pipe, link):
        with pytest.raises(UserError, match="file_exists"):
            atomic_write(target, new)
        assert stat.S_ISFIFO(target.stat().st_mode)


def test_a_link_in_a_circle_is_told(tmp_path: Path) -> None:
    link = tmp_path / "a"
    link.symlink_to(link)
    with pytest.raises(UserError, match="place_gone"):
        atomic_write(link / "a.docx", new)


def test_a_bug_of_ours_stays_a_bug_and_leaves_nothing(tmp_path: Path) -> None:
    def break_down(file: BinaryIO) -> None:
        file.write(b"half")
        raise KeyError("title")

    with pytest.raises(KeyError):
        atomic_write(tmp_path / "a.docx", break_down)
    assert list(tmp_path.iterdir()) == []


def held(times: int, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Let the move fail so many times, as while a virus scanner looks at the file."""
    move, left = Path.replace, [times]

    def replace(self: Path, target: Path) -> Path:
        if left[0]:
            left[0] -= 1
            raise PermissionError(errno.EACCES, "in use")
        return move(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(atomic, "_PAUSE", 0.0)
    return left


def test_waits_for_a_file_that_is_held_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    held(9, monkeypatch)
    atomic_write(tmp_path / "a.docx", new)
    assert (tmp_path / "a.docx").read_bytes() == b"the report of today"


def test_gives_up_on_a_file_that_stays_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.docx").write_bytes(OLD)
    left = held(99, monkeypatch)
    with pytest.raises(UserError) as told:
        atomic_write(tmp_path / "a.docx", new)
    assert left == [89]
    assert told.value.code == ("file_busy" if os.name == "nt" else "read_only_place")
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [OLD]


def test_a_file_open_elsewhere_is_told_on_windows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = held(99, monkeypatch)
    monkeypatch.setattr(atomic, "_WINDOWS", True)
    with pytest.raises(UserError, match="file_busy"):
        atomic_write(tmp_path / "a.docx", new)
    left[0] = 0
    atomic_write(tmp_path / "a.docx", new)


@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, None), (errno.EIO, "place_gone")])
@pytest.mark.skipif(os.name == "nt", reason="Windows cannot sync a folder")
def test_a_share_that_cannot_sync_a_folder_is_good_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: str | None
) -> None:
    sync = os.fsync

    def fsync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(number, os.strerror(number))
        sync(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    with pytest.raises(UserError, match=told) if told else nullcontext():
        atomic_write(tmp_path / "a.docx", new)
    assert (tmp_path / "a.docx").read_bytes() == b"the report of today"


def test_a_long_name_still_has_room_for_its_neighbour(tmp_path: Path) -> None:
    target = tmp_path / ("é" * 120 + ".docx")
    atomic_write(target, new)
    assert target.exists()


KILLED = """
import sys, time
from pathlib import Path
from app.exports.atomic import atomic_write

def slowly(file):
    for _ in range(1000):
        file.write(b"x" * 1000)
        file.flush()
        print("written", flush=True)
        time.sleep(0.01)

atomic_write(Path(sys.argv[1]), slowly)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_kill_in_the_middle_leaves_the_old_file_and_a_stray_that_goes(tmp_path: Path) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(OLD)
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(target)], cwd=root, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        child.send_signal(signal.SIGKILL)
    assert target.read_bytes() == OLD
    strays = [path for path in tmp_path.iterdir() if path != target]
    assert len(strays) == 1

    remove_strays(tmp_path)
    assert strays[0].exists(), "it may belong to a writer on another computer"
    long_ago = time.time() - 3700
    os.utime(strays[0], (long_ago, long_ago))
    remove_strays(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]


def test_only_own_strays_are_removed(tmp_path: Path) -> None:
    names = [".~lock.a.docx#", "~$a.docx", ".~a.docx.77.zzzzzzzz", ".~a.docx.x.0123abcd", "a.1.0a"]
    for name in names:
        (tmp_path / name).write_bytes(OLD)
        os.utime(tmp_path / name, (0, 0))
    remove_strays(tmp_path)
    remove_strays(tmp_path / "not there")
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_the_file_behind_a_link_is_the_one_written_and_stays_open_to_others(tmp_path: Path) -> None:
    shared, link = tmp_path / "share" / "report.docx", tmp_path / "report.docx"
    shared.parent.mkdir()
    shared.write_bytes(b"old")
    shared.chmod(0o664)
    link.symlink_to(shared)
    atomic_write(link, new)
    assert link.is_symlink()
    assert shared.read_bytes() == link.read_bytes() != b"old"
    assert shared.stat().st_mode & 0o777 == 0o664


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_a_link_leads_no_document_into_a_plan(tmp_path: Path) -> None:
    plan, link = tmp_path / "plan.atelier", tmp_path / "report.docx"
    plan.write_bytes(b"plan")
    link.symlink_to(plan)
    atomic_write(link, new)
    assert plan.read_bytes() == b"plan"
    assert not link.is_symlink()
