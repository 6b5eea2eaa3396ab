"""A whole copy of a plan for a stick, a mail or another computer, sealed and read back."""

from __future__ import annotations

import hashlib
from pathlib import Path

from msgspec import Struct

from app.errors import UserError
from app.leftovers import stray_path
from app.models.planfile.beside import is_unfinished
from app.models.planfile.faults import (
    behind_link,
    keep_mode,
    os_faults,
    place_faults,
    sync_folder,
)
from app.models.planfile.lock import is_open_here, read_owner
from app.models.planfile.planfile import PlanFile
from app.models.planfile.verdict import check_file


class Sent(Struct, frozen=True):
    """A copy that was opened and checked where it lies now; ``digest`` is SHA-256 of its bytes."""

    path: Path
    digest: str

    @property
    def fingerprint(self) -> str:
        """The beginning of the digest, to be read out on the telephone."""
        return " ".join(self.digest[place : place + 4] for place in (0, 4, 8))


def send_copy(file: PlanFile, target: Path) -> Sent:
    """Write a sealed copy of the open plan to ``target``, in the place of what lies there.

    The copy has the plan's lineage, its whole journal and a copy id of its own. It takes the
    place of an earlier file only once it was opened again and found whole. UserError otherwise.
    """
    given, target = target, behind_link(target)  # a link would be replaced, and its file stay old
    draft = stray_path(target)
    try:
        with place_faults(target):
            if target.exists() and not target.is_file():
                raise UserError("not_a_file", name=target.name)
            _require_nobody(target)
            if is_unfinished(target):  # SQLite would roll its old pages into the new file
                raise UserError("file_exists", name=target.name)
            _copy(file, draft, target)
            digest = digest_of(draft)
            keep_mode(target, draft)
            draft.replace(target)
        sync_folder(target.parent)
    finally:
        with os_faults(target):
            draft.unlink(missing_ok=True)
    return Sent(given, digest)


def _require_nobody(target: Path) -> None:
    """Refuse the place of a plan somebody works in: what they write next would be nowhere."""
    if is_open_here(target):
        raise UserError("already_open", name=target.name)
    if read_owner(target) is not None and check_file(target).code == "file_locked":
        raise UserError("file_locked", name=target.name)


def _copy(file: PlanFile, draft: Path, target: Path) -> None:
    try:
        file.copy_to(draft, fresh=True)
    except UserError as fault:
        raise UserError(fault.code, name=target.name) from fault
    if not check_file(draft).is_whole:
        raise UserError("copy_damaged", name=target.name)


def digest_of(path: Path) -> str:
    """SHA-256 of a file's bytes; UserError("already_open") for a plan this process has open.

    Reading it by other means would drop its locks.
    """
    if is_open_here(path):
        raise UserError("already_open", name=path.name)
    sums = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            sums.update(block)
    return sums.hexdigest()
