"""A plan that is damaged, a backup that is looked into, a thing that was deleted: all come back."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QThread
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from app.models.plan import Plan
from app.models.planfile import Backup, Backups, PlanFile, check_file
from app.models.records import Commitment, Milestone
from app.models.verbs import drafting, people
from app.models.verbs.rows import set_field
from app.ui.dialogs.recently_deleted import RecentlyDeletedDialog
from app.ui.dialogs.recovery import RecoveryDialog
from app.ui.dialogs.restore import WIDE, RestoreDialog, read_backup
from app.ui.marked_prose import MarkedProse
from app.ui.prose import ProseLabel
from app.ui.window import MainWindow
from tests.models.making import a_closed_plan, a_plan, reopened
from tests.models.test_salvage import PAGE
from tests.ui.program import Stick, in_dialog, person, running

TITLES = ["Open contracts", "Land titles", "River data"]


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    """A window with a plan of three commitments in it, backed up once."""
    with running(qapp, tmp_path) as window:
        path = window.tools.paths.documents / "Plan.atelier"
        PlanFile.create(path, a_plan(commitments=0)).close()
        window.open_path(path)
        journal = window.journal
        assert journal is not None
        journal.do(people.add_person(journal.plan, "Ama"))
        for title in TITLES:
            done = journal.do(drafting.add_commitment(journal.plan, title))
            id = done.changes[0].id
            journal.do(drafting.add_milestone(journal.plan, id, f"First step of {title}"))
        window.run_action("back_up")
        yield window


def plan_of(window: MainWindow) -> Plan:
    assert window.journal is not None
    return window.journal.plan


def titles(window: MainWindow) -> list[str]:
    return [row.title for row in plan_of(window).commitments]


def damaged(window: MainWindow, first: int = 12, last: int = 14) -> Path:
    """The plan closed and some of its pages destroyed."""
    assert window.journal is not None
    path = window.journal.file.path
    window.close_plan()
    return spoil(path, first, last)


def spoil(path: Path, first: int = 12, last: int = 14) -> Path:
    """Destroy some pages of a closed file."""
    data = bytearray(path.read_bytes())
    data[first * PAGE : last * PAGE] = bytes((last - first) * PAGE)
    path.write_bytes(data)
    assert check_file(path).code
    return path


def recovery(qtbot: QtBot, dialog: QDialog) -> RecoveryDialog:
    """The recovery dialog once it has read everything."""
    assert isinstance(dialog, RecoveryDialog)
    qtbot.waitUntil(lambda: not dialog.stop.isVisible(), timeout=20_000)
    return dialog


def safely(act: Callable[[QDialog], None]) -> Callable[[QDialog], None]:
    """The same, and no dialog stays open where it fails."""

    def acted(dialog: QDialog) -> None:
        try:
            act(dialog)
        finally:
            if dialog.isVisible():
                dialog.reject()

    return acted


def test_a_damaged_plan_is_continued_from_its_newest_backup(
    window: MainWindow, qtbot: QtBot
) -> None:
    path = damaged(window)
    before = path.read_bytes()

    def go_on(dialog: QDialog) -> None:
        found = recovery(qtbot, dialog)
        assert "is safe" in found.safe.accessibleName()
        assert found.primary.hasFocus()
        QTest.keyClick(found.primary, Qt.Key.Key_Return)

    in_dialog(safely(go_on))
    window.open_path(path)
    assert titles(window) == TITLES
    assert window.journal is not None
    assert window.journal.file.path.name == f"{path.stem} (recovered).atelier"
    assert path.read_bytes() == before, "the damaged file stays as it is"
    assert person(window).told == []


def test_a_plan_damaged_on_a_stick_is_recovered_on_this_computer(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    stick = Stick(tmp_path / "stick")
    path = a_closed_plan(stick.folder / "Plan.atelier")
    with running(qapp, tmp_path / "home", places=stick) as window:
        with reopened(path, read_only=True) as file:
            Backups(window.tools.paths.backups).make(file)
        spoil(path)
        in_dialog(safely(lambda dialog: recovery(qtbot, dialog).primary.click()))
        window.open_path(path)
        assert window.journal is not None
        assert window.journal.file.path.parent == window.tools.paths.documents
        assert window.journal.ballast is not None, "a full disk has its reserve here too"
        assert [one.name for one in stick.folder.iterdir()] == [path.name]


def test_what_can_still_be_read_is_shown_first_and_then_opened(
    window: MainWindow, qtbot: QtBot
) -> None:
    path = damaged(window)

    def look(dialog: QDialog) -> None:
        found = recovery(qtbot, dialog)
        assert not found.since.isVisible()
        found.look.click()
        assert found.since.isVisible()
        assert found.answer is None
        found.look.click()

    in_dialog(safely(look))
    window.open_path(path)
    assert window.journal is not None
    assert check_file(path).code
    assert window.journal.file.path != path
    assert window.journal.plan.info.title


def test_without_a_backup_what_is_readable_is_the_way_on(window: MainWindow, qtbot: QtBot) -> None:
    path = damaged(window)
    for backup in window.tools.paths.backups.glob("*.bak"):
        backup.unlink()

    def go_on(dialog: QDialog) -> None:
        found = recovery(qtbot, dialog)
        assert "no backup" in found.safe.accessibleName()
        assert not found.look.isVisible()
        assert found.since.list.model().rowCount() >= 1, "it is shown before it is chosen"
        assert found.primary.hasFocus()
        assert found.primary.label == "Continue with what was read"
        found.primary.click()

    in_dialog(safely(go_on))
    window.open_path(path)
    assert set(titles(window)) <= {*TITLES, ""}
    assert titles(window)


def test_a_file_without_its_first_page_is_known_by_what_it_still_tells(
    window: MainWindow, qtbot: QtBot
) -> None:
    path = damaged(window, 0, 1)

    def go_on(dialog: QDialog) -> None:
        recovery(qtbot, dialog).primary.click()

    in_dialog(safely(go_on))
    window.open_path(path)
    assert titles(window) == TITLES


def test_everything_is_kept_for_somebody_who_helps_after_a_warning(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, target = damaged(window), tmp_path / "help.zip"
    person(window).file, person(window).choice = target, 0

    def ask(dialog: QDialog) -> None:
        found = recovery(qtbot, dialog)
        found.ask_help.click()
        assert target.name in found.ask_help.label
        found.reject()

    in_dialog(safely(ask))
    window.open_path(path)
    assert "names of people" in person(window).told[0]
    with zipfile.ZipFile(target) as bundle:
        assert bundle.read(path.name) == path.read_bytes()
        assert b".bak" in bundle.read("backups.txt")
    assert window.journal is None, "leaving it opens nothing"


# Looking into a backup


def test_what_was_done_since_a_backup_is_shown_and_one_commitment_brought_back(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.bench is not None
    bridge = window.bench.desk.bridge
    changed, gone, _ = plan_of(window).commitments
    bridge.do(set_field(bridge.plan, ("commitment", changed.id, "title"), "Open all contracts"))
    bridge.do(drafting.delete_commitment(bridge.plan, gone.id))
    bridge.do(drafting.add_commitment(bridge.plan, "New one"))

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)  # the newest one is of just now
        model = dialog.since.list.model()
        qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=20_000)
        said = [model.index(n, 0).data() for n in range(3)]
        assert said == ["Open all contracts", "New one", "Land titles"]
        shown = {label.accessibleName() for label in dialog.since.findChildren(MarkedProse)}
        assert shown == {"Before: Open contracts. After: Open all contracts"}
        dialog.since.list.setCurrentIndex(model.index(1, 0))
        assert not dialog.back.isEnabled(), "the backup does not hold what is new"
        dialog.since.list.setCurrentIndex(model.index(2, 0))
        assert dialog.back.isEnabled()
        dialog.back.click()
        qtbot.waitUntil(lambda: model.rowCount() == 2, timeout=20_000)
        dialog.reject()

    in_dialog(safely(look))
    window.run_action("restore")
    assert titles(window) == ["Open all contracts", "Land titles", "River data", "New one"]
    assert plan_of(window).milestones(gone.id)
    window.run_action("undo")
    assert titles(window) == ["Open all contracts", "River data", "New one"]


def test_the_list_says_why_each_was_made_and_reads_no_backup_before_it_shows(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal, threads = window.journal, list[bool]()
    assert journal is not None
    backups = Backups(window.tools.paths.backups)
    backups.make(journal.file)
    backups.make(journal.file, "import")

    def read(backup: Backup) -> Plan | None:
        threads.append(QThread.isMainThread())
        return read_backup(backup)

    monkeypatch.setattr("app.ui.dialogs.restore.read_backup", read)

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        title = plan_of(window).info.title
        qtbot.waitUntil(lambda: dialog._model.rows[0].title == title, timeout=20_000)
        notes = [row.note for row in dialog._model.rows[1:]]
        assert notes == ["before a restore", "before an import", None, "as you asked"]
        assert dialog.list.currentIndex().row() == 1, "the choice stays as titles come"
        newest = dialog._model.rows[1]
        year = str(backups.all()[0].made.year)
        assert year in (newest.said or "")
        assert (year in newest.title) == (dialog.width() >= WIDE), "a short day where room is short"
        dialog.reject()

    journal.do(people.add_person(journal.plan, "Kofi"))
    in_dialog(safely(look))
    window.run_action("restore")
    assert threads
    assert not any(threads), "the window answers while backups are read"


def test_closing_says_so_in_the_backup(window: MainWindow) -> None:
    assert window.journal is not None
    window.journal.do(people.add_person(window.journal.plan, "Kofi"))
    window.close_plan()
    assert Backups(window.tools.paths.backups).all()[0].reason == "close"


def test_a_backup_nothing_was_done_since_shows_what_it_holds(
    window: MainWindow, qtbot: QtBot
) -> None:
    assert window.bench is not None
    bridge = window.bench.desk.bridge
    first = plan_of(window).commitments[0]
    bridge.do(set_field(bridge.plan, ("commitment", first.id, "theme"), "fiscal-openness"))
    window.run_action("close_plan")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        model = dialog.since.list.model()
        qtbot.waitUntil(lambda: model.rowCount() == 3, timeout=20_000)
        assert [model.index(n, 0).data() for n in range(3)] == TITLES
        shown = [label.text() for label in dialog.since.details.findChildren(ProseLabel)]
        assert "Open contracts" in shown
        assert "Fiscal openness" in shown, "no reader knows the id of a theme"
        assert not dialog.since.findChildren(MarkedProse), "nothing of it is new"
        assert not dialog.back.isVisible()
        dialog.reject()

    in_dialog(safely(look))
    window.run_action("restore")


def test_without_backups_there_is_a_sentence_and_one_button(
    qapp: QApplication, tmp_path: Path
) -> None:
    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RestoreDialog)
        assert not dialog.list.isVisible()
        assert dialog.width() < WIDE
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        assert not dialog.isVisible()
        assert dialog.answer is None

    with running(qapp, tmp_path) as window:
        in_dialog(safely(look))
        window.run_action("restore")
        assert window.journal is None


# Recently deleted


def test_what_was_deleted_is_put_back_by_keyboard(window: MainWindow) -> None:
    assert window.bench is not None
    bridge = window.bench.desk.bridge
    first, second, _ = plan_of(window).commitments
    milestone = plan_of(window).milestones(first.id)[0]
    person_id = plan_of(window).people[0].id
    bridge.do(drafting.delete_milestone(bridge.plan, milestone.id))
    bridge.do(people.delete_people(bridge.plan, [person_id]))
    bridge.do(drafting.delete_commitment(bridge.plan, second.id))

    def put_back(dialog: QDialog) -> None:
        assert isinstance(dialog, RecentlyDeletedDialog)
        rows = [row.title for row in dialog._model.rows[:3]]
        assert rows[0] == second.title
        assert rows[2] == milestone.title
        assert dialog.focusWidget() is dialog.list
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        assert plan_of(window).of(Commitment, second.id) is not None
        assert dialog.isVisible(), "there may be more to put back"
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        QTest.keyClick(dialog.list, Qt.Key.Key_Return)
        assert plan_of(window).of(Milestone, milestone.id) is not None
        dialog.reject()

    in_dialog(safely(put_back))
    window.run_action("recently_deleted")
    assert titles(window) == TITLES
    window.run_action("undo")
    assert plan_of(window).of(Milestone, milestone.id) is None
