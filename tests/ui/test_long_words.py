"""In languages with longer words nothing is wider than the pane it stands in."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from app.ui.controls import ProseLabel
from app.ui.pages.commitments.outline_pane import OutlinePane
from app.ui.pages.people import PeoplePage
from app.ui.window import MainWindow
from tests.ui.program import running


def too_wide(window: MainWindow) -> list[str]:
    """What is wider than the scrolled pane it stands in, on the page that is shown."""
    assert window.bench is not None
    page = window.bench.page
    assert page is not None
    found = []
    for area in page.findChildren(QScrollArea):
        inside = area.widget()
        if area.isVisible() and inside is not None and inside.width() > area.viewport().width():
            found.append(type(inside).__name__)
    return found


def test_a_person_stands_within_the_pane(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path, "fr") as window:
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.show_page("people")
        page = window.bench.page
        assert isinstance(page, PeoplePage)
        page.choose(page.model.people[0].id)
        page.table.activated.emit(page.table.currentIndex())
        QTest.qWait(50)
        assert page.form.isVisible()
        assert too_wide(window) == []


def test_the_arithmetic_under_the_outline_has_all_its_lines_from_the_first(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path, "ru") as window:
        look = window.tools.look
        look.choose(replace(look.choice, scale=1.5))
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.show_page("commitments")
        QTest.qWait(50)
        outline = window.findChild(OutlinePane)
        assert outline is not None
        label = next(one for one in outline.findChildren(ProseLabel) if "\n" in one.text())
        assert label.height() >= label.heightForWidth(label.width())
