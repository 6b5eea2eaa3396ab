"""D7: one key, and no name, mail or phone is on the screen, nor spoken by a screen reader."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QEvent, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

from app.models.planfile import PlanFile
from app.models.records import Commitment, Note, Person
from app.models.verbs.people import add_person
from app.models.verbs.rows import set_field
from app.start import PAGES
from app.ui.controls import SearchField
from app.ui.page import Place
from app.ui.pages.people.page import PeoplePage
from app.ui.pages.people.quick_add import QuickLine
from app.ui.rater_field import RaterField
from app.ui.window import MainWindow
from tests.privacy.canaries import Bird, a_workshop, birds, found
from tests.ui.program import press, running

ROLES = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.EditRole,
    Qt.ItemDataRole.ToolTipRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.AccessibleDescriptionRole,
)
SAID = ("text", "title", "placeholderText", "toPlainText", "currentText", "label")


def texts(window: MainWindow) -> Iterator[str]:
    """Everything the window says: texts, titles, tips, names for screen readers, completions."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # as when the loop goes on
    for widget in [window, *window.findChildren(QWidget)]:
        if not widget.isVisible():
            continue
        for name in ("windowTitle", "toolTip", "statusTip", "whatsThis"):
            yield str(getattr(widget, name)())
        yield widget.accessibleName()
        yield widget.accessibleDescription()
        yield from _own(widget)
    for action in window.findChildren(QAction):
        yield action.text() + action.toolTip()


def _own(widget: QWidget) -> Iterator[str]:
    for name in SAID:
        said = getattr(widget, name, None)
        if said is not None:
            yield str(said() if callable(said) else said)
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from _items(widget.model())
    if isinstance(widget, QComboBox):
        yield from _items(widget.model())
    if isinstance(widget, QLineEdit) and widget.completer() is not None:
        yield from _items(widget.completer().model())


def _items(model: QAbstractItemModel) -> Iterator[str]:
    for row in range(model.rowCount()):
        for column in range(1 if isinstance(model, QAbstractListModel) else model.columnCount()):
            for role in ROLES:
                said = model.index(row, column).data(role)
                if isinstance(said, str):
                    yield said


def on_screen(window: MainWindow, people: list[Bird]) -> set[str]:
    """Which names, mails, phones and needs anything visible in the window tells."""
    words = [word for bird in people for word in bird.secrets]
    return set(found(words, "\n".join(texts(window)).encode()))


def every_place(window: MainWindow) -> Iterator[str]:
    """Go everywhere, and to every person and commitment; say where one is."""
    assert window.bench is not None
    for page in PAGES:
        window.bench.show_page(page)
        QApplication.processEvents()
        yield page
    plan = window.bench.desk.plan
    for table, page in ((Person, "people"), (Commitment, "commitments")):
        for row in plan.all(table)[:3]:
            window.bench.go(Place(page, row.id))
            QApplication.processEvents()
            yield f"{page} {row.id}"


@pytest.fixture
def people() -> list[Bird]:
    return birds(random.Random(31), 6)


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path, people: list[Bird]) -> Iterator[MainWindow]:
    path = tmp_path / "p.atelier"
    PlanFile.create(path, a_workshop(people)).close()
    with running(qapp, tmp_path) as shown:
        shown.open_path(path)
        assert shown.journal is not None
        journal = shown.journal
        for n, note in enumerate(journal.plan.all(Note)):
            at = ("note", note.id, "source")
            journal.do(set_field(journal.plan, at, people[n].person.name))
            said = f"Call {people[n].person.name} ({people[n].email})"
            journal.do(set_field(journal.plan, ("note", note.id, "text"), said))
        journal.do(set_field(journal.plan, ("person", people[0].person.id, "role"), "Chair"))
        yield shown


@pytest.mark.promise
def test_no_name_is_on_any_page_while_names_are_hidden(
    window: MainWindow, people: list[Bird], record_property: Callable[[str, object], None]
) -> None:
    shown = {word for _ in every_place(window) for word in on_screen(window, people)}
    assert len(shown) > len(people), "the control sees names where they are shown"
    press(window, Qt.Key.Key_F12)
    left = {
        f"{where}: {word}" for where in every_place(window) for word in on_screen(window, people)
    }
    record_property("promise", "D7")
    record_property("figure", f"{len(left)} of {len(people)} people on {len(PAGES)} pages")
    record_property("target", "0")
    assert not left
    press(window, Qt.Key.Key_F12)
    again = {word for _ in every_place(window) for word in on_screen(window, people)}
    assert again == shown, "pressed again it shows them"


def test_hiding_where_one_stands_covers_what_is_on_the_screen(
    window: MainWindow, people: list[Bird]
) -> None:
    assert window.bench is not None
    for where in every_place(window):
        press(window, Qt.Key.Key_F12)
        QApplication.processEvents()
        page = window.bench.page
        assert page is not None
        assert not on_screen(window, people), where
        press(window, Qt.Key.Key_F12)


def test_nothing_covered_can_be_written_over(window: MainWindow, people: list[Bird]) -> None:
    assert window.bench is not None
    assert window.journal is not None
    bridge = window.bench.desk.bridge
    press(window, Qt.Key.Key_F12)
    before = window.journal.plan
    id = people[0].person.id
    assert bridge.do(set_field(bridge.plan, ("person", id, "name"), "12")) is None
    note = bridge.plan.all(Note)[0]
    assert bridge.do(set_field(bridge.plan, ("note", note.id, "text"), note.text + "!")) is None
    assert window.journal.plan is before
    title = ("plan", bridge.plan.info.id, "title")
    assert bridge.do(set_field(bridge.plan, title, "Other")) is not None, "other things go on"
    assert bridge.do(add_person(bridge.plan, "Somebody New")) is not None
    assert "Somebody New" not in "\n".join(texts(window))


def test_import_of_people_waits_while_names_are_hidden(window: MainWindow) -> None:
    assert window.bench is not None
    press(window, Qt.Key.Key_F12)
    window.bench.show_page("people")
    page = window.bench.page
    assert isinstance(page, PeoplePage)
    page.import_people()
    assert "F12" in window.bench.notice.accessibleName()


def test_what_is_sought_or_typed_and_not_added_is_covered_too(
    window: MainWindow, people: list[Bird]
) -> None:
    assert window.bench is not None
    name = people[0].person.name
    for page in ("people", "commitments", "history"):
        window.bench.show_page(page)
        assert window.bench.page is not None
        for field in window.bench.page.findChildren(QLineEdit):
            if isinstance(field, SearchField | QuickLine | RaterField):
                field.setText(name)
    press(window, Qt.Key.Key_F12)
    fields = window.bench.findChildren(QLineEdit)
    kinds = {type(field) for field in fields}
    assert {SearchField, QuickLine, RaterField} <= kinds
    assert not [type(field) for field in fields if name in field.displayText()]
    typed = [field.text() for field in fields if isinstance(field, QuickLine)]
    assert typed == [name, name], "what was typed and not added yet is not lost"
    press(window, Qt.Key.Key_F12)
    assert [f.displayText() for f in fields if isinstance(f, QuickLine)] == typed


def test_a_sign_stays_while_names_are_hidden_and_shows_them(window: MainWindow) -> None:
    sign = window.top_line.names_button
    assert sign.isHidden()
    window.run_action("hide_names")
    assert sign.isVisible()
    assert "F12" in sign.accessibleName()
    window.resize(1024, 600)
    assert window.top_line.width() + window.menus.width() <= window.width()
    sign.click()
    assert sign.isHidden()
    assert window.bench is not None
    assert not window.bench.desk.bridge.hides_names
