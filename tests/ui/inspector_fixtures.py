"""Fixtures of the inspector: a desk with the rated plan, the pane at its third commitment."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.ui.desk import Desk
from app.ui.look import LookSource
from app.ui.pages.commitments.inspector import InspectorPane
from tests.ui.rated_plan import a_desk, id_of


@pytest.fixture
def desk(tmp_path: Path, looks: LookSource) -> Iterator[Desk]:
    with a_desk(tmp_path, looks) as open_desk:
        yield open_desk


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk) -> InspectorPane:
    inspector = InspectorPane(desk)
    qtbot.addWidget(inspector)
    inspector.resize(300, 700)
    with qtbot.waitActive(inspector):  # keys go to the window one works in
        inspector.show()
        inspector.activateWindow()
    inspector.show_commitment(id_of(3))
    return inspector
