"""Our own bugs: told in a window with the trace and the safe file's place; the day goes on."""

from __future__ import annotations

import faulthandler
import re
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import TextIO

from PySide6.QtCore import QSize, Qt, QtMsgType, Slot, qInstallMessageHandler
from PySide6.QtGui import QFont, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app import __version__
from app.logbook import DAYS, Logbook, now
from app.words import Words

_LONGEST_TRACE = 20_000
_FOLDERS = re.compile(r'"[^\n]*[/\\]')  # from Python 3.14 on it tells those of libraries too


def report_of(kind: type[BaseException], trace: TracebackType | None) -> str:
    """What a crash report says: where it happened, never what people wrote.

    The text of the exception is left out: libraries put people's words into it.
    """
    lines = [f"Atelier {__version__}", f"Python {sys.version.split()[0]} on {sys.platform}"]
    frames = traceback.extract_tb(trace)
    lines += [f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames]
    return "\n".join([*lines, kind.__name__])


class CrashGuard:
    """Catches what nobody else caught, writes it down and tells the person once a fault."""

    def __init__(
        self,
        words: Words,
        logs: Path,
        safe_file: Callable[[], str],
        unsaved: Callable[[], str] = str,
    ) -> None:
        self._words = words
        self._logs = logs
        self._log = Logbook(logs)
        self._safe_file, self._unsaved = safe_file, unsaved
        self._told: set[str] = set()
        self.parent: QWidget | None = None
        self._ended: TextIO | None = None

    def install(self) -> None:
        """Stand behind the main thread, other threads and Qt's own messages."""
        sys.excepthook = self.caught
        threading.excepthook = lambda args: self.caught(
            args.exc_type, args.exc_value, args.exc_traceback
        )
        sys.unraisablehook = lambda args: self._log.crash(args.exc_type, args.exc_traceback)
        qInstallMessageHandler(self._hear_qt)
        with suppress(OSError):
            self._stand_behind_libraries()

    def _stand_behind_libraries(self) -> None:
        """Let a library that ends the process leave a trace, and take over the last one's.

        It is written by faulthandler, which knows no locals but whole paths: these go at the next
        start, before anybody is asked to send a report.
        """
        self._logs.mkdir(parents=True, exist_ok=True)
        path = self._logs / "ended.log"
        if path.exists() and (trace := path.read_text("utf-8", "replace")[:_LONGEST_TRACE]):
            self._write(_FOLDERS.sub('"', trace))
        self._ended = path.open("w", encoding="utf-8")
        path.chmod(0o600)
        faulthandler.enable(self._ended)

    def caught(
        self,
        kind: type[BaseException],
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Write the report down and show it, unless this very fault was shown already."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, fault or kind(), trace)
            return
        report = report_of(kind, trace)
        self._log.crash(kind, trace)
        self._write(report)
        if report not in self._told and threading.current_thread() is threading.main_thread():
            self._told.add(report)
            safe, unsaved = self._safe_file(), self._unsaved()
            CrashDialog(self._words, report, safe, self.parent, unsaved).exec()

    def _write(self, report: str) -> None:
        with suppress(OSError):
            self._logs.mkdir(parents=True, exist_ok=True)
            stamp = now().isoformat(timespec="seconds")
            path = self._logs / "crashes.log"
            is_old = path.exists() and time.time() - path.stat().st_mtime > DAYS * 86_400
            old = path.read_text("utf-8")[-200_000:] if path.exists() and not is_old else ""
            path.write_text(f"{old}{stamp}\n{report}\n\n", encoding="utf-8")
            path.chmod(0o600)

    def _hear_qt(self, kind: QtMsgType, _context: object, _message: str) -> None:
        """What Qt says may hold a path or a text; that it said something is enough."""
        if kind in (QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg):
            self._log.note("qt_fault")


class CrashDialog(QDialog):
    """Says that something went wrong, where the work is safe, and shows the report.

    ``unsaved`` says what is on the screen only, "" for nothing. Made of Qt's own parts alone: ours
    may be what went wrong.
    """

    def __init__(
        self, words: Words, report: str, safe: str, parent: QWidget | None, unsaved: str = ""
    ) -> None:
        super().__init__(parent)
        self._words = words
        title = words("Something went wrong in Atelier")
        self.setWindowTitle(title)
        said = words("This was our mistake, not yours. What you wrote is saved; you can go on.")
        if unsaved:
            said = words("This was our mistake, not yours; you can go on.") + " " + unsaved
        if safe:
            said += "\n" + words("Your file: {place}", place=safe)
        layout = self._column = QVBoxLayout(self)
        self._heading = _heading(title)
        layout.addWidget(self._heading)
        layout.addWidget(_plain(said))
        layout.addWidget(_plain(words("The report below holds none of your words. Send it to us.")))
        layout.addWidget(self._report(report), 1)
        layout.addLayout(self._buttons())
        unit = self.fontMetrics().height()
        layout.setContentsMargins(unit * 4 // 3, unit, unit * 4 // 3, unit)
        layout.setSpacing(unit * 2 // 3)
        self.resize(self._room_of_words())
        self.setFocus()

    def _report(self, report: str) -> QPlainTextEdit:
        self.report = QPlainTextEdit(report)
        self.report.setReadOnly(True)
        self.report.setTabChangesFocus(True)
        self.report.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # names of files, numbers
        self.report.setAccessibleName(self._words("Report for the makers of Atelier"))
        return self.report

    def _buttons(self) -> QHBoxLayout:
        self.copy = QPushButton(self._words("Copy the report"))
        self.copy.setAutoDefault(False)
        self.copy.clicked.connect(self._copy)
        close = QPushButton(self._words("Close"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addStretch(1)
        row.addWidget(close)
        self.setFocusProxy(close)
        return row

    @Slot()
    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.report.toPlainText())
        self.copy.setText(self._words("Copied"))

    def _room_of_words(self) -> QSize:
        """As large as the sentences need at the size of the text, and no larger than the screen."""
        line, screen = self.fontMetrics(), self.screen().availableGeometry()
        width = min(max(560, 60 * line.averageCharWidth()), screen.width() - 60)
        needed = self._column.totalHeightForWidth(width)
        if needed > screen.height() - 60:  # the title of the window says the same
            self._heading.hide()
            needed = self._column.totalHeightForWidth(width)
        return QSize(width, min(max(420, needed), screen.height() - 60))


def _heading(text: str) -> QLabel:
    label = _plain(text)
    font = label.font()
    font.setFamilies(["Noto Serif", "Noto Naskh Arabic", *font.families()])
    font.setPointSizeF(font.pointSizeF() * 1.7)
    font.setWeight(QFont.Weight.DemiBold)
    label.setFont(font)
    return label


def _plain(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label
