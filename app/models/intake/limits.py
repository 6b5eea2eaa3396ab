"""What reading a stranger's file may cost the process that reads it."""

from __future__ import annotations

import sys

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
