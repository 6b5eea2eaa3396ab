"""The standards are answered in the window and come out in their report."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QRadioButton
from pytestqt.qtbot import QtBot

from app.exports import Options, compose
from app.exports.composing import material
from app.ui.pages.standards import StandardsPage
from app.ui.window import MainWindow
from tests.ui.program import running, type_into


def _page(window: MainWindow) -> StandardsPage:
    window.run_action("open_demo")
    assert window.bench is not None
    window.bench.show_page("standards")
    page = window.bench.page
    assert isinstance(page, StandardsPage)
    return page


def test_a_level_and_its_evidence_come_out_in_the_report(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        page = _page(window)
        last = page.requirements[-1]
        before = page.header.sentence.text()
        yes = last.levels.findChildren(QRadioButton)[0]
        QTest.mouseClick(yes, Qt.MouseButton.LeftButton)
        assert page.header.sentence.text() != before
        type_into(last.evidence, "Minutes of 4 March")
        page.settle()
        assert window.journal is not None
        m = material(window.journal.plan, window.tools.frameworks, window.tools.words, Options())
        lines = "\n".join(compose("standards-report", m).lines())
        assert "Minutes of 4 March" in lines
        window.run_action("undo")
        window.run_action("undo")
        assert page.header.sentence.text() == before


def test_the_next_requirement_is_one_key_away(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        page = _page(window)
        page.requirements[0].how.setFocus()
        page.next_pane()
        assert page.focusWidget() is page.requirements[1].how
