"""What lies beside a plan tells nobody for long: the list of sticks, the clipboard, the bin."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog

from app.models.erasing import erase
from app.models.planfile import PlanFile
from app.models.planfile.carried import Carried, CarryList
from app.models.planfile.forget import wish_to_erase
from app.models.records import Person
from app.models.verbs.drafting import delete_commitment
from app.models.verbs.people import delete_people
from app.paths import Paths
from app.ui.copying import clear_copied, copy_people
from app.ui.dialogs.forget_people import ForgetDialog, ForgottenDialog
from app.ui.dialogs.recently_deleted import RecentlyDeletedDialog
from app.ui.pages.people.page import PeoplePage
from app.ui.window import MainWindow
from tests.models.making import an_open_plan
from tests.privacy.canaries import Bird, a_workshop, birds, found
from tests.ui.program import in_dialog, running


@pytest.fixture
def people() -> list[Bird]:
    return birds(random.Random(77), 3)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, people: list[Bird]) -> Iterator[MainWindow]:
    path = tmp_path / "documents" / "p.atelier"
    PlanFile.create(path, a_workshop(people)).close()
    with running(qapp, tmp_path) as shown:
        shown.open_path(path)
        yield shown


@pytest.mark.promise
def test_the_list_of_sticks_forgets_a_path_that_names_the_erased(
    tmp_path: Path, people: list[Bird], record_property: Callable[[str, object], None]
) -> None:
    paths, name = Paths.under(tmp_path), people[0].person.name.replace(" ", "_")
    paths.make()
    listed = CarryList.of(paths)
    listed.keep(Carried(tmp_path / f"{name}.atelier", tmp_path / "stick" / "a.atelier", "1"))
    listed.keep(Carried(tmp_path / "here.atelier", tmp_path / f"{name}" / "b.atelier", "2"))
    kept = paths.data / "carried.json"
    before = found([name], kept.read_text().encode())
    with an_open_plan(paths.documents / "p.atelier", a_workshop(people)) as journal:
        erase(journal, wish_to_erase(journal.file, people[0].person.id, "somebody"), paths)
    left = found([name], kept.read_text().encode())
    record_property("promise", "D2")
    record_property("figure", f"{len(left)} of 1 name left in the list of sticks")
    record_property("target", "0 found")
    assert before, "the control: it was there"
    assert not left


def test_the_clipboard_is_emptied_of_people_only(qapp: QApplication) -> None:
    clipboard = QGuiApplication.clipboard()
    copy_people([["1", "Ama\nMensah"]])
    assert clipboard.text() == "1\tAma Mensah"
    clear_copied()
    assert clipboard.text() == ""
    copy_people([["1", "Ama\nMensah"]])
    clipboard.setText("from elsewhere")
    clear_copied()
    assert clipboard.text() == "from elsewhere"


def test_what_is_copied_runs_in_no_spreadsheet(qapp: QApplication) -> None:
    copy_people([["1", "=HYPERLINK(A1)", "Ama\tMensah"], ["2", "@SUM(A1)", "North - South"]])
    said = "1\t'=HYPERLINK(A1)\tAma Mensah\n2\t'@SUM(A1)\tNorth - South"
    assert QGuiApplication.clipboard().text() == said
    clear_copied()


def test_people_copied_from_the_register_are_marked_as_such(
    window: MainWindow, people: list[Bird]
) -> None:
    assert window.bench is not None
    window.bench.show_page("people")
    page = window.bench.page
    assert isinstance(page, PeoplePage)
    page.choose(people[0].person.id)
    page.table._copy()
    assert people[0].person.name in QGuiApplication.clipboard().text()
    clear_copied()
    assert QGuiApplication.clipboard().text() == ""


def test_somebody_removed_is_erased_from_the_bin(
    window: MainWindow, people: list[Bird], tmp_path: Path
) -> None:
    journal, bird = window.journal, people[1]
    assert journal is not None
    journal.do(delete_people(journal.plan, [bird.person.id]))

    def ask(dialog: QDialog) -> None:
        assert isinstance(dialog, RecentlyDeletedDialog)
        in_dialog(agree)
        assert dialog.erase.isVisible()
        dialog.erase.click()
        assert not dialog.erase.isVisible(), "nobody else lies there"
        dialog.reject()

    def agree(dialog: QDialog) -> None:
        assert isinstance(dialog, ForgetDialog)
        in_dialog(lambda told: told.accept() if isinstance(told, ForgottenDialog) else None)
        dialog.primary.click()

    in_dialog(ask)
    window.run_action("recently_deleted")
    assert not journal.file.damage()
    assert journal.plan.get("person", bird.person.id) is None
    window.close_plan()
    assert not found(bird.words, (tmp_path / "documents" / "p.atelier").read_bytes())
    assert not [path for path in (tmp_path / "data").rglob("*.bak") if _tells(path, bird)]


def _tells(path: Path, bird: Bird) -> bool:
    return bool(found(bird.words, path.read_bytes()))


def test_nothing_else_in_the_bin_can_be_erased(window: MainWindow) -> None:
    journal = window.journal
    assert journal is not None
    journal.do(delete_commitment(journal.plan, journal.plan.commitments[0].id))
    seen: list[bool] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, RecentlyDeletedDialog)
        seen.append(dialog.erase.isVisible())
        dialog.reject()

    in_dialog(look)
    window.run_action("recently_deleted")
    assert seen == [False]
    assert journal.plan.all(Person)
