"""What an import could place nowhere is seen where it belongs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.ui.pages.commitments import CommitmentsPage
from app.ui.pages.commitments.notes import NoteText
from tests.builders import a_commitment, a_note, a_plan
from tests.ui.program import running

LONG = "A sentence of the source. " * 40


def test_a_note_is_shown_with_its_commitment_whole_when_asked(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    commitment = a_commitment()
    note = a_note(commitment, LONG, label="raw_text")
    path = tmp_path / "plan.atelier"
    PlanFile.create(path, a_plan(commitment, note)).close()
    with running(qapp, tmp_path / "home") as window:
        window._take(Journal(PlanFile.open(path)))
        assert window.bench is not None
        window.bench.show_page("commitments")
        page = window.bench.page
        assert isinstance(page, CommitmentsPage)
        page.outline.choose(commitment.id)
        (row,) = page.form.notes.findChildren(NoteText)
        assert row.isVisible()
        assert not row._words.text().startswith(LONG.strip())
        row._more.click()
        QTest.qWait(20)
        assert row._words.text() == LONG
