"""D8: which folders were visited in Qt's own file dialog is nobody's settings to keep."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QFileDialog

from app.start import forget_visits


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have dialogs of their own")
def test_visited_folders_lie_in_the_folder_that_goes(qapp: QApplication, tmp_path: Path) -> None:
    before, temp, visited = (tmp_path / name for name in ("config", "temp", "Ama Mensah"))
    for folder in (before, temp, visited):
        folder.mkdir()
    native, user = QSettings.Format.NativeFormat, QSettings.Scope.UserScope
    QSettings.setPath(native, user, str(before))
    forget_visits(temp)
    dialog = QFileDialog(None, "Open", str(visited))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    dialog.show()
    dialog.selectFile("p.atelier")
    dialog.accept()
    shiboken6.delete(dialog)
    assert list(before.iterdir()) == []
    assert "Ama%20Mensah" in (temp / "QtProject.conf").read_text("utf-8"), "the control: it is kept"
