"""Sticks, shares and the computer's own disk are told apart by what the system says."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.planfile import places
from app.models.planfile.places import Kind, Places, mount_of, needs_copy, read_mounts

MOUNTS = r"""
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
23 22 8:1 / /boot/efi rw - vfat /dev/sda1 rw
24 22 8:17 / /media/ama/KINGSTON\0408GB rw,nosuid shared:2 - vfat /dev/sdb1 rw,uid=1000
25 22 0:50 / /mnt/share rw - cifs //office/plans rw
26 22 0:51 / /run/user/1000/gvfs rw - fuse.gvfsd-fuse gvfsd-fuse rw
27 22 11:0 / /media/ama/CD ro - iso9660 /dev/sr0 ro
28 22 8:33 / /media/ama/disk rw - ext4 /dev/sdc1 rw
29 22 0:60 / /home rw - nfs4 server:/home rw
30 22 8:4 / /data rw - ext4 /dev/sda4 rw
nonsense
"""


@pytest.fixture
def blocks(tmp_path: Path) -> Path:
    """What /sys says: sdc is on a USB port, sda is not removable."""
    for disk, bus, flag in (("sda", "ata1", "0"), ("sdc", "usb2", "0"), ("sdb", "pci", "1")):
        for part in ("", "1", "2", "4"):
            folder = tmp_path / "devices" / bus / disk / (f"{disk}{part}" if part else "")
            folder.mkdir(parents=True, exist_ok=True)
            name = f"{disk}{part}"
            (tmp_path / "block").mkdir(exist_ok=True)
            (tmp_path / "block" / name).symlink_to(folder)
        (tmp_path / "devices" / bus / disk / "removable").write_text(f"{flag}\n")
    return tmp_path / "block"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home2/plan.atelier", "internal"),
        ("/boot/efi/plan.atelier", "internal"),
        ("/media/ama/KINGSTON 8GB/plans/plan.atelier", "removable"),
        ("/mnt/share/plan.atelier", "network"),
        ("/run/user/1000/gvfs/smb/plan.atelier", "network"),
        ("/media/ama/CD/plan.atelier", "read-only"),
        ("/media/ama/disk/plan.atelier", "removable"),
        ("/home/ama/plan.atelier", "network"),
        ("/data/plan.atelier", "internal"),
    ],
)
def test_linux_says_where_a_path_lies(
    path: str, kind: Kind, blocks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pulled = places._can_be_pulled
    monkeypatch.setattr(places, "_can_be_pulled", lambda device: pulled(device, blocks))
    mount = mount_of(path, read_mounts(MOUNTS))
    assert mount is not None
    assert places._kind_of_mount(mount) == kind


def test_what_cannot_be_told_is_internal(tmp_path: Path) -> None:
    assert Places().kind_of(tmp_path / "not there" / "plan.atelier") == "internal"
    assert mount_of("/a", []) is None
    assert all(root.is_dir() for root in Places().sticks())


@pytest.mark.parametrize(
    ("place", "documents", "copied"),
    [
        ("removable", "internal", True),
        ("network", "internal", True),
        ("removable", "removable", False),
        ("network", "network", False),
        ("internal", "internal", False),
        ("read-only", "internal", False),
    ],
)
def test_what_is_copied_in(place: Kind, documents: Kind, copied: bool) -> None:
    assert needs_copy(place, documents) is copied
