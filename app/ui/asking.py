"""The one door to message boxes and file dialogs; tests answer it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.errors import UserError
from app.logbook import Logbook
from app.messages import say
from app.words import Words


class Asking:
    """Asks the person and tells them things in windows of the system's kind."""

    def __init__(self, words: Words, logbook: Logbook | None = None) -> None:
        self._words, self._logbook = words, logbook
        self.parent: QWidget | None = None

    def tell(self, fault: UserError) -> None:
        """Say what the world did wrong and what to do next."""
        if self._logbook is not None:
            self._logbook.fault(fault)
        self._box(QMessageBox.Icon.Warning, say(self._words, fault)).exec()

    def inform(self, text: str) -> None:
        """Say something that needs no choice."""
        self._box(QMessageBox.Icon.Information, text).exec()

    def confirm(self, question: str, verb: str) -> bool:
        """Ask before something that cannot be undone; ``verb`` is the button that does it."""
        box = self._box(QMessageBox.Icon.Question, question)
        self._add_cancel(box)
        do = box.addButton(verb, QMessageBox.ButtonRole.AcceptRole)
        box.exec()
        return box.clickedButton() is do

    def choose(self, question: str, verbs: Sequence[str]) -> int | None:
        """Let the person choose one of ``verbs``, the first being the safe one; None for none."""
        box = self._box(QMessageBox.Icon.Question, question)
        self._add_cancel(box)
        buttons = [box.addButton(verb, QMessageBox.ButtonRole.ActionRole) for verb in verbs]
        box.setDefaultButton(buttons[0])
        box.exec()
        clicked = box.clickedButton()
        return next((n for n, button in enumerate(buttons) if button is clicked), None)

    def open_file(self, title: str, folder: Path, kinds: str) -> Path | None:
        """Let the person choose a file; ``kinds`` as Qt writes name filters."""
        name, _ = QFileDialog.getOpenFileName(self.parent, title, str(folder), kinds)
        return Path(name) if name else None

    def save_file(self, title: str, suggestion: Path, kinds: str) -> Path | None:
        """Let the person choose where to write; the system asks before replacing a file."""
        name, _ = QFileDialog.getSaveFileName(self.parent, title, str(suggestion), kinds)
        return Path(name) if name else None

    def open_folder(self, title: str, folder: Path) -> Path | None:
        """Let the person choose a folder."""
        name = QFileDialog.getExistingDirectory(self.parent, title, str(folder))
        return Path(name) if name else None

    def show_file(self, path: Path) -> None:
        """Open a file, or a folder, with the program the system has for it."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    def _add_cancel(self, box: QMessageBox) -> None:
        """A Cancel in our own words: Qt's are others in some languages."""
        box.setStandardButtons(QMessageBox.StandardButton.Cancel)
        box.button(QMessageBox.StandardButton.Cancel).setText(self._words("Cancel"))

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(self.parent)
        box.setIcon(icon)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self._words("Atelier"))
        box.setText(text)
        return box
