"""Asks which backup to go back to, showing what each one holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Slot
from PySide6.QtWidgets import QWidget

from app.errors import UserError
from app.models.plan import Plan
from app.models.planfile import Backup, PlanFile
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.ui.prose import ProseLabel
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView
from app.words import Words


class RestoreDialog(ShellDialog):
    """Answers a ``Backup`` in ``answer`` once accepted; ``title`` is the plan's."""

    def __init__(self, tools: Tools, backups: list[Backup], parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(tools, words("Restore a backup"), words("Open as a new file"), parent)
        self.answer: Backup | None = None
        self.title = ""
        self._backups = {str(backup.path): backup for backup in backups}
        self._model = RowsModel(self._rows(), parent=self)
        self.list = OutlineView(tools.look, words("Backups, newest first"), height="document")
        self.list.setModel(self._model)
        self.list.setMinimumHeight(tools.look.look.px(220))
        self._said = ProseLabel(tools.look, "", ink="ink2")
        sentence = words("Each copy was opened and checked when it was made. Nothing is replaced.")
        self.body.addWidget(ProseLabel(tools.look, sentence, ink="ink2"))
        self.add_field(words("Backups, newest first"), self.list)
        self.body.addWidget(self._said)
        self.list.selectionModel().currentChanged.connect(self._look_into)
        self.list.activated.connect(self.accept)
        if backups:
            self.list.setCurrentIndex(self._model.index(1))  # below the name of its plan
            self.list.setFocus()
        else:
            self._said.set_text(words("There is no backup yet."))
            self.primary.disable_because(words("There is no backup yet."))

    def _rows(self) -> list[Row]:
        """The backups under the names of their plans; the plan that was worked on last first."""
        plans: dict[str, list[Backup]] = {}
        for backup in self._backups.values():
            plans.setdefault(backup.lineage, []).append(backup)
        rows = []
        for lineage, kept in sorted(plans.items(), key=lambda p: p[1][0].made, reverse=True):
            plan = _read(kept[0])
            title = plan.info.title if plan else self.tools.words("Untitled plan")
            rows.append(Row(f"plan {lineage}", title, section=True))
            for backup in kept:
                when = _when(self.tools.words, backup.made)
                rows.append(Row(str(backup.path), when, icon="shield-check", icon_ink="ok"))
        return rows

    def _chosen(self) -> Backup | None:
        index = self.list.currentIndex()
        return self._backups.get(str(index.data(Role.ID))) if index.isValid() else None

    @Slot()
    def _look_into(self) -> None:
        words, backup = self.tools.words, self._chosen()
        plan = _read(backup) if backup is not None else None
        if plan is None:
            self._said.set_text(words("This copy cannot be read any more."))
            self.primary.disable_because(words("This copy cannot be read any more."))
            return
        self.primary.disable_because("")
        self.title = plan.info.title
        self._said.set_text(f"{plan.info.title}\n{self._counts(plan)}")

    def _counts(self, plan: Plan) -> str:
        words = self.tools.words
        commitments = words.n("{n} commitment", "{n} commitments", len(plan.commitments))
        people = words.n("{n} person", "{n} people", len(plan.people))
        return f"{commitments} · {people}"

    def accept(self) -> None:
        """Answer the chosen backup."""
        if self.primary.isEnabled():
            self.answer = self._chosen()
            super().accept()


def _read(backup: Backup) -> Plan | None:
    """What a backup holds; None when it cannot be read any more."""
    try:
        file = PlanFile.open(backup.path, read_only=True)
    except UserError:
        return None
    try:
        return file.read_plan()
    except UserError:
        return None
    finally:
        file.close()


def _when(words: Words, made: datetime) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(made.timestamp()))
    return QLocale(words.language).toString(moment, "d MMMM yyyy, HH:mm")
