"""What a killed run leaves goes at the next start; what is somebody's stays."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.leftovers import is_running, leave_temp, remove_strays, stray_path, use_own_temp
from app.models.planfile.places import Places
from app.paths import Paths
from app.start import tidy
from tests.models.making import a_closed_plan


def a_dead_pid() -> int:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        child.wait()
    return child.pid


def test_a_process_that_ended_is_not_running() -> None:
    assert is_running(os.getpid())
    assert not is_running(a_dead_pid())
    assert not is_running(0)


def test_only_what_the_dead_left_goes_at_once(tmp_path: Path) -> None:
    dead = a_dead_pid()
    mine = stray_path(tmp_path / "plan.atelier")
    gone = [tmp_path / f".~plan.atelier.{dead}.0123abcd{end}" for end in ("", "-journal")]
    others = [tmp_path / name for name in (".~lock.plan.odt#", "plan.atelier", f".~x.{dead}.txt")]
    for path in (mine, *gone, *others):
        path.write_bytes(b"a name")
    remove_strays(tmp_path)
    assert all(path.exists() for path in gone), "they may be another computer's"
    remove_strays(tmp_path, here_only=True)
    assert sorted(tmp_path.iterdir()) == sorted([mine, *others])


@pytest.fixture
def _system_temp() -> Iterator[None]:
    before = tempfile.tempdir
    yield
    tempfile.tempdir = before


@pytest.mark.usefixtures("_system_temp")
@pytest.mark.skipif(os.name == "nt", reason="no such modes there")
def test_temporary_copies_lie_in_a_closed_folder(tmp_path: Path) -> None:
    own = use_own_temp(tmp_path / "cache")
    assert own is not None
    assert own.stat().st_mode & 0o777 == 0o700
    with tempfile.TemporaryDirectory() as folder:
        assert Path(folder).parent == own
    leave_temp(own)
    assert not own.exists()


@pytest.mark.usefixtures("_system_temp")
def test_a_cache_that_cannot_be_used_leaves_the_systems_own(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file")
    assert use_own_temp(tmp_path / "cache") is None


KILLED = """
import os, sys, tempfile
from pathlib import Path
from app.leftovers import use_own_temp
use_own_temp(Path(sys.argv[1]))
Path(tempfile.mkdtemp(), "plan.atelier").write_text("Ama Mensah")
os.kill(os.getpid(), 9)
"""


@pytest.mark.promise
@pytest.mark.usefixtures("_system_temp")
@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGKILL")
def test_a_kill_leaves_no_copy_behind_the_next_start(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "D8")
    subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], check=False)
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert len(left) == 1, "the control: a kill does leave a copy"
    leave_temp(use_own_temp(tmp_path))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
    record_property("figure", "0 of 1 copies left")


def test_the_start_tidies_and_lays_the_reserve_by(tmp_path: Path) -> None:
    paths = Paths.under(tmp_path)
    paths.make()
    a_closed_plan(paths.documents / "plan.atelier")
    for folder in (paths.documents, paths.backups, paths.config):
        (folder / f".~plan.atelier.{a_dead_pid()}.0123abcd").write_bytes(b"half")
    tidy(paths, Places())
    left = {path.name for path in tmp_path.rglob("*") if path.is_file()}
    assert left == {"plan.atelier", "reserve"}
