"""What an import brought, and where it put what had no place of its own."""

from __future__ import annotations

from dataclasses import dataclass

from app.models.plan import Plan


@dataclass(frozen=True, slots=True)
class KeptNote:
    """A text of the source that was kept as a note, for no field takes it.

    ``subject_label`` is the number or title of its commitment, "" for the plan; ``key`` is what
    the source calls it.
    """

    subject_label: str
    key: str


@dataclass(frozen=True, slots=True)
class Report:
    """How much came in. ``warnings`` are marked sentences without gaps."""

    commitments: int
    milestones: int
    notes: tuple[KeptNote, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """A plan made of a foreign file, and the report on it."""

    plan: Plan
    report: Report
