"""Asks which backup to go back to, showing what each one holds."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from app.errors import UserError
from app.models.plan import Plan
from app.models.planfile import Backup, PlanFile
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.ui.prose import ProseLabel
from app.words import Words


class RestoreDialog(ShellDialog):
    """Answers a ``Backup`` in ``answer`` once accepted; ``title`` is the plan's."""

    def __init__(self, tools: Tools, backups: list[Backup], parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(tools, words("Restore a backup"), words("Open as a new file"), parent)
        self.answer: Backup | None = None
        self.title = ""
        self._backups = backups
        self._list = QListWidget()
        self._list.setMinimumHeight(tools.look.look.px(220))
        self._said = ProseLabel(tools.look, "", ink="ink2")
        for backup in backups:
            item = QListWidgetItem(_when(words, backup.made))
            self._list.addItem(item)
        sentence = words("Each copy was opened and checked when it was made. Nothing is replaced.")
        self.body.addWidget(ProseLabel(tools.look, sentence, ink="ink2"))
        self.add_field(words("Backups, newest first"), self._list)
        self.body.addWidget(self._said)
        self._list.currentRowChanged.connect(self._look_into)
        if backups:
            self._list.setCurrentRow(0)
        else:
            self._said.set_text(words("There is no backup yet."))
            self.primary.disable_because(words("There is no backup yet."))

    def _look_into(self, row: int) -> None:
        words = self.tools.words
        self.primary.disable_because("")
        try:
            file = PlanFile.open(self._backups[row].path, read_only=True)
            plan = file.read_plan()
            file.close()
        except UserError:
            self._said.set_text(words("This copy cannot be read any more."))
            self.primary.disable_because(words("This copy cannot be read any more."))
            return
        self.title = plan.info.title
        self._said.set_text(f"{plan.info.title}\n{self._counts(plan)}")

    def _counts(self, plan: Plan) -> str:
        words = self.tools.words
        commitments = words.n("{n} commitment", "{n} commitments", len(plan.commitments))
        people = words.n("{n} person", "{n} people", len(plan.people))
        return f"{commitments} · {people}"

    def accept(self) -> None:
        """Answer the chosen backup."""
        row = self._list.currentRow()
        if row >= 0:
            self.answer = self._backups[row]
            super().accept()


def _when(words: Words, made: datetime) -> str:
    moment = QDateTime.fromSecsSinceEpoch(int(made.timestamp()))
    return QLocale(words.language).toString(moment, "d MMMM yyyy, HH:mm")
