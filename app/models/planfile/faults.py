"""What the operating system says about a place, as a UserError."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import UserError

CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.EROFS: "read_only_place",
    errno.EACCES: "read_only_place",
    errno.EPERM: "read_only_place",
    errno.ENOENT: "file_gone",
    errno.ENOTDIR: "file_gone",
    errno.ENODEV: "file_gone",
    errno.ENXIO: "file_gone",
    errno.EIO: "disk_failed",
    errno.EEXIST: "file_exists",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ELOOP: "file_gone",
    errno.EISDIR: "not_a_file",
}
_GONE, _TOO_LONG = 3, 206  # as Windows counts; of a path it finds too long it says either
_LONGEST = 259  # letters of a path that Windows takes where nobody allowed longer ones


def code_of(fault: OSError) -> str:
    """The message code of an OSError; "" for one that has none of its own."""
    windows, path = getattr(fault, "winerror", None), str(fault.filename or "")
    if windows == _TOO_LONG or (windows == _GONE and len(path) > _LONGEST):
        return "name_too_long"
    return CODES.get(fault.errno or 0, "")


def os_fault(fault: OSError, path: Path) -> UserError:
    """The UserError for an OSError on ``path``; its message never holds the folder."""
    return UserError(code_of(fault) or "disk_failed", name=path.name)


@contextmanager
def os_faults(path: Path) -> Iterator[None]:
    """Turn an OSError on ``path`` into its UserError."""
    try:
        yield
    except OSError as fault:
        raise os_fault(fault, path) from fault


@contextmanager
def place_faults(path: Path) -> Iterator[None]:
    """The same while ``path`` is being made: what is missing or in the way is its folder."""
    try:
        yield
    except OSError as fault:
        error = os_fault(fault, path)
        if error.code in ("file_gone", "file_exists"):
            raise UserError("place_gone", name=path.name) from fault
        raise error from fault


def behind_link(path: Path) -> Path:
    """The place a link leads to, where a new file belongs; any other path as it is.

    A link to a file of another kind, as to a plan in the place of a document, is none to follow.
    """
    with suppress(OSError):  # who writes there says what is wrong
        real = Path(os.path.realpath(path))
        if path.is_symlink() and real.suffix.lower() == path.suffix.lower():
            return real
    return path


def keep_mode(earlier: Path, new: Path) -> None:
    """Let who could open the file that is about to be replaced open the new one too."""
    with suppress(OSError):  # there was none, or its disk knows no permissions
        new.chmod(earlier.stat().st_mode & 0o777)


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` outlast a power cut, where the system can."""
    if os.name == "nt":
        return
    with suppress(OSError):  # some file systems refuse it; the rename stands all the same
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
