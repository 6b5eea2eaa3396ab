"""The shape of a message, and those about steps that are long."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from app.words import mark


class Message(Struct, frozen=True):
    """Two marked texts with gaps: what happened or what is safe, then what to do next."""

    sentence: str
    next_step: str


OF_LONG_STEPS: Mapping[str, Message] = {
    "plan_full": Message(
        mark("“{name}” would become too large to be opened again, so nothing was done."),
        mark("Take fewer rows at a time, or begin another plan for the rest."),
    ),
    "stopped": Message(
        mark("It was stopped, and nothing was changed."), mark("Begin it again when you like.")
    ),
    "still_writing": Message(
        mark("Something long is being written, so this was not done."),
        mark("Wait until it is done, then try again."),
    ),
}
