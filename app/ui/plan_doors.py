"""The ways a plan comes onto the desk: new, opened, imported, restored, the demo."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from app.demo import demo_plan
from app.errors import UserError
from app.messages import say
from app.models.intake.plan_file import read_json_file
from app.models.journal import Journal
from app.models.new_plan import begin_plan
from app.models.plan import Plan
from app.models.planfile import Backup, Backups, PlanFile
from app.ui.bridge import Bridge
from app.ui.desk import Tools
from app.ui.dialogs.new_plan import NewPlanDialog
from app.ui.dialogs.restore import RestoreDialog

SUFFIX = ".atelier"
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def safe_name(title: str) -> str:
    """A file name made of a title that every system accepts; "plan" when nothing is left."""
    name = _UNSAFE.sub(" ", title)
    name = " ".join(name.split()).strip(". ")
    while len(name.encode("utf-8")) > 100:
        name = name[:-1].rstrip()
    reserved = name.upper() in {"CON", "PRN", "AUX", "NUL"}
    return f"{name}_" if reserved else name or "plan"


def free_path(folder: Path, title: str, suffix: str = SUFFIX) -> Path:
    """A path in ``folder`` that no file has yet: "Title.atelier", "Title (2).atelier"…"""
    name = safe_name(title)
    path, number = folder / f"{name}{suffix}", 2
    while path.exists():
        path, number = folder / f"{name} ({number}){suffix}", number + 1
    return path


class PlanDoors:
    """Opens plans for the window. Each method answers an open Journal, or None when nothing came.

    A fault of the world is told in one sentence and answers None.
    """

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    def open(self, path: Path) -> Journal | None:
        """Open a plan's file; where it cannot be written, offer to read it."""
        try:
            return Journal(PlanFile.open(path))
        except UserError as fault:
            if fault.code not in ("file_elsewhere", "newer_version", "read_only_place"):
                self._tools.asking.tell(fault)
                return None
            return self._open_otherwise(path, fault)

    def _open_otherwise(self, path: Path, fault: UserError) -> Journal | None:
        words, asking = self._tools.words, self._tools.asking
        verbs = [words("Open read-only")]
        if fault.code == "file_elsewhere":
            verbs.append(words("Open anyway"))
        choice = asking.choose(say(words, fault), verbs)
        if choice is None:
            return None
        if choice == 0:
            return self._guard(lambda: Journal(PlanFile.open(path, read_only=True)))
        return self._guard(lambda: Journal(PlanFile.open(path, take_over=True)))

    def choose(self) -> Journal | None:
        """Ask which file, then open it."""
        words = self._tools.words
        kinds = words("Plans") + f" (*{SUFFIX})"
        path = self._tools.asking.open_file(words("Open a plan"), self._folder(), kinds)
        return self.open(path) if path else None

    def new(self) -> Journal | None:
        """Ask what the plan is and make its file in the documents folder."""
        dialog = NewPlanDialog(self._tools, self._tools.asking.parent)
        if not dialog.exec() or dialog.answer is None:
            return None
        return self._create(begin_plan(dialog.answer, self._tools.frameworks))

    def demo(self) -> Journal | None:
        """Make a fresh copy of the demo plan and open it."""
        return self._guard(lambda: self._made(demo_plan(self._tools.paths.resources)))

    def import_plan(self) -> Journal | None:
        """Ask for a JSON file and make a plan of it; what found no field is told."""
        words, tools = self._tools.words, self._tools
        kinds = words("Open data") + " (*.json)"
        path = tools.asking.open_file(words("Import a plan"), self._folder(), kinds)
        if path is None:
            return None

        def make() -> Journal:
            imported = read_json_file(path, tools.frameworks)
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
        target = free_path(self._tools.paths.documents, dialog.title)
        return self._guard(lambda: Journal(backups.restore(backup, target)))

    def _create(self, plan: Plan) -> Journal | None:
        return self._guard(lambda: self._made(plan))

    def _made(self, plan: Plan) -> Journal:
        path = free_path(self._tools.paths.documents, plan.info.title)
        return Journal(PlanFile.create(path, plan))

    def _folder(self) -> Path:
        last = self._tools.preferences.value.last_folder
        return Path(last) if last else self._tools.paths.documents

    def _guard(self, act: Callable[[], Journal]) -> Journal | None:
        try:
            return act()
        except UserError as fault:
            self._tools.asking.tell(fault)
            return None
