"""Backups while one works: every ten minutes of editing, on closing, and when asked."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import Backups
from app.ui.desk import Tools
from app.ui.figures import time_text

EVERY_MS = 10 * 60 * 1000
FIRST_MS = 1_500


class Safekeeping(QObject):
    """Keeps one open plan safe. ``stands(sentence, state)`` says how its backup stands.

    ``failed(UserError)`` comes when a backup could not be made; the work goes on.
    """

    stands = Signal(str, str)
    failed = Signal(object)

    def __init__(self, tools: Tools, journal: Journal) -> None:
        super().__init__()
        self._tools, self._journal = tools, journal
        self._backups = Backups(tools.paths.backups)
        self._edits = journal.edits
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self.back_up_if_changed)
        self._timer.start()
        self._first = QTimer(self, singleShot=True, interval=FIRST_MS)
        self._first.timeout.connect(self._back_up_first)
        self._first.start()

    def stop(self) -> None:
        """Make a last backup if anything changed; the plan is about to be closed."""
        self._timer.stop()
        self._first.stop()
        self.back_up_if_changed()

    @Slot()
    def _back_up_first(self) -> None:
        """A plan nobody has backed up yet gets its first copy soon after it is opened."""
        if not self._backups.of(self._journal.file.lineage):
            self.back_up()

    @Slot()
    def back_up_if_changed(self) -> None:
        """Make a backup if something was edited since the last one."""
        if self._journal.edits != self._edits:
            self.back_up()

    def back_up(self) -> bool:
        """Make a backup now; whether it was made, opened and checked."""
        try:
            self._backups.make(self._journal.file)
        except UserError as fault:
            said = self._tools.words("No backup: the disk did not take it")
            self.stands.emit(said, "warn")
            self.failed.emit(fault)
            return False
        self._edits = self._journal.edits
        self.say()
        return True

    def say(self) -> None:
        """Tell how the backup stands."""
        words = self._tools.words
        found = self._backups.of(self._journal.file.lineage)
        if not found:
            self.stands.emit(words("No backup yet; one is made on closing"), "warn")
            return
        made = found[0].made
        today = made.astimezone().date() == datetime.now(UTC).astimezone().date()
        when = time_text(words, made) if today else f"{made:%Y-%m-%d}"
        self.stands.emit(words("Backup opened, checked {time}", time=when), "ok")
