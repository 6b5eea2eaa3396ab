"""Two copies of one plan: whether one goes on from the other, or both went their own way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from app.models.planfile.entries import Entry
from app.models.planfile.planfile import PlanFile

_ALL = 10_000_000

State = Literal["same", "ahead", "behind", "diverged"]


class Twins(Struct, frozen=True):
    """How the first copy stands to the second, and the edits only the one or the other holds."""

    state: State
    here: int = 0
    there: int = 0


def compare(here: PlanFile, there: PlanFile) -> Twins:
    """Compare the journals of two copies of one lineage; UserError for one that is damaged.

    Copies made by a file manager share their copy id, so only their lines tell them apart.
    """
    if here.entries(1) == there.entries(1):
        return Twins("same")
    return compare_lines(here.entries(_ALL), there.entries(_ALL))


def compare_lines(here: Sequence[Entry], there: Sequence[Entry]) -> Twins:
    """Compare two journals from their first line on."""
    shared = _common(here, there)
    only_here, only_there = len(here) - shared, len(there) - shared
    if only_here and only_there:
        # The last line grows while somebody stays in a field: then one copy was made meanwhile.
        if only_there == 1 and _grew(there[shared], here[shared]):
            only_there = 0
        elif only_here == 1 and _grew(here[shared], there[shared]):
            only_here = 0
    if only_here and only_there:
        return Twins("diverged", only_here, only_there)
    if only_here:
        return Twins("ahead", only_here, 0)
    return Twins("behind", 0, only_there) if only_there else Twins("same")


def _common(here: Sequence[Entry], there: Sequence[Entry]) -> int:
    """How many lines both have from the beginning."""
    for place, (ours, theirs) in enumerate(zip(here, there, strict=False)):
        if ours != theirs:
            return place
    return min(len(here), len(there))


def _grew(early: Entry, late: Entry) -> bool:
    """Whether ``late`` is the line ``early`` became, one stay in one field being one line."""
    same = (early.copy, early.kind, early.step.visit) == (late.copy, late.kind, late.step.visit)
    return same and early.step.visit != "" and early.seq == late.seq and early.at <= late.at
