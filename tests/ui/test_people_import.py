"""Taking people from a table on the screen: shown first, taken in one step."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.messages import say
from app.models.edits import Step
from app.models.intake.tables import FAULTS
from app.ui.desk import Desk
from app.ui.dialogs.import_people import ImportPeopleDialog
from app.words import Words
from tests.ui.people_desk import id_of
from tests.ui.program import Person

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.people_desk")
TABLE = """Nom;Organisation;Secteur;Courriel;J’accepte d’être contacté
Ama Mensah;Land Watch;ONG;ama@x.example;oui
Zoë Núñez;Ministère;Gouvernement;zoe@x.example;peut-être
;Sans nom;;;
Zoë Núñez;Ministère;Gouvernement;autre@x.example;non
"""


def asked(qtbot: QtBot, register: Desk, path: Path) -> ImportPeopleDialog:
    dialog = ImportPeopleDialog(register, path)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: dialog.preview is not None or bool(dialog.about.told))
    qtbot.waitUntil(lambda: register.jobs.running == 0)
    return dialog


def a_table(folder: Path, text: str = TABLE, encoding: str = "utf-8") -> Path:
    path = folder / "inscriptions.csv"
    path.write_bytes(text.encode(encoding))
    return path


def test_a_table_is_shown_before_it_is_taken(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    dialog = asked(qtbot, empty, a_table(tmp_path))
    assert dialog.mapping_row.mapping == (
        "name",
        "organisation",
        "sector",
        "email",
        "consent:contact",
    )
    assert [row.state for row in dialog.model.rows] == ["new", "new", "rejected", "duplicate"]
    assert dialog.counts.text() == "4 rows: 2 people are new, 2 rows are left out."
    assert dialog.primary.label == "Import 2 people"
    assert not empty.plan.people
    dialog.primary.click()
    assert isinstance(dialog.step, Step)
    empty.bridge.do(dialog.step)
    assert [person.name for person in empty.plan.people] == ["Ama Mensah", "Zoë Núñez"]
    assert empty.said(dialog.step) == "import 2 people"


def test_the_columns_chosen_are_remembered(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    path = a_table(tmp_path)
    dialog = asked(qtbot, empty, path)
    combo = dialog.mapping_row.combos[1]
    combo.setCurrentIndex(combo.findData("role"))
    combo.activated.emit(combo.currentIndex())
    qtbot.waitUntil(lambda: empty.jobs.running == 0)
    assert dialog.preview is not None
    assert dialog.preview.rows[0].person.role == "Land Watch"
    dialog.primary.click()
    again = asked(qtbot, empty, path)
    assert again.mapping_row.mapping[:2] == ("name", "role")


def test_a_target_is_given_to_one_column_only(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    dialog = asked(qtbot, empty, a_table(tmp_path))
    combo = dialog.mapping_row.combos[1]
    combo.setCurrentIndex(combo.findData("name"))
    combo.activated.emit(combo.currentIndex())
    assert dialog.mapping_row.mapping[:2] == ("", "name")
    qtbot.waitUntil(lambda: empty.jobs.running == 0)


def test_without_names_nothing_can_be_taken(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    dialog = asked(qtbot, empty, a_table(tmp_path))
    combo = dialog.mapping_row.combos[0]
    combo.setCurrentIndex(0)
    combo.activated.emit(0)
    qtbot.waitUntil(lambda: empty.jobs.running == 0)
    assert not dialog.primary.isEnabled()
    assert dialog.counts.text() == "Say which column holds the names."


def test_an_old_encoding_is_asked_about(qtbot: QtBot, empty: Desk, tmp_path: Path) -> None:
    dialog = asked(qtbot, empty, a_table(tmp_path, encoding="cp1252"))
    assert dialog.about.encoding.isVisible()
    assert dialog.about.encoding.currentData() == "cp1252"
    assert dialog.model.rows[1].person.name == "Zoë Núñez"
    dialog.about.encoding.setCurrentIndex(dialog.about.encoding.findData("cp1251"))
    dialog.about.encoding.activated.emit(dialog.about.encoding.currentIndex())
    qtbot.waitUntil(lambda: empty.jobs.running == 0)
    assert dialog.model.rows[1].person.name != "Zoë Núñez"


def test_twins_can_fill_blanks_and_what_is_left_out_is_saved(
    qtbot: QtBot, register: Desk, tmp_path: Path
) -> None:
    dialog = asked(qtbot, register, a_table(tmp_path))
    assert dialog.model.rows[0].state == "duplicate"
    assert dialog.counts.text() == "4 rows: 1 person is new, 3 rows are left out."
    dialog.left_out.copy.click()
    assert QGuiApplication.clipboard().text().splitlines()[1].startswith("4\tThe row has no name.")
    person = register.asking
    assert isinstance(person, Person)
    person.file = tmp_path / "left.csv"
    dialog.left_out.save.click()
    assert "The row has no name." in person.file.read_text("utf-8-sig")
    dialog.duplicates.setCurrentIndex(1)
    dialog.duplicates.activated.emit(1)
    qtbot.waitUntil(lambda: register.jobs.running == 0)
    assert dialog.counts.text().startswith("4 rows: 1 person is new, 2 rows fill blanks")
    dialog.primary.click()
    assert dialog.step is not None
    register.bridge.do(dialog.step)
    assert register.plan.contact(id_of(register, "Ama Mensah")).email == "ama@x.example"
    register.bridge.undo()
    assert register.plan.contact(id_of(register, "Ama Mensah")).email == ""


def test_no_table_is_told_in_a_sentence(qtbot: QtBot, register: Desk, tmp_path: Path) -> None:
    dialog = asked(qtbot, register, a_table(tmp_path, "<html><table>"))
    assert "is not a table" in dialog.about.warnings.accessibleName()
    assert not dialog.primary.isEnabled()
    person = register.asking
    assert isinstance(person, Person)
    person.file = tmp_path / "better.csv"
    person.file.write_text(TABLE, "utf-8")
    dialog.about.other.click()
    qtbot.waitUntil(lambda: dialog.preview is not None)
    assert dialog.view.isVisible()
    qtbot.waitUntil(lambda: register.jobs.running == 0)


def test_the_window_asks_and_nothing_chosen_is_no_dialog(register: Desk) -> None:
    assert ImportPeopleDialog.asked(register) is None


def test_every_fault_of_a_table_has_its_sentence(words: Words) -> None:
    for code in FAULTS:
        fault = UserError(code, name="people.csv", column="Name", encoding="cp1252")
        assert say(words, fault).count(".") >= 2


def test_on_a_low_screen_the_first_sight_is_of_the_rows(
    qtbot: QtBot, empty: Desk, tmp_path: Path
) -> None:
    empty.look.choose(replace(empty.look.choice, scale=2.0))
    dialog = asked(qtbot, empty, a_table(tmp_path, encoding="cp1252"))
    dialog.resize(1000, 700)
    QTest.qWait(20)
    assert dialog.low
    assert dialog.about.told, "the control: there is something to fold away"
    third = dialog.view.visualRect(dialog.model.index(2, 0))
    assert third.bottom() <= dialog.view.viewport().height() + 1
    area = dialog.view.parentWidget()
    area = area.parentWidget() if area is not None else None
    assert area is not None
    assert dialog.view.viewport().mapTo(area, third.bottomLeft()).y() < area.height()
    assert not dialog.about.encoding.isVisible()
    dialog.about.fold.click()
    assert dialog.about.encoding.isVisible()
    assert dialog.about.warnings.isVisible()
    dialog.about.fold.click()
    assert not dialog.about.warnings.isVisible()
