"""The window about our own mistakes can be read at every size of text."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel
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
