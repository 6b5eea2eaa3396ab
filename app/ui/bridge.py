"""The open plan as a QObject."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.models.edits import Step
from app.models.journal import Journal
from app.models.plan import Plan
from app.ui.unwritten import Typed, Unwritten

RETRY_MS = 5_000


class Bridge(QObject):
    """Hands steps to the journal and says what happened; pages know nothing else of the file.

    ``changed(Step)``: rows moved, look again. ``history_changed``: undo or redo is another now.
    ``saved``: a commit returned, and nothing typed is left unwritten. ``failed(UserError)``: a step
    was refused and nothing is written; for what is typed it comes once, not at every key.
    ``warned(UserError)``: it was written, but the person should know something.
    ``caught_up(key)``: a text the world had refused is in the file now.
    """

    changed = Signal(object)
    history_changed = Signal()
    saved = Signal()
    failed = Signal(object)
    warned = Signal(object)
    caught_up = Signal(object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
        self._unwritten = Unwritten()
        self._warned = False
        self._clock = QTimer(self, interval=RETRY_MS)
        self._clock.timeout.connect(self.retry)
        journal.listen(self._moved)

    @property
    def journal(self) -> Journal:
        """The journal behind this bridge, for backups and copies."""
        return self._journal

    @property
    def plan(self) -> Plan:
        """The plan as it is now."""
        return self._journal.plan

    @property
    def read_only(self) -> bool:
        """Whether the file cannot be written."""
        return self._journal.file.read_only

    def do(self, step: Step) -> Step | None:
        """Write a step; None, after ``failed``, when the world refused it."""
        written = self._again(lambda: self._journal.do(step))
        if written is not None:
            self.retry()
        return written

    def type(self, key: Hashable, text: str, make: Callable[[Plan], Step]) -> bool:
        """Write what was typed at the place ``key`` names; whether it is in the file.

        What the world refuses is held and tried again, in time and after every other step.
        """
        told = self._unwritten.fault
        fault = self._unwritten.write(key, Typed(text, make), self._write)
        if fault is not None:
            self._clock.start()
            if told != fault.code:
                self.failed.emit(fault)
            return False
        self.retry()
        return True

    def held(self, key: Hashable) -> str | None:
        """What was typed at a place and is not in the file; None when all is."""
        return self._unwritten.text(key)

    def drop_held(self, key: Hashable) -> None:
        """Forget what was typed at a place: the person typed back what the file holds."""
        self._unwritten.drop(key)
        if not self._unwritten.count:
            self.saved.emit()

    @property
    def unwritten(self) -> Unwritten:
        """What was typed and is not in the file."""
        return self._unwritten

    @Slot()
    def retry(self) -> None:
        """Try again what the world refused; quietly, for the person knows."""
        for key in self._unwritten.retry(self._write):
            self.caught_up.emit(key)
        if not self._unwritten.count:
            self._clock.stop()

    def undo(self) -> Step | None:
        """Take the newest step back and answer it."""
        return self._again(self._journal.undo)

    def redo(self) -> Step | None:
        """Do the newest step taken back again and answer it."""
        return self._again(self._journal.redo)

    @property
    def to_undo(self) -> Step | None:
        """What undo would take back."""
        return self._journal.history.to_undo

    @property
    def to_redo(self) -> Step | None:
        """What redo would do again."""
        return self._journal.history.to_redo

    def _again(self, act: Callable[[], Step | None]) -> Step | None:
        try:
            done = act()
        except UserError as fault:
            self.failed.emit(fault)
            return None
        self._warn_of_reserve()
        return done

    def _write(self, step: Callable[[Plan], Step]) -> None:
        self._journal.do(step(self.plan))
        self._warn_of_reserve()

    def _warn_of_reserve(self) -> None:
        """Say once that the step took the reserve of a full disk."""
        ballast = self._journal.ballast
        used = ballast is not None and ballast.given_up
        if used and not self._warned:
            self.warned.emit(UserError("disk_reserve"))
        self._warned = used

    def _moved(self, step: Step) -> None:
        self.changed.emit(step)
        self.history_changed.emit()
        if not self._unwritten.count:
            self.saved.emit()
