"""The first steps in the window that many tests take: a new plan, its commitments, their fields."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit

from app.ui.fields import LineField, ProseField
from app.ui.pages.commitments import CommitmentsPage
from app.ui.window import MainWindow
from tests.ui.program import in_dialog, press, type_into, wait_until

TITLE = "Land titles within reach"
PROBLEM = "A first land title takes fourteen months and two journeys to the capital."
FIELDS = ("title", "problem")


def begin(window: MainWindow) -> None:
    """A new plan, by keyboard."""

    def fill(dialog: QDialog) -> None:
        country = dialog.findChildren(QLineEdit)
        named = next(f for f in country if f.accessibleName() == "Country")
        type_into(named, "Sampala")
        QTest.keyClick(named, Qt.Key.Key_Return)

    in_dialog(fill)
    press(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)


def commitments_page(window: MainWindow) -> CommitmentsPage:
    """The page of the commitments, gone to by keyboard."""
    press(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    assert window.bench is not None
    page = window.bench.page
    assert isinstance(page, CommitmentsPage)
    return page


def write_commitment(window: MainWindow) -> CommitmentsPage:
    """A new commitment with a title and a problem, typed and saved."""
    page = commitments_page(window)
    page.outline.add.click()
    title, problem = fields(page)
    type_into(title, TITLE)
    type_into(problem, PROBLEM)
    wait_until(lambda: not problem.commits.is_pending)
    return page


def titles(window: MainWindow) -> list[str]:
    """The titles of the commitments in the plan."""
    assert window.journal is not None
    return [commitment.title for commitment in window.journal.plan.commitments]


def open_path(window: MainWindow) -> Path:
    """The file of the plan on the desk."""
    assert window.journal is not None
    return window.journal.file.path


def notice(window: MainWindow) -> str:
    """What the notice above the key line says."""
    assert window.bench is not None
    return window.bench.notice.accessibleName()


def fields(page: CommitmentsPage) -> tuple[LineField, ProseField]:
    """The title and the problem on the form of a commitment."""
    title, problem = page.form.form.question("title"), page.form.form.question("problem")
    assert title is not None
    assert problem is not None
    assert isinstance(title.field, LineField)
    assert isinstance(problem.field, ProseField)
    return title.field, problem.field


def first_fields(window: MainWindow) -> tuple[LineField, ProseField]:
    """The same of the first commitment, its page being gone to."""
    assert window.bench is not None
    window.bench.show_page("commitments")
    page = window.bench.page
    assert isinstance(page, CommitmentsPage)
    return fields(page)


def fields_of(window: MainWindow) -> dict[str, LineField | ProseField]:
    """The same by the names of FIELDS."""
    return dict(zip(FIELDS, first_fields(window), strict=True))


def text_of(field: LineField | ProseField) -> str:
    """What a field shows."""
    return field.text() if isinstance(field, LineField) else field.raw_text()
