"""Small charts, outlines and tables, as they are seen and heard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QStringListModel, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.ui.charts import ProgressRing, Spread, joined, spread_track
from app.ui.copying import clear_copied
from app.ui.glyphs import LEVELS, level_glyph, value_glyph
from app.ui.look import LookChoice, LookSource
from app.ui.painting import as_tip
from app.ui.roles import Role
from app.ui.rows import Row, RowsModel
from app.ui.views import OutlineView, TableView
from tests.ui.looking import TRAP, painted, put

pytest_plugins = ("tests.ui.look_fixtures",)


@pytest.mark.parametrize(("share", "filled"), [(0.0, False), (1.0, True)])
def test_the_ring_is_hollow_then_full(looks: LookSource, share: float, filled: bool) -> None:
    ring = ProgressRing(looks)
    ring.resize(20, 20)
    ring.show_share(share, "8 of 12 answers")
    assert (painted(ring, looks.look.colour("accent")) > 60) == filled
    assert ring.accessibleName() == "8 of 12 answers"


def test_near_letters_join_in_one_pill() -> None:
    assert joined([("G", 100), ("C", 10), ("R", 20)], 18) == [(["C", "R"], 15), (["G"], 100)]
    assert len(joined([("G", 0), ("C", 18), ("R", 36)], 18)) == 3
    assert joined([("G", 5), ("C", 5), ("R", 5)], 18) == [(["G", "C", "R"], 5)]
    assert Spread((("G", 0.9), ("C", 0.1))).said == "C G"


def test_low_is_at_the_start(looks: LookSource, room: QWidget) -> None:
    low, high = spread_track(room.rect(), looks.look)
    assert low < high
    looks.choose(LookChoice("light", language="ar"))
    low, high = spread_track(room.rect(), looks.look)
    assert low > high


def test_no_two_levels_of_a_scale_share_a_shape() -> None:
    for scale in LEVELS.values():
        assert len({glyph.icon for glyph in scale}) == len(scale)
    assert level_glyph(0, 3).ink == "unclear"
    assert level_glyph(6, 7).icon == "level-square"
    assert len({value_glyph(i).icon for i in range(6)}) == 6


ROWS = [
    Row("s", "Public money", section=True),
    Row("1", "Open the district budget", "1", 1.0),
    Row("2", TRAP, "2", 0.5, problems="2", said="2, two checks"),
]


def outline(looks: LookSource, qtbot: QtBot) -> tuple[OutlineView, RowsModel]:
    view = OutlineView(looks, "Commitments")
    model = RowsModel(ROWS, view)
    view.setModel(model)
    qtbot.addWidget(view)
    view.resize(260, 200)
    view.show()
    return view, model


def test_group_names_cannot_be_chosen(looks: LookSource, qtbot: QtBot) -> None:
    view, model = outline(looks, qtbot)
    view.setCurrentIndex(model.index_of("1"))
    QTest.keyClick(view, Qt.Key.Key_Up)
    assert view.currentIndex().data(Role.ID) == "1"


def test_the_chosen_row_has_tint_and_bar_at_the_start(looks: LookSource, qtbot: QtBot) -> None:
    for language in ("en", "ar"):
        looks.choose(LookChoice("light", language=language))
        view, model = outline(looks, qtbot)
        view.setCurrentIndex(model.index_of("1"))
        view.clearFocus()
        image = view.viewport().grab().toImage()
        middle = view.visualRect(model.index_of("1")).center().y()
        edge = image.width() - 2 if language == "ar" else 1
        other = 1 if language == "ar" else image.width() - 2
        assert image.pixelColor(edge, middle) == looks.look.colour("accent")
        assert image.pixelColor(other, middle) == looks.look.colour("tint")


def test_rows_change_in_place(looks: LookSource, qtbot: QtBot) -> None:
    view, model = outline(looks, qtbot)
    view.setCurrentIndex(model.index_of("2"))
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.show_rows([*ROWS[:2], Row("2", "Renamed", "2", 0.75)])
    assert view.currentIndex().data() == "Renamed"
    with qtbot.waitSignal(model.modelReset):
        model.show_rows(ROWS[1:])


def test_rows_speak(looks: LookSource, qtbot: QtBot) -> None:
    _, model = outline(looks, qtbot)
    said = [model.index(i).data(Qt.ItemDataRole.AccessibleTextRole) for i in range(3)]
    assert said == ["Public money", "Open the district budget", "2, two checks"]


def test_a_rows_tooltip_is_shown_as_typed(looks: LookSource, qtbot: QtBot) -> None:
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QStyleOptionViewItem

    view, model = outline(looks, qtbot)
    event = QHelpEvent(QHelpEvent.Type.ToolTip, QPoint(5, 5), view.mapToGlobal(QPoint(5, 5)))
    delegate = view.itemDelegate()
    delegate.helpEvent(event, view, QStyleOptionViewItem(), model.index_of("2"))
    assert QToolTip.text() == as_tip(TRAP)
    QToolTip.hideText()


def test_tab_always_leaves_a_table(looks: LookSource, room: QWidget, qtbot: QtBot) -> None:
    table, after = TableView(looks, "Milestones"), QLineEdit()
    table.setModel(QStringListModel(["Fee table", "Counters"], table))
    put(room, table, after)
    with qtbot.waitActive(room):
        room.activateWindow()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Tab)
    assert after.hasFocus()


def test_table_rows_grow_with_the_text(looks: LookSource, qtbot: QtBot) -> None:
    table = TableView(looks, "Milestones")
    table.setModel(QStringListModel(["Fee table"], table))
    qtbot.addWidget(table)
    before = table.rowHeight(0)
    looks.choose(LookChoice("light", 2.0))
    assert table.rowHeight(0) > before * 1.7


def test_a_row_copied_from_a_list_does_not_stay_on_the_clipboard(
    looks: LookSource, qtbot: QtBot
) -> None:
    """The bin, what was found and the history name people."""
    view = OutlineView(looks, "Deleted", height="document")
    qtbot.addWidget(view)
    view.setModel(QStringListModel(["Ama Mensah"], view))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    view.setCurrentIndex(view.model().index(0, 0))
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Ama Mensah"
    clear_copied()
    assert QGuiApplication.clipboard().text() == ""
