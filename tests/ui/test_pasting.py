"""Five megabytes, or a web page, on the clipboard: answered at once, and only as text."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

from app.ui.pages.commitments import CommitmentsPage
from app.ui.window import MainWindow
from tests.ui.program import person, running
from tests.ui.walking import fields, text_of

MEGABYTES = 5_000_000
PATIENCE = 2.0  # seconds of this process
PAGE = (
    '<p>Land <b>titles</b> <img src="file:///attacker/x.png"><img src="//attacker.invalid/x.png">'
    '<span style="display:none">hidden</span></p>'
)


@pytest.fixture
def page(qapp: QApplication, tmp_path: Path) -> Iterator[CommitmentsPage]:
    """The form of a new commitment in the window."""
    with running(qapp, tmp_path) as window:
        window.run_action("open_demo")
        window.run_action("add_commitment")
        assert window.bench is not None
        assert isinstance(window.bench.page, CommitmentsPage)
        yield window.bench.page


def pasted(page: CommitmentsPage, field: str, source: QMimeData) -> tuple[str, list[str], float]:
    """What a field holds after a paste, what was said of it, and the seconds it took."""
    title, problem = fields(page)
    widget = title if field == "title" else problem
    QApplication.clipboard().setMimeData(source, QClipboard.Mode.Clipboard)
    began = time.process_time()
    widget.paste()
    QApplication.processEvents()
    widget.commits.flush()
    took = time.process_time() - began
    held = text_of(widget)
    window = page.window()
    assert isinstance(window, MainWindow)
    return held, person(window).told, took


@pytest.mark.parametrize(
    "text", ["a" * MEGABYTES, "a line\n" * (MEGABYTES // 7)], ids=["word", "lines"]
)
def test_five_megabytes_are_refused_whole_and_at_once(page: CommitmentsPage, text: str) -> None:
    _, problem = fields(page)
    refused: list[int] = []
    problem.too_much.connect(refused.append)
    source = QMimeData()
    source.setText(text)
    held, _, took = pasted(page, "problem", source)
    assert took < PATIENCE
    assert held == "", "never a part of it"
    assert refused, "how many letters are too many is told"


def test_a_web_page_is_pasted_as_its_words(page: CommitmentsPage) -> None:
    source = QMimeData()
    source.setHtml(PAGE)
    source.setText("Land titles")
    for field in ("title", "problem"):
        held, told, _ = pasted(page, field, source)
        assert (held, told) == ("Land titles", [])
