"""An input method composes: what is not chosen yet is not written, what is chosen is not lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.models.planfile import PlanFile
from app.ui.fields import PAUSE_MS, LineField, ProseField
from app.ui.window import MainWindow
from tests.models.making import a_closed_plan, a_title
from tests.ui.program import running, wait_until
from tests.ui.walking import FIELDS, fields_of, open_path, text_of

Field = LineField | ProseField
# What stands under the pointer while composing, and what comes of it.
COMPOSED = {
    "zh": (("t", "tu", "tu d", "土d", "土地"), "土地"),
    "ja": (("と", "とち", "土地"), "土地"),
    "ko": (("ㅌ", "토", "토지"), "토지"),
    "ar": (("أ", "أر", "أرض"), "أرض"),  # a keyboard on the screen, which proposes words
    "fr": (("^",), "ê"),
    "vi": (("o", "ô", "ộ"), "o\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING DOT BELOW}"),
    "emoji": (("\N{SEEDLING}",), "\N{SEEDLING}"),
}
AS_KEPT = {"vi": "ộ"}


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with running(qapp, tmp_path / "home") as one:
        one.open_path(a_closed_plan(tmp_path / "plan.atelier"))
        yield one


def compose(field: Field, preedit: str) -> None:
    """Show what is being composed."""
    QApplication.sendEvent(field, QInputMethodEvent(preedit, []))


def choose(field: Field, text: str) -> None:
    """End composing with a text, or with none."""
    event = QInputMethodEvent("", [])
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def at_the_end(field: Field) -> None:
    """Be in the field, after what it holds."""
    field.setFocus()
    if isinstance(field, LineField):
        field.end(False)
    else:
        field.moveCursor(field.textCursor().MoveOperation.End)


def cursor(field: Field) -> object:
    """Where the cursor stands on the screen: behind what is being composed."""
    return field.inputMethodQuery(Qt.InputMethodQuery.ImCursorRectangle)


def kept(window: MainWindow, name: str) -> str:
    """What the file holds for that field: as long as the window lives, read over its connection."""
    assert window.journal is not None
    plan = window.journal.file.read_plan()
    first = plan.commitments[0]
    if name == "title":
        return first.title
    return next(one.text for one in plan.answers(first.id) if one.item == "problem")


def test_autosave_in_the_middle_of_composing_writes_what_is_chosen_only(
    window: MainWindow,
) -> None:
    fields = fields_of(window)
    for number, (language, (steps, chosen)) in enumerate(COMPOSED.items()):
        name = FIELDS[number % len(FIELDS)]
        field = fields[name]
        at_the_end(field)
        QTest.keyClicks(field, "x")
        before = text_of(field)
        for preedit in steps:
            compose(field, preedit)
        saved_as(window, name, before)
        assert text_of(field) == before, f"{language}: the field shows it, and does not hold it"
        compose(field, steps[-1])  # and composing goes on after the pause
        choose(field, chosen)
        QTest.keyClicks(field, "y")
        field.commits.flush()
        assert kept(window, name) == before + AS_KEPT.get(language, chosen) + "y"


def saved_as(window: MainWindow, name: str, text: str) -> None:
    """Wait until the pause is over and the file holds that."""
    wait_until(lambda: kept(window, name) == text)


@pytest.mark.parametrize("name", FIELDS)
def test_a_change_from_elsewhere_does_not_end_composing(window: MainWindow, name: str) -> None:
    field = fields_of(window)[name]
    at_the_end(field)
    before = text_of(field)
    place = cursor(field)
    compose(field, "tu d")
    composing = cursor(field)
    assert composing != place
    assert window.bench is not None
    bridge = window.bench.desk.bridge
    bridge.do(a_title(bridge.plan, "Another title of the plan"))
    assert cursor(field) == composing, "the screen still shows it"
    choose(field, "土地")
    field.commits.flush()
    assert kept(window, name) == before + "土地"


@pytest.mark.parametrize("name", FIELDS)
def test_composing_that_is_given_up_leaves_nothing(window: MainWindow, name: str) -> None:
    field = fields_of(window)[name]
    at_the_end(field)
    before, steps = text_of(field), len(_steps(window))
    compose(field, "^")
    choose(field, "")
    QTest.qWait(PAUSE_MS + 100)
    assert (text_of(field), kept(window, name)) == (before, before)
    assert len(_steps(window)) == steps, "nothing to undo came of it"


def _steps(window: MainWindow) -> list[object]:
    assert window.journal is not None
    return list(window.journal.file.entries())


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_chosen_as_the_field_is_left_stays_in_its_commitment(
    window: MainWindow, name: str
) -> None:
    """The system ends composing with what is shown, then the next field has the keyboard."""
    fields = fields_of(window)
    field, other = fields[name], next(one for n, one in fields.items() if n != name)
    at_the_end(field)
    before, others = text_of(field), text_of(other)
    compose(field, "أرض")
    choose(field, "أرض")
    other.setFocus()
    assert kept(window, name) == before + "أرض", "written at once on leaving"
    assert text_of(other) == others
    assert window.bench is not None
    window.bench.show_page("today")
    assert kept(window, name) == before + "أرض"


@pytest.mark.parametrize("name", FIELDS)
def test_closing_in_the_middle_drops_what_was_not_chosen_cleanly(
    window: MainWindow, name: str
) -> None:
    field = fields_of(window)[name]
    at_the_end(field)
    QTest.keyClicks(field, "x")
    before, path = text_of(field), open_path(window)
    compose(field, "ㅌ")
    window.close_plan()
    file = PlanFile.open(path, read_only=True)
    plan = file.read_plan()
    file.close()
    held = [plan.commitments[0].title, *(a.text for a in plan.answers(plan.commitments[0].id))]
    assert before in held
    assert not any("ㅌ" in text for text in held)
