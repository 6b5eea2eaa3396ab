"""The strip above everything: all menus in reach, Find and Saved never cut."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.ui.actions import ACTIONS
from app.ui.look import LookChoice
from app.ui.pages.history import HistoryPage
from app.ui.painting import text_width
from tests.house import ROOT
from tests.ui.program import running
from tests.ui.walking import begin


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_no_menu_goes_behind_a_chevron(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path, language: str, scale: float
) -> None:
    with running(qapp, tmp_path, language) as window:
        window.run_action("open_demo")
        window.resize(1024, 600)
        window.tools.look.choose(LookChoice("light", scale=scale, language=language))
        qtbot.wait(30)
        bar = window.menuBar()
        shown = [bar.actionGeometry(action) for action in bar.actions()]
        corner = window.top_line.geometry()
        assert all(rect.isValid() and not rect.intersects(corner) for rect in shown)
        more = bar.findChild(QToolButton, "qt_menubar_ext_button")
        assert more is None or not more.isVisible()
        assert abs(corner.center().y() - shown[0].center().y()) <= 2, "on one line with the menus"
        assert window.top_line.find_button.accessibleName()


def test_saved_is_said_whole(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        window.run_action("add_commitment")
        qtbot.wait(30)
        label = window.top_line.state.label
        assert label.text().startswith("Saved ")
        assert text_width(label.font(), label.text()) <= label.width()


def test_an_empty_history_says_so(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        window.run_action("open_demo")
        window.run_action("history")
        assert window.bench is not None
        page = window.bench.page
        assert isinstance(page, HistoryPage)
        assert not page.list.isVisible()
        assert page.focusWidget() is page.search


def test_no_printer_is_ever_asked_for() -> None:
    """It makes PDF and leaves printing to what shows it: a printer can neither miss nor break."""
    sources = [path.read_text("utf-8") for path in (ROOT / "app").rglob("*.py")]
    assert any("PySide6.QtWidgets" in source for source in sources), "the control"
    assert not [source for source in sources if "QtPrintSupport" in source or "QPrint" in source]
    assert not [row.id for row in ACTIONS if "print" in row.id]
