"""Plans that come packed, and open data, come onto the desk through another process."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.models.intake.atelier_json import to_json
from app.models.planfile import PlanFile
from tests.catalogue.bundle_cases import CASES, sound
from tests.catalogue.case import Case
from tests.catalogue.plan_seed import plan
from tests.models.making import a_plan
from tests.ui.program import person, running


def test_a_packed_plan_is_copied_out_and_opened(qapp: QApplication, tmp_path: Path) -> None:
    packed = tmp_path / "plans.zip"
    packed.write_bytes(sound())
    with running(qapp, tmp_path / "home") as window:
        person(window).choice = 0
        window.open_path(packed)
        assert window.journal is not None
        opened = window.journal.file.path
        assert opened == window.tools.paths.documents / "plan.atelier"
        assert "“plans.zip” is packed" in person(window).told[0]
    assert packed.read_bytes() == sound()
    inside = tmp_path / "inside.atelier"
    inside.write_bytes(plan())
    files = [PlanFile.open(path, read_only=True) for path in (opened, inside)]
    assert files[0].read_plan() == files[1].read_plan()
    for file in files:
        file.close()


def test_no_answer_copies_nothing(qapp: QApplication, tmp_path: Path) -> None:
    packed = tmp_path / "plans.zip"
    packed.write_bytes(sound())
    with running(qapp, tmp_path / "home") as window:
        window.open_path(packed)
        assert window.journal is None
        assert not list(window.tools.paths.documents.iterdir())


@pytest.mark.parametrize("case", [CASES[0], CASES[-1]], ids=lambda case: case.id)
def test_a_bad_bundle_is_one_sentence(qapp: QApplication, tmp_path: Path, case: Case) -> None:
    packed = case.make(tmp_path)
    with running(qapp, tmp_path / "home") as window:
        window.open_path(packed)
        assert person(window).told[0].startswith("bundle_")
        assert window.journal is None


def test_open_data_is_imported_through_a_reader(qapp: QApplication, tmp_path: Path) -> None:
    data = tmp_path / "plan.json"
    data.write_bytes(to_json(a_plan(), with_people=True))
    with running(qapp, tmp_path / "home") as window:
        person(window).file = data
        journal = window.doors.import_plan()
        assert journal is not None
        assert journal.plan.info.title == a_plan().info.title
        journal.close()
        data.write_bytes(b"{")
        assert window.doors.import_plan() is None
        assert person(window).told[-1] == "json_broken"
