"""What ``check`` says of a file and of the plan in it."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from app.__main__ import main
from app.commands.parser import STOPS, WORLD
from app.models.intake.atelier_json import to_json
from tests.models.making import a_closed_plan, a_plan


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A sound plan that still misses much."""
    return a_closed_plan(tmp_path / "plan.atelier")


def checked(path: Path, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, Any]:
    code = main(["check", str(path), "--json", *more])
    return code, json.loads(said(capsys))


def test_check_says_that_a_plan_is_sound_and_what_it_misses(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, found = checked(plan, capsys)
    assert code == STOPS
    assert (found["outcome"], found["code"], found["rows"]) == ("ACCEPT", "", 11)
    sentences = {gap["sentence"]: gap["severity"] for gap in found["missing"]}
    assert sentences["The plan has no end date"] == "stop"
    assert "{" not in "".join(sentences)
    assert main(["check", str(plan)]) == STOPS
    text = said(capsys)
    assert "is sound" in text
    assert "[stop] The plan has no end date" in text
    assert "[stop] 2: No OGP value is shown yet" in text


@pytest.mark.parametrize(
    ("data", "outcome"),
    [
        (b"", "REJECT"),
        (b"PK\x03\x04", "REJECT"),
        (b"SQLite format 3\x00", "REJECT"),
        (b"noise" * 999, "REJECT"),
    ],
)
def test_check_refuses_what_is_no_plan(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], data: bytes, outcome: str
) -> None:
    path = tmp_path / "plan.atelier"
    path.write_bytes(data)
    code, found = checked(path, capsys)
    assert (code, found["outcome"], found["missing"]) == (WORLD, outcome, [])
    assert found["message"].count(". ") == 1
    assert path.read_bytes() == data


def test_check_says_when_a_backup_is_needed(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = checked(plan, capsys)[1]["rows"]
    plan.write_bytes(plan.read_bytes().replace(b"Publish it", b"Publish at"))
    code, found = checked(plan, capsys)
    assert (code, found["outcome"], found["code"]) == (WORLD, "RECOVER", "file_damaged")
    assert found["rows"] == rows, "every row can still be read"


def test_check_takes_the_head_of_a_plan_alone_for_no_mail(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan.write_bytes(plan.read_bytes()[:100])
    assert checked(plan, capsys)[1]["code"] == "not_a_plan"


def test_check_says_when_a_plan_can_be_read_only(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(plan.read_bytes())
    data[63] += 1  # the last byte of the version
    rows = checked(plan, capsys)[1]["rows"]
    plan.write_bytes(data)
    found = checked(plan, capsys)[1]
    assert (found["outcome"], found["rows"]) == ("READONLY", rows)


def test_check_reads_open_data_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = tmp_path / "plan.json"
    source.write_bytes(to_json(a_plan()))
    code, found = checked(source, capsys, "--as", "json")
    assert (code, found["outcome"], found["rows"]) == (STOPS, "ACCEPT", 11)
    source.write_text("{")
    assert checked(source, capsys, "--as", "json")[1]["outcome"] == "REJECT"


def test_a_plan_named_like_an_option_or_a_riddle_is_checked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("-dash.atelier", "été 100% #?.atelier", "🏛️.atelier"):
        a_closed_plan(Path(name))
        assert main(["check", "--json", "--", name]) == STOPS
        assert json.loads(said(capsys))["outcome"] == "ACCEPT"


def test_a_name_that_would_turn_the_line_is_shown_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = a_closed_plan(tmp_path / "plan\u202efdp.atelier")
    code, found = checked(path, capsys)
    assert code == STOPS
    assert "“plan\ufffdfdp.atelier”" in found["message"]


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("Kofi", "ACCEPT"), ("=1+1", "LITERAL"), ("Ko\x1bfi", "CLEAN")],
)
def test_a_column_of_no_use_is_told_of_and_is_no_doubt(
    name: str, outcome: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Which column holds what, a person confirms; how the file is read is another matter."""
    table = tmp_path / "people.csv"
    table.write_text(
        f"name,email,shoe size\nAma,ama@x.example,40\n{name},k@x.example,41\n", "utf-8"
    )
    code, found = checked(table, capsys, "--as", "csv")
    assert (code, found["outcome"], found["rows"]) == (0, outcome, 2)
    assert "shoe size" in found["message"]


def test_a_long_word_costs_a_check_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "people.csv"
    path.write_text(f"Name,Access needs\nAma,{'x' * 99_999}\n")
    started = time.process_time()
    _, found = checked(path, capsys, "--as", "csv")
    assert (found["outcome"], found["rows"]) == ("ACCEPT", 1)
    assert time.process_time() - started < 3
