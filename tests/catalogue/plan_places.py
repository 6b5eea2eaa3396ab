"""W080 to W091: good plans in odd places, and places that are no file."""

from __future__ import annotations

import os
from pathlib import Path

from tests.catalogue.plan_seed import ACCEPT, READONLY, REJECT, sound, spoilt
from tests.models.making import a_title, reopened
from tests.models.spoiling import Maker

ODD = "Côte d'Ivoire 100 % – why? #1 – été/plan.atelier"
LONG = "é" * 109 + ".atelier"


def instead(make: Maker) -> Maker:
    """Something else under the plan's name."""

    def put(path: Path) -> None:
        path.unlink()
        make(path)

    return put


def linked(target: str) -> Maker:
    """A link in the place of the plan."""
    return instead(lambda path: path.symlink_to(target))


def went_on(text: str) -> Maker:
    """A copy in which somebody went on."""

    def make(path: Path) -> None:
        from app.models.journal import Journal

        with reopened(path) as file:
            journal = Journal(file)
            journal.do(a_title(journal.plan, text))

    return make


CASES = (
    spoilt("W080", "a folder with signs in its name", ACCEPT, sound, name=ODD),
    spoilt("W081", "a name that begins with a dash", ACCEPT, sound, name="-plan.atelier"),
    spoilt("W082", "a name of 226 bytes", ("ACCEPT", "REJECT"), sound, name=LONG),
    spoilt("W083", "a name that turns around", ACCEPT, sound, r"[‹\[<].*[›\]>]|U\+202E|�",
           name="plan\u202eetaerc.atelier"),
    spoilt("W084", "a folder", REJECT, instead(Path.mkdir)),
    spoilt("W085", "a named pipe", REJECT, instead(os.mkfifo)),
    spoilt("W086", "a link to nowhere", REJECT, linked("nowhere.atelier")),
    spoilt("W087", "a link to /dev/zero", REJECT, linked("/dev/zero")),
    spoilt("W088", "8 GB by its length", REJECT, lambda path: os.truncate(path, 8_000_000_000)),
    spoilt("W089", "no permission to write", READONLY, lambda path: path.chmod(0o444)),
    spoilt("W090", "one of two copies, both edited", ACCEPT, went_on("Here")),
    spoilt("W091", "the other copy", ACCEPT, went_on("There")),
)  # fmt: skip
