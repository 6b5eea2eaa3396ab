"""A tip shows a stranger's words as they were typed, and shows them once."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from app.models.intake.people import PreviewRow
from app.models.intake.tables import Remark
from app.models.records import Contact, Person
from app.ui.look import LookSource
from app.ui.pages.people.import_model import STATE, ImportModel
from app.ui.pages.publish.ticks import PickList
from app.words import Words
from tests.ui.looking import TRAP

pytest_plugins = ("tests.ui.look_fixtures",)
TIP = Qt.ItemDataRole.ToolTipRole


def test_a_title_to_be_ticked_is_no_markup(looks: LookSource, qtbot: QtBot) -> None:
    pick = PickList(looks, "Commitments")
    qtbot.addWidget(pick)
    pick.offer("All", [("1", TRAP)], ())
    shown = QTextDocument()
    shown.setHtml(str(pick.list.model().index(0, 0).data(TIP)))  # as Qt takes what looks like it
    assert shown.toPlainText() == TRAP


def test_why_a_row_is_left_out_is_told_without_our_own_markup() -> None:
    model = ImportModel(Words("en"))
    reason = Remark("“{value}” is no day.", {"value": TRAP})
    row = PreviewRow(1, Person("1"), Contact("2"), (), "rejected", (), reason)
    model.show_rows((), (row,))
    assert model.index(0, STATE).data(TIP) == f"“{TRAP}” is no day."
