"""The open plan: its file, its value, its history, and who listens."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.history import History
from app.models.plan import Plan
from app.models.planfile import PlanFile
from app.models.planfile.ballast import Ballast
from app.models.planfile.forget import Forgotten, Wish, forget

Listener = Callable[[Step], None]


class Journal:
    """The one door for writing. After each step it holds the next ``plan`` and tells listeners.

    With a ``ballast``, a step the full disk refuses is tried once more without that reserve.
    """

    def __init__(self, file: PlanFile, ballast: Ballast | None = None) -> None:
        self.file = file
        self.ballast = ballast
        self.plan: Plan = file.read_plan()
        self._remember()
        self.edits = 0
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every step that changed something, after the plan moved on."""
        self._listeners.append(listener)

    def do(self, step: Step) -> Step:
        """Write a step and move on; returns it as written. UserError leaves everything as it was.

        A step that changes nothing is not recorded and nobody is told.
        """
        self._learn()
        written = self._apply(step)
        if written.changes:
            self.history.record(written)
            self._move(written)
        return written

    def undo(self) -> Step | None:
        """Take the newest step back; None when there is none."""
        self._learn()
        step = self.history.to_undo
        if step is None:
            return None
        written = self._apply(step.inverse(), "undo")
        self.history.undone()
        self._move(written)
        return step

    def redo(self) -> Step | None:
        """Do the newest step taken back again; None when there is none."""
        self._learn()
        step = self.history.to_redo
        if step is None:
            return None
        written = self._apply(replace(step, visit=""), "redo")
        self.history.redone()
        self._move(written)
        return step

    def forget(self, wish: Wish, label: str) -> Forgotten:
        """Let people go for ever, from the rows and from the past; listeners are told as of a step.

        What could be undone before can be undone after, but for what was theirs.
        """
        done = forget(self.file, wish, label)
        self.plan = self.file.read_plan()
        self._remember()
        gone = [Change("person", id, {"deleted": 0}, None) for id in sorted(wish.traces.people)]
        self._tell(Step(label, tuple(gone)))
        return done

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def _apply(self, step: Step, kind: str = "do") -> Step:
        try:
            return self.file.apply(step, kind)
        except UserError as fault:
            if fault.code != "disk_full" or self.ballast is None or not self.ballast.give_up():
                raise
        if self._learn():
            raise UserError("disk_full", name=self.file.path.name)
        return self.file.apply(step, kind)

    def _learn(self) -> bool:
        """Take over a step that was refused and got into the file all the same, if there is one."""
        if not self.file.is_unsure or not self.file.settle():
            return False
        self.plan = self.file.read_plan()
        self._remember()
        for entry in self.file.entries(1):
            self._tell(entry.step)
        return True

    def _move(self, step: Step) -> None:
        self.plan = self.plan.after(step)
        self._tell(step)

    def _remember(self) -> None:
        self.history = History()
        self.history.replay((entry.kind, entry.step) for entry in self.file.entries())

    def _tell(self, step: Step) -> None:
        self.edits += 1
        for listener in tuple(self._listeners):
            listener(step)
