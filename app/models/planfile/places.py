"""What kind of disk a file lies on: one that stays, one that is pulled, one over the network."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Literal

from msgspec import Struct

Kind = Literal["internal", "removable", "network", "read-only"]

_NETWORK = re.compile(
    r"^(nfs\d?|cifs|smb\w*|9p|afs|ceph|ncpfs|davfs\w*|glusterfs|"
    r"fuse\.(sshfs|rclone|gvfsd-fuse|s3fs|glusterfs|davfs2?|kio-fuse))$"
)
_STICK_FORMATS = frozenset(("vfat", "exfat", "msdos"))
_NEVER_STICKS = ("/boot", "/efi", "/proc", "/sys", "/dev", "/snap")
_BLOCKS = Path("/sys/class/block")
_MOUNTS = Path("/proc/self/mountinfo")


class Mount(Struct, frozen=True):
    """One mounted disk as Linux tells it."""

    point: str
    format: str
    device: str
    read_only: bool


class Places:
    """Asks the system about places; what cannot be told is internal. A test answers instead."""

    def kind_of(self, path: Path) -> Kind:
        """The kind of disk ``path`` lies on, or would lie on."""
        with suppress(OSError, ValueError):
            whole = Path(os.path.realpath(path))
            if sys.platform == "win32":
                return _kind_on_windows(whole)
            if sys.platform == "darwin":
                return _kind_on_mac(whole)
            mount = mount_of(str(whole), read_mounts())
            return _kind_of_mount(mount) if mount is not None else "internal"
        return "internal"

    def sticks(self) -> list[Path]:
        """Where a stick or a card is in now and can be written, in the order of their names."""
        with suppress(OSError, ValueError):
            roots = [root for root in _roots() if self.kind_of(root) == "removable"]
            return sorted(root for root in roots if os.access(root, os.W_OK))
        return []


def needs_copy(place: Kind, documents: Kind) -> bool:
    """Whether a plan on ``place`` is copied into the documents folder to be worked on."""
    return place in ("removable", "network") and place != documents


def read_mounts(text: str | None = None) -> list[Mount]:
    """The mounts of /proc/self/mountinfo, or of ``text`` in its form."""
    if text is None:
        text = _MOUNTS.read_text("utf-8", "surrogateescape")
    return [mount for line in text.splitlines() if (mount := _mount(line)) is not None]


def _mount(line: str) -> Mount | None:
    before, _, after = line.partition(" - ")
    left, right = before.split(), after.split()
    if len(left) < 6 or len(right) < 2:
        return None
    return Mount(_plain(left[4]), right[0], _plain(right[1]), "ro" in left[5].split(","))


def _plain(text: str) -> str:
    """A mount point without the octal signs that stand for spaces and the like."""
    return re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), text)


def mount_of(path: str, mounts: list[Mount]) -> Mount | None:
    """The mount ``path`` lies on: the innermost, and of two at one point the later."""
    holding = [
        mount
        for mount in mounts
        if mount.point == "/" or path == mount.point or path.startswith(f"{mount.point}/")
    ]
    return max(reversed(holding), key=lambda mount: len(mount.point), default=None)


def _kind_of_mount(mount: Mount) -> Kind:
    if mount.point == "/":  # whatever it is made of, the system itself lives there
        return "read-only" if mount.read_only else "internal"
    if mount.read_only:
        return "read-only"
    if _NETWORK.match(mount.format):
        return "network"
    is_system = mount.point.startswith(_NEVER_STICKS)
    if not is_system and (mount.format in _STICK_FORMATS or _can_be_pulled(mount.device)):
        return "removable"
    return "internal"


def _can_be_pulled(device: str, blocks: Path = _BLOCKS) -> bool:
    """Whether a block device says it is removable, or hangs on a USB port."""
    if not device.startswith("/dev/"):
        return False
    with suppress(OSError):
        place = (blocks / Path(device).name).resolve()
        if "/usb" in str(place):
            return True
        for folder in (place, place.parent):  # a partition, or the whole disk
            flag = folder / "removable"
            if flag.exists():
                return flag.read_text("ascii").strip() == "1"
    return False


def _kind_on_mac(path: Path) -> Kind:
    if path.parts[:2] != ("/", "Volumes") or len(path.parts) < 3:
        return "internal"
    volume = Path(*path.parts[:3])
    if volume.is_dir() and os.statvfs(volume).f_flag & os.ST_RDONLY:
        return "read-only"
    return "removable"


def _kind_on_windows(path: Path) -> Kind:
    if path.drive.startswith("\\\\"):
        return "network"
    import ctypes  # there is no other way to ask Windows without a process of its own

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  # mypy knows it on Windows only
    kinds: dict[int, Kind] = {2: "removable", 4: "network", 5: "read-only"}
    return kinds.get(int(kernel.GetDriveTypeW(f"{path.drive}\\")), "internal")


def _roots() -> Iterator[Path]:
    if sys.platform == "win32":
        drives = (Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZ")
        yield from (drive for drive in drives if drive.exists())
    elif sys.platform == "darwin":
        yield from Path("/Volumes").iterdir()
    else:
        yield from (Path(mount.point) for mount in read_mounts() if mount.point != "/")
