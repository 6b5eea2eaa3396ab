"""The rows an import leaves out, to be copied or saved with their line and reason."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import UserError
from app.exports.atomic import atomic_write
from app.models.intake.people import PreviewRow
from app.models.intake.people_step import rows_as_csv
from app.models.intake.tables import TableRead
from app.ui.controls import QuietButton
from app.ui.copying import copy_people
from app.ui.desk import Desk
from app.ui.pages.people.import_model import said, said_of


class LeftOut(QWidget):
    """Two quiet buttons, hidden while nothing is left out."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._table: TableRead | None = None
        self._rows: tuple[PreviewRow, ...] = ()
        self._path = Path()
        words = desk.words
        self.copy = QuietButton(desk.look, words("Copy what is left out"), icon="copy", flush=True)
        self.save = QuietButton(desk.look, words("Save it as CSV…"), icon="file-down")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for button in (self.copy, self.save):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch(1)  # at the start of what they are about
        self.copy.clicked.connect(self._copy)
        self.save.clicked.connect(self._save)
        self.hide()

    def show_rows(self, table: TableRead | None, rows: Sequence[PreviewRow], path: Path) -> None:
        """Offer these rows of the table that lies at ``path``."""
        self._table, self._rows, self._path = table, tuple(rows), path
        self.copy.set_label(self._desk.words("Copy what is left out"), "copy")
        self.setVisible(bool(rows))

    @Slot()
    def _copy(self) -> None:
        words = self._desk.words
        copy_people((str(row.line), said_of(words, row), *row.cells) for row in self._rows)
        self.copy.set_label(words("Copied"), "check")

    @Slot()
    def _save(self) -> None:
        words, asking = self._desk.words, self._desk.asking
        name = words("{name} (left out).csv", name=self._path.stem)
        kinds = words("Tables") + " (*.csv)"
        title = words("Save what is left out")
        target = asking.save_file(title, self._path.with_name(name), kinds)
        if target is None or self._table is None:
            return
        heads = (words("Line"), words("Reason"))
        raw = rows_as_csv(self._table, self._rows, partial(said, words), *heads)
        try:
            atomic_write(target, partial(_write, raw))
        except UserError as fault:
            asking.tell(fault)


def _write(raw: bytes, file: BinaryIO) -> None:
    file.write(raw)
