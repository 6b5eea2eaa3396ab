"""The options of a document: what is offered, what it comes to, what is remembered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from docx import Document
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QWidget
from pytestqt.qtbot import QtBot

from app.exports.options import Options
from app.exports.people_part import agreed
from app.settings import Settings, read_settings
from app.ui.look import LookChoice
from app.ui.pages.publish import PublishPage
from app.ui.pages.publish.levels import level_words
from app.ui.pages.publish.memory import Asked, Memory
from app.ui.pages.publish.moments import day_words, moment_words
from app.ui.pages.publish.ticks import PickList
from app.ui.preferences import Preferences
from app.ui.read_job import ReadJob
from app.ui.window import MainWindow
from app.words import Words
from tests.builders import a_consent, a_person, a_plan
from tests.ui.program import running


@pytest.fixture
def window(qapp: QApplication, tmp_path: Path) -> Iterator[MainWindow]:
    with running(qapp, tmp_path) as window:
        window.run_action("open_demo")
        assert window.bench is not None
        window.bench.show_page("publish")
        yield window


def shown(window: MainWindow) -> PublishPage:
    assert window.bench is not None
    page = window.bench.page
    assert isinstance(page, PublishPage)
    return page


def choose(page: PublishPage, document: str) -> None:
    place = next(n for n, row in enumerate(page._model.rows) if row.id == document)
    page.list.setCurrentIndex(page._model.index(place, 0))


def test_what_is_ticked_is_what_is_asked(window: MainWindow) -> None:
    page = shown(window)
    choices = page.choices
    usual = choices.options()
    assert usual == Options(date=usual.date)
    choices.ticks["watermark"].button.click()
    choices.ticks["draft"].button.click()
    choices.levels["sectors"].button.click()
    choices.paper._segments[1].click()
    choices.beside.choose("ru")
    choices.beside.activated.emit(choices.beside.currentIndex())
    assert choices.options() == replace(
        usual, watermark=True, draft=False, who="sectors", paper="Letter", beside="ru"
    )
    assert choices.beside_hint.text()  # the demo says nothing in Russian
    assert choices.beside.findData("en") < 0  # nothing stands beside itself


def test_commitments_and_sections_are_picked_with_the_keyboard(window: MainWindow) -> None:
    page = shown(window)
    choices, plan = page.choices, page.desk.plan
    assert not choices.commitments.list.isVisible()
    QTest.keyClick(choices.commitments.all.button, Qt.Key.Key_Space)
    rows = choices.commitments.list
    assert rows.isVisible()
    rows.setFocus()
    rows.setCurrentIndex(rows.model().index(0, 0))
    QTest.keyClick(rows, Qt.Key.Key_Space)
    assert choices.options().commitments == tuple(c.id for c in plan.commitments[1:])
    choices.sections.all.button.click()
    choices.sections._model.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert len(choices.options().sections) == choices.sections._model.rowCount() - 1
    choose(page, "standards-report")
    assert choices.options().commitments == ()
    choose(page, "action-plan")
    assert choices.options().commitments == tuple(c.id for c in plan.commitments[1:])


def test_each_document_offers_what_it_can_do(window: MainWindow) -> None:
    page = shown(window)
    offered: dict[str, set[str]] = {}
    for document in ("action-plan", "participants", "standards-report", "open-data"):
        choose(page, document)
        parts = page.choices._parts.items()
        offered[document] = {name for name, part in parts if part.box.isVisibleTo(page)}
    assert "since" in offered["action-plan"]
    assert offered["participants"].isdisjoint({"since", "commitments", "sections", "values"})
    assert "who" in offered["participants"]
    assert "who" not in offered["standards-report"]
    assert offered["open-data"].isdisjoint({"paper", "file", "letterhead", "watermark", "beside"})
    assert page.choices.options().paper == "A4"


def test_a_letterhead_is_for_word_alone(window: MainWindow) -> None:
    page = shown(window)
    box = page.choices._parts["letterhead"].box
    assert box.isVisibleTo(page)
    page.choices.file._segments[1].click()
    assert not box.isVisibleTo(page)


def test_a_file_that_is_no_letterhead_is_refused_with_a_sentence(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    row = shown(window).choices.letterhead
    wrong = tmp_path / "letter.docx"
    wrong.write_bytes(b"no Word file")
    before = row.said.text()
    row.read(wrong)
    qtbot.waitUntil(lambda: row.said.text() not in (before, "Reading…"), timeout=10_000)
    assert row.path == ""
    assert shown(window).choices.options().letterhead == ""


def test_since_offers_the_last_document_the_days_and_the_backups(
    window: MainWindow, qtbot: QtBot
) -> None:
    page = shown(window)
    since = page.choices.since
    page.choices.remember_export()
    since.showPopup()
    since.hidePopup()
    texts = [since.itemText(n) for n in range(since.count())]
    assert texts[0] == "All of it, as it is now"
    assert texts[1].startswith("Since the last document: today ")
    since.setCurrentIndex(1)
    since.activated.emit(1)
    asked = page.choices.options().since
    assert not page.choices.beside.isEnabled()
    page.preview.view._segments[1].click()
    text = page.preview.text
    qtbot.waitUntil(lambda: "Nothing changed since then." in text.toPlainText(), timeout=10_000)
    assert abs(datetime.fromisoformat(asked) - datetime.now(UTC)) < timedelta(minutes=5)


def test_a_person_is_told_how_many_each_level_names(words: Words) -> None:
    ama, kofi = a_person("Ama", code="A1", organisation="Radio"), a_person("Kofi")
    plan = a_plan(ama, kofi, a_consent(ama))
    named = agreed(plan)
    assert level_words(words, plan, named, "names") == "Names 1 of 2 people: those who agreed."
    assert "1 of 2" in level_words(words, plan, named, "codes")
    assert "1 organisation" in level_words(words, plan, named, "organisations")
    assert level_words(words, plan, named, "counts").startswith("Names nobody")
    assert level_words(words, plan, named, "sectors").startswith("Names nobody")


def test_choices_are_remembered_and_names_are_not(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    memory = Memory(Preferences(Settings(), path))
    options = Options(
        who="names",
        small_cells=True,
        large_print=True,
        commitments=("x",),
        since="2026-01-01",
        date="1",
    )
    memory.keep("action-plan", Asked("pdf", "fr", options))
    assert memory.of("action-plan").options == options  # as long as the program runs
    again = Memory(Preferences(read_settings(path).settings, path))
    assert again.of("action-plan") == Asked("pdf", "fr", Options(large_print=True))
    assert again.of("participants") == Asked()


@pytest.mark.parametrize("text", ["", "{", "[]", '["pdf", "fr"]', '["pdf", "fr", {"who": "all"}]'])
def test_a_memory_that_makes_no_sense_is_none(tmp_path: Path, text: str) -> None:
    settings = Settings(publishing={"action-plan": text})
    assert Memory(Preferences(settings, tmp_path / "s")).of("action-plan") == Asked()


def test_moments_are_said_as_people_say_them(words: Words) -> None:
    now = datetime(2026, 11, 20, 16, 0).astimezone()
    assert moment_words(words, now.replace(hour=14, minute=32), now) == "today 14:32"
    assert moment_words(words, now - timedelta(days=1), now) == "yesterday 16:00"
    assert day_words(words, now - timedelta(days=3), now) == "Tuesday"
    assert moment_words(words, now - timedelta(days=40), now) == "11 Oct 16:00"


def test_everything_can_be_used_when_it_is_small_and_the_text_is_large(
    window: MainWindow, qapp: QApplication, tmp_path: Path
) -> None:
    window.tools.look.choose(LookChoice("light", scale=2.0))
    window.resize(1024, 600)
    page = shown(window)
    qapp.processEvents()
    assert page.choices.isVisible()
    assert not page.preview.isVisible()
    room = page.choices.width()
    for part in controls(page.choices):
        left = part.mapTo(page.choices, part.rect().topLeft()).x()
        assert left >= 0
        assert left + part.width() <= room, part.accessibleName()
        assert part.height() >= part.sizeHint().height() - 2, part.accessibleName()
    page.side._segments[1].click()
    assert page.preview.isVisible()
    assert not page.choices.isVisible()
    assert page.preview.sheets.viewport().height() > 60


def test_every_choice_has_a_name_for_the_ear(window: MainWindow) -> None:
    page = shown(window)
    nameless = [
        part for part in controls(page.choices) if not (part.accessibleName() or _text(part))
    ]
    assert nameless == []
    assert all(isinstance(picks, PickList) for picks in (page.choices.commitments,))


def controls(inside: QWidget) -> list[QWidget]:
    kinds = (QAbstractButton, QComboBox)
    return [part for kind in kinds for part in inside.findChildren(kind) if part.isVisible()]


def _text(part: QWidget) -> str:
    return part.text() if isinstance(part, QAbstractButton) else ""


def test_f6_goes_round_the_panes(window: MainWindow) -> None:
    page = shown(window)
    page.list.setFocus()
    visited = []
    for _ in range(4):
        page.next_pane()
        visited.append(page.focusWidget())
    assert page.preview.isAncestorOf(visited[2])
    assert visited[3] is page.list


def test_a_letterhead_is_read_by_a_process_of_its_own(
    window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    path, word = tmp_path / "ministry.docx", Document()
    word.add_paragraph("Ministry")
    word.save(str(path))
    row = shown(window).choices.letterhead
    row.read(path)
    first = row._job
    row.read(path)  # what is asked for now takes the place of what was asked before
    assert isinstance(first, ReadJob)
    assert first.cancelled
    qtbot.waitUntil(lambda: bool(row.path), timeout=20_000)
    assert row.path == str(path)
    assert "so it follows what the letterhead says" in row.said.text()
