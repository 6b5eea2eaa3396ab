"""The lines of the history say which row a step is about, and name nobody out of many."""

from __future__ import annotations

from pathlib import Path

from pytestqt.qtbot import QtBot

from app.models.edits import Step
from app.models.verbs.people import add_person
from app.models.verbs.rows import set_field
from app.ui.look import LookSource
from app.ui.pages.history import HistoryPage
from tests.ui.rated_plan import a_desk, id_of

pytest_plugins = ("tests.ui.look_fixtures",)


def test_a_step_about_many_names_none_of_them(
    qtbot: QtBot, tmp_path: Path, looks: LookSource
) -> None:
    with a_desk(tmp_path, looks) as desk:
        ama, efua = add_person(desk.plan, "Ama"), add_person(desk.plan, "Efua")
        desk.bridge.do(set_field(desk.plan, ("commitment", id_of(3), "title"), "Land titles"))
        desk.bridge.do(ama)
        desk.bridge.do(
            Step("import {n} people", efua.changes + add_person(desk.plan, "Yaw").changes)
        )
        page = HistoryPage(desk)
        qtbot.addWidget(page)
        page.look_again()
        several, one, written = (str(page.list.model().index(n, 0).data()) for n in range(3))
        assert "Efua" not in several
        assert one.endswith("Ama")
        assert written.endswith("3 Land titles")
