"""A plan's file: the only place that speaks SQL."""

from app.models.planfile.backups import Backup, Backups
from app.models.planfile.checking import Verdict, check_file
from app.models.planfile.planfile import Entry, PlanFile

__all__ = ["Backup", "Backups", "Entry", "PlanFile", "Verdict", "check_file"]
