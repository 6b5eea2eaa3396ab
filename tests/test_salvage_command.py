"""What is readable of a damaged plan is written to a new file without a screen."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.__main__ import main
from app.models.planfile import check_file
from tests.models.making import a_closed_plan, a_plan


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    path = a_closed_plan(tmp_path / "plan.atelier", a_plan(30))
    data = bytearray(path.read_bytes())
    data[:4_096] = bytes(4_096)
    path.write_bytes(data)
    return path


def test_a_new_plan_is_made_and_the_damaged_one_keeps_every_byte(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, new = damaged.read_bytes(), tmp_path / "new.atelier"
    assert main(["salvage", str(damaged), "-o", str(new), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["rows"]["commitment"] == 30
    assert told["missing"] == 0
    assert "Commitment 1" not in json.dumps(told)
    assert check_file(new).code == ""
    assert damaged.read_bytes() == before
    assert main(["salvage", str(damaged), "-o", str(new)]) == 1, "it is there already"


def test_what_was_read_is_told_in_sentences(
    damaged: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["salvage", str(damaged), "-o", str(tmp_path / "new.atelier")]) == 0
    said = capsys.readouterr().out
    assert "The seal proves that nothing is missing." in said
    assert "commitment: 30" in said


def test_noise_is_refused_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = tmp_path / "noise.atelier"
    noise.write_bytes(b"\x07" * 9_000)
    assert main(["salvage", str(noise), "-o", str(tmp_path / "new.atelier")]) == 1
    assert "noise.atelier" in capsys.readouterr().err
    assert not (tmp_path / "new.atelier").exists()
