"""The same forgetting without a screen."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from app.commands import run
from app.models.records import Note, Person
from app.models.verbs.people import delete_people
from app.models.verbs.rows import set_field
from app.paths import HOME
from app.settings import Settings, read_settings, write_settings
from tests.models.making import an_open_plan, reopened
from tests.privacy.canaries import a_workshop, birds, found, in_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(HOME, str(tmp_path))
    return tmp_path


def test_a_person_is_erased_by_badge_or_by_name(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    people = birds(random.Random(21), 4)
    path = home / "p.atelier"
    with an_open_plan(path, a_workshop(people)) as journal:
        note = journal.plan.all(Note)[0]
        journal.do(set_field(journal.plan, ("note", note.id, "text"), people[2].person.name))
    settings = Settings(recent_files=(f"/x/{people[1].person.name}.atelier",))
    write_settings(settings, home / "config" / "settings.json")
    assert run(["forget", str(path), "--person", people[0].person.code]) == 0
    assert run(["forget", str(path), "--person", people[1].person.name.upper()]) == 0
    assert "1 person forgotten." in capsys.readouterr().out
    assert run(["forget", str(path), "--person", people[2].person.code, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["texts"] == [{"table": "note", "id": note.id, "field": "text"}]
    assert said["people"] == 1
    words = (*people[0].words, *people[1].words)
    assert not in_folder(words, home)
    assert read_settings(home / "config" / "settings.json").settings == Settings()
    with reopened(path) as file:
        assert [one.name for one in file.read_plan().people] == [people[3].person.name]


def test_everybody_becomes_a_code(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = birds(random.Random(22), 5)
    path = home / "p.atelier"
    with an_open_plan(path, a_workshop(people)):
        pass
    assert run(["forget", str(path), "--everybody"]) == 0
    assert "5 people forgotten." in capsys.readouterr().out
    assert not found([w for bird in people for w in bird.words], path.read_bytes())
    with reopened(path) as file:
        assert [one.code for one in file.read_plan().people] == ["1", "2", "3", "4", "5"]


def test_nobody_is_erased_by_mistake(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = birds(random.Random(23), 2)
    path = home / "p.atelier"
    with an_open_plan(path, a_workshop(people)) as journal:
        for bird in people:
            at = ("person", bird.person.id, "name")
            journal.do(set_field(journal.plan, at, "Ama Mensah"))
    before = path.read_bytes()
    assert run(["forget", str(path), "--person", "ama mensah"]) == 1
    assert "2 people of this plan have that name" in capsys.readouterr().err
    assert run(["forget", str(path), "--person", "Nobody At All"]) == 1
    assert "Nobody At All" not in capsys.readouterr().err
    assert path.read_bytes() == before


def test_somebody_in_the_bin_can_be_erased(home: Path) -> None:
    people = birds(random.Random(24), 2)
    path = home / "p.atelier"
    with an_open_plan(path, a_workshop(people)) as journal:
        journal.do(delete_people(journal.plan, [people[0].person.id]))
    assert run(["forget", str(path), "--person", people[0].person.name]) == 0
    with reopened(path) as file:
        rows = file.read_plan().tables["person"].values()
        assert [row.name for row in rows if isinstance(row, Person)] == [people[1].person.name]


def test_a_second_row_of_the_same_name_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A list imported twice leaves somebody there twice; erasing one of them is not all."""
    people = birds(random.Random(24), 3)
    path, twin = home / "p.atelier", people[1].person.id
    with an_open_plan(path, a_workshop(people)) as journal:
        said = people[0].person.name.upper()
        journal.do(set_field(journal.plan, ("person", twin, "name"), said))
    command = ["forget", str(path), "--person", people[0].person.code, "--json", "--texts"]
    assert run(command) == 0
    told = json.loads(capsys.readouterr().out)["texts"]
    assert told == [{"table": "person", "id": twin, "field": "name"}]
    with reopened(path) as file:
        assert said in {one.name for one in file.read_plan().people}, "it may be somebody else"
