"""Opens a plan's file where it is safe to work on: in place, or in a copy on this computer."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial
from pathlib import Path
from typing import TypeVar, cast

from app.calls import Calls
from app.errors import UserError
from app.messages import say, visible
from app.models.journal import Journal
from app.models.planfile import Backup, Backups, Ballast, PlanFile, read_plan
from app.models.planfile.carried import CarryList, carry_in
from app.models.planfile.lock import process_with
from app.models.planfile.places import Places, needs_copy
from app.models.planfile.twins import Twins, compare
from app.pace import long_lived
from app.ui.beside import wait_for
from app.ui.desk import Tools
from app.ui.figures import moment_text
from app.ui.file_names import free_path

LARGE = 4_000_000  # bytes of a file that is read beside the window
T = TypeVar("T")
Way = Callable[[], Journal]

_CAN_BE_READ = ("file_elsewhere", "newer_version", "read_only_place", "file_two_names")


class Opening:
    """Each method answers an open Journal or raises UserError; None when the person chose none."""

    def __init__(self, tools: Tools, places: Places, ballast: Ballast) -> None:
        self._tools, self._places, self._ballast = tools, places, ballast
        self._backups = Backups(tools.paths.backups)
        self._carried = CarryList.of(tools.paths)
        self._calls = Calls(tools.paths.calls)

    def open(self, path: Path, *, take_over: bool = False) -> Journal | None:
        """Open a plan; one on a stick or a share is copied in and worked on here."""
        documents = self._places.kind_of(self._tools.paths.documents)
        try:
            if needs_copy(self._places.kind_of(path), documents):
                return self._told_apart(self._carry_in(path, take_over))
            return self._told_apart(self._written(path, take_over))
        except UserError as fault:
            if fault.code not in _CAN_BE_READ:
                raise
            return self._otherwise(path, fault)

    def _otherwise(self, path: Path, fault: UserError) -> Journal | None:
        """What is left where a file cannot be written: to read it, or what the fault allows."""
        words = self._tools.words
        ways: list[tuple[str, Callable[[], Journal | None]]] = [
            (words("Open read-only"), lambda: self._read(path))
        ]
        if fault.code == "file_elsewhere":
            ways.append((words("Open anyway"), lambda: self.open(path, take_over=True)))
        if fault.code == "file_two_names":
            ways.insert(0, (words("Work on a copy"), lambda: self._copied(path)))
        choice = self._tools.asking.choose(say(words, fault), [verb for verb, _ in ways])
        return ways[choice][1]() if choice is not None else None

    def _carry_in(self, path: Path, take_over: bool) -> Journal:
        known = self._carried.of_original(path)
        if known is None:
            working = free_path(self._tools.paths.documents, path.stem)
            known = carry_in(path, working, take_over=take_over)
        self._carried.keep(known)
        return self._written(known.working)

    def _copied(self, path: Path) -> Journal | None:
        working = free_path(self._tools.paths.documents, path.stem)
        carry_in(path, working)
        return self._told_apart(self._written(working))

    def _written(self, path: Path, take_over: bool = False) -> Journal:
        backups = self._tools.paths.backups

        def opened() -> Journal:
            return self._journal(PlanFile.open(path, take_over=take_over, backups=backups))

        try:
            return self._waited(path, opened)
        except UserError as fault:
            process = process_with(path)
            if fault.code == "file_locked" and process in self._calls.others():
                raise UserError("open_in_window", name=path.name, process=process) from fault
            raise

    def _read(self, path: Path) -> Journal:
        return self._waited(path, lambda: Journal(PlanFile.open(path, read_only=True)))

    def _waited(self, path: Path, work: Callable[[], T]) -> T:
        """What ``work`` makes of a file; while it looks through a large one, the window answers."""
        if self._tools.jobs.is_inline or not _is_large(path):
            return work()
        with long_lived():
            job = self._tools.jobs.run(lambda _progress: work())
            said = self._tools.words("Reading…")
            return cast("T", wait_for(self._tools, job, said, None, at_once=True))

    def _journal(self, file: PlanFile) -> Journal:
        return Journal(file, self._ballast)

    # -- two copies of one plan -------------------------------------------------------------

    def _told_apart(self, journal: Journal) -> Journal | None:
        """Say so where this copy and the one worked on here went their own ways."""
        other = self._newest_of(journal.file)
        twins = Twins("same")
        if other is not None:
            twins = self._waited(other.path, partial(self._compared, journal.file, other))
        if other is None or twins.state in ("same", "ahead"):
            return journal
        title, here = journal.plan.info.title, journal.file
        ways: list[tuple[str, Way]] = [
            (self._tools.words("Open the other one as a new file"), lambda: self._restored(other)),
            (self._tools.words("Open this file"), lambda: journal),
        ]
        if twins.state == "diverged":
            verb = self._tools.words("Open this one as a new file, beside the other")
            ways.insert(0, (verb, lambda: self._beside(here, title)))
        said = self._said(journal, other, twins)
        choice = self._tools.asking.choose(said, [verb for verb, _ in ways])
        chosen = self._tried(ways[choice][1], journal) if choice is not None else None
        if chosen is not journal:
            journal.close()
        return chosen

    def _tried(self, way: Way, journal: Journal) -> Journal:
        try:
            return way()
        except BaseException:
            journal.close()
            raise

    def _newest_of(self, file: PlanFile) -> Backup | None:
        """The newest backup made of this very copy, else the newest of any copy of the plan."""
        kept = self._backups.of(file.lineage)
        own = [backup for backup in kept if backup.copy == file.copy[:8]]
        return next(iter([*own, *kept]), None)

    def _compared(self, file: PlanFile, backup: Backup) -> Twins:
        try:
            kept = PlanFile.open(backup.path, read_only=True)
        except UserError:
            return Twins("same")  # a backup nobody can read says nothing about this file
        with closing(kept):
            return compare(file, kept)

    def _said(self, journal: Journal, other: Backup, twins: Twins) -> str:
        words = self._tools.words
        name = visible(journal.file.path.name)
        when = moment_text(words, other.made)
        there = words.n("{n} edit", "{n} edits", twins.there)
        if twins.state == "behind":
            return words(
                "“{name}” is an older state of this plan: {there} made here until {when} are not"
                " in it. Both are kept.",
                name=name,
                there=there,
                when=when,
            )
        return words(
            "“{name}” and the plan you worked on here until {when} went their own ways: {here} only"
            " in this file, {there} only in the other. Both are kept.",
            name=name,
            when=when,
            here=words.n("{n} edit", "{n} edits", twins.here),
            there=there,
        )

    def _beside(self, file: PlanFile, title: str) -> Journal:
        target = free_path(self._tools.paths.documents, title)
        file.copy_to(target, fresh=True)
        return self._first_backed_up(PlanFile.open(target))

    def _restored(self, backup: Backup) -> Journal:
        title = backup_title(backup)
        target = free_path(self._tools.paths.documents, title)
        return self._first_backed_up(self._backups.restore(backup, target))

    def _first_backed_up(self, file: PlanFile) -> Journal:
        """A new copy gets its own backup, so that it is known from now on."""
        with suppress(UserError):  # the usual backup follows, and says what is wrong
            self._backups.make(file)
        return self._journal(file)


def _is_large(path: Path) -> bool:
    with suppress(OSError):  # whoever opens it says what is wrong
        return path.stat().st_size > LARGE
    return False


def backup_title(backup: Backup) -> str:
    """The title of the plan a backup holds."""
    return read_plan(backup.path).info.title
