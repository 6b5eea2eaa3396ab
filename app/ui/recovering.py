"""What happens when a plan cannot be opened: the way back instead of a box that only says no."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import Backup, Backups, PlanFile
from app.ui.desk import Tools
from app.ui.file_names import SUFFIX, free_path

_DAMAGED = frozenset({"file_damaged", "file_changed_shape", "file_unfinished"})
_PERHAPS = frozenset({"not_a_plan", "file_empty"})  # damage to the first page looks like this


class Recovering:
    """Leads from a refused file to a plan one can work on; the refused file is only read."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def after(self, path: Path, fault: UserError) -> Journal | None:
        """The plan the person goes on with, None for none; raises ``fault`` where it is no damage.

        UserError also where the new file cannot be written.
        """
        from app.ui.dialogs.recovery import RecoveryDialog, find_kept  # loaded when first needed

        backups = Backups(self._tools.paths.backups)
        perhaps = fault.code in _PERHAPS and path.suffix == SUFFIX
        if fault.code not in _DAMAGED and not (perhaps and find_kept(path, backups)):
            raise fault
        dialog = RecoveryDialog(self._tools, path, fault, self._tools.asking.parent)
        dialog.exec()
        dialog.deleteLater()
        chosen = dialog.answer
        if chosen is None:
            return None
        target = free_path(self._folder(path), self._name(path))
        if isinstance(chosen, Backup):
            return Journal(backups.restore(chosen, target))
        return Journal(PlanFile.create(target, chosen.plan, chosen.found.lineage))

    def _folder(self, path: Path) -> Path:
        """Beside the refused file where that can be written, else where plans usually lie."""
        return path.parent if os.access(path.parent, os.W_OK) else self._tools.paths.documents

    def _name(self, path: Path) -> str:
        return self._tools.words("{name} (recovered)", name=path.stem)
