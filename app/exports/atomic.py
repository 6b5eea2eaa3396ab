"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.leftovers import remove_strays, stray_path
from app.models.planfile.faults import behind_link, code_of, keep_mode

_WINDOWS = os.name == "nt"
_TRIES = 10
_PAUSE = 0.3
# While a file is being made, what is missing, in the way or out of order is its place.
_OF_THE_PLACE = {
    "file_gone": "place_gone",
    "disk_failed": "place_gone",
    "not_a_file": "file_exists",
    "": "write_failed",
}


def atomic_write(
    target: Path,
    make: Callable[[BinaryIO], None],
    check: Callable[[Path], None] | None = None,
) -> None:
    """Let ``make`` fill a new file, then put it in the place of ``target`` in one move.

    Until that move the earlier file is untouched; after a return the new one survives a power cut.
    ``check`` gets the finished file closed, and stops everything by raising. Folders and devices
    are never replaced; of a link it is the file it leads to that is, and an earlier file's
    permissions stay, so that who could open it still can. Raises UserError with the code
    "disk_full", "read_only_place", "file_busy", "file_exists", "place_gone", "name_too_long",
    "write_failed" or that of ``check``; its detail ``path`` is the file's name alone. What a
    killed writer left in the folder goes too.
    """
    target = behind_link(target)
    temp = stray_path(target)
    try:
        with _told(target):
            _require_plain(target)
            _fill(temp, make)
            keep_mode(target, temp)
        if check is not None:
            _checked(check, temp, target)
        _replace(temp, target)
        with _told(target):
            _sync_folder(target.parent)
    except BaseException:
        with contextlib.suppress(OSError):
            temp.unlink(missing_ok=True)
        raise
    remove_strays(target.parent)


def _require_plain(target: Path) -> None:
    """Refuse what a move would take away for ever: a folder, a pipe, /dev/null."""
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(target.stat().st_mode):
            raise UserError("file_exists", path=target.name)


def _checked(check: Callable[[Path], None], temp: Path, target: Path) -> None:
    """Let ``check`` look at the finished file; a fault speaks of it by the name people know."""
    try:
        check(temp)
    except UserError as fault:
        raise UserError(fault.code, path=target.name) from fault


def _fill(temp: Path, make: Callable[[BinaryIO], None]) -> None:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(temp, flags, 0o600), "w+b") as file:
        make(file)
        file.flush()
        os.fsync(file.fileno())


def _replace(temp: Path, target: Path) -> None:
    """Move into place; a virus scanner or an open reader may hold the target for a moment."""
    with _told(target, busy=_WINDOWS):
        for left in reversed(range(_TRIES)):
            try:
                temp.replace(target)
            except PermissionError:
                if not left:
                    raise
                time.sleep(_PAUSE)
            else:
                return


def _sync_folder(folder: Path) -> None:
    """Make the move itself durable; Windows has no such call and needs none."""
    if _WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some network shares cannot sync a folder; the file itself is already safe there.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


@contextlib.contextmanager
def _told(target: Path, busy: bool = False) -> Iterator[None]:
    """Turn a fault of the disk into a UserError that names the file but not its folders."""
    try:
        yield
    except OSError as error:
        if busy and isinstance(error, PermissionError):
            raise UserError("file_busy", path=target.name) from error
        code = code_of(error)
        raise UserError(_OF_THE_PLACE.get(code, code), path=target.name) from error
