"""From Welcome to the exported PDF, by keyboard, as a secretariat would go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.models.planfile import PlanFile, check_file
from app.ui.dialogs.find import FindDialog
from app.ui.pages.publish import PublishPage
from tests.ui.program import in_dialog, person, press, running, type_into
from tests.ui.walking import (
    PROBLEM,
    TITLE,
    begin,
    commitments_page,
    fields,
    open_path,
    titles,
    write_commitment,
)


def test_from_welcome_to_the_pdf(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        assert window.journal is not None
        page = write_commitment(window)
        plan = window.journal.plan
        assert [c.title for c in plan.commitments] == [TITLE]
        assert window.journal.file.read_plan() == plan
        press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert len(window.journal.plan.milestones(page.form.commitment)) == 1
        press(window, Qt.Key.Key_9, Qt.KeyboardModifier.AltModifier)
        assert window.bench is not None
        publish = window.bench.page
        assert isinstance(publish, PublishPage)
        publish.choices.file.choose("pdf")
        target = tmp_path / "plan.pdf"
        person(window).file = target
        QTest.keyClick(publish.build, Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: target.exists() and publish.open.isVisible(), timeout=20_000)
    text = " ".join(" ".join(p.extract_text().split()) for p in PdfReader(target).pages)
    assert TITLE in text
    assert PROBLEM in text


def test_undo_takes_back_what_was_typed_and_says_so(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        assert window.journal is not None
        page.outline.list.setFocus()
        QTest.keyClick(page.outline.list, Qt.Key.Key_Delete)
        assert titles(window) == []
        assert window.menus.action("undo").text() == "&Undo: delete commitment 1"
        press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert titles(window) == [TITLE]
        window.run_action("undo")
        _, problem = fields(page)
        assert problem.raw_text() == ""
        window.run_action("redo")
        assert problem.raw_text() == PROBLEM


def test_two_fields_of_one_row_show_the_same(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        title, _ = fields(page)
        type_into(title, " for all")
        title.commits.flush()
        assert page.form.header.title.text() == f"{TITLE} for all"
        assert page.outline.list.currentIndex().data() == f"{TITLE} for all"


def test_find_goes_to_the_field(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        window.run_action("add_commitment")
        press(window, Qt.Key.Key_1, Qt.KeyboardModifier.AltModifier)

        def search(dialog: QDialog) -> None:
            assert isinstance(dialog, FindDialog)
            type_into(dialog.field, "fourteen months")
            QTest.keyClick(dialog.field, Qt.Key.Key_Return)

        in_dialog(search)
        press(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
        assert window.bench is not None
        assert window.bench.page is page
        assert page.form.header.title.text() == TITLE


@pytest.mark.promise
def test_closing_asks_nothing_and_leaves_a_backup(
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    record_property("promise", "R9")
    with running(qapp, tmp_path) as window:
        begin(window)
        page = commitments_page(window)
        page.outline.add.click()
        type_into(fields(page)[0], "typed and not yet saved")
        path = open_path(window)
        assert person(window).told == []
    file = PlanFile.open(path)
    assert [c.title for c in file.read_plan().commitments] == ["typed and not yet saved"]
    file.close()
    backups = list((tmp_path / "data" / "backups").glob("*.bak"))
    assert backups
    assert all(check_file(backup).code == "" for backup in backups)
    record_property("figure", "0 prompts, 0 characters lost")


def test_a_refused_file_is_told_and_nothing_opens(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    stranger = tmp_path / "notes.atelier"
    stranger.write_text("not a plan", encoding="utf-8")
    with running(qapp, tmp_path) as window:
        window.open_path(stranger)
        assert person(window).told == ["not_a_plan"]
        assert window.journal is None
        assert window.stack.currentWidget() is window.welcome
    assert stranger.read_text(encoding="utf-8") == "not a plan"


def test_a_plan_open_on_another_laptop_is_read_only_first(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        path = open_path(window)
        window.close_plan()
        lock = path.with_name(f".{path.name}.lock")
        lock.write_text('{"host": "another-laptop", "pid": 7, "since": "2026-11-20T10:00"}')
        person(window).choice = 0
        window.open_path(path)
        assert "another-laptop" in person(window).told[-1]
        assert window.journal is not None
        assert window.journal.file.read_only
        assert not window.menus.action("add_commitment").isEnabled()
        page = commitments_page(window)
        assert not page.outline.add.isEnabled()
        window.close_plan()
        person(window).choice = 1
        window.open_path(path)
        assert not window.journal.file.read_only


def test_a_recent_plan_is_opened_by_enter(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        path = open_path(window)
        press(window, Qt.Key.Key_W, Qt.KeyboardModifier.ControlModifier)
        assert window.stack.currentWidget() is window.welcome
        recent = window.welcome.recent
        assert recent.isVisible()
        assert recent.currentIndex().data() == path.stem
        recent.setFocus()
        QTest.keyClick(recent, Qt.Key.Key_Return)
        assert window.journal is not None
        assert window.journal.file.path == path
