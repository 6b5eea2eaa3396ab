"""Folders, pipes, links, full and read-only disks under a plan's name."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.exports.atomic import atomic_write
from app.models.planfile import PlanFile, check_file
from app.models.planfile.faults import code_of
from tests.models.making import a_plan, reopened
from tests.models.spoiling import names_in, opened

# Places that are no plain file


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    assert opened(tmp_path) == check_file(tmp_path).code == "not_a_file"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.atelier"
    os.mkfifo(pipe)
    assert opened(pipe) == check_file(pipe).code == "not_a_file"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no such device here")
def test_a_link_to_a_device_is_no_plan(tmp_path: Path) -> None:
    link = tmp_path / "plan.atelier"
    link.symlink_to("/dev/zero")
    assert opened(link) == "not_a_file"


def test_nothing_is_made_where_a_link_leads_nowhere(tmp_path: Path) -> None:
    link = tmp_path / "plan.atelier"
    link.symlink_to(tmp_path / "nowhere")
    assert opened(link) == check_file(link).code == "file_gone"
    assert names_in(tmp_path) == [link.name]
    link.unlink()
    link.symlink_to(link)
    assert opened(link) == "file_gone"


def test_nothing_is_made_where_no_file_is(tmp_path: Path) -> None:
    assert opened(tmp_path / "plan.atelier") == "file_gone"
    assert opened(tmp_path / "gone" / "plan.atelier") == "file_gone"
    assert names_in(tmp_path) == []


def test_a_file_of_eight_gigabytes_is_not_read(plan: Path) -> None:
    os.truncate(plan, 8_000_000_000)
    assert opened(plan) == "too_large"


# Places where no plan can be made


def told(make: Callable[[], object]) -> tuple[str, object]:
    """The code and the name a refused making gives."""
    with pytest.raises(UserError) as fault:
        make()
    return fault.value.code, fault.value.details["name"]


def test_a_new_plan_that_cannot_be_made_is_told_by_its_own_name(plan: Path, tmp_path: Path) -> None:
    under, long = plan / "new.atelier", tmp_path / f"{'x' * 300}.atelier"
    before = names_in(tmp_path)
    assert told(lambda: PlanFile.create(under, a_plan())) == ("place_gone", "new.atelier")
    assert told(lambda: PlanFile.create(long, a_plan())) == ("name_too_long", long.name)
    with reopened(plan, read_only=True) as file:
        gone = tmp_path / "gone" / "copy.atelier"
        assert told(lambda: file.copy_to(gone)) == ("place_gone", "copy.atelier")
        assert told(lambda: file.copy_to(long)) == ("name_too_long", long.name)
    assert names_in(tmp_path) == before


@pytest.mark.skipif(os.name == "nt", reason="paths have other limits there")
def test_a_path_longer_than_its_edits_can_have_is_said_so(plan: Path, tmp_path: Path) -> None:
    """SQLite says of it that it cannot be opened, as of a file that is gone."""
    deep = tmp_path.joinpath(*["x" * 60] * 8)
    deep.mkdir(parents=True)
    there = shutil.copyfile(plan, deep / "plan.atelier")
    assert opened(there) == check_file(there).code == "name_too_long"
    new = deep / "new.atelier"
    assert told(lambda: PlanFile.create(new, a_plan())) == ("name_too_long", new.name)
    named = shutil.copyfile(plan, tmp_path / f"{'x' * 241}.atelier")
    assert opened(named) == check_file(named).code == "name_too_long"


class SaidByWindowsError(OSError):
    """What Windows says of a path; elsewhere an OSError has no number of its own for it."""

    winerror = 0

    def __init__(self, number: int, path: str) -> None:
        super().__init__(errno.ENOENT, "The system cannot find the path specified", path)
        self.winerror = number


def test_a_path_longer_than_windows_takes_is_no_place_that_is_gone(tmp_path: Path) -> None:
    short, long = "C:\\Plans\\a.docx", "C:\\" + "Plans\\" * 50 + "a.docx"
    assert code_of(SaidByWindowsError(206, short)) == "name_too_long"
    assert code_of(SaidByWindowsError(3, long)) == "name_too_long"
    assert code_of(SaidByWindowsError(3, short)) == "file_gone"
    deep = tmp_path.joinpath(*["folder"] * 800, "a.docx")  # longer than any system takes
    with pytest.raises(UserError, match="name_too_long"):
        atomic_write(deep, lambda file: None)
    assert told(lambda: PlanFile.open(deep)) == ("name_too_long", deep.name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_copy_never_takes_the_place_of_a_device(plan: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "copy.atelier"
    os.mkfifo(pipe)
    with reopened(plan, read_only=True) as file:
        assert told(lambda: file.copy_to(pipe)) == ("not_a_file", "copy.atelier")
    assert pipe.is_fifo()


# Places that cannot be written


@pytest.fixture
def not_root() -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        pytest.skip("root may write anywhere")


@pytest.mark.usefixtures("not_root")
def test_a_file_without_write_permission_opens_for_reading(plan: Path) -> None:
    plan.chmod(0o444)
    plan.parent.chmod(0o555)
    try:
        assert opened(plan) == "read_only_place"
        with reopened(plan, read_only=True) as file:
            assert file.read_plan().info.title == "Three"
    finally:
        plan.parent.chmod(0o755)


MOUNTS = """
set -e
mount -t tmpfs -o size=2m tmpfs "$1"
shift
exec "$@"
"""


def in_a_small_place(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a tmpfs of 2 MB at ``folder`` that nobody else sees; skip where refused."""
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here")
    command = ["unshare", "--mount", "sh", "-c", MOUNTS, "sh", str(folder)]
    probe = subprocess.run([*command, "true"], capture_output=True, check=False)
    if probe.returncode:
        pytest.skip("mounting is not allowed here")
    return subprocess.run(
        [*command, sys.executable, "-c", code, str(folder)],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip


@pytest.mark.promise
def test_a_read_only_disk_opens_for_reading_without_a_write(
    plan: Path, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "O5")
    place = tmp_path / "place"
    place.mkdir()
    code = f"""
import subprocess, sys, shutil
from pathlib import Path
from app.errors import UserError
from app.models.planfile import PlanFile, check_file
path = Path(sys.argv[1]) / "plan.atelier"
shutil.copy({str(plan)!r}, path)
subprocess.run(["mount", "-o", "remount,ro", sys.argv[1]], check=True)
try:
    PlanFile.open(path)
except UserError as fault:
    print(fault.code)
file = PlanFile.open(path, read_only=True)
print(file.read_plan().info.title, check_file(path).code or "sound")
file.close()
"""
    run = in_a_small_place(place, code)
    assert run.stdout.split() == ["read_only_place", "Three", "sound"], run.stderr
    record_property("figure", "read-only on a read-only disk, 0 writes")


def test_a_full_disk_costs_nothing_but_the_new_words(plan: Path, tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    code = f"""
import sys, shutil
from pathlib import Path
from app.errors import UserError
from app.models.journal import Journal
from app.models.plan import new_id
from app.models.edits import Step
from app.models.records import Note
from app.models.verbs.rows import added
from app.models.planfile import Backups, PlanFile, check_file
folder = Path(sys.argv[1])
path = folder / "plan.atelier"
shutil.copy({str(plan)!r}, path)
(folder / "copy.atelier").write_bytes(path.read_bytes())
journal = Journal(PlanFile.open(path))
try:
    for n in range(1_000):
        journal.do(Step("x", (added(Note(new_id(), text=str(n) * 9_000)),)))
except UserError as fault:
    print(fault.code)
assert journal.file.read_plan() == journal.plan
assert journal.file.damage() == "" and not journal.file.in_transaction
for act in (lambda: journal.file.copy_to(folder / "copy.atelier"),
            lambda: Backups(folder / "backups").make(journal.file),
            lambda: PlanFile.create(folder / "new.atelier", journal.plan)):
    try:
        act()
    except UserError as fault:
        print(fault.code)
plan = journal.plan
journal.close()
assert check_file(folder / "copy.atelier").code == ""
journal = Journal(PlanFile.open(path))
assert journal.plan == plan
journal.close()
(folder / "copy.atelier").unlink()
journal = Journal(PlanFile.open(path))
journal.do(Step("x", (added(Note(new_id(), text="room again")),)))
journal.close()
print(check_file(path).code or "sound", *sorted(p.name for p in folder.iterdir()))
"""
    run = in_a_small_place(place, code)
    full = ["disk_full"] * 4
    assert run.stdout.split() == [*full, "sound", "backups", "plan.atelier"], run.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="no file size limit there")
def test_a_size_limit_is_a_full_disk(plan: Path) -> None:
    code = """
import resource, signal, sys
from pathlib import Path
from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import PlanFile
from tests.models.making import a_title
from app.models.edits import Step
from app.models.plan import new_id
from app.models.records import Note
from app.models.verbs.rows import added
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
path = Path(sys.argv[1])
journal = Journal(PlanFile.open(path))
size = path.stat().st_size
hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
try:
    journal.do(Step("x", (added(Note(new_id(), text="x" * 90_000)),)))
except UserError as fault:
    print(fault.code)
assert journal.file.read_plan() == journal.plan
resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print(journal.file.damage() or "sound")
journal.close()
"""
    run = subprocess.run(
        [sys.executable, "-c", code, str(plan)], capture_output=True, text=True, check=False
    )
    assert run.stdout.split()[-1:] == ["sound"], run.stderr
    assert run.stdout.split()[0] in ("disk_full", "disk_failed")
    assert check_file(plan).code == ""
