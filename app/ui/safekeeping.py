"""Backups while one works: every ten minutes of editing, on closing, and when asked."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from typing import cast

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import Backups, PlanFile
from app.models.planfile.backups import Reason
from app.ui.beside import Beside, wait_for
from app.ui.desk import Tools
from app.ui.figures import moment_text, time_text
from app.ui.jobs import Job

EVERY_MS = 10 * 60 * 1000
FIRST_MS = 1_500


class Safekeeping(QObject):
    """Keeps one open plan safe. ``stands(sentence, state)`` says how its backup stands.

    ``failed(UserError)`` comes when a backup could not be made, once until one is made again or
    asked for; the work goes on. ``made`` comes after each backup that the clock asked for.
    """

    stands = Signal(str, str)
    failed = Signal(object)
    made = Signal()

    def __init__(self, tools: Tools, journal: Journal) -> None:
        super().__init__()
        self._tools, self._journal = tools, journal
        self._backups = Backups(tools.paths.backups)
        self._edits = journal.edits
        self._told = ""
        self._job: Job | None = None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self._back_up_first)
        self._first.start()

    def stop(self) -> None:
        """Make a last backup if anything changed; the plan is about to be closed."""
        self._timer.stop()
        if self._first.isActive():
            self._first.stop()
            self._back_up_first()
        if self._job is not None:
            with suppress(UserError):  # told already, or told by the one that follows
                wait_for(self._tools, self._job, self._tools.words("Updating…"), None)
        self.back_up_if_changed("close")

    @Slot()
    def _back_up_first(self) -> None:
        """A copy nobody has backed up yet gets its first one soon after it is opened."""
        self._keep_reserve()
        file = self._journal.file
        known = {backup.copy for backup in self._backups.of(file.lineage)}
        if file.copy[:8] not in known and not file.is_newer:
            self._make_meanwhile(lambda: None)

    @Slot()
    def _tick(self) -> None:
        """Every ten minutes: a backup of what changed, and the reserve if the disk has room."""
        self._keep_reserve()
        if self._journal.edits != self._edits:
            self._make_meanwhile(self.made.emit)

    def back_up_if_changed(self, reason: Reason = "") -> bool:
        """Make a backup if something was edited since the last one; whether one was made."""
        return self._journal.edits != self._edits and self._make(reason)

    def back_up(self) -> bool:
        """Make a backup now, as the person asked; whether it was made, opened and checked."""
        self._told = ""
        return self._make("asked")

    def _keep_reserve(self) -> None:
        if self._journal.ballast is not None:
            self._journal.ballast.make()

    def _make_meanwhile(self, then: Callable[[], None]) -> None:
        """Make a backup that nobody waits for; one of a large plan while the window answers."""
        if not self._journal.file.is_large or self._tools.jobs.is_inline:
            if self._make():
                then()
        elif self._job is None:
            edits, make = self._journal.edits, partial(self._backups.make, self._journal.file)
            self._job = self._tools.jobs.run(lambda _progress: make())
            self._job.done.connect(lambda _backup: self._have_made(edits, then))
            self._job.failed.connect(self._have_failed)
            self._job.ended.connect(self._over)

    @Slot()
    def _over(self) -> None:
        self._job = None

    def _make(self, reason: Reason = "") -> bool:
        try:
            back_up(self._tools, self._journal.file, reason)
        except UserError as fault:
            self._tell(fault)
            return False
        self._edits, self._told = self._journal.edits, ""
        self.say()
        return True

    def _have_made(self, edits: int, then: Callable[[], None]) -> None:
        self._edits, self._told = edits, ""
        self.say()
        then()

    @Slot(object)
    def _have_failed(self, fault: object) -> None:
        if not isinstance(fault, UserError):
            raise cast("BaseException", fault)
        self._tell(fault)

    def _tell(self, fault: UserError) -> None:
        self.stands.emit(self._tools.words("No backup: the disk did not take it"), "warn")
        if fault.code != self._told:
            self._told = fault.code
            self.failed.emit(fault)

    def say(self) -> None:
        """Tell how the backup stands."""
        words = self._tools.words
        found = self._backups.of(self._journal.file.lineage)
        if not found and self._journal.file.is_newer:
            self.stands.emit(words("Read only"), "info")  # a newer version's file gets none
            return
        if not found:
            self.stands.emit(words("No backup yet; one is made on closing"), "warn")
            return
        made = found[0].made
        today = made.astimezone().date() == datetime.now(UTC).astimezone().date()
        when = time_text(words, made) if today else moment_text(words, made)
        self.stands.emit(words("Backup opened, checked {time}", time=when), "ok")


def back_up(tools: Tools, file: PlanFile, reason: Reason) -> None:
    """Make a backup before anything goes on; the window answers while a large one is made."""
    make = partial(Backups(tools.paths.backups).make, file, reason)
    if file.is_large:
        Beside(tools).whole(make)
    else:
        make()
