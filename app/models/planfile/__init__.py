"""A plan's file: the only place that speaks SQL."""

from app.models.planfile.backups import Backup, Backups
from app.models.planfile.ballast import Ballast
from app.models.planfile.connection import engine_version
from app.models.planfile.entries import Entry
from app.models.planfile.planfile import PlanFile
from app.models.planfile.verdict import Verdict, check_file

__all__ = [
    "Backup",
    "Backups",
    "Ballast",
    "Entry",
    "PlanFile",
    "Verdict",
    "check_file",
    "engine_version",
]
