"""The open plan: its file, its value, its history, and who listens."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from app.errors import UserError
from app.models.edits import Change, Step
from app.models.history import History
from app.models.plan import Plan
from app.models.planfile import PlanFile
from app.models.planfile.ballast import Ballast
from app.models.planfile.forget import Forgotten, Wish, forget
from app.models.planfile.writing import Progress, untold
from app.models.records import Commitment, Person

Listener = Callable[[Step], None]
Work = Callable[[Progress], tuple[Step, Plan]]
_LOOKED_AT = (Person, Commitment)
LONG = 2_000  # changes of a step that may take longer than somebody should wait for


class Journal:
    """The one door for writing. After each step it holds the next ``plan`` and tells listeners.

    With a ``ballast``, a step the full disk refuses is tried once more without that reserve.
    ``beside`` does the writing of a long step elsewhere; until it is done every other step is
    refused as UserError("still_writing").
    """

    def __init__(self, file: PlanFile, ballast: Ballast | None = None) -> None:
        self.file = file
        self.ballast = ballast
        self.plan: Plan = _in_order(file.read_plan())
        self._remember()
        self.edits = 0
        self.beside: Callable[[Work], tuple[Step, Plan]] | None = None
        self._is_writing = False
        self._listeners: list[Listener] = []

    def listen(self, listener: Listener) -> None:
        """Call ``listener`` with every step that changed something, after the plan moved on."""
        self._listeners.append(listener)

    def do(self, step: Step) -> Step:
        """Write a step and move on; returns it as written. UserError leaves everything as it was.

        A step that changes nothing is not recorded and nobody is told.
        """
        self._learn()
        written, plan = self._apply(step)
        if written.changes:
            self.history.record(written)
            self._move(written, plan)
        return written

    def undo(self) -> Step | None:
        """Take the newest step back; None when there is none.

        UserError("file_changed_shape") for a step of rows nobody has: a stranger wrote it.
        """
        self._learn()
        step = self.history.to_undo
        if step is None:
            return None
        written, plan = self._apply(self._possible(step.inverse()), "undo")
        self.history.undone()
        self._move(written, plan)
        return step

    def redo(self) -> Step | None:
        """Do the newest step taken back again; None when there is none."""
        self._learn()
        step = self.history.to_redo
        if step is None:
            return None
        written, plan = self._apply(self._possible(replace(step, visit="")), "redo")
        self.history.redone()
        self._move(written, plan)
        return step

    def forget(self, wish: Wish, label: str) -> Forgotten:
        """Let people go for ever, from the rows and from the past; listeners are told as of a step.

        What could be undone before can be undone after, but for what was theirs.
        """
        self._learn()
        done = forget(self.file, wish, label)
        self.plan = self.file.read_plan()
        self._remember()
        gone = [Change("person", id, {"deleted": 0}, None) for id in sorted(wish.traces.people)]
        self._tell(Step(label, tuple(gone)))
        return done

    def close(self) -> None:
        """Let go of the file."""
        self.file.close()

    def _possible(self, step: Step) -> Step:
        """A step out of the history, if it changes only rows that are there or come with it."""
        come = {(one.table, one.id) for one in step.changes if one.before is None}
        for one in step.changes:
            is_there = self.plan.get(one.table, one.id) is not None or (one.table, one.id) in come
            if not is_there and one.after is not None:
                raise UserError("file_changed_shape", name=self.file.path.name)
        return step

    def _apply(self, step: Step, kind: str = "do") -> tuple[Step, Plan]:
        try:
            return self._written(step, kind)
        except UserError as fault:
            if fault.code != "disk_full" or self.ballast is None or not self.ballast.give_up():
                raise
        if self._learn():
            raise UserError("disk_full", name=self.file.path.name)
        return self._written(step, kind)

    def _written(self, step: Step, kind: str) -> tuple[Step, Plan]:
        """Write a step, a long one beside; answers it as written, and the plan after it."""
        work = partial(_write, self.file, self.plan, step, kind)
        if self.beside is None or len(step.changes) < LONG:
            return work(untold)
        self._is_writing = True
        try:
            return self.beside(work)
        finally:
            self._is_writing = False

    def _learn(self) -> bool:
        """Take over a step that was refused and got into the file all the same, if there is one."""
        if self._is_writing:
            raise UserError("still_writing")
        if not self.file.is_unsure or not self.file.settle():
            return False
        self.plan = self.file.read_plan()
        self._remember()
        for entry in self.file.entries(1):
            self._tell(entry.step)
        return True

    def _move(self, step: Step, plan: Plan) -> None:
        self.plan = plan
        self._tell(step)

    def _remember(self) -> None:
        self.history = History()
        self.history.replay((entry.kind, entry.step) for entry in self.file.entries())

    def _tell(self, step: Step) -> None:
        self.edits += 1
        for listener in tuple(self._listeners):
            listener(step)


def _write(
    file: PlanFile, plan: Plan, step: Step, kind: str, progress: Progress
) -> tuple[Step, Plan]:
    written = file.apply(step, kind, progress)
    return written, _in_order(plan.after(written))


def _in_order(plan: Plan) -> Plan:
    """The plan, its long lists put in order here rather than by whoever looks first."""
    for looked_at in _LOOKED_AT:
        plan.all(looked_at)
    return plan
