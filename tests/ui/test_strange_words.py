"""Words of strangers in menus and titles: shown as they are, and nothing runs or breaks."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.models.edits import Step
from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.models.verbs.rows import changed
from tests.builders import a_commitment, a_plan, an_info
from tests.ui.program import running

LABELS = (
    ("{what.__class__}", {"what": "x"}, "{what.__class__}"),
    ("{what:>99999999}", {"what": "x"}, "{what:>99999999}"),
    ("{other} {", {"what": "x"}, "{other} {"),
    ("edit “{field}”", {"field": "Save & close {x}"}, "edit “Save & close {x}”"),
)


@pytest.mark.parametrize(("label", "details", "said"), LABELS)
def test_a_step_of_a_strangers_file_is_named_as_it_stands(
    qapp: QApplication, tmp_path: Path, label: str, details: dict[str, str], said: str
) -> None:
    path = tmp_path / "p.atelier"
    book = Journal(PlanFile.create(path, a_plan(an_info(title="Plan [*] & more"), a_commitment())))
    row = book.plan.commitments[0]
    book.do(Step(label, (changed(row, title="Changed"),), details))
    book.close()
    with running(qapp, tmp_path) as window:
        window.open_path(path)
        action = window.menus.action("undo")
        assert action.text() == "&Undo: " + said.replace("&", "&&")
        names = {id: name for id, name, _ in window.menus.commands()}
        assert names["undo"] == f"Undo: {said}"
        assert window.windowTitle().startswith("Plan [*][*] & more"), "Qt shows it as [*]"
