"""A document whose texts name somebody who did not agree says so, and does not say whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.__main__ import main
from app.exports.naming import naming
from app.models.planfile import PlanFile
from app.ui.pages.publish.levels import naming_words
from app.words import Words
from tests.builders import a_commitment, a_consent, a_note, a_person, a_plan, an_answer, an_info


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    ama, esi = a_person("Ama Owusu"), a_person("Esi Boateng")
    row = a_commitment()
    said = "Ama Owusu leads it.\n\nBoateng, Esi was asked."
    rows = (an_info(), ama, esi, a_consent(ama), row, an_answer(row, "problem", said))
    path = tmp_path / "p.atelier"
    PlanFile.create(path, a_plan(*rows, a_note(row, "Ask ESI BOATENG again"))).close()
    return path


@pytest.mark.parametrize(
    ("format", "options", "count"),
    [
        ("txt", "{}", 1),
        ("txt", '{"notes": true}', 2),
        ("csv", "{}", 1),
        ("json", "{}", 2),  # with the notes, from the command line
        ("json", '{"notes": false}', 1),
        ("json", '{"whole": true}', 0),  # it is all there, as was asked
    ],
)
def test_passages_that_name_who_did_not_agree_are_counted(
    plan: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    format: str,
    options: str,
    count: int,
) -> None:
    asked = ["export", str(plan), "--format", format, "--options", options, "--replace"]
    out = ["-o", str(tmp_path / f"o.{format}")]
    assert main([*asked, *out, "--progress"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line for line in lines if "naming" in line] == ([f"naming {count}"] if count else [])
    assert main([*asked, *out]) == 0
    said = capsys.readouterr().out
    assert ("did not agree" in said) == bool(count)
    assert "Esi" not in said


def test_a_name_that_stands_in_the_margins_and_the_properties_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("ATELIER_HOME", str(tmp_path / "home"))
    rows = (an_info(lead="Office of Esi Boateng", title="Plan"), a_person("Esi Boateng"))
    PlanFile.create(tmp_path / "p.atelier", a_plan(*rows)).close()
    asked = ["export", str(tmp_path / "p.atelier"), "--document", "participants", "--progress"]
    assert main([*asked, "-o", str(tmp_path / "o.txt")]) == 0
    assert "naming 1" in capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("E. Boateng was asked", 1),
        ("(Boateng E.) asked", 1),
        ("E. K. Boateng was asked", 1),
        ("A. Mensah was asked", 0),  # it may be Ama, who agreed
        ("K. Boateng and Plan E. Then", 0),
    ],
)
def test_initials_are_looked_for_where_only_a_person_can_decide(text: str, count: int) -> None:
    ama = a_person("Ama Mensah")
    others = (a_person("Dr. Esi Kesewa Boateng"), a_person("Akua Mensah"))
    assert naming(a_plan(ama, *others, a_consent(ama)), [text]) == count


def test_the_window_says_it_in_words(words: Words) -> None:
    assert naming_words(words, 0) == ""
    assert naming_words(words, 3).startswith("3 passages name people who did not agree")
