"""The shape of a message, and those about long steps and about people who go."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from app.words import Words, mark

_ENDING = re.compile(r"(?<![A-Za-z0-9])(?:\.|--)[A-Za-z]+")


class Message(Struct, frozen=True):
    """Two marked texts with gaps: what happened or what is safe, then what to do next."""

    sentence: str
    next_step: str


def unturned(words: Words, text: str) -> str:
    """``text`` in the language of ``words``; the dot of ".docx" stays before it in Arabic too."""
    said = words(text)
    return _ENDING.sub("\u2066\\g<0>\u2069", said) if words.right_to_left else said


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

OF_PEOPLE: Mapping[str, Message] = {
    "no_such_person": Message(
        mark("Nobody in this plan has that badge code or that name."),
        mark("Look at the register for the badge code, then use that."),
    ),
    "names_hidden": Message(
        mark("This was not changed, for names are hidden now."),
        mark("Show them with F12, then change it."),
    ),
    "several_people": Message(
        mark("{n} people of this plan have that name, and nobody was erased."),
        mark("Use the badge code instead."),
    ),
}

OF_OWNERS: Mapping[str, Message] = {
    "already_open": Message(
        mark("“{name}” is open here already."), mark("Go on in the window that shows it.")
    ),
    "open_in_window": Message(
        mark("“{name}” is open in another window of Atelier."),
        mark("Go on there; that window comes to the front now."),
    ),
    "file_locked": Message(
        mark("“{name}” is open in another window or on another computer."),
        mark("Close it there first, or choose File, then Restore a backup."),
    ),
    "file_elsewhere": Message(
        mark("“{name}” was opened on {host} ({since}) and not closed there."),
        mark("Close it there first; if nobody works on it, open it anyway."),
    ),
}
"""Who has a plan open."""
