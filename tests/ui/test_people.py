"""The register on the screen: found, written, agreed, removed, taken from tables."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.models.plan import new_id, plan_of
from app.models.records import PlanInfo
from app.models.verbs.people import set_consent, set_contact
from app.ui.desk import Desk
from app.ui.look import LookChoice, LookSource
from app.ui.page import NEW, Place
from app.ui.pages.people import PeoplePage
from app.ui.pages.people.counts import haystack
from app.ui.pages.people.people_model import COLUMNS
from tests.models.making import an_open_plan
from tests.ui.looking import TRAP
from tests.ui.people_desk import NGO, STATE, a_desk, id_of, the_people

pytest_plugins = ("tests.ui.look_fixtures", "tests.ui.people_desk")
Key = Qt.Key


def shown(qtbot: QtBot, register: Desk, width: int = 1200) -> PeoplePage:
    page = PeoplePage(register)
    qtbot.addWidget(page)
    page.resize(width, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


@pytest.fixture
def page(qtbot: QtBot, register: Desk) -> PeoplePage:
    return shown(qtbot, register)


def names(page: PeoplePage) -> list[str]:
    return [person.name for person in page.model.people]


def write(field: QWidget, text: str) -> None:
    field.setFocus()
    QTest.keyClicks(field, text)


# -- what is seen --------------------------------------------------------------------------


def test_the_sentence_is_arithmetic(page: PeoplePage, register: Desk) -> None:
    said = page.header.sentence
    assert said.text() == "3 people, 1 civil society, 1 government. 0 agreed to be contacted."
    id = id_of(register, "Ama Mensah")
    register.bridge.do(set_consent(register.plan, id, "contact", True, "May we?", "2026-01-02"))
    assert said.text().endswith("1 agreed to be contacted.")
    assert page.fact() == "1 person without a sector"


def test_a_register_with_nobody_has_one_sentence_and_one_button(qtbot: QtBot, empty: Desk) -> None:
    page = shown(qtbot, empty)
    assert page.nothing.isVisible()
    assert page.nothing.button is not None
    assert page.nothing.button.isVisible()
    assert not page.table.isVisible()
    assert not page.import_button.isVisible()
    assert page.first_focus() is page.quick.name
    write(page.quick.name, "Ama")
    QTest.keyClick(page.quick.name, Key.Key_Return)
    assert not page.nothing.isVisible()
    assert names(page) == ["Ama"]


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("ELODIE", ["Élodie Kouassi"]),
        ("ministry kofi", ["Kofi Boateng"]),
        ("abid", ["Élodie Kouassi"]),
        ("q", []),
    ],
)
def test_search_knows_no_accents(page: PeoplePage, sought: str, found: list[str]) -> None:
    page.filter_list()
    assert page.filters.search.hasFocus()
    QTest.keyClicks(page.filters.search, sought)
    assert names(page) == found
    assert page.nothing.isVisible() == (found == [])
    assert page.fact() == f"{len(names(page))} of 3 shown"


def test_chips_by_sector_and_consent(page: PeoplePage, register: Desk) -> None:
    id = id_of(register, "Kofi Boateng")
    register.bridge.do(set_consent(register.plan, id, "photo", True, "", "2026-01-02"))
    page.filters.chip("sector", NGO).click()
    assert names(page) == ["Ama Mensah"]
    page.filters.chip("sector", STATE).click()
    assert names(page) == ["Ama Mensah", "Kofi Boateng"]
    page.filters.chip("purpose", "photo").click()
    assert names(page) == ["Kofi Boateng"]
    page.filters.clear()
    assert len(names(page)) == 3


def test_nothing_is_taken_for_markup(page: PeoplePage, register: Desk) -> None:
    write(page.quick.name, TRAP)
    QTest.keyClick(page.quick.name, Key.Key_Return)
    assert names(page)[-1] == TRAP
    assert page.form.lines["name"].text() == TRAP


# -- writing -------------------------------------------------------------------------------


def test_people_are_added_one_after_the_other(page: PeoplePage, register: Desk) -> None:
    page.show_place(Place("people", "", NEW))
    assert page.quick.name.hasFocus()
    QTest.keyClicks(page.quick.name, "Efua Owusu")
    QTest.keyClick(page.quick.name, Key.Key_Tab)
    assert page.quick.organisation.hasFocus()
    QTest.keyClicks(page.quick.organisation, "Parliament")
    QTest.keyClick(page.quick.organisation, Key.Key_Return)
    assert page.quick.name.hasFocus()
    QTest.keyClicks(page.quick.name, "Yaw")
    QTest.keyClick(page.quick.name, Key.Key_Return)
    assert [(p.code, p.name, p.organisation) for p in register.plan.people[3:]] == [
        ("4", "Efua Owusu", "Parliament"),
        ("5", "Yaw", ""),
    ]
    QTest.keyClick(page.quick.name, Key.Key_Return)
    assert len(register.plan.people) == 5


def test_a_second_person_of_a_name_is_added_and_told(
    page: PeoplePage, register: Desk, qtbot: QtBot
) -> None:
    write(page.quick.name, "elodie KOUASSI")
    with qtbot.waitSignal(page.notice) as heard:
        QTest.keyClick(page.quick.name, Key.Key_Return)
    assert "Élodie Kouassi" in heard.args[0]
    assert len(register.plan.people) == 4


def test_f2_edits_in_place_and_undo_takes_it_back(page: PeoplePage, register: Desk) -> None:
    page.choose(id_of(register, "Kofi Boateng"))
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_F2)
    editor = page.table.viewport().findChild(QLineEdit)
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "Kofi Annan Boateng")
    QTest.keyClick(editor, Key.Key_Return)
    QApplication.processEvents()  # Qt takes what an editor holds a turn later
    assert names(page)[1] == "Kofi Annan Boateng"
    assert page.form.lines["name"].text() == "Kofi Annan Boateng"
    register.bridge.undo()
    assert names(page)[1] == "Kofi Boateng"


def test_the_sector_is_not_typed_in_the_table(page: PeoplePage, register: Desk) -> None:
    columns = [name for name, _ in COLUMNS]
    flags = page.model.flags(page.model.index(0, columns.index("sector")))
    assert not flags & Qt.ItemFlag.ItemIsEditable
    page.choose(id_of(register, "Élodie Kouassi"))
    sector = page.form.sector
    sector.setCurrentIndex(sector.findData("academics"))
    sector.activated.emit(sector.currentIndex())
    assert register.plan.people[2].sector == "academics"


def test_every_field_beside_the_table_is_bound(page: PeoplePage, register: Desk) -> None:
    id = id_of(register, "Ama Mensah")
    page.choose(id)
    for name, field in (*page.form.lines.items(), *page.form.contacts.items()):
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, f"my {name}")
    page.form.access.setPlainText("An interpreter")
    page.settle()
    person = register.plan.people[0]
    assert all(getattr(person, name) == f"my {name}" for name in page.form.lines)
    contact = register.plan.contact(id)
    assert (contact.email, contact.phone) == ("my email", "my phone")
    assert person.access_needs == "An interpreter"


def test_what_is_typed_goes_to_the_person_it_was_typed_for(
    page: PeoplePage, register: Desk
) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    write(page.form.contacts["email"], "ama@x.example")
    page.choose(id_of(register, "Kofi Boateng"))
    assert page.form.contacts["email"].text() == ""
    assert register.plan.contact(id_of(register, "Ama Mensah")).email == "ama@x.example"
    assert register.plan.contact(id_of(register, "Kofi Boateng")).email == ""


def test_somebody_being_written_stays_though_the_filter_no_longer_fits(
    page: PeoplePage, register: Desk
) -> None:
    page.filters.search.setText("ama")
    page.choose(id_of(register, "Ama Mensah"))
    page.form.lines["name"].setFocus()
    page.form.lines["name"].selectAll()
    QTest.keyClicks(page.form.lines["name"], "Efua")
    page.settle()
    assert names(page) == ["Efua"]
    assert page.form.isVisible()


# -- consent -------------------------------------------------------------------------------


def test_consent_is_off_until_said_and_keeps_words_and_day(
    page: PeoplePage, register: Desk
) -> None:
    id = id_of(register, "Ama Mensah")
    page.choose(id)
    boxes = page.form.consents.boxes
    assert set(boxes) == {"contact", "publish-name", "photo"}
    assert not any(box.box.isChecked() for box in boxes.values())
    wording = boxes["photo"].wording.text()
    assert wording
    QTest.mouseClick(boxes["photo"].box, Qt.MouseButton.LeftButton, pos=QPoint(8, 8))
    consent = register.plan.consent(id, "photo")
    today = date.today().isoformat()
    assert (consent.given, consent.wording, consent.given_on) == (1, wording, today)
    assert boxes["photo"].when.text().startswith("Said yes on")
    QTest.keyClick(boxes["photo"].box, Key.Key_Space)
    assert not register.plan.has_consent(id, "photo")
    assert boxes["photo"].when.text().startswith("Said no on")
    register.bridge.undo()
    assert boxes["photo"].box.isChecked()


def test_taking_back_the_name_says_that_documents_made_keep_it(
    page: PeoplePage, register: Desk
) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    one = page.form.consents.boxes["publish-name"]
    if not one.box.isChecked():
        one.box.click()
    assert one.kept.text() == ""
    one.box.click()
    said = "Documents already made keep the name."
    assert (one.kept.text(), one.kept.isHidden()) == (said, False)
    assert said in one.box.accessibleDescription()
    register.bridge.undo()
    assert one.kept.isHidden()
    page.form.consents.boxes["photo"].box.click()
    page.form.consents.boxes["photo"].box.click()
    assert page.form.consents.boxes["photo"].kept.isHidden(), "a picture has no name in it"


# -- removing ------------------------------------------------------------------------------


def test_del_removes_those_chosen_with_all_that_is_theirs(page: PeoplePage, register: Desk) -> None:
    id = id_of(register, "Ama Mensah")
    register.bridge.do(set_contact(register.plan, id, email="ama@x.example"))
    page.choose(id)
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(page.table.chosen) == 2
    assert page.side.balance.isVisible()
    QTest.keyClick(page.table, Key.Key_Delete)
    assert names(page) == ["Élodie Kouassi"]
    assert register.plan.contact(id).email == ""
    register.bridge.undo()
    assert len(names(page)) == 3
    assert register.plan.contact(id).email == "ama@x.example"


def test_copy_takes_the_rows_as_a_spreadsheet_wants_them(page: PeoplePage, register: Desk) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    page.table.setFocus()
    QTest.keyClick(page.table, Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("1\tAma Mensah\tLand Watch\tCivil society organisations")


# -- keys, room, reading -------------------------------------------------------------------


def test_f6_goes_through_the_panes(page: PeoplePage, register: Desk) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    page.filters.search.setFocus()
    seen = []
    for _ in range(4):
        page.next_pane()
        focus = page.focusWidget()
        assert focus is not None
        seen.append(focus)
    assert seen == [page.table, page.quick.name, page.form.lines["name"], page.filters.search]


def test_without_room_the_person_takes_the_place_of_the_list(qtbot: QtBot, register: Desk) -> None:
    page = shown(qtbot, register, width=640)
    assert not page.side.isVisible()
    page.choose(id_of(register, "Ama Mensah"))
    page.table.activated.emit(page.table.currentIndex())
    assert page.form.lines["name"].isVisible()
    assert not page.table.isVisible()
    QTest.keyClick(page.form.lines["name"], Key.Key_Escape)
    assert page.table.isVisible()
    assert page.table.hasFocus()


def test_places_and_problems(page: PeoplePage, register: Desk) -> None:
    page.filters.search.setText("nobody")
    page.show_place(Place("people", id_of(register, "Kofi Boateng")))
    assert page.table.chosen == (id_of(register, "Kofi Boateng"),)
    page.next_problem()
    assert page.table.chosen == (id_of(register, "Élodie Kouassi"),)


def test_the_rows_stand_under_the_name_of_the_page(page: PeoplePage) -> None:
    cell = page.desk.look.look.px(8)
    rows = page.table.mapTo(page, QPoint(0, 0)).x() + cell
    assert rows == page.header.title.mapTo(page, QPoint(0, 0)).x()


def test_headings_sort_and_the_third_press_brings_the_order_back(page: PeoplePage) -> None:
    page.model.sort(1, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["Kofi Boateng", "Élodie Kouassi", "Ama Mensah"]
    page.model.sort(-1)
    assert names(page) == ["Ama Mensah", "Kofi Boateng", "Élodie Kouassi"]


def test_every_control_has_a_name(page: PeoplePage, register: Desk) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    fields = [*page.findChildren(QLineEdit), *page.findChildren(QComboBox), page.form.access]
    assert all(field.accessibleName() for field in fields)
    cell = page.model.index(0, 2)
    spoken = cell.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Organisation: Land Watch, Ama Mensah"


@pytest.mark.parametrize("choice", [LookChoice("dark", 2.0), LookChoice("light", language="ar")])
def test_it_stands_in_other_looks(
    choice: LookChoice, page: PeoplePage, looks: LookSource, register: Desk
) -> None:
    page.choose(id_of(register, "Ama Mensah"))
    looks.choose(choice)
    page.resize(1224, 620)
    QApplication.processEvents()
    assert page.table.isVisible()
    assert page.table.viewport().height() >= 3 * looks.look.height("table")
    assert page.quick.geometry().bottom() <= page.height()


def test_in_large_text_the_line_for_somebody_new_comes_when_it_is_asked_for(
    page: PeoplePage, looks: LookSource, register: Desk
) -> None:
    looks.choose(LookChoice("light", 2.0))
    page.resize(1224, 620)
    assert not page.quick.isVisible()
    QTest.mouseClick(page.add_button, Qt.MouseButton.LeftButton)
    assert page.quick.name.hasFocus()
    write(page.quick.name, "Yaw")
    QTest.keyClick(page.quick.name, Key.Key_Return)
    assert page.quick.name.hasFocus(), "the next one follows at once"
    QTest.keyClick(page.quick.name, Key.Key_Escape)
    assert not page.quick.isVisible()
    assert page.table.hasFocus()


def test_twelve_hundred_people_are_folded_once_however_often_one_searches(
    qtbot: QtBot, tmp_path: Path, looks: LookSource
) -> None:
    plan = plan_of([PlanInfo(new_id(), title="Plan"), *the_people(1200)])
    with an_open_plan(tmp_path / "many.atelier", plan) as journal:
        page = shown(qtbot, a_desk(tmp_path, looks, journal))
        page.filters.search.setText("x")
        folded = haystack.cache_info().misses
        for text, found in (("person 119", 12), ("", 1200)):
            page.filters.search.setText(text)
            assert len(names(page)) == found
        assert haystack.cache_info().misses == folded
