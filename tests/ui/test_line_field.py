"""A line longer than its field shows its beginning, until somebody is in it."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.ui.bridge import Bridge
from app.ui.fields import LineField, bind_field
from tests.models.making import a_title, an_open_plan

LONG = "Open government action plan of a country with a long name, 2027–2028"


def test_a_long_line_shows_its_beginning(qtbot: QtBot, tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        journal.do(a_title(journal.plan, LONG))
        bridge = Bridge(journal)
        field = LineField(bridge, bind_field("plan", journal.plan.info.id, "title"), "Title")
        qtbot.addWidget(field)
        assert field.cursorPosition() == 0
        bridge.do(a_title(journal.plan, f"The {LONG}"))
        assert field.text() == f"The {LONG}"
        assert field.cursorPosition() == 0
        field.commits.flush()


def test_a_line_that_is_left_shows_its_beginning_again(qtbot: QtBot, tmp_path: Path) -> None:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        bridge = Bridge(journal)
        field = LineField(bridge, bind_field("plan", journal.plan.info.id, "title"), "Title")
        qtbot.addWidget(field)
        field.clear()
        QTest.keyClicks(field, LONG.replace("–", "-"))  # it types no other letters
        assert field.cursorPosition() == len(LONG)
        reasons = Qt.FocusReason
        for reason, place in (
            (reasons.ActiveWindowFocusReason, len(LONG)),
            (reasons.TabFocusReason, 0),
        ):
            field.focusOutEvent(QFocusEvent(QFocusEvent.Type.FocusOut, reason))
            assert field.cursorPosition() == place
