"""The table an import takes people from: its file, how it is read, and what is odd about it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from app.messages import visible
from app.models.intake.encodings import CHOICES
from app.models.intake.tables import TableRead
from app.ui.controls import IconLabel, PlainLabel, QuietButton
from app.ui.desk import Desk
from app.ui.flow import Flow
from app.ui.glyph_prose import GlyphProse
from app.ui.glyphs import STATES as GLYPHS
from app.ui.pages.people.import_model import said
from app.ui.pages.people.import_source import ENCODINGS, ask_for_table

MOST_WARNINGS = 4


class TableAbout(QWidget):
    """Which file it is and how it is read; ``asked`` says that it is to be read so.

    ``folded`` shows one line, the name of the file, which opens the rest: on a low screen the rows
    of the table need the room.
    """

    asked = Signal()

    def __init__(self, desk: Desk, path: Path, *, folded: bool = False) -> None:
        super().__init__()
        words, looks = desk.words, desk.look
        self._desk, self.path = desk, path
        self._encoding: str | None = None  # what a person chose, None for what was found out
        self._sheet: str | None = None
        self._header: bool | None = None
        self._foldable, self._open = folded, not folded
        self.fold = QuietButton(looks, visible(path.name), icon="chevron-right", flush=True)
        self.fold.setAutoDefault(False)
        self.fold.setCheckable(True)
        self._brief = IconLabel(looks, GLYPHS["warn"].icon, "", icon_ink="warn", token="small")
        self.file_name = PlainLabel(looks, visible(path.name), weight=600)
        self.other = QuietButton(looks, words("Choose another table…"))
        self.encoding = QComboBox()
        self.sheet = QComboBox()
        self.has_header = QCheckBox(words("The first row names the columns"))
        self.warnings = GlyphProse(looks)
        self._all = QWidget()
        self._lay_out()
        self.fold.toggled.connect(self._unfold)
        self.other.clicked.connect(self._choose_another)
        self.encoding.activated.connect(self._choose_encoding)
        self.sheet.activated.connect(self._choose_sheet)
        self.has_header.clicked.connect(self._choose_header)

    def _lay_out(self) -> None:
        px, words = self._desk.look.look.px, self._desk.words
        for combo, name in ((self.encoding, words("Encoding")), (self.sheet, words("Sheet"))):
            combo.setAccessibleName(name)
            combo.hide()
        for code in CHOICES:
            self.encoding.addItem(words(ENCODINGS[code]), code)
        row = Flow(self._all, gap=px(12), row_gap=px(6))
        for widget in (self.file_name, self.other, self.sheet, self.encoding, self.has_header):
            row.addWidget(widget)
        line = QHBoxLayout()
        line.setSpacing(px(16))
        line.addWidget(self.fold)
        line.addWidget(self._brief, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(8))
        column.addLayout(line)
        column.addWidget(self._all)
        column.addWidget(self.warnings)
        self.has_header.hide()
        self._show()

    @property
    def chosen(self) -> dict[str, object]:
        """How the table is to be read, None for what the reader finds out."""
        return {"encoding": self._encoding, "sheet": self._sheet, "header": self._header}

    @property
    def told(self) -> str:
        """What is odd about the table, or why there is none; "" for nothing."""
        return self.warnings.accessibleName()

    def show_table(self, table: TableRead) -> None:
        """Offer the choices this table has, and say what is odd about it."""
        self.encoding.setVisible(bool(table.encoding))
        place = self.encoding.findData(table.encoding)
        if place < 0 and table.encoding:
            place = self.encoding.findData("utf-16")
        self.encoding.setCurrentIndex(place)
        self.sheet.setVisible(len(table.sheets) > 1)
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != list(table.sheets):
            self.sheet.clear()
            self.sheet.addItems(list(table.sheets))
        self.sheet.setCurrentText(table.sheet)
        self.has_header.setChecked(table.has_header)
        self.has_header.show()
        self._say(self._odd(table), "warn")

    def show_fault(self, sentence: str) -> None:
        """Say why there is no table, and let another be chosen."""
        self.sheet.hide()
        self.has_header.hide()
        self._say(sentence, "stop")
        self.fold.setChecked(self._foldable)
        self.other.setFocus()

    def _odd(self, table: TableRead) -> str:
        words = self._desk.words
        told = [said(words, remark) for remark in table.warnings]
        more = len(told) - MOST_WARNINGS
        if more > 0:
            told = [*told[:MOST_WARNINGS], words.n("And {n} more.", "And {n} more.", more)]
        return " ".join(told)

    def _say(self, text: str, glyph: str) -> None:
        self.warnings.say(text, GLYPHS[glyph])
        self._brief.label.setText(text)
        self._brief.setAccessibleName(text)
        self._show()

    def _show(self) -> None:
        """One line or all of it, each with what there is to warn of."""
        self.fold.setVisible(self._foldable)
        self.fold.set_label(
            visible(self.path.name), "chevron-down" if self._open else "chevron-right"
        )
        self.file_name.setVisible(not self._foldable)
        self._all.setVisible(self._open)
        self.warnings.setVisible(self._open and bool(self.told))
        self._brief.setVisible(not self._open and bool(self.told))

    @Slot(bool)
    def _unfold(self, on: bool) -> None:
        self._open = on or not self._foldable
        self._show()

    # -- what a person chooses --------------------------------------------------------------

    @Slot()
    def _choose_another(self) -> None:
        path = ask_for_table(self._desk)
        if path is not None:
            self.path, self._encoding, self._sheet, self._header = path, None, None, None
            self.file_name.setText(visible(path.name))
            self._show()
            self.asked.emit()

    @Slot()
    def _choose_encoding(self) -> None:
        self._encoding = str(self.encoding.currentData())
        self.asked.emit()

    @Slot()
    def _choose_sheet(self) -> None:
        self._sheet, self._header = self.sheet.currentText(), None
        self.asked.emit()

    @Slot(bool)
    def _choose_header(self, on: bool) -> None:
        self._header = on
        self.asked.emit()
