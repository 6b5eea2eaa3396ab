"""People come into a plan from a table without a screen, and nobody is dropped unsaid."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.commands.parser import WORLD
from app.models.journal import Journal
from app.models.planfile import PlanFile

TABLE = """Name;Organisation;Email
Ana Díaz;Ministerio de Hacienda;ana@example.org
;;
Ana Díaz;Ministerio de Hacienda;ana@example.org
علي;;
"""


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    path = tmp_path / "p.atelier"
    assert main(["new", "-o", str(path), "--title", "Plan", "--country", "Sampala"]) == 0
    return path


def test_people_come_in_as_one_step_and_the_rest_is_listed(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "people.csv"
    table.write_text(TABLE, encoding="utf-8")
    capsys.readouterr()
    assert main(["import", str(table), "--into", str(plan), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["taken"] + len(told["left_out"]) == told["rows"]
    assert told["taken"] == 2
    journal = Journal(PlanFile.open(plan))
    assert [person.name for person in journal.plan.people] == ["Ana Díaz", "علي"]
    journal.undo()
    assert len(journal.plan.people) == 0
    journal.close()


def test_a_table_without_people_changes_nothing(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "budget.csv"
    table.write_text("Year,Amount\n2026,10\n2027,20\n", encoding="utf-8")
    before = plan.read_bytes()
    assert main(["import", str(table), "--into", str(plan)]) == 1
    assert "budget.csv" in capsys.readouterr().err
    assert plan.read_bytes() == before


def test_one_must_say_where_to(tmp_path: Path) -> None:
    assert main(["import", str(tmp_path / "x.csv")]) == 2


def test_a_table_is_sent_to_the_plan_it_belongs_into(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "people.csv"
    source.write_text("Name\nAma\n")
    assert main(["import", str(source), "-o", str(tmp_path / "p.atelier")]) == WORLD
    assert "--into" in capsys.readouterr().err
    assert not (tmp_path / "p.atelier").exists()
