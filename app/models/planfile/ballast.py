"""A reserve on the disk, given up when it is full, so that one can still delete and finish."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

SIZE = 1_000_000
_ROOM = 20 * SIZE  # a reserve made of the last bytes would fill the disk itself


class Ballast:
    """The reserve file in the program's own folder. Nothing here raises for the disk's faults.

    ``given_up`` says that it had to go and is not back yet.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / "reserve"
        self.given_up = False

    @property
    def is_there(self) -> bool:
        """Whether there is something to give up."""
        with suppress(OSError):
            return self._path.stat().st_size > 0
        return False

    def make(self, room: int = _ROOM) -> bool:
        """Make the reserve where it is missing and ``room`` bytes are free; whether it is there.

        It is noise, since some disks store nothing for zeros.
        """
        try:
            if self._path.exists() and self._path.stat().st_size >= SIZE:
                self.given_up = False
                return True
            if shutil.disk_usage(self._path.parent).free < room:
                return False
            self._path.write_bytes(os.urandom(SIZE))
        except OSError:
            self._free()
            return False
        self.given_up = False
        return True

    def give_up(self) -> bool:
        """Free the reserve; whether there was any."""
        self.given_up = self.given_up or self.is_there
        return self._free()

    def _free(self) -> bool:
        was_there = self.is_there
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
        return was_there
