"""D7 where whole documents are shown: neither pages nor text tell a name that is hidden."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.exports.people_part import agreed
from app.models.plan import Plan
from app.models.planfile import PlanFile, read_plan
from app.models.records import Note
from app.models.verbs.rows import set_field
from app.ui.dialogs.restore import RestoreDialog
from app.ui.marked_prose import MarkedProse
from app.ui.pages.publish import PublishPage
from app.ui.pages.publish.leaves import _Drawn
from app.ui.pages.publish.proof import Snapshot
from app.ui.window import MainWindow
from tests.privacy.canaries import Bird, a_workshop, birds, found
from tests.ui.program import in_dialog, press, running, wait_until


@pytest.fixture
def people() -> list[Bird]:
    return birds(random.Random(41), 4)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, people: list[Bird]) -> Iterator[MainWindow]:
    path = tmp_path / "p.atelier"
    ids = frozenset(bird.person.id for bird in people[:2])
    PlanFile.create(path, a_workshop(people, ids)).close()
    with running(qapp, tmp_path) as shown:
        shown.open_path(path)
        assert shown.journal is not None
        note = shown.journal.plan.all(Note)[0]
        said = f"Call {people[3].person.name}"
        shown.journal.do(set_field(shown.journal.plan, ("note", note.id, "text"), said))
        shown.journal.do(set_field(shown.journal.plan, ("note", note.id, "text"), "Call"))
        yield shown


def secrets(people: list[Bird]) -> list[str]:
    return [word for bird in people for word in bird.secrets]


def codes(plan: Plan) -> list[str]:
    return sorted(person.code for person in agreed(plan))


def test_pages_are_made_of_a_copy_without_names(window: MainWindow, people: list[Bird]) -> None:
    assert window.bench is not None
    desk = window.bench.desk
    shown, built = Snapshot(desk, to_show=True), Snapshot(desk)
    assert found(secrets(people), shown.take().read_bytes()), "the control finds them"
    press(window, Qt.Key.Key_F12)
    assert found(secrets(people), shown.take().read_bytes()) == []
    assert codes(read_plan(shown.take())) == codes(desk.bridge.journal.plan) == ["1", "2"]
    assert found(secrets(people), built.take().read_bytes()), "what is built is the plan itself"
    press(window, Qt.Key.Key_F12)
    assert found(secrets(people), shown.take().read_bytes())
    shown.clear()
    built.clear()


def test_pages_in_sight_go_when_names_are_hidden(window: MainWindow) -> None:
    assert window.bench is not None
    window.bench.show_page("publish")
    page = window.bench.page
    assert isinstance(page, PublishPage)
    leaves = page.preview.leaves
    leaves.sizes = ((100.0, 100.0),)
    leaves._kept[0] = _Drawn(0, 0, 1.0, QImage(9, 9, QImage.Format.Format_RGB32))
    page.preview.text.setPlainText("Ama")
    window.bench.show_page("today")
    press(window, Qt.Key.Key_F12)
    assert leaves.picture(0) is None
    assert not page.preview.text.toPlainText()


def test_another_plan_is_opened_under_codes_too(
    window: MainWindow, people: list[Bird], tmp_path: Path
) -> None:
    press(window, Qt.Key.Key_F12)
    other = tmp_path / "other.atelier"
    PlanFile.create(other, a_workshop(people)).close()
    window.run_action("close_plan")
    window.open_path(other)
    assert window.bench is not None
    assert window.bench.desk.bridge.hides_names
    shown = [person.name for person in window.bench.desk.plan.people]
    assert shown == ["1", "2", "3", "4"]


def test_a_backup_is_told_without_names(window: MainWindow, people: list[Bird]) -> None:
    assert window.bench is not None
    assert window.journal is not None
    window.run_action("back_up")
    journal, bird = window.journal, people[0].person
    renamed = set_field(journal.plan, ("person", bird.id, "name"), "Somebody Else")
    journal.do(renamed)
    note = journal.plan.all(Note)[0]
    journal.do(set_field(journal.plan, ("note", note.id, "text"), f"Ask {bird.name} twice"))
    window.run_action("back_up")

    def told() -> str:
        seen: list[str] = []

        def look(dialog: QDialog) -> None:
            assert isinstance(dialog, RestoreDialog)
            dialog.list.setCurrentIndex(dialog.list.model().index(2, 0))
            wait_until(lambda: not dialog.since.list.isHidden())
            for row in range(dialog.since.list.model().rowCount()):
                dialog.since.list.setCurrentIndex(dialog.since.list.model().index(row, 0))
                seen.extend(label.text() for label in dialog.findChildren(QLabel))
                seen.extend(prose.accessibleName() for prose in dialog.findChildren(MarkedProse))
            dialog.reject()

        in_dialog(look)
        window.run_action("restore")
        return "\n".join(seen)

    words = [bird.name, "Somebody Else"]
    assert found(words, told().encode()) == words, "the control sees both names"
    press(window, Qt.Key.Key_F12)
    hidden = told()
    assert "twice" in hidden
    assert found(words, hidden.encode()) == []
