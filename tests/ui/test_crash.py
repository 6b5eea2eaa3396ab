"""The window about our own mistakes can be read at every size of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.ui.crash import CrashDialog
from app.ui.look import LookChoice, LookSource
from app.words import Words

pytest_plugins = ("tests.ui.look_fixtures",)
I18N = Path(__file__).parents[2] / "resources" / "i18n"
PLACE = "/home/somebody/Documents/Atelier/Plan d'action de la République.atelier"


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_sentence_is_cut(looks: LookSource, qtbot: QtBot, scale: float) -> None:
    looks.choose(LookChoice("light", scale, language="fr"))
    told = CrashDialog(Words("fr", I18N), "ValueError", PLACE, None)
    qtbot.addWidget(told)
    told.show()
    qtbot.waitExposed(told)
    for label in told.findChildren(QLabel):
        assert label.height() >= label.heightForWidth(label.width())
    assert told.height() <= told.screen().availableGeometry().height()


def test_the_report_is_copied_and_enter_closes(looks: LookSource, qtbot: QtBot) -> None:
    told = CrashDialog(Words("en", I18N), "Atelier 1\nValueError", PLACE, None)
    qtbot.addWidget(told)
    told.show()
    assert isinstance(told.focusWidget(), QPushButton), "no key is taken by the report"
    told.copy.click()
    assert QGuiApplication.clipboard().text() == "Atelier 1\nValueError"
    QTest.keyClick(told, Qt.Key.Key_Return)
    assert not told.isVisible()


def test_nothing_is_called_saved_that_is_on_the_screen_only(
    looks: LookSource, qtbot: QtBot
) -> None:
    told = CrashDialog(Words("en", I18N), "ValueError", PLACE, None, "1 text is not in the file.")
    qtbot.addWidget(told)
    said = " ".join(label.text() for label in told.findChildren(QLabel))
    assert "is saved" not in said
    assert "1 text is not in the file." in said
