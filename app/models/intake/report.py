"""What an import brought, and where it put what had no place of its own."""

from __future__ import annotations

from msgspec import Struct

from app.models.plan import Plan


class KeptNote(Struct, frozen=True):
    """A text of the source that was kept as a note, for no field takes it.

    ``subject_label`` is the number or title of its commitment, "" for the plan; ``key`` is what
    the source calls it.
    """

    subject_label: str
    key: str


class Report(Struct, frozen=True):
    """How much came in. ``warnings`` are marked sentences without gaps."""

    commitments: int
    milestones: int
    notes: tuple[KeptNote, ...] = ()
    warnings: tuple[str, ...] = ()


class Imported(Struct, frozen=True):
    """A plan made of a foreign file, and the report on it."""

    plan: Plan
    report: Report
