"""The head of a page is as high as what it says, and the corner of the menus as wide."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.ui.controls import IconLabel, PageHeader, PlainButton, PrimaryButton
from app.ui.look import LookSource
from tests.ui.looking import put
from tests.ui.program import running

pytest_plugins = ("tests.ui.look_fixtures",)


def test_a_shorter_fact_gives_its_row_back(qtbot: QtBot, looks: LookSource, room: QWidget) -> None:
    header = PageHeader(looks, "Land titles")
    lead, period = IconLabel(looks, "users", "Land Registry"), IconLabel(looks, "calendar", "2027")
    header.add_fact(lead)
    header.add_fact(period)
    put(room, header)
    qtbot.wait(30)
    low = header.height()
    lead.show_fact("users", "The Directorate of District Finance of the Ministry of Finance " * 2)
    qtbot.waitUntil(lambda: header.height() > low, timeout=1_000)
    lead.show_fact("users", "Land Registry")
    qtbot.waitUntil(lambda: header.height() == low, timeout=1_000)


def test_an_action_that_comes_stands_beside_the_others(
    qtbot: QtBot, looks: LookSource, room: QWidget
) -> None:
    first, later = PrimaryButton(looks, "Add person"), PlainButton(looks, "Import people…")
    later.hide()
    header = PageHeader(looks, "People", (first, later))
    put(room, header)
    qtbot.wait(30)
    later.show()
    qtbot.waitUntil(lambda: later.x() > first.geometry().right() > 0, timeout=1_000)
    assert later.y() == first.y()
    later.hide()
    qtbot.waitUntil(lambda: first.geometry().right() > header.width() - 40, timeout=1_000)


def test_a_fact_too_long_for_a_row_is_cut_with_three_dots_and_stays_within(
    qtbot: QtBot, looks: LookSource, room: QWidget
) -> None:
    header = PageHeader(looks, "Land titles")
    lead = IconLabel(looks, "users", "The Directorate of District Finance of the Ministry " * 3)
    header.add_fact(lead)
    put(room, header)
    qtbot.waitUntil(lambda: 0 < lead.width() < lead.sizeHint().width(), timeout=1_000)
    assert lead.mapTo(header, lead.rect().bottomRight()).x() < header.width()


@pytest.mark.parametrize("language", ["en", "ar"])
def test_find_and_saved_have_their_room_in_every_direction(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str
) -> None:
    with running(qapp, tmp_path, language) as window:
        window.run_action("open_demo")
        line = window.top_line
        qtbot.waitUntil(lambda: line.width() >= line.sizeHint().width(), timeout=2_000)
        assert line.find_button.isVisible()
        assert line.state.isVisible()
