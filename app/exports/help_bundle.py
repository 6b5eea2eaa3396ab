"""One file with everything somebody who helps needs to look at a damaged plan."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from app.exports.atomic import atomic_write
from app.models.planfile import Backup

_BESIDE = ("", "-journal", "-wal", "-shm")


def write_help_bundle(damaged: Path, backups: Sequence[Backup], target: Path) -> None:
    """Write the damaged file, the unfinished edits beside it and a list of its backups to a zip.

    Nothing is left out: whoever gets it can read the names in the plan. Raises UserError as
    ``atomic_write`` does; the damaged file is only read.
    """
    lines = [f"{damaged.name}: {damaged.stat().st_size} bytes", ""]
    lines += [
        f"{backup.made:%Y-%m-%dT%H:%M:%SZ} {backup.seq} {backup.path.name}" for backup in backups
    ]

    def make(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
            for end in _BESIDE:
                beside = damaged.with_name(damaged.name + end)
                if beside.is_file():
                    bundle.write(beside, beside.name)
            bundle.writestr("backups.txt", "\n".join([*lines, ""]))

    atomic_write(target, make)
