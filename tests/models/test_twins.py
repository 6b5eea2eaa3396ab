"""Two copies of one plan are told apart by what was done in each."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.journal import Journal
from app.models.planfile import PlanFile
from app.models.planfile.twins import Twins, compare
from tests.models.making import a_closed_plan, a_title, reopened


def compared(here: Path, there: Path) -> Twins:
    with reopened(here, read_only=True) as ours, reopened(there, read_only=True) as theirs:
        return compare(ours, theirs)


def edited(path: Path, *texts: str, visit: str = "") -> Path:
    journal = Journal(PlanFile.open(path))
    for text in texts:
        journal.do(a_title(journal.plan, text, visit))
    journal.close()
    return path


@pytest.fixture
def twins(tmp_path: Path) -> tuple[Path, Path]:
    """A plan and its copy, made as a file manager makes one."""
    path = a_closed_plan(tmp_path / "plan.atelier")
    return path, Path(shutil.copy(path, tmp_path / "copy.atelier"))


def test_a_plain_copy_is_the_same(twins: tuple[Path, Path]) -> None:
    assert compared(*twins) == Twins("same")


def test_one_that_went_on_is_ahead_of_the_other(twins: tuple[Path, Path]) -> None:
    here, there = twins
    edited(here, "Four", "Five")
    assert compared(here, there) == Twins("ahead", 2, 0)
    assert compared(there, here) == Twins("behind", 0, 2)


@pytest.mark.promise
def test_both_edited_is_said_with_the_edits_of_each(
    twins: tuple[Path, Path], record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "R16")
    here, there = twins
    edited(here, "Four", "Five")
    edited(there, "Vier")
    assert compared(here, there) == Twins("diverged", 2, 1)
    assert compared(there, here) == Twins("diverged", 1, 2)
    record_property("figure", "2 of 2 twins told apart, edits of each counted")


def test_a_copy_made_while_somebody_types_is_behind(tmp_path: Path) -> None:
    path, copy = a_closed_plan(tmp_path / "plan.atelier"), tmp_path / "copy.atelier"
    journal = Journal(PlanFile.open(path))
    journal.do(a_title(journal.plan, "F", "visit"))
    journal.file.copy_to(copy)
    journal.do(a_title(journal.plan, "Four", "visit"))
    journal.do(a_title(journal.plan, "Five", "another"))
    journal.close()
    assert compared(copy, path) == Twins("behind", 0, 2)
    assert compared(path, copy) == Twins("ahead", 2, 0)
    edited(copy, "Vier")
    assert compared(copy, path).state == "diverged"


def test_a_copy_of_ours_has_an_id_of_its_own_and_is_whole(tmp_path: Path) -> None:
    path, copy = a_closed_plan(tmp_path / "plan.atelier"), tmp_path / "copy.atelier"
    with reopened(path) as file:
        file.copy_to(copy, fresh=True)
        first, lineage, plan = file.copy, file.lineage, file.read_plan()
    with reopened(copy) as file:
        assert file.copy != first
        assert (file.lineage, file.read_plan(), file.damage()) == (lineage, plan, "")
    edited(copy, "Four")
    with reopened(copy, read_only=True) as file:
        assert [entry.copy == first for entry in file.entries()] == [True, True, True, False]
    assert compared(copy, path) == Twins("ahead", 1, 0)
