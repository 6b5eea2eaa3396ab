"""The open plan as a QObject."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.hiding import Hiding, covered_twins
from app.models.journal import Journal
from app.models.plan import Plan
from app.models.planfile import Entry
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

    def __init__(self, journal: Journal, *, hides_names: bool = False) -> None:
        super().__init__()
        self._journal = journal
        self._unwritten = Unwritten()
        self._warned = False
        self._hiding = Hiding() if hides_names else None
        self._clock = QTimer(self, interval=RETRY_MS)
        self._clock.timeout.connect(self.retry)
        journal.listen(self._moved)

    @property
    def journal(self) -> Journal:
        """The journal behind this bridge, for backups and copies."""
        return self._journal

    @property
    def plan(self) -> Plan:
        """The plan as it is now; under codes while names are hidden."""
        plan = self._journal.plan
        return plan if self._hiding is None else self._hiding.plan(plan)

    @property
    def hides_names(self) -> bool:
        """Whether badge codes stand in the place of names."""
        return self._hiding is not None

    def hide_names(self, on: bool) -> None:
        """Hide or show names in everything this bridge tells; every view looks again."""
        self._hiding = Hiding() if on else None
        rows = ((table, id) for table, rows in self.plan.tables.items() for id in rows)
        self.changed.emit(Step("", tuple(Change(table, id, {}, {}) for table, id in rows)))
        self.history_changed.emit()

    def covers(self, read: Callable[[Plan], str]) -> bool:
        """Whether what ``read`` reads is under a code now, so that it cannot be written in."""
        return self._hiding is not None and read(self._journal.plan) != read(self.plan)

    def rater_shown(self, said: str) -> str:
        """A rater as they may be shown: under a code or a sign while names are hidden."""
        return said if self._hiding is None else self._hiding.rater(said)

    def told_apart(self, then: Plan) -> tuple[Plan, Plan]:
        """The plan now and an earlier state of it, both under codes while names are hidden.

        Any thread may ask.
        """
        now = self._journal.plan
        return (now, then) if self._hiding is None else covered_twins(now, then)

    def entries(self, limit: int) -> list[Entry]:
        """The newest lines of the journal, oldest first."""
        entries = self._journal.file.entries(limit)
        return [replace(entry, step=self._shown(entry.step)) for entry in entries]

    def _shown(self, step: Step) -> Step:
        return step if self._hiding is None else self._hiding.step(self._journal.plan, step)

    def _sound(self, step: Step) -> Step:
        if self._hiding is not None and self._hiding.would_lose(self._journal.plan, step):
            raise UserError("names_hidden")
        return step

    @property
    def read_only(self) -> bool:
        """Whether the file cannot be written."""
        return self._journal.file.read_only

    def do(self, step: Step) -> Step | None:
        """Write a step; None, after ``failed``, when the world refused it.

        While names are hidden, nothing under a code may be written over.
        """
        written = self._again(lambda: self._journal.do(self._sound(step)))
        if written is not None:
            self.retry()
        return written

    def type(self, key: Hashable, text: str, make: Callable[[Plan], Step]) -> bool:
        """Write what was typed at the place ``key`` names; whether it is in the file.

        What the world refuses is held and tried again, in time and after every other step.
        """
        if self._hiding is not None and self._hiding.would_lose(
            self._journal.plan, make(self.plan)
        ):
            self.failed.emit(UserError("names_hidden"))  # held, it would be written when they show
            return False
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
        step = self._journal.history.to_undo
        return None if step is None else self._shown(step)

    @property
    def to_redo(self) -> Step | None:
        """What redo would do again."""
        step = self._journal.history.to_redo
        return None if step is None else self._shown(step)

    def _again(self, act: Callable[[], Step | None]) -> Step | None:
        try:
            done = act()
        except UserError as fault:
            self.failed.emit(fault)
            return None
        self._warn_of_reserve()
        return None if done is None else self._shown(done)

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
        self.changed.emit(self._shown(step))
        self.history_changed.emit()
        if not self._unwritten.count:
            self.saved.emit()
