"""A commit that fails in its last moment: what is in the file, and what the plan says it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.errors import UserError
from app.models.edits import Step
from app.models.journal import Journal
from app.models.planfile import check_file
from tests.models.making import a_title, an_open_plan, reopened


class LastMoment:
    """A connection whose next commit is done, and then reported as failed."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.fails = True

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:  # noqa: ANN401  # as sqlite3 has it
        done = self._db.execute(sql, *values)
        if sql == "COMMIT" and self.fails:
            self.fails = False
            fault = sqlite3.OperationalError("disk I/O error")
            fault.sqlite_errorname = "SQLITE_IOERR_TRUNCATE"
            raise fault
        return done

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  # as above
        return getattr(self._db, name)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    with an_open_plan(tmp_path / "plan.atelier") as journal:
        journal.do(a_title(journal.plan, "One"))
        journal.do(a_title(journal.plan, "Two"))
        yield journal


def refuse_the_next(journal: Journal) -> None:
    journal.file._db = LastMoment(journal.file._db)  # type: ignore[assignment]  # stands for it


def test_the_next_step_goes_on_from_what_the_file_holds(journal: Journal, tmp_path: Path) -> None:
    heard: list[Step] = []
    journal.listen(heard.append)
    refuse_the_next(journal)
    with pytest.raises(UserError, match="disk_failed"):
        journal.do(a_title(journal.plan, "Three"))
    assert heard == []
    assert journal.plan.info.title == "Two", "nobody was told that it is saved"
    copy = tmp_path / "copy.atelier"
    journal.file.copy_to(copy)
    assert check_file(copy).code == "", "a backup is made all the same"
    written = journal.do(a_title(journal.plan, "Three"))
    assert written.is_empty, "it is there already"
    assert len(heard) == 1
    assert journal.plan.info.title == "Three"
    assert journal.plan == journal.file.read_plan()
    assert journal.file.damage() == ""
    journal.do(a_title(journal.plan, "Four"))
    assert journal.file.damage() == "", "the seal goes on from the file, not from before"
    assert [step.label for step in (journal.undo(), journal.undo()) if step] == [
        "edit “{field}”"
    ] * 2
    assert journal.plan.info.title == "Two"
    journal.close()
    with reopened(tmp_path / "plan.atelier") as file:
        assert file.read_plan().info.title == "Two"


def test_an_undo_that_got_in_is_not_done_twice(journal: Journal) -> None:
    refuse_the_next(journal)
    with pytest.raises(UserError, match="disk_failed"):
        journal.undo()
    assert journal.plan.info.title == "Two"
    assert journal.redo() is not None
    assert journal.plan.info.title == "Two"
    journal.undo()
    assert journal.plan.info.title == "One"
    assert journal.plan == journal.file.read_plan()
    assert journal.file.damage() == ""


def test_a_step_that_did_not_get_in_leaves_everything(journal: Journal) -> None:
    journal.file.is_unsure = True
    before = len(journal.file.entries())
    journal.do(a_title(journal.plan, "Three"))
    assert len(journal.file.entries()) == before + 1
    assert journal.file.damage() == ""
