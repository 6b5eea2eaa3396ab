"""What a killed program leaves behind: files named after their writer, and their removal."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path

_STRAY = re.compile(r"^\.~.+\.(?P<pid>\d{1,10})\.[0-9a-f]{8}(-journal)?$")
_TEMP = re.compile(r"^(?P<host>[0-9a-f]{8})-(?P<pid>\d{1,10})$")
_STRAY_AGE = 3600.0  # seconds
_TEMP_ROOM = 20_000_000


def stray_path(target: Path) -> Path:
    """A name beside the target that no other writer has; long names are cut to what disks take."""
    name = os.fsencode(target.name)[:200].decode(errors="ignore")
    return target.with_name(f".~{name}.{os.getpid()}.{os.urandom(4).hex()}")


def remove_strays(folder: Path, *, here_only: bool = False, left_by: int = 0) -> None:
    """Delete what killed writers left in ``folder`` more than an hour ago.

    With ``here_only`` no other computer writes into the folder, so what a process left that is
    gone from this computer goes at once. So does what the process ``left_by``, which has ended,
    was writing.
    """
    oldest = time.time() - _STRAY_AGE
    with suppress(OSError):
        for path in folder.glob(".~*.*.*"):
            found = _STRAY.match(path.name)
            if found is None:
                continue
            pid = int(found["pid"])
            is_orphan = pid == left_by or (here_only and not is_running(pid))
            with suppress(OSError):
                if is_orphan or path.lstat().st_mtime < oldest:
                    path.unlink()


def use_own_temp(cache: Path) -> Path | None:
    """Make a closed folder for this process's temporary copies, and let ``tempfile`` use it.

    Folders of processes that are gone are removed with all they hold. None, and the system's own
    folder stays in use, where ``cache`` cannot be written or has no room.
    """
    home = cache / "temp"
    _remove_orphans(home)
    own = home / f"{host_number()}-{os.getpid()}"
    try:
        own.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o700)
        has_room = shutil.disk_usage(own).free > _TEMP_ROOM
    except OSError:
        return None
    if not has_room:
        shutil.rmtree(own, ignore_errors=True)
        return None
    tempfile.tempdir = str(own)
    return own


def leave_temp(own: Path | None) -> None:
    """Remove the folder ``use_own_temp`` made; the process is about to end."""
    if own is not None:
        tempfile.tempdir = None
        shutil.rmtree(own, ignore_errors=True)


def is_running(pid: int) -> bool:
    """Whether a process of this computer has that number; True where it cannot be told."""
    if pid <= 0:
        return False
    if sys.platform == "win32":
        return _is_running_on_windows(pid)
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True  # somebody else's
    return True


def _is_running_on_windows(pid: int) -> bool:
    import ctypes  # there os.kill would end the process instead of asking

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # mypy knows it on Windows only
    handle = kernel.OpenProcess(0x1000, False, pid)  # PROCESS_QUERY_LIMITED_INFORMATION
    if not handle:
        return bool(kernel.GetLastError() == 5)  # access denied: it is there
    code = ctypes.c_ulong()
    kernel.GetExitCodeProcess(handle, ctypes.byref(code))
    kernel.CloseHandle(handle)
    return code.value == 259  # STILL_ACTIVE


def computer_name() -> str:
    """What this computer is called, as ``platform.node`` says it; that is slow to import."""
    if sys.platform == "win32":
        import platform

        return platform.node()
    return os.uname().nodename


def _remove_orphans(home: Path) -> None:
    with suppress(OSError):
        for folder in home.iterdir():
            found = _TEMP.match(folder.name)
            if found and found["host"] == host_number() and not is_running(int(found["pid"])):
                shutil.rmtree(folder, ignore_errors=True)


def host_number() -> str:
    """A number for this computer, since a home on a share serves several; it says no name."""
    return hashlib.sha256(computer_name().encode("utf-8", "replace")).hexdigest()[:8]
