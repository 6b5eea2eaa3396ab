"""The ways a plan comes onto the desk: new, opened, imported, restored, the demo."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import cast

from app.calls import Calls
from app.demo import demo_plan
from app.errors import UserError
from app.models.intake.bundle import is_zip
from app.models.intake.report import Imported
from app.models.journal import Journal
from app.models.new_plan import begin_plan
from app.models.plan import Plan, new_id
from app.models.planfile import Backup, Backups, Ballast, PlanFile
from app.models.planfile.places import Places
from app.ui.bridge import Bridge
from app.ui.desk import Tools
from app.ui.dialogs.new_plan import NewPlanDialog
from app.ui.dialogs.restore import RestoreDialog
from app.ui.file_names import OPENED, free_path
from app.ui.opening import Opening, backup_title
from app.ui.read_job import read_and_wait
from app.ui.recovering import Recovering
from app.ui.unpacking import unpacked


class PlanDoors:
    """Opens plans for the window. Each method answers an open Journal, or None when nothing came.

    A fault of the world is told in one sentence and answers None.
    """

    def __init__(self, tools: Tools, places: Places) -> None:
        self._tools = tools
        self._ballast = Ballast(tools.paths.data)
        self._opening = Opening(tools, places, self._ballast)
        self._recovering = Recovering(tools, places, self._ballast)

    def open(self, path: Path) -> Journal | None:
        """Open a plan's file; where it cannot be written in its place, ask what to do."""
        return self._guard(lambda: self._opened(path))

    def _opened(self, path: Path) -> Journal | None:
        if is_zip(path):
            copied = unpacked(self._tools, path)
            return self._opening.open(copied) if copied is not None else None
        try:
            return self._opening.open(path)
        except UserError as fault:
            return self._recovering.after(path, fault)

    def choose(self) -> Journal | None:
        """Ask which file, then open it."""
        words = self._tools.words
        kinds = words("Plans") + f" ({' '.join(f'*{suffix}' for suffix in OPENED)})"
        path = self._tools.asking.open_file(words("Open a plan"), self._folder(), kinds)
        return self.open(path) if path else None

    def new(self) -> Journal | None:
        """Ask what the plan is and make its file in the documents folder."""
        dialog = NewPlanDialog(self._tools, self._tools.asking.parent)
        if not dialog.exec() or dialog.answer is None:
            return None
        return self._create(begin_plan(dialog.answer, self._tools.frameworks))

    def demo(self) -> Journal | None:
        """Make a demo plan and open it; each is a plan of its own, with backups of its own."""
        plan = demo_plan(self._tools.paths.resources)
        return self._guard(lambda: self._made(plan, lineage=new_id()))

    def import_plan(self) -> Journal | None:
        """Ask for a JSON file and make a plan of it; what found no field is told."""
        words, tools = self._tools.words, self._tools
        kinds = words("Open data") + " (*.json)"
        path = tools.asking.open_file(words("Import a plan"), self._folder(), kinds)
        if path is None:
            return None

        def make() -> Journal | None:
            imported = cast("Imported | None", read_and_wait(tools, "open-data", path))
            if imported is None:
                return None
            journal = self._made(imported.plan)
            notes = len(imported.report.notes)
            said = [words(warning) for warning in imported.report.warnings]
            if notes:
                sentence = words.n(
                    "{n} text has no field of its own and was kept as a note.",
                    "{n} texts have no field of their own and were kept as notes.",
                    notes,
                )
                said.append(sentence)
            if said:
                tools.asking.inform("\n".join(said))
            return journal

        return self._guard(make)

    def restore(self, bridge: Bridge | None = None) -> Journal | None:
        """Ask which backup, and open its content as a new file; ``bridge`` is the open plan."""
        backups = Backups(self._tools.paths.backups)
        dialog = RestoreDialog(self._tools, backups.all(), self._tools.asking.parent, bridge)
        if not dialog.exec() or dialog.answer is None:
            return None
        backup: Backup = dialog.answer

        def restored() -> Journal:
            title = dialog.title or backup_title(backup)
            target = free_path(self._tools.paths.documents, title)
            return Journal(backups.restore(backup, target), self._ballast)

        return self._guard(restored)

    def _create(self, plan: Plan) -> Journal | None:
        return self._guard(lambda: self._made(plan))

    def _made(self, plan: Plan, lineage: str = "") -> Journal:
        path = free_path(self._tools.paths.documents, plan.info.title)
        return Journal(PlanFile.create(path, plan, lineage), self._ballast)

    def _folder(self) -> Path:
        last = self._tools.preferences.value.last_folder
        return Path(last) if last else self._tools.paths.documents

    def _guard(self, act: Callable[[], Journal | None]) -> Journal | None:
        try:
            return act()
        except UserError as fault:
            self._tools.asking.tell(fault)
            if fault.code == "open_in_window":
                Calls(self._tools.paths.calls).call(cast("int", fault.details["process"]))
            return None
