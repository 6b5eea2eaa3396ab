"""The keys of Atelier on one page (F1)."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from app.ui.actions import ACTIONS, PLACES
from app.ui.controls import KeyCap, ProseLabel
from app.ui.desk import Tools
from app.ui.dialogs.shell import ShellDialog
from app.words import mark

MORE = (
    ("Ctrl+Enter", mark("Add a milestone")),
    ("Alt+↑", mark("Move a commitment or milestone up")),
    ("Alt+↓", mark("Move a commitment or milestone down")),
    ("Del", mark("Delete the row; it waits under Recently deleted")),
    ("F2", mark("Edit the cell")),
    ("↑ ↓", mark("Move in a list")),
    ("Enter", mark("Go to what is chosen in a list")),
    ("1 2 3", mark("Ambition: key a level on a sheet")),
    ("R", mark("Ambition: write the reason of a rating")),
    ("PgUp PgDn", mark("Publish: turn the pages")),
    ("Tab", mark("Leave the table or the field")),
    ("Esc", mark("Close a dialog, changing nothing")),
)


class KeysDialog(ShellDialog):
    """Every key with what it does."""

    def __init__(self, tools: Tools, parent: QWidget | None = None) -> None:
        words = tools.words
        super().__init__(tools, words("Keys"), words("Close"), parent, asks=False)
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(tools.look.look.px(16))
        grid.setColumnStretch(1, 1)
        for row, (keys, said) in enumerate(self._rows()):
            cap = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignTop
            grid.addWidget(KeyCap(tools.look, keys), row, 0, cap)
            grid.addWidget(ProseLabel(tools.look, said), row, 1)
        self.body.addWidget(inner)

    def _rows(self) -> list[tuple[str, str]]:
        words = self.tools.words
        places = [(f"Alt+{p.digit}", words(p.name)) for p in PLACES if p.digit]
        actions = [
            (row.shortcut, words(row.text).replace("&", "").removesuffix("…"))
            for row in ACTIONS
            if row.shortcut
        ]
        return [*places, *actions, *((keys, words(said)) for keys, said in MORE)]
