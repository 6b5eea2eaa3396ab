"""The open plan as a QObject."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from app.errors import UserError
from app.models.edits import Step
from app.models.journal import Journal
from app.models.plan import Plan


class Bridge(QObject):
    """Hands steps to the journal and says what happened; pages know nothing else of the file.

    ``changed(Step)``: rows moved, look again. ``history_changed``: undo or redo is another now.
    ``saved``: a commit returned. ``failed(UserError)``: a step was refused and nothing is written.
    """

    changed = Signal(object)
    history_changed = Signal()
    saved = Signal()
    failed = Signal(object)

    def __init__(self, journal: Journal) -> None:
        super().__init__()
        self._journal = journal
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
        try:
            return self._journal.do(step)
        except UserError as fault:
            self.failed.emit(fault)
            return None

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
            return act()
        except UserError as fault:
            self.failed.emit(fault)
            return None

    def _moved(self, step: Step) -> None:
        self.changed.emit(step)
        self.history_changed.emit()
        self.saved.emit()
