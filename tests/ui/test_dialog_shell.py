"""What the frame of dialogs does when an answer is refused, on the dialog of a new plan."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QScrollArea, QWidget

from app.ui.dialogs.new_plan import NewPlanDialog
from tests.ui.program import running


@pytest.fixture
def dialog(qapp: QApplication, tmp_path: Path) -> Iterator[NewPlanDialog]:
    with running(qapp, tmp_path) as window:
        dialog = NewPlanDialog(window.tools, window)
        dialog.show()
        QTest.qWait(30)
        yield dialog
        dialog.close()
        dialog.deleteLater()


def field(dialog: QWidget, name: str) -> QLineEdit:
    return next(one for one in dialog.findChildren(QLineEdit) if one.accessibleName() == name)


def test_a_refusal_takes_no_room_from_the_fields(dialog: NewPlanDialog) -> None:
    dialog.accept()
    QTest.qWait(30)
    assert dialog.problem.isVisible()
    scroll = dialog.findChild(QScrollArea)
    assert scroll is not None
    assert scroll.verticalScrollBar().maximum() == 0


def test_a_refusal_is_taken_back_once_its_field_is_mended(dialog: NewPlanDialog) -> None:
    dialog.accept()
    country = field(dialog, "Country")
    assert country.property("problem")
    QTest.keyClicks(country, "Mali")
    assert not dialog.problem.isVisible()
    assert not country.property("problem")


def test_a_field_that_is_only_read_is_as_high_as_its_neighbours(dialog: NewPlanDialog) -> None:
    ends, starts = field(dialog, "Ends"), field(dialog, "Starts")
    assert ends.isReadOnly()
    assert (ends.height(), ends.y()) == (starts.height(), starts.y())


def test_the_words_of_fields_and_of_choices_stand_on_one_edge(dialog: NewPlanDialog) -> None:
    starts = field(dialog, "Starts")
    starts.setText(_years(dialog).currentText())
    assert abs(_first_ink(starts) - _first_ink(_years(dialog))) <= 1


def _years(dialog: QWidget) -> QComboBox:
    return next(box for box in dialog.findChildren(QComboBox) if box.accessibleName() == "Length")


def _first_ink(widget: QWidget) -> int:
    """How far in the first dark pixel stands on the lines where the words are."""
    image = widget.grab().toImage()
    middle = image.height() // 2
    lines = range(middle - 5, middle + 5)
    for x in range(5, image.width()):
        if any(image.pixelColor(QPoint(x, y)).lightness() < 128 for y in lines):
            return x
    raise AssertionError("nothing is written in it")
