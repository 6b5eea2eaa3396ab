"""One plan, one writer, and nobody locked out."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.planfile import PlanFile, check_file
from app.models.planfile.lock import lock_path
from tests.models.making import a_closed_plan, a_title, an_open_plan, reopened


def another_process_writes(path: Path) -> str:
    """What SQLite says to another program that tries to write into ``path``; "" if it let it."""
    code = (
        "import sqlite3, sys\n"
        "db = sqlite3.connect(sys.argv[1], timeout=0)\n"
        "try:\n    db.execute('UPDATE plan SET title = 1'); db.commit()\n"
        "except sqlite3.OperationalError as fault:\n    print(fault)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


EDITS = 1_000 if os.environ.get("ATELIER_LONG") else 60
Record = Callable[[str, object], None]


@pytest.mark.promise
def test_nobody_else_writes_while_a_plan_is_open(tmp_path: Path, record_property: Record) -> None:
    record_property("promise", "R16")
    path = tmp_path / "plan.atelier"
    with an_open_plan(path) as journal:
        assert "locked" in another_process_writes(path)
        begun = time.monotonic()
        with pytest.raises(UserError, match="already_open"):
            PlanFile.open(path)
        assert time.monotonic() - begun < 1
        for n in range(EDITS):
            journal.do(a_title(journal.plan, str(n)))
        assert "locked" in another_process_writes(path)
    with reopened(path) as file:
        assert len(file.entries(EDITS + 1)) == EDITS
    assert another_process_writes(path) == ""
    record_property("figure", f"0 of {EDITS} edits lost to a second writer")


def test_looking_at_an_open_plan_a_second_time_drops_no_lock(tmp_path: Path) -> None:
    path = tmp_path / "plan.atelier"
    link = tmp_path / "link"
    link.symlink_to(path)
    with an_open_plan(path):
        for read_only in (False, True):
            with pytest.raises(UserError, match="already_open"):
                PlanFile.open(link, read_only=read_only)
        assert check_file(path).code == "already_open"
        assert "locked" in another_process_writes(path)


@pytest.mark.skipif(sys.platform == "win32", reason="there a second look drops no lock")
def test_a_bare_look_does_drop_the_locks(tmp_path: Path) -> None:
    """The control: what the test above guards against really happens."""
    path = tmp_path / "plan.atelier"
    with an_open_plan(path):
        path.open("rb").close()
        assert "locked" not in another_process_writes(path)


def test_a_plan_open_in_another_process_says_who_has_it(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    code = (
        "import sys; from pathlib import Path; from app.models.planfile import PlanFile\n"
        "file = PlanFile.open(Path(sys.argv[1])); print('open', flush=True); input()\n"
        "file.close()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as other:  # fmt: skip
        assert other.stdout is not None
        assert other.stdout.readline() == "open\n"
        before = path.read_bytes()
        for read_only in (False, True):
            with pytest.raises(UserError, match="file_locked") as caught:
                PlanFile.open(path, read_only=read_only)
            assert caught.value.details["host"]
            assert caught.value.details["since"]
        assert path.read_bytes() == before
        assert lock_path(path).exists(), "the other's lock must stay"
        other.communicate("\n")
    with reopened(path) as file:
        assert not file.read_only


@pytest.mark.promise
@pytest.mark.parametrize(
    "left", ["", "noise \x00", "[1, 2]", "[" * 4_000, '{"host": "", "pid": 1, "since": ""}']
)
def test_a_lock_that_says_nobody_locks_nobody_out(
    tmp_path: Path, left: str, record_property: Record
) -> None:
    record_property("promise", "R17")
    record_property("figure", "opened without a question")
    path = a_closed_plan(tmp_path / "plan.atelier")
    lock_path(path).write_text(left)
    with reopened(path):
        pass
    assert not lock_path(path).exists()


@pytest.mark.promise
def test_the_lock_of_a_process_that_is_gone_is_taken_over(
    tmp_path: Path, record_property: Record
) -> None:
    record_property("promise", "R17")
    record_property("figure", "opened without a question")
    path = a_closed_plan(tmp_path / "plan.atelier")
    code = (
        "import os, sys; from pathlib import Path; from app.models.planfile import PlanFile\n"
        "PlanFile.open(Path(sys.argv[1])); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(path)], check=False)
    assert lock_path(path).exists()
    with reopened(path) as file:
        assert file.damage() == ""


@pytest.mark.promise
@pytest.mark.parametrize("since", ["1970-01-01T00:00+00:00", "2040-01-01T00:00+00:00"])
def test_the_lock_of_another_computer_is_a_question(
    tmp_path: Path, since: str, record_property: Record
) -> None:
    record_property("promise", "R17")
    record_property("figure", "opened after one question")
    path = a_closed_plan(tmp_path / "plan.atelier")
    left = f'{{"host": "laptop-of-ama", "pid": 4, "since": "{since}"}}'
    lock_path(path).write_text(left)
    with pytest.raises(UserError, match="file_elsewhere") as caught:
        PlanFile.open(path)
    assert caught.value.details["host"] == "laptop-of-ama"
    assert lock_path(path).read_text() == left
    with reopened(path, read_only=True) as file:
        assert file.read_plan().info.title == "Three"
    PlanFile.open(path, take_over=True).close()
    assert not lock_path(path).exists()
