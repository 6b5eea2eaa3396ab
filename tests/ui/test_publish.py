"""Building documents: every kind, one at a time, whatever is chosen meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.pages.publish import PublishPage
from tests.ui.program import person, running


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[PublishPage]:
    with running(qapp, tmp_path) as window:
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.show_page("publish")
        shown = window.bench.page
        assert isinstance(shown, PublishPage)
        person(window).file = tmp_path / "built"
        yield shown


@pytest.mark.parametrize("format", ["json", "csv", "xlsx"])
def test_tables_are_built_for_others(
    page: PublishPage, qtbot: QtBot, tmp_path: Path, format: str
) -> None:
    page.list.setCurrentIndex(page.list.model().index(page.list.model().rowCount() - 1, 0))
    page.choices.table.choose(format)
    target = tmp_path / f"tables.{format}"
    page.build_to(target)
    qtbot.waitUntil(page.open.isVisible, timeout=30_000)
    assert target.stat().st_size > 500


def test_choosing_another_document_does_not_let_a_second_build_begin(
    page: PublishPage, qtbot: QtBot, tmp_path: Path
) -> None:
    first, second = tmp_path / "first.docx", tmp_path / "second.docx"
    page.build_to(first)
    assert page.cancel.isVisible()
    QTest.keyClick(page.list, Qt.Key.Key_Down)
    assert page.cancel.isVisible()
    assert not page.build.isEnabled()
    page.build_to(second)
    qtbot.waitUntil(page.open.isVisible, timeout=30_000)
    assert first.exists()
    assert not second.exists()
    qtbot.waitUntil(page.build.isEnabled, timeout=5_000)
    assert not page.cancel.isVisible()


@pytest.mark.parametrize("closing", [False, True])
def test_a_cancelled_document_leaves_no_half_file_beside_its_place(
    page: PublishPage, qtbot: QtBot, tmp_path: Path, closing: bool
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    page.build_to(folder / "plan.pdf")
    job = page.foot._job
    assert job is not None
    qtbot.waitUntil(lambda: job.process_id > 0, timeout=10_000)
    half = folder / f".~plan.pdf.{job.process_id}.0123abcd"
    half.write_bytes(b"Ama Mensah")
    if closing:
        page.foot._desk.jobs.wait()
    else:
        QTest.mouseClick(page.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(page.build.isEnabled, timeout=10_000)
    assert list(folder.iterdir()) == []
