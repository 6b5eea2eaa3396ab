"""The frame of the window: rail, notice, key line."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QLibraryInfo, Qt, QTranslator
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.controls.keycap import as_printed
from app.ui.keyline import KeyLine
from app.ui.look import LookSource
from app.ui.notice import LEAST, Notice
from app.ui.rail import Place, Rail
from app.ui.rows import RowsModel
from app.words import Words
from tests.ui.looking import put

pytest_plugins = ("tests.ui.look_fixtures",)
PLACES = [
    Place("today", "house", "Today", "1"),
    Place("board", "layout-grid", "Board", "2"),
    Place("people", "users", "People", "3", "Four gave no consent"),
]
SAME = ["Alt+↑", "1 2 3"]  # in every language
BESIDE = [Place("projector", "presentation", "Projector", "F5")]


def rail(looks: LookSource, qtbot: QtBot) -> Rail:
    made = Rail(looks, Words("en"), "Places", PLACES, BESIDE)
    qtbot.addWidget(made)
    made.resize(made.width(), 500)
    made.show()
    return made


def view_of(made: Rail) -> QWidget:
    view = made.findChild(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    assert view is not None
    return view


def test_arrows_walk_the_rail_and_enter_goes_there(looks: LookSource, qtbot: QtBot) -> None:
    made = rail(looks, qtbot)
    made.show_page("today")
    view = view_of(made)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert made.page == "today"
    with qtbot.waitSignal(made.page_requested) as heard:
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert heard.args == ["board"]


def test_the_rail_is_silent_when_told(looks: LookSource, qtbot: QtBot) -> None:
    made = rail(looks, qtbot)
    with qtbot.assertNotEmitted(made.page_requested):
        made.show_page("board")
    assert made.page == "board"


def test_the_hairline_of_the_rail_cannot_be_reached(looks: LookSource, qtbot: QtBot) -> None:
    made = rail(looks, qtbot)
    made.show_page("people")
    QTest.keyClick(view_of(made), Qt.Key.Key_Down)
    with qtbot.waitSignal(made.page_requested) as heard:
        QTest.keyClick(view_of(made), Qt.Key.Key_Return)
    assert heard.args == ["projector"]


def test_a_folded_rail_still_says_names(looks: LookSource, qtbot: QtBot) -> None:
    made = rail(looks, qtbot)
    wide = made.width()
    made.fold(True)
    assert made.width() <= 60 < wide
    model = made.findChild(RowsModel)
    assert model is not None
    said = model.index(2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "People, 3, Four gave no consent"
    assert "People" in model.index(2).data(Qt.ItemDataRole.ToolTipRole)


def test_a_notice_stays_ten_seconds_and_until_the_next_action(
    looks: LookSource, room: QWidget, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert LEAST == 10_000
    monkeypatch.setattr("app.ui.notice.LEAST", 60)
    notice, other = Notice(looks, Words("en")), QLineEdit()
    put(room, notice, other)
    other.setFocus()
    notice.tell("Milestone 4 deleted.", undo=True)
    assert notice.isVisible()
    assert not notice.undo.hasFocus()
    notice.action_happened()
    assert notice.isVisible()
    qtbot.waitUntil(notice.isHidden, timeout=2000)
    notice.tell("Saved.")
    qtbot.wait(120)
    assert notice.isVisible()
    notice.action_happened()
    assert notice.isHidden()


def test_a_notice_can_be_undone_or_closed(looks: LookSource, room: QWidget, qtbot: QtBot) -> None:
    notice = Notice(looks, Words("en"))
    put(room, notice)
    notice.tell("Milestone 4 deleted.", undo=True)
    with qtbot.waitSignal(notice.undo_requested):
        QTest.mouseClick(notice.undo, Qt.MouseButton.LeftButton)
    notice.tell("Exported.")
    assert not notice.undo.isVisible()
    with qtbot.waitSignal(notice.closed):
        QTest.mouseClick(notice.close_button, Qt.MouseButton.LeftButton)
    assert notice.isHidden()


def test_the_key_line_says_everything_even_when_narrow(looks: LookSource, room: QWidget) -> None:
    line = KeyLine(looks)
    line.show_keys([("F8", "next problem"), ("↑↓", "choose")])
    line.show_fact("8 of 12 answered")
    put(room, line)
    line.resize(60, 27)
    assert not line.grab().isNull()
    assert line.accessibleName() == "F8 next problem · ↑↓ choose · 8 of 12 answered"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", ["Suppr", "Entrée", "Page préc Page suiv", "Ctrl+Maj+S", *SAME]),
        ("ar", ["Del", "Enter", "PgUp PgDown", "Ctrl+Shift+S", *SAME]),
        (
            "de",
            ["Entf", "Enter", "Bild aufwärts Bild abwärts", "Strg+Umschalt+S", "Alt+↑", "1 2 3"],
        ),
    ],
)
def test_keys_have_the_names_that_the_menus_give_them(
    qapp: QApplication, looks: LookSource, qtbot: QtBot, language: str, said: list[str]
) -> None:
    keys = ["Del", "Enter", "PgUp PgDn", "Ctrl+Shift+S", *SAME]
    assert [as_printed(one) for one in keys[:2]] == keys[:2]
    translator = QTranslator()
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    assert translator.load(f"qtbase_{language}", folder)
    qapp.installTranslator(translator)
    try:
        line = KeyLine(looks)
        qtbot.addWidget(line)
        line.show_keys([("Del", "x")])
        assert [as_printed(one) for one in keys] == said
        assert [as_printed(one) for one in said] == said
        assert line.accessibleName() == f"{said[0]} x"
    finally:
        qapp.removeTranslator(translator)
