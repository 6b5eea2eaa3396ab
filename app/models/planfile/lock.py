"""Who has a plan open: a small file beside it that says which computer and since when."""

from __future__ import annotations

import json
import os
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.errors import UserError
from app.models.planfile.faults import os_fault


@dataclass(frozen=True, slots=True)
class Owner:
    """What a lock says: the computer's name, the process and since when ("" when unreadable)."""

    host: str = ""
    pid: int = 0
    since: str = ""


class Lock:
    """A taken lock. It tells people who has the file; SQLite's own lock keeps writers apart."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @classmethod
    def take(cls, plan: Path) -> Lock:
        """Take the lock beside ``plan``, over a dead owner's or an unreadable one.

        UserError("file_locked", host, since) while a living process of this computer has it.
        """
        path = lock_path(plan)
        owner = read_owner(path)
        if owner is not None and _is_alive(owner):
            raise UserError("file_locked", name=plan.name, host=owner.host, since=owner.since)
        text = json.dumps(
            {
                "host": platform.node(),
                "pid": os.getpid(),
                "since": datetime.now().astimezone().isoformat(timespec="minutes"),
            }
        )
        try:
            path.write_text(text, encoding="utf-8")
        except OSError as fault:
            raise os_fault(fault, plan) from fault
        return cls(path)

    def release(self) -> None:
        """Remove the lock; a lock that is gone already is no fault."""
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def lock_path(plan: Path) -> Path:
    """Where the lock of a plan lies."""
    return plan.with_name(f".{plan.name}.lock")


def read_owner(path: Path) -> Owner | None:
    """Who holds the lock; an unreadable lock has an owner without a name; None without a lock."""
    try:
        with path.open("rb") as file:
            said = json.loads(file.read(4_096).decode("utf-8"))
        return Owner(str(said["host"]), int(said["pid"]), str(said["since"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return Owner()


def _is_alive(owner: Owner) -> bool:
    if owner.host != platform.node() or owner.pid <= 0:
        return False
    if owner.pid == os.getpid():
        return False  # SQLite tells whether this process has the file open
    if os.name == "nt":
        return _is_alive_on_windows(owner.pid)
    try:
        os.kill(owner.pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _is_alive_on_windows(pid: int) -> bool:
    import ctypes  # Windows only

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # absent from other systems' types
    handle = kernel.OpenProcess(0x1000, False, pid)
    if not handle:
        return False
    kernel.CloseHandle(handle)
    return True
