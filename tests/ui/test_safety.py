"""Closing, opening again, going back to a backup, giving a copy away: by keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.models.planfile import Backups, PlanFile, check_file
from app.models.planfile.lock import lock_path
from app.ui.dialogs.restore import RestoreDialog
from tests.ui.program import in_dialog, person, press, running, type_into
from tests.ui.walking import TITLE, begin, fields, open_path, titles, write_commitment


def test_undo_goes_on_after_the_plan_was_closed(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        write_commitment(window)
        path = open_path(window)
    with running(qapp, tmp_path) as window:
        window.open_path(path)
        assert titles(window) == [TITLE]
        for _ in range(3):
            press(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert titles(window) == []
        for _ in range(3):
            press(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert titles(window) == [TITLE]


def test_a_backup_is_chosen_by_its_plan_and_opened_as_a_new_file(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        window.run_action("back_up")
        page.outline.list.setFocus()
        QTest.keyClick(page.outline.list, Qt.Key.Key_Delete)
        window.run_action("back_up")
        assert window.journal is not None
        first, title = open_path(window), window.journal.plan.info.title

        def go_back(dialog: QDialog) -> None:
            assert isinstance(dialog, RestoreDialog)
            rows = dialog.list.model()
            qtbot.waitUntil(lambda: rows.index(0, 0).data() == title, timeout=20_000)
            assert dialog.focusWidget() is dialog.list
            QTest.keyClick(dialog.list, Qt.Key.Key_Down)
            QTest.keyClick(dialog.list, Qt.Key.Key_Return)

        in_dialog(go_back)
        window.run_action("restore")
        assert open_path(window) != first
        assert titles(window) == [TITLE]


def test_a_copy_is_whole_and_the_work_goes_on_in_the_plan(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        first, target = open_path(window), tmp_path / "given away.atelier"
        person(window).file = target
        type_into(fields(page)[0], " for all")
        window.run_action("save_copy")
        assert open_path(window) == first
    assert check_file(target).code == ""
    file = PlanFile.open(target)
    assert [c.title for c in file.read_plan().commitments] == [f"{TITLE} for all"]
    file.close()


def test_broken_files_are_told_and_leave_what_is_open_alone(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        path = open_path(window)
        window.close_plan()
        whole = path.read_bytes()
        half, empty = tmp_path / "half.atelier", tmp_path / "empty.atelier"
        half.write_bytes(whole[: len(whole) // 2])
        empty.write_bytes(b"")
        window.open_path(path)
        in_dialog(lambda dialog: dialog.reject())
        window.open_path(half)
        assert open_path(window) == path
        for broken in (empty, tmp_path, tmp_path / "gone.atelier"):
            person(window).told.clear()
            window.open_path(broken)
            assert len(person(window).told) == 1
            assert open_path(window) == path
            assert window.bench is not None


def test_only_what_is_gone_leaves_the_recent_plans(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        path = open_path(window)
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


def test_a_bug_in_the_last_backup_keeps_nobodys_file(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: object, _file: object, _reason: object) -> None:
        raise ZeroDivisionError

    with running(qapp, tmp_path) as window:
        begin(window)
        write_commitment(window)
        path = open_path(window)
        with monkeypatch.context() as patch:
            patch.setattr(Backups, "make", broken)
            with pytest.raises(ZeroDivisionError):
                window.close_plan()
        assert window.journal is None
        assert not lock_path(path).exists()
        window.open_path(path)
        assert titles(window) == [TITLE]
