"""The one door to questions and file dialogs; tests answer it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import UserError
from app.logbook import Logbook
from app.messages import say_apart
from app.ui.glyphs import STATES, Glyph
from app.ui.look import LookSource
from app.ui.question import ASKS, QuestionDialog
from app.words import Words


class Asking:
    """Asks the person and tells them things; files are chosen in the system's own windows."""

    def __init__(self, words: Words, looks: LookSource, logbook: Logbook | None = None) -> None:
        self._words, self._looks, self._logbook = words, looks, logbook
        self.parent: QWidget | None = None

    def tell(self, fault: UserError) -> None:
        """Say what the world did wrong and what to do next."""
        if self._logbook is not None:
            self._logbook.fault(fault)
        self._answered(self.box(STATES["warn"], say_apart(self._words, fault)))

    def inform(self, text: str) -> None:
        """Say something that needs no choice."""
        self._answered(self.box(STATES["info"], [text]))

    def choose(self, question: str, verbs: Sequence[str], leave: str = "") -> int | None:
        """Let the person choose one of ``verbs``, the first being the safe one; None for none.

        ``leave`` is said in place of Cancel where not choosing has a name of its own.
        """
        return self._answered(self.box(ASKS, [question], verbs, leave or self._words("Cancel")))

    @staticmethod
    def _answered(box: QuestionDialog) -> int | None:
        box.exec()
        box.deleteLater()
        return box.answer

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

    def box(
        self, glyph: Glyph, texts: Sequence[str], verbs: Sequence[str] = (), leave: str = ""
    ) -> QuestionDialog:
        """The window that says ``texts`` and offers ``verbs``; not shown yet."""
        leave = leave or self._words("Close")
        box = QuestionDialog(self._looks, glyph, texts, verbs, leave, self.parent)
        box.setWindowTitle(self._words("Atelier"))
        return box
