"""The window asks before it erases, says what it cannot reach, and tells what it did."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel

from app.models.planfile import Backups, PlanFile
from app.models.records import Note, Person
from app.models.verbs.rows import set_field
from app.ui.controls import PlainButton
from app.ui.dialogs.forget_people import ForgetDialog, ForgottenDialog
from app.ui.dialogs.keep_until import KeepUntilDialog
from app.ui.pages.people.page import PeoplePage
from app.ui.pages.today import TodayPage
from app.ui.window import MainWindow
from tests.privacy.canaries import Bird, a_workshop, birds, found
from tests.ui.program import in_dialog, running


@pytest.fixture
def people() -> list[Bird]:
    return birds(random.Random(51), 4)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, people: list[Bird]) -> Iterator[MainWindow]:
    path = tmp_path / "documents" / "p.atelier"
    PlanFile.create(path, a_workshop(people)).close()
    with running(qapp, tmp_path) as shown:
        shown.open_path(path)
        yield shown


def register(window: MainWindow) -> PeoplePage:
    assert window.bench is not None
    window.bench.show_page("people")
    page = window.bench.page
    assert isinstance(page, PeoplePage)
    return page


def said(dialog: QDialog) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel))


def names(window: MainWindow) -> list[str]:
    assert window.journal is not None
    return [one.name for one in window.journal.plan.all(Person)]


def test_enter_erases_nobody(window: MainWindow, people: list[Bird]) -> None:
    page = register(window)
    page.choose(people[0].person.id)
    in_dialog(lambda dialog: QTest.keyClick(dialog, Qt.Key.Key_Return))
    page.erase_person()
    assert people[0].person.name in names(window)


def test_one_is_erased_and_what_is_left_is_told(
    window: MainWindow, people: list[Bird], tmp_path: Path
) -> None:
    page, bird = register(window), people[1]
    assert window.journal is not None
    journal = window.journal
    note = journal.plan.all(Note)[0]
    journal.do(set_field(journal.plan, ("note", note.id, "text"), f"Ask {bird.person.name}"))
    backup = Backups(window.tools.paths.backups).make(journal.file)
    backup.path.write_bytes(backup.path.read_bytes()[:-4096])
    page.choose(bird.person.id)
    QGuiApplication.clipboard().setText(bird.person.name)
    told: list[str] = []

    def answer(dialog: QDialog) -> None:
        told.append(said(dialog))
        if isinstance(dialog, ForgetDialog):
            in_dialog(close)
            dialog.primary.click()

    def close(dialog: QDialog) -> None:
        assert isinstance(dialog, ForgottenDialog)
        told.append(said(dialog))
        for button in dialog.findChildren(PlainButton):
            if "backup" in button.text():
                button.click()
        told.append(said(dialog))
        dialog.accept()

    in_dialog(answer)
    page.form.erase.click()
    assert bird.person.name in told[0]
    assert "mails already sent" in told[0]
    assert "could not be rewritten" in told[1]
    assert "Note" in told[1]
    assert "was deleted" in told[2]
    assert not backup.path.exists()
    assert bird.person.name not in names(window)
    assert not QGuiApplication.clipboard().text()
    assert not found([bird.email, bird.phone], (tmp_path / "documents" / "p.atelier").read_bytes())


def test_on_the_day_today_offers_to_replace_names(window: MainWindow, people: list[Bird]) -> None:
    assert window.bench is not None
    assert window.journal is not None
    journal = window.journal
    today = window.bench.page
    assert isinstance(today, TodayPage)
    assert today.retention.isHidden()
    info = ("plan", journal.plan.info.id, "keep_until")
    journal.do(set_field(journal.plan, info, "2020-01-01"))
    assert today.retention.isVisible()
    assert people[0].person.name in names(window), "nothing happens by itself"

    def set_day(dialog: QDialog) -> None:
        assert isinstance(dialog, KeepUntilDialog)
        dialog.day.setText("2020")
        dialog.primary.click()
        assert dialog.isVisible(), "a day that is over is none"
        assert "\u20662027-12-31\u2069" in dialog.problem.accessibleName(), "Arabic would turn it"
        QTest.keyClick(dialog.day, Qt.Key.Key_Backspace)
        assert "Year, month, day" in dialog.day.accessibleDescription(), "the hint is told again"
        dialog.day.setText("2099-12-31")
        dialog.primary.click()

    in_dialog(set_day)
    today.retention.later.click()
    assert journal.plan.info.keep_until == "2099-12-31"
    assert today.retention.isHidden()
    journal.undo()

    def replace(dialog: QDialog) -> None:
        assert isinstance(dialog, ForgetDialog)
        in_dialog(lambda told: told.accept())
        dialog.primary.click()

    in_dialog(replace)
    today.retention.replace.click()
    assert names(window) == ["", "", "", ""]
    assert today.retention.isHidden()
    assert [one.code for one in journal.plan.people] == ["1", "2", "3", "4"]


@pytest.mark.promise
def test_a_new_person_is_asked_for_no_mail_or_phone(
    window: MainWindow, record_property: Callable[[str, object], None]
) -> None:
    """D5: what is not needed is not asked; a field for it comes when somebody chooses it."""
    page = register(window)
    page.add_person()
    page.quick.name.setText("Ama Mensah")
    QTest.keyClick(page.quick.name, Qt.Key.Key_Return)
    assert page.form.lines["name"].text() == "Ama Mensah"
    shown = sum(line.isVisible() for line in page.form.contacts.values())
    record_property("promise", "D5")
    record_property("figure", f"{shown} of 2 contact fields shown unasked")
    record_property("target", "0")
    assert not shown
    page.form.reach.click()
    assert all(line.isVisible() for line in page.form.contacts.values())
