"""Asks until which day the names of people are kept."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from app.models.dates import span, tidy
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.ui.prose import ProseLabel

_EXAMPLE = "2027-12-31"
_LRI, _PDI = "\u2066", "\u2069"


class KeepUntilDialog(ShellDialog):
    """Answers the day in ``answer`` once accepted."""

    def __init__(self, tools: Tools, now: date, today: date, parent: QWidget | None) -> None:
        words = tools.words
        super().__init__(tools, words("Keep names until…"), words("Keep until then"), parent)
        self.answer: date | None = None
        self._today = today
        why = words(
            "Names and contacts should not be kept longer than they are needed. On that day Atelier"
            " reminds you; nothing happens by itself."
        )
        self.body.addWidget(ProseLabel(tools.look, why, ink="ink2"))
        self.day = QLineEdit(now.isoformat())
        self.add_field(words("Day"), self.day, _unturned(words("Year, month, day: 2027-12-31")))
        self.day.selectAll()
        self.day.setFocus()

    def accept(self) -> None:
        """Take the day if it is one and still to come."""
        found = span(tidy(self.day.text()))
        if found is None or found.last <= self._today:
            said = self.tools.words("This should be a day to come, such as 2027-12-31.")
            self.refuse(_unturned(said), self.day)
            return
        self.answer = found.last
        super().accept()


def _unturned(text: str) -> str:
    """The day in it kept as it is written, which Arabic would turn round."""
    return text.replace(_EXAMPLE, f"{_LRI}{_EXAMPLE}{_PDI}")
