"""What the operating system says about a place, as a UserError."""

from __future__ import annotations

import errno
from pathlib import Path

from app.errors import UserError

_CODES = {
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
}


def os_fault(fault: OSError, path: Path) -> UserError:
    """The UserError for an OSError on ``path``; its message never holds the folder."""
    code = _CODES.get(fault.errno or 0, "disk_failed")
    return UserError(code, name=path.name)
