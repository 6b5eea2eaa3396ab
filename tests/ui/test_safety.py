"""Closing, opening again, going back to a backup, giving a copy away: by keyboard."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.models.planfile import PlanFile, check_file
from app.ui.dialogs.restore import RestoreDialog
from app.ui.window import MainWindow
from tests.ui.program import in_dialog, person, press, running, type_into
from tests.ui.test_walk import TITLE, _begin, _write_commitment


def _shown(window: MainWindow) -> list[str]:
    assert window.journal is not None
    return [commitment.title for commitment in window.journal.plan.commitments]


def test_undo_goes_on_after_the_plan_was_closed(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        _begin(window)
        _write_commitment(window, qtbot)
        assert window.journal is not None
        path = window.journal.file.path
    with running(qapp, tmp_path) as window:
        window.open_path(path)
        assert _shown(window) == [TITLE]
        for _ in range(3):
            press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert _shown(window) == []
        for _ in range(3):
            press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert _shown(window) == [TITLE]


def test_a_backup_is_chosen_by_its_plan_and_opened_as_a_new_file(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        _begin(window)
        page = _write_commitment(window, qtbot)
        window.run_action("back_up")
        page.outline.list.setFocus()
        QTest.keyClick(page.outline.list, Qt.Key.Key_Delete)
        window.run_action("back_up")
        assert window.journal is not None
        first, title = window.journal.file.path, window.journal.plan.info.title

        def go_back(dialog: QDialog) -> None:
            assert isinstance(dialog, RestoreDialog)
            rows = [dialog.list.model().index(row, 0).data() for row in range(3)]
            assert rows[0] == title
            assert dialog.focusWidget() is dialog.list
            QTest.keyClick(dialog.list, Qt.Key.Key_Down)
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)

        in_dialog(go_back)
        window.run_action("restore")
        assert window.journal.file.path != first
        assert _shown(window) == [TITLE]


def test_a_copy_is_whole_and_the_work_goes_on_in_the_plan(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        _begin(window)
        page = _write_commitment(window, qtbot)
        assert window.journal is not None
        first, target = window.journal.file.path, tmp_path / "given away.atelier"
        person(window).file = target
        title = page.form.form.question("title")
        assert title is not None
        type_into(title.field, " for all")
        window.run_action("save_copy")
        assert window.journal.file.path == first
    assert check_file(target).code == ""
    file = PlanFile.open(target)
    assert [c.title for c in file.read_plan().commitments] == [f"{TITLE} for all"]
    file.close()


def test_broken_files_are_told_and_leave_what_is_open_alone(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        _begin(window)
        assert window.journal is not None
        path = window.journal.file.path
        window.close_plan()
        whole = path.read_bytes()
        half, empty = tmp_path / "half.atelier", tmp_path / "empty.atelier"
        half.write_bytes(whole[: len(whole) // 2])
        empty.write_bytes(b"")
        window.open_path(path)
        in_dialog(lambda dialog: dialog.reject())
        window.open_path(half)
        assert window.journal.file.path == path
        for broken in (empty, tmp_path, tmp_path / "gone.atelier"):
            person(window).told.clear()
            window.open_path(broken)
            assert len(person(window).told) == 1
            assert window.journal.file.path == path
            assert window.bench is not None


def test_only_what_is_gone_leaves_the_recent_plans(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        _begin(window)
        assert window.journal is not None
        path = window.journal.file.path
        window.close_plan()
        away = path.rename(tmp_path / "away.atelier")
        path.write_text("not a plan now", encoding="utf-8")
        in_dialog(lambda dialog: dialog.reject())
        window.open_path(path)
        assert window.welcome.recent.model().rowCount() == 1
        path.unlink()
        window.open_path(path)
        assert window.welcome.recent.model().rowCount() == 0
        assert away.exists()
