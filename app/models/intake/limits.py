"""What reading a stranger's file may cost the process that reads it."""

from __future__ import annotations

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.errors import UserError

MEMORY = 1_200_000_000  # bytes of address space, the program's own 150 MB among them
SECONDS = 60  # of processor time
PATIENCE = 120  # seconds on the clock, kept by the window that waits


def limit_this_process(memory: int = MEMORY, seconds: int = SECONDS) -> None:
    """Let the system stop this process when it takes more; there is no way back.

    POSIX: ``setrlimit``; macOS counts processor time only and ignores the memory, so there the
    readers' own counted limits and the clock of whoever waits remain. Windows: a job object that
    this process joins, whose limits the system keeps and which ends with the process.
    """
    if sys.platform == "win32":
        from app.models.intake import windows_job

        windows_job.join(memory, seconds)
    else:
        _set_limits(memory, seconds)


def _set_limits(memory: int, seconds: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    wanted = [(resource.RLIMIT_CPU, seconds), (resource.RLIMIT_CORE, 0)]
    if sys.platform != "darwin":
        wanted.append((resource.RLIMIT_AS, memory))
    for kind, limit in wanted:
        _, hard = resource.getrlimit(kind)
        least = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(kind, (least, hard))


@contextmanager
def kept_within(name: str, memory: int = MEMORY, seconds: int = SECONDS) -> Iterator[None]:
    """Read a file in this very process, as the commands do, with the same limits for so long.

    UserError "file_too_costly" where it takes more. Windows has no limit that ends again, so
    there the readers' own counted limits are all.
    """
    try:
        with _soft_limits(memory, seconds):
            yield
    except (MemoryError, _TimeUpError) as fault:
        raise UserError("file_too_costly", name=name) from fault


class _TimeUpError(BaseException):
    """The processor time is used up; no reader may take this for a fault of its file."""


@contextmanager
def _soft_limits(memory: int, seconds: int) -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    def time_up(_number: int, _frame: object) -> None:
        raise _TimeUpError

    wanted = {resource.RLIMIT_CPU: int(time.process_time()) + seconds}
    if sys.platform != "darwin":
        wanted[resource.RLIMIT_AS] = _address_space() + memory
    before = {kind: resource.getrlimit(kind) for kind in wanted}
    handler = signal.signal(signal.SIGXCPU, time_up)
    try:
        for kind, limit in wanted.items():
            soft, hard = before[kind]
            known = [one for one in (limit, soft, hard) if one != resource.RLIM_INFINITY]
            resource.setrlimit(kind, (min(known), hard))
        yield
    finally:
        for kind, both in before.items():
            resource.setrlimit(kind, both)
        signal.signal(signal.SIGXCPU, handler)


def _address_space() -> int:
    """Bytes this process has asked for so far; 0 where the system does not say."""
    status = Path("/proc/self/statm")
    return int(status.read_text().split()[0]) * 4096 if status.exists() else 0
