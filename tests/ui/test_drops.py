"""Files and words dropped on the window: a plan opens, words go into the field, no file acts."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.ui.window import MainWindow
from tests.models.making import a_closed_plan
from tests.ui.program import Stick, in_dialog, person, running, type_into
from tests.ui.walking import first_fields, open_path, titles

BUTTON, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
ACTIONS = Qt.DropAction.CopyAction | Qt.DropAction.MoveAction


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with running(qapp, tmp_path / "home") as one:
        yield one


def of_files(*places: Path | str) -> QMimeData:
    """Files as a file manager drags them: their addresses, and for fields also as text."""
    urls = [QUrl.fromLocalFile(str(p)) if isinstance(p, Path) else QUrl(p) for p in places]
    dragged = QMimeData()
    dragged.setUrls(urls)
    dragged.setText("\n".join(url.toString() for url in urls))
    return dragged


def drop(window: MainWindow, dragged: QMimeData, on: QWidget | None = None) -> bool:
    """Drag over the window to the middle of a widget and let go there, as the system tells Qt.

    Answers whether the pointer said that it may be dropped.
    """
    handle, place = window.windowHandle(), QPoint(200, 200)
    if on is not None:
        on.setFocus()  # which scrolls to it
        QApplication.processEvents()
        place = on.mapTo(window, on.visibleRegion().boundingRect().center())
        under = window.childAt(place)
        assert under is not None
        assert under is on or on.isAncestorOf(under), "the control: it lies under the pointer"
    enter = QDragEnterEvent(place, ACTIONS, dragged, BUTTON, NONE)
    QApplication.sendEvent(handle, enter)
    move = QDragMoveEvent(place, ACTIONS, dragged, BUTTON, NONE)
    QApplication.sendEvent(handle, move)
    assert enter.isAccepted() == move.isAccepted()
    QApplication.sendEvent(handle, QDropEvent(QPointF(place), ACTIONS, dragged, BUTTON, NONE))
    QApplication.processEvents()
    return move.isAccepted()


def test_a_plan_dropped_anywhere_opens_once_the_drag_has_ended(
    window: MainWindow, tmp_path: Path
) -> None:
    one = a_closed_plan(tmp_path / "one.atelier")
    two = a_closed_plan(tmp_path / "Côte d'Ivoire #100%.ATELIER")
    assert drop(window, of_files(one))
    assert open_path(window) == one
    _, problem = first_fields(window)
    assert drop(window, of_files(two), problem), "over a field as well"
    assert open_path(window) == two
    assert person(window).told == []


def test_the_plan_that_is_open_stays_open_with_what_was_typed(
    window: MainWindow, tmp_path: Path
) -> None:
    path = a_closed_plan(tmp_path / "one.atelier")
    window.open_path(path)
    title, _ = first_fields(window)
    type_into(title, "Typed")
    assert drop(window, of_files(path))
    assert open_path(window) == path
    assert person(window).told == ["already_open"]
    title.commits.flush()
    assert "Typed" in titles(window)[0]


def hostile(folder: Path) -> dict[str, QMimeData]:
    """What the window turns away at the pointer."""
    many = [folder / f"{number}.atelier" for number in range(500)]
    (folder / "large.docx").touch()
    os.truncate(folder / "large.docx", 2_000_000_000)
    (folder / "folder").mkdir()
    mail = QMimeData()
    mail.setData("message/rfc822", b"From: ama@example.org\r\n\r\n")
    mail.setUrls([QUrl.fromLocalFile(str(folder / "mail.eml"))])
    return {
        "500 files": of_files(*many),
        "a plan and a picture": of_files(many[0], folder / "x.png"),
        "a folder": of_files(folder / "folder"),
        "2 GB": of_files(folder / "large.docx"),
        "a mail": mail,
        "another computer": of_files("file://attacker.invalid/share/plan.atelier"),
        "a pipe of Windows": of_files("file:////attacker.invalid/share/plan.atelier"),
    }


def test_other_files_are_turned_away_and_no_field_takes_their_places(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_path(a_closed_plan(tmp_path / "one.atelier"))
    assert window.journal is not None
    title, problem = first_fields(window)
    before = window.journal.plan
    touched: list[str] = []
    real = os.stat

    def stat(path: object, *given: object, **named: object) -> os.stat_result:
        touched.append(str(path))
        return real(path, *given, **named)  # type: ignore[arg-type]  # as it was asked

    dragged = hostile(tmp_path)
    monkeypatch.setattr(os, "stat", stat)
    taken = [
        what
        for what, files in dragged.items()
        for on in (None, title, problem)
        if drop(window, files, on)
    ]
    monkeypatch.undo()
    for field in (title, problem):
        field.commits.flush()
    assert taken == []
    assert window.journal.plan == before
    assert person(window).told == []
    assert not [path for path in touched if "attacker" in path]


@pytest.mark.parametrize("kind", ["empty", "folder", "link", "noise"])
def test_what_only_calls_itself_a_plan_is_told_in_a_sentence(
    kind: str, window: MainWindow, tmp_path: Path
) -> None:
    path = a_closed_plan(tmp_path / "one.atelier")
    window.open_path(path)
    bad = tmp_path / "bad.atelier"
    if kind == "folder":
        bad.mkdir()
    elif kind == "link":
        bad.symlink_to("/dev/zero")
    else:
        bad.write_bytes(b"" if kind == "empty" else b"MZ" + bytes(range(256)) * 9)
    drop(window, of_files(bad))
    assert len(person(window).told) == 1
    assert open_path(window) == path


def test_nothing_is_taken_while_a_dialog_asks(window: MainWindow, tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "one.atelier")
    seen: list[bool] = []

    def dropped_beside(dialog: QDialog) -> None:
        seen.append(drop(window, of_files(path)))
        dialog.reject()

    in_dialog(dropped_beside)
    window.run_action("settings")
    assert seen == [False]
    assert window.journal is None


def test_words_still_go_where_they_are_dropped(window: MainWindow, tmp_path: Path) -> None:
    window.open_path(a_closed_plan(tmp_path / "one.atelier"))
    title, problem = first_fields(window)
    dragged = QMimeData()
    dragged.setText("budget")
    for field in (title, problem):
        assert drop(window, dragged, field)
        field.commits.flush()
    assert window.journal is not None
    plan = window.journal.plan
    assert "budget" in titles(window)[0]
    assert any("budget" in answer.text for answer in plan.answers(plan.commitments[0].id))


def test_a_plan_on_a_stick_is_worked_on_in_a_copy(qapp: QApplication, tmp_path: Path) -> None:
    stick = Stick(tmp_path / "stick")
    path = a_closed_plan(stick.folder / "one.atelier")
    with running(qapp, tmp_path / "home", places=stick) as window:
        drop(window, of_files(path))
        assert open_path(window).parent == window.tools.paths.documents
