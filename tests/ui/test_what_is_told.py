"""What the window says of a plan's safety is true, also where it cannot be written."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.errors import UserError
from app.ui.glyph_prose import GlyphProse
from app.ui.window import MainWindow
from tests.models.making import a_closed_plan
from tests.ui.program import person, press, running
from tests.ui.walking import begin, notice, write_commitment


def seen(window: MainWindow) -> set[str]:
    """The facts with a glyph that are on the page shown now."""
    assert window.bench is not None
    assert window.bench.page is not None
    facts = window.bench.page.findChildren(GlyphProse)
    return {fact.accessibleName() for fact in facts if fact.isVisible()}


def test_a_plan_that_can_only_be_read_is_never_called_saved(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        path = a_closed_plan(window.tools.paths.documents / "Newer.atelier")
        with closing(sqlite3.connect(path)) as db:
            db.execute("PRAGMA user_version = 99")
        person(window).choice = 0
        window.open_path(path)
        said = "“Newer.atelier” is open for reading only."
        assert notice(window) == said
        assert said in seen(window)
        assert not {one for one in seen(window) if "Saved" in one or "on closing" in one}
        assert window.bench is not None
        assert window.bench.rail._light.accessibleName() == "Read only"
        window.bench.rail._light.click()


def test_today_says_that_a_text_is_not_in_the_file(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        page = write_commitment(window)
        assert window.journal is not None
        title = page.form.form.question("title")
        assert title is not None
        bridge = page.desk.bridge

        def refuse(_plan: object) -> object:
            raise UserError("disk_full", name="plan")

        bridge.type("here", "a text", refuse)  # type: ignore[arg-type]  # as a full disk does
        assert window.bench is not None
        window.bench.show_page("today")
        assert any("is not in the file" in one for one in seen(window))
        assert not any(one.startswith("Saved on") for one in seen(window))
        bridge.drop_held("here")
        window.bench.show_page("people")
        window.bench.show_page("today")
        assert any(one.startswith("Saved on") for one in seen(window))


def test_hiding_names_says_so_and_how_they_come_back(qapp: QApplication, tmp_path: Path) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        press(window, Qt.Key.Key_F12)
        assert "F12" in notice(window)
        press(window, Qt.Key.Key_F12)
        assert notice(window) == "Names are shown again."


def test_a_disk_that_takes_nothing_is_told_with_a_way_on(
    qapp: QApplication, tmp_path: Path
) -> None:
    with running(qapp, tmp_path) as window:
        begin(window)
        assert window.bench is not None
        told = window.bench.notice
        window.bench.desk.bridge.failed.emit(UserError("disk_full", name="plan"))
        assert told.way.isVisible()
        person(window).file = tmp_path / "elsewhere.atelier"
        told.way.click()
        assert (tmp_path / "elsewhere.atelier").exists()
        assert "elsewhere.atelier" in notice(window)
        assert not told.way.isVisible()
        window.bench.desk.bridge.failed.emit(UserError("names_hidden"))
        assert not told.way.isVisible()
