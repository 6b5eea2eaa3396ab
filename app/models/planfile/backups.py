"""Copies that were opened and checked before they count, kept in the order of a sequence."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from app.errors import UserError
from app.leftovers import remove_strays
from app.models.planfile.faults import os_fault
from app.models.planfile.planfile import PlanFile
from app.models.planfile.verdict import check_file

Reason = Literal["", "close", "asked", "import", "merge", "migration", "restore", "erase"]

_NAME = re.compile(
    r"^(?P<lineage>[0-9A-Za-z-]{1,36})-(?P<seq>\d{8})-(?P<day>\d{8}T\d{6})"
    r"(-(?P<copy>[0-9A-Za-z]{8}))?"
    r"(-(?P<reason>close|asked|import|merge|migration|restore|erase))?\.bak$"
)
_NEWEST, _DAYS, _WEEKS, _COPIES = 10, 14, 8, 10


class Backup(Struct, frozen=True):
    """One checked copy. ``seq`` orders them; ``made`` is what the clock said, for people only.

    ``copy`` begins the id of the copy it was made of; ``reason`` is why or before what it was made.
    Both are "" in a name of an earlier version.
    """

    path: Path
    lineage: str
    seq: int
    made: datetime
    copy: str = ""
    reason: Reason = ""


class Backups:
    """The folder of backups; every method may raise UserError for the folder's faults."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def make(self, file: PlanFile, reason: Reason = "") -> Backup:
        """Copy the open plan, open the copy and check it, then thin the older ones out.

        ``reason`` is what is about to happen to the plan, or that a person asked; "" for the usual
        backup.
        """
        earlier = self.of(file.lineage)
        made = datetime.now(UTC).replace(microsecond=0)
        backup = self._named(file, earlier[0].seq + 1 if earlier else 1, made, reason)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as fault:
            raise os_fault(fault, backup.path) from fault
        file.copy_to(backup.path)
        if not check_file(backup.path).is_whole:
            _remove(backup.path)
            raise UserError("disk_failed", name=backup.path.name)
        for old in to_remove([backup, *earlier]):
            _remove(old.path)
        remove_strays(self._folder)
        return backup

    def _named(self, file: PlanFile, seq: int, made: datetime, reason: Reason) -> Backup:
        copy = file.copy[:8]
        words = [file.lineage, f"{seq:08d}", f"{made:%Y%m%dT%H%M%S}", copy, reason]
        path = self._folder / f"{'-'.join(filter(None, words))}.bak"
        return Backup(path, file.lineage, seq, made, copy, reason)

    def of(self, lineage: str) -> list[Backup]:
        """The backups of one plan, newest first by sequence."""
        return [backup for backup in self.all() if backup.lineage == lineage]

    def all(self) -> list[Backup]:
        """Every backup, newest first by sequence."""
        found = [_read_name(path) for path in self._files()]
        return sorted(filter(None, found), key=lambda b: (b.seq, b.path.name), reverse=True)

    def restore(self, backup: Backup, target: Path) -> PlanFile:
        """Open a backup's content as a new file at ``target``; the backup stays."""
        verdict = check_file(backup.path)
        if verdict.code:
            raise UserError(verdict.code, name=backup.path.name)
        source = PlanFile.open(backup.path, read_only=True)
        try:
            if target.exists():
                raise UserError("file_exists", name=target.name)
            target.parent.mkdir(parents=True, exist_ok=True)
            source.copy_to(target, fresh=True)
        except OSError as fault:
            raise os_fault(fault, target) from fault
        finally:
            source.close()
        return PlanFile.open(target)

    def _files(self) -> list[Path]:
        try:
            return list(self._folder.glob("*.bak"))
        except OSError:
            return []


def to_remove(backups: list[Backup]) -> list[Backup]:
    """Which of a plan's backups may go, newest first given: ten newest, then daily, then weekly.

    The newest of each copy of the plan stays too, whatever the others have been busy with. Days
    and weeks are taken from the backups' own stamps, never from today's date, so a wrong clock
    removes nothing it should not.
    """
    kept = set(range(min(_NEWEST, len(backups))))
    days: list[str] = []
    weeks: list[str] = []
    copies: list[str] = []
    for place, backup in enumerate(backups):
        day, week = f"{backup.made:%Y%m%d}", f"{backup.made:%G-%V}"
        if day not in days and len(days) < _DAYS:
            days.append(day)
            kept.add(place)
        if week not in weeks and len(weeks) < _WEEKS:
            weeks.append(week)
            kept.add(place)
        if backup.copy not in copies and len(copies) < _COPIES:
            copies.append(backup.copy)
            kept.add(place)
    return [backup for place, backup in enumerate(backups) if place not in kept]


def _remove(path: Path) -> None:
    with suppress(OSError):  # one that cannot go now goes with the next backup
        path.unlink(missing_ok=True)


def _read_name(path: Path) -> Backup | None:
    match = _NAME.match(path.name)
    if match is None:
        return None
    try:
        made = datetime.strptime(match["day"], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    reason: Any = match["reason"] or ""  # one of the reasons, by the pattern
    return Backup(path, match["lineage"], int(match["seq"]), made, match["copy"] or "", reason)
