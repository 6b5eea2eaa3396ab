"""Rows of people on the clipboard: marked as ours, and not left there when the program ends."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication

from app.models.formula_guard import guarded

_OURS = "application/x-atelier-people"
# What keeps a text out of the histories that desktops make of their clipboards.
_SECRET = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}


def copy_people(rows: Iterable[Iterable[str]]) -> None:
    """Put rows that tell people on the clipboard, one a line, as cells no spreadsheet runs."""
    lines = ("\t".join(guarded(" ".join(cell.split())) for cell in row) for row in rows)
    data = QMimeData()
    data.setText("\n".join(lines))
    data.setData(_OURS, b"1")
    for form, said in _SECRET.items():
        data.setData(form, said)
    QGuiApplication.clipboard().setMimeData(data)


def clear_copied() -> None:
    """Empty the clipboard where it still holds people we copied; what others copied stays."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if held is not None and held.hasFormat(_OURS):
        clipboard.clear()
