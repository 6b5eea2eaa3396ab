"""What was typed and the world did not take: a full disk, a stick that was pulled."""

from __future__ import annotations

from collections.abc import Callable, Hashable

from msgspec import Struct

from app.errors import UserError
from app.models.edits import Step
from app.models.plan import Plan
from app.words import Words

MakeStep = Callable[[Plan], Step]


class Typed(Struct, frozen=True):
    """A text as it stood in its field, and what makes the step that writes it."""

    text: str
    make: MakeStep


def unwritten_text(words: Words, count: int) -> str:
    """That so many texts are on the screen only, and why."""
    return words.n(
        "{n} text you typed is not in the file, for the disk does not take it.",
        "{n} texts you typed are not in the file, for the disk does not take them.",
        count,
    )


class Unwritten:
    """The texts that are on the screen only, the oldest first, each under the key of its place."""

    def __init__(self) -> None:
        self._held: dict[Hashable, Typed] = {}
        self._writing: Hashable = None
        self.fault = ""

    @property
    def count(self) -> int:
        """How many texts are not in the file, but for the one that is just being written."""
        return len(self._held.keys() - {self._writing})

    def text(self, key: Hashable) -> str | None:
        """What was typed at a place and is not in the file."""
        held = self._held.get(key)
        return held.text if held is not None and key != self._writing else None

    def steps(self) -> list[MakeStep]:
        """What would write them all, in the order they were typed."""
        return [typed.make for typed in self._held.values()]

    def drop(self, key: Hashable) -> None:
        """Forget one place."""
        self._held.pop(key, None)
        self.fault = self.fault if self._held else ""

    def write(
        self, key: Hashable, typed: Typed, act: Callable[[MakeStep], None]
    ) -> UserError | None:
        """Let ``act`` write one text; what it refuses is held and its fault answered."""
        self._writing = key
        try:
            act(typed.make)
        except UserError as fault:
            self._held[key] = typed
            self.fault = fault.code
            return fault
        finally:
            self._writing = None
        self.drop(key)
        return None

    def retry(self, act: Callable[[MakeStep], None]) -> list[Hashable]:
        """Try them all again; answers the places that are written now."""
        written = []
        for key, typed in list(self._held.items()):
            try:
                if self.write(key, typed, act) is None:
                    written.append(key)
            except KeyError:  # its row was undone away meanwhile
                self.drop(key)
        return written
