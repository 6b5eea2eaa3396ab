"""A folder put to the test: does it keep what it is given, and is it quick enough to work in.

Everything is done in a folder of its own inside, which is gone afterwards. What only another
process can show (a killed writer, a lock) is asked of ``Others``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from msgspec import Struct, field

from app.errors import UserError
from app.leftovers import is_running
from app.models.journal import Journal
from app.models.plan import new_id, plan_of
from app.models.planfile import PlanFile
from app.models.planfile.faults import code_of, sync_folder
from app.models.planfile.places import Places, mount_of, read_mounts
from app.models.records import PlanInfo
from app.models.verbs.rows import set_field

SLOWEST = 0.3  # seconds a commit may take before writing feels slow
LEAST_ROOM = 50_000_000
LEAST_NAME = 143  # bytes: what an encrypted home leaves of a name
UNBELIEVABLE = 0.000_2  # seconds no stick can write something to its cells in
_NAME = ".~atelier-trial"
_PIECE = 1_000_000
_PIECES, _LONGEST = 8, 4.0
_LONGEST_WRITER = 20.0
_ENOUGH = 18.0  # seconds after which no further test is begun
_COMMITS, _KILLS = 20, 2

Tell = Callable[[float], None]


class Others(Protocol):
    """Processes beside this one, each working on one plan."""

    def kill_a_writer(self, plan: Path) -> int:
        """Let one write until it is killed in the middle; the last number it had acknowledged."""

    def code_of_opening(self, plan: Path) -> str:
        """What one is told that opens the plan: a code, or "opened" when nothing kept it out."""


class Trial(Struct):
    """What a folder's test found: codes in the order they were found, and figures."""

    name: str
    found: list[str] = field(default_factory=list)
    figures: dict[str, float | int | str] = field(default_factory=dict)


def try_folder(folder: Path, others: Others, places: Places, tell: Tell = lambda _: None) -> Trial:
    """Put ``folder`` to the test; nothing of it stays. Faults of the place are what is found."""
    trial = Trial(folder.name or str(folder))
    kind = places.kind_of(folder)
    trial.figures["kind"] = kind
    if kind in ("removable", "network"):
        trial.found.append(kind)
    if _is_memory(folder):
        trial.found.append("memory")
    sweep(folder)
    try:
        with _room(folder) as room:
            begun = time.monotonic()
            for n, test in enumerate(_TESTS):
                tell(n / len(_TESTS))
                if time.monotonic() - begun > _ENOUGH:
                    trial.found.append("sluggish")
                    break
                test(room, trial, others)
    except OSError as fault:
        trial.found.append(_said(code_of(fault)))
    except UserError as fault:
        trial.found.append(_said(fault.code))
    if any(_trials(folder)):
        trial.found.append("keeps_deleted")
    tell(1.0)
    return trial


def sweep(folder: Path) -> None:
    """Remove what tests left in ``folder`` whose process was ended."""
    for path, pid in _trials(folder):
        if not is_running(pid):
            shutil.rmtree(path, ignore_errors=True)


def write_on(plan: Path, tell: Callable[[int], None]) -> None:
    """Edit a plan until somebody ends this process, and tell each number once it is in the file.

    It ends by itself when nobody is left who could do that.
    """
    journal = Journal(PlanFile.open(plan))
    n, begun, parent = int(journal.plan.info.title or 0), time.monotonic(), os.getppid()
    while os.getppid() == parent and time.monotonic() - begun < _LONGEST_WRITER:
        n += 1
        _write(journal, n)
        tell(n)


def _said(code: str) -> str:
    return code if code in ("disk_full", "read_only_place", "file_gone", "place_gone") else "fails"


def _trials(folder: Path) -> Iterator[tuple[Path, int]]:
    with suppress(OSError):
        for path in folder.glob(f"{_NAME}.*"):
            with suppress(ValueError):
                yield path, int(path.suffix[1:])


@contextmanager
def _room(folder: Path) -> Iterator[Path]:
    room = folder / f"{_NAME}.{os.getpid()}"
    room.mkdir(mode=0o700)
    try:
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _is_memory(folder: Path) -> bool:
    """Whether a Linux folder is gone once the computer is switched off."""
    with suppress(OSError):
        mount = mount_of(os.path.realpath(folder), read_mounts())
        return mount is not None and mount.format in ("tmpfs", "ramfs")
    return False


# -- the tests, in their order -----------------------------------------------------------------


def _test_room(room: Path, trial: Trial, _others: Others) -> None:
    free = shutil.disk_usage(room).free
    trial.figures["free_mb"] = round(free / 1e6)
    (room / "first").write_bytes(b"first")
    if free < LEAST_ROOM:
        trial.found.append("little_room")


def _test_names(room: Path, trial: Trial, _others: Others) -> None:
    longest = 0
    for length in (255, 200, LEAST_NAME, 100, 60):
        with suppress(OSError):
            (room / ("n" * length)).touch()
            longest = length
            break
    trial.figures["longest_name"] = longest
    if longest < LEAST_NAME:
        trial.found.append("short_names")
    (room / "Case").touch()
    if (room / "cASE").exists():
        trial.figures["case"] = "folded"


def _test_times(room: Path, trial: Trial, _others: Others) -> None:
    path = room / "first"
    odd = 1_700_000_001
    os.utime(path, (odd, odd))
    if int(path.stat().st_mtime) != odd:
        trial.found.append("rough_times")


def _test_renaming(room: Path, trial: Trial, _others: Others) -> None:
    old, new = room / "old", room / "new"
    old.write_bytes(b"old")
    new.write_bytes(b"new")
    try:
        new.replace(old)
    except OSError:
        trial.found.append("no_rename")
        return
    sync_folder(room)
    if old.read_bytes() != b"new" or new.exists():
        trial.found.append("no_rename")


def _test_keeping(room: Path, trial: Trial, _others: Others) -> None:
    """Write, sync, let the system forget, read again."""
    path, digest, begun, size, longest = (
        room / "block",
        hashlib.sha256(),
        time.perf_counter(),
        0,
        [],
    )
    free = shutil.disk_usage(room).free
    piece = min(_PIECE, max(4_096, free // 40))
    with path.open("wb", buffering=0) as file:
        while size < _PIECES * piece and time.perf_counter() - begun < _LONGEST:
            noise = os.urandom(piece)
            digest.update(noise)
            file.write(noise)
            before = time.perf_counter()
            os.fsync(file.fileno())
            longest.append(time.perf_counter() - before)
            size += piece
        _forget(file.fileno())
    took = max(time.perf_counter() - begun, 1e-9)
    trial.figures["write_mb_s"] = round(size / 1e6 / took, 1)
    trial.figures["sync_ms"] = round(_middle(longest) * 1000, 3)
    if trial.figures["kind"] == "removable" and _middle(longest) < UNBELIEVABLE:
        trial.found.append("lies")
    if hashlib.sha256(path.read_bytes()).digest() != digest.digest():
        trial.found.append("loses")


def _test_commits(room: Path, trial: Trial, others: Others) -> None:
    """Work in a plan as the window does, and let somebody else try to open it."""
    info = PlanInfo(new_id(), title="0")
    journal = Journal(PlanFile.create(room / "plan.atelier", plan_of([info])))
    took: list[float] = []
    try:
        for n in range(1, _COMMITS + 1):
            before = time.perf_counter()
            _write(journal, n)
            took.append(time.perf_counter() - before)
            if sum(took) > _LONGEST:
                break
        if others.code_of_opening(journal.file.path) == "opened":
            trial.found.append("no_locks")
        journal.file.copy_to(room / "copy.atelier")
    finally:
        journal.close()
    trial.figures["commit_ms"] = round(_middle(took) * 1000, 1)
    trial.figures["slowest_commit_ms"] = round(max(took) * 1000, 2)
    if _middle(took) > SLOWEST:
        trial.found.append("slow")
    _require(room / "plan.atelier", len(took), trial)
    _require(room / "copy.atelier", len(took), trial)


def _test_kill(room: Path, trial: Trial, others: Others) -> None:
    plan = room / "plan.atelier"
    kills = 1 if "slow" in trial.found else _KILLS
    for _ in range(kills):
        acknowledged = others.kill_a_writer(plan)
        _require(plan, acknowledged, trial)
    trial.figures["kills"] = kills
    trial.figures["acknowledged"] = acknowledged


def _require(plan: Path, acknowledged: int, trial: Trial) -> None:
    """Open a plan the system has forgotten: whole, and nothing acknowledged is missing."""
    with plan.open("rb") as closed:
        _forget(closed.fileno())
    file = PlanFile.open(plan)
    try:
        whole = not file.damage() and int(file.read_plan().info.title) >= acknowledged
    finally:
        file.close()
    if not whole and "loses" not in trial.found:
        trial.found.append("loses")


def _write(journal: Journal, n: int) -> None:
    step = set_field(journal.plan, ("plan", journal.plan.info.id, "title"), str(n), str(n // 5))
    journal.do(step)


def _forget(handle: int) -> None:
    """Let the system drop what it keeps of a file in memory, where it can be asked to."""
    if hasattr(os, "posix_fadvise"):
        with suppress(OSError):
            os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)


def _middle(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


_TESTS = (
    _test_room,
    _test_names,
    _test_times,
    _test_renaming,
    _test_keeping,
    _test_commits,
    _test_kill,
)
