"""Undo and redo: two lists of steps."""

from __future__ import annotations

from collections.abc import Iterable

from app.models.edits import Step

_LIMIT = 1_000


class History:
    """What can be undone and redone. Steps of one visit to a field are joined."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def record(self, step: Step) -> None:
        """Remember a step just done; nothing can be redone from here on."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and step.visit and step.visit == last.visit:
            joined = self._done.pop().then(step)
            if not joined.is_empty:
                self._done.append(joined)
        else:
            self._done.append(step)
        del self._done[:-_LIMIT]

    @property
    def to_undo(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    @property
    def to_redo(self) -> Step | None:
        """The step that redo would do again."""
        return self._undone[-1] if self._undone else None

    def undone(self) -> None:
        """The newest step was taken back."""
        self._undone.append(self._done.pop())

    def redone(self) -> None:
        """The newest step taken back was done again."""
        self._done.append(self._undone.pop())

    def replay(self, entries: Iterable[tuple[str, Step]]) -> None:
        """Build the lists again from the journal's kinds ("do", "undo", "redo") and steps.

        The entries may begin in the middle: an undo then brings the step it took back with it.
        A line without changes only tells that somebody was forgotten.
        """
        for kind, step in entries:
            if not step.changes:
                continue
            if kind == "do":
                self.record(step)
            elif kind == "undo":
                if not self._done:
                    self._done.append(step.inverse())
                self.undone()
            else:
                if not self._undone:
                    self._undone.append(step)
                self.redone()
