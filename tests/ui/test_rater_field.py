"""The field for who rates offers the people of the register, on paper."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.look import LookSource
from app.ui.rater_field import RaterField
from tests.ui.rated_plan import a_desk

pytest_plugins = ("tests.ui.look_fixtures",)


def test_the_names_offered_stand_on_paper(qtbot: QtBot, tmp_path: Path, looks: LookSource) -> None:
    with a_desk(tmp_path, looks) as desk:
        field = RaterField(desk)
        qtbot.addWidget(field)
        field.resize(200, 32)
        field.show()
        QTest.keyClicks(field, desk.plan.people[0].code[:1])
        popup = field.completer().popup()
        assert popup is not None
        popup.show()
        QApplication.processEvents()
        shown = popup.grab().toImage()
        paper = looks.look.colour("paper")
        assert shown.pixelColor(popup.width() - 6, popup.height() - 4) == paper
        popup.hide()
