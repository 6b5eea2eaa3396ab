"""Who has a plan open: a small file beside it that says which computer and since when."""

from __future__ import annotations

import errno
import json
import os
import stat
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from app.errors import UserError
from app.leftovers import computer_name
from app.models.planfile.faults import os_fault

Identity = tuple[int, int]

# Closing any descriptor of a file drops every POSIX lock this process has on it, so what is open
# here must be known before somebody looks into the file by other means. Locks belong to the
# process; so does this set.
_open_here: set[Identity] = set()


class Owner(Struct, frozen=True):
    """What a lock says: the computer's name, the process and since when ("" when unreadable)."""

    host: str = ""
    pid: int = 0
    since: str = ""


class Lock:
    """A taken lock. It tells people who has the file; SQLite's own lock keeps writers apart."""

    def __init__(self, plan: Path, identity: Identity) -> None:
        self._plan = plan
        self._path = lock_path(plan)
        self._identity = identity
        _open_here.add(identity)

    @classmethod
    def take(cls, plan: Path) -> Lock:
        """Write the lock beside ``plan``, over whatever lies there: SQLite's lock is held already.

        A full disk, or a folder of that name, does not keep the plan closed.
        UserError("read_only_place") where the folder may not be written, for the journal of each
        edit goes there too.
        """
        said = {
            "host": computer_name(),
            "pid": os.getpid(),
            "since": datetime.now().astimezone().isoformat(timespec="minutes"),
        }
        try:
            identity = identity_of(plan)
            _write(lock_path(plan), json.dumps(said))
        except OSError as fault:
            error = os_fault(fault, plan)
            if error.code not in ("disk_full", "not_a_file"):
                raise error from fault
        return cls(plan, identity)

    def require_place(self) -> None:
        """UserError("file_gone") once another file, or none, lies where the plan was opened."""
        try:
            same = identity_of(self._plan) == self._identity
        except OSError:
            same = False
        if not same:
            raise UserError("file_gone", name=self._plan.name)

    def release(self) -> None:
        """Remove the lock; a lock that is gone already is no fault."""
        _open_here.discard(self._identity)
        with suppress(OSError):
            self._path.unlink(missing_ok=True)


def _write(path: Path, text: str) -> None:
    """Write a lock; what lies there as a link would lead the words into somebody's own file."""
    if not _is_own(path):
        path.unlink(missing_ok=True)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(path, flags, 0o666), "w", encoding="utf-8") as file:
        file.write(text)


def _is_own(path: Path) -> bool:
    """Whether a lock is a plain file of one name, or there is none; IsADirectoryError for more."""
    try:
        status = path.lstat()
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, "", str(path))
    return stat.S_ISREG(status.st_mode) and status.st_nlink == 1


def lock_path(plan: Path) -> Path:
    """Where the lock of a plan lies."""
    return plan.with_name(f".{plan.name}.lock")


def identity_of(path: Path) -> Identity:
    """What makes a file this file, whatever its name."""
    status = path.stat()
    return status.st_dev, status.st_ino


def is_open_here(path: Path) -> bool:
    """Whether this process has the file open for writing."""
    try:
        return identity_of(path) in _open_here
    except OSError:
        return False


def read_owner(plan: Path) -> Owner | None:
    """Who holds a plan's lock; an unreadable one has an owner without a name; None without one."""
    path = lock_path(plan)
    try:
        if not stat.S_ISREG(path.lstat().st_mode):  # one would wait for a pipe for ever
            return Owner()
        with path.open("rb") as file:
            said = json.loads(file.read(4_096).decode("utf-8"))
        return Owner(str(said["host"]), int(said["pid"]), str(said["since"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Owner()


def process_with(plan: Path) -> int:
    """The process of this computer that says it has a plan open, running or not; 0 for none."""
    owner = read_owner(plan)
    return owner.pid if owner is not None and owner.host == computer_name() else 0


def refuse_elsewhere(plan: Path) -> None:
    """UserError("file_elsewhere", host, since) while another computer's lock lies beside a plan.

    A share's own locks cannot be relied on, and a crashed laptop leaves its lock behind, so only
    a person can say.
    """
    owner = read_owner(plan)
    if owner is not None and owner.host and owner.host != computer_name():
        raise UserError("file_elsewhere", name=plan.name, host=owner.host, since=owner.since)


def refuse_links(plan: Path) -> None:
    """UserError("file_two_names") for a file with a second name.

    The unfinished edit of one name is not seen under the other, and opening that ruins the plan.
    """
    if plan.stat().st_nlink > 1:
        raise UserError("file_two_names", name=plan.name)
