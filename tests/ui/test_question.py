"""A question keeps its buttons whole at every size of text, and Enter takes the safe one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.errors import UserError
from app.ui.asking import Asking
from app.ui.look import LookChoice, LookSource
from app.ui.question import ASKS, QuestionDialog
from app.words import Words
from tests.ui.looking import RESOURCES

VERBS = ("Open this one as a new file, beside the other", "Open the other one", "Open this file")


@pytest.fixture(params=[1.0, 2.0])
def asking(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[Asking]:
    looks = LookSource(qapp, RESOURCES, LookChoice("light", scale=request.param))
    yield Asking(Words("en"), looks)
    looks.choose(LookChoice("light"))
    looks.deleteLater()


def shown(asking: Asking, qtbot: QtBot) -> QuestionDialog:
    box = asking.box(ASKS, ["Two copies went their own ways.", "Both are kept."], VERBS, "Cancel")
    qtbot.addWidget(box)
    box.show()
    QTest.qWait(20)
    return box


def test_no_button_is_cut_and_no_word_is_covered(asking: Asking, qtbot: QtBot) -> None:
    box = shown(asking, qtbot)
    for button in (*box.buttons, box.leave):
        assert button.width() >= button.sizeHint().width(), button.label
        assert box.rect().contains(button.geometry())
    for text in box.texts:
        assert text.height() >= text.heightForWidth(text.width())


def test_enter_takes_the_safe_way_and_escape_none(asking: Asking, qtbot: QtBot) -> None:
    box = shown(asking, qtbot)
    assert box.focusWidget() is box.buttons[0]
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert box.answer == 0
    box = shown(asking, qtbot)
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.answer is None
    assert not box.isVisible()


def test_a_fault_says_what_happened_before_what_to_do(
    asking: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[list[str]] = []

    def note(box: QuestionDialog) -> int:
        told.append([text.text() for text in box.texts])
        return 0

    monkeypatch.setattr(QuestionDialog, "exec", note)
    asking.tell(UserError("file_locked", name="Plan.atelier"))
    assert told[0][0].startswith("“Plan.atelier” is open")
    assert told[0][1].startswith("Close it")
