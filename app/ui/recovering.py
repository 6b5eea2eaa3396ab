"""What happens when a plan cannot be opened: the way back instead of a box that only says no."""

from __future__ import annotations

import os
from pathlib import Path

from app.errors import UserError
from app.models.journal import Journal
from app.models.planfile import Backup, Backups, Ballast, PlanFile
from app.models.planfile.places import Places, needs_copy
from app.ui.desk import Tools
from app.ui.file_names import SUFFIX, free_path

_DAMAGED = frozenset({"file_damaged", "file_changed_shape", "file_unfinished"})
_PERHAPS = frozenset({"not_a_plan", "file_empty"})  # damage to the first page looks like this


class Recovering:
    """Leads from a refused file to a plan one can work on; the refused file is only read."""

    def __init__(self, tools: Tools, places: Places, ballast: Ballast) -> None:
        self._tools, self._places, self._ballast = tools, places, ballast

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
            file = backups.restore(chosen, target)
        else:
            file = PlanFile.create(target, chosen.plan, chosen.found.lineage)
        return Journal(file, self._ballast)

    def _folder(self, path: Path) -> Path:
        """Beside the refused file where one can work, else where plans usually lie.

        What is pulled or lies over the network is no place to work on, as for opening.
        """
        documents = self._tools.paths.documents
        away = needs_copy(self._places.kind_of(path), self._places.kind_of(documents))
        return documents if away or not os.access(path.parent, os.W_OK) else path.parent

    def _name(self, path: Path) -> str:
        return self._tools.words("{name} (recovered)", name=path.stem)
