"""Write a file whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError

_WINDOWS = os.name == "nt"
_TRIES = 10
_PAUSE = 0.3
_STRAY_AGE = 3600.0
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only_place",
    errno.EACCES: "read_only_place",
    errno.EPERM: "read_only_place",
    errno.EISDIR: "file_exists",
    errno.ENOENT: "place_gone",
    errno.ENOTDIR: "place_gone",
    errno.EIO: "place_gone",
    errno.ENODEV: "place_gone",
    errno.ENXIO: "place_gone",
    errno.ELOOP: "place_gone",
    errno.ENAMETOOLONG: "name_too_long",
}


def atomic_write(
    target: Path,
    make: Callable[[BinaryIO], None],
    check: Callable[[Path], None] | None = None,
) -> None:
    """Let ``make`` fill a new file, then put it in the place of ``target`` in one move.

    Until that move the earlier file is untouched; after a return the new one survives a power cut.
    ``check`` gets the finished file closed, and stops everything by raising. Folders and devices
    are never replaced. Raises UserError with the code "disk_full", "read_only_place", "file_busy",
    "file_exists", "place_gone", "name_too_long", "write_failed" or that of ``check``; its detail
    ``path`` is the file's name alone. What a killed writer left in the folder goes too.
    """
    temp = _stray_path(target)
    try:
        with _told(target):
            _require_plain(target)
            _fill(temp, make)
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


def remove_strays(folder: Path) -> None:
    """Delete what a killed ``atomic_write`` left in ``folder`` more than an hour ago."""
    oldest = time.time() - _STRAY_AGE
    with contextlib.suppress(OSError):
        for path in folder.glob(".~*.*.*"):
            if _is_stray(path.name):
                _remove_if_older(path, oldest)


def _stray_path(target: Path) -> Path:
    """A name beside the target that no other writer has; long names are cut to what disks take."""
    name = os.fsencode(target.name)[:200].decode(errors="ignore")
    return target.with_name(f".~{name}.{os.getpid()}.{secrets.token_hex(4)}")


def _is_stray(name: str) -> bool:
    *_, process, token = name.split(".")
    is_token = len(token) == 8 and set(token) <= set("0123456789abcdef")
    return process.isascii() and process.isdigit() and is_token


def _remove_if_older(path: Path, oldest: float) -> None:
    with contextlib.suppress(OSError):
        if path.lstat().st_mtime < oldest:
            path.unlink()


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
        code = _CODES.get(error.errno or 0, "write_failed")
        raise UserError(code, path=target.name) from error
