"""The editions that ship were read beforehand, and are read anew as soon as they differ."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.models.edition_files import READINGS, STRUCTURE
from app.models.frameworks import Edition, Frameworks
from app.words import LANGUAGES
from tools.read_frameworks import FOLDER, readings

FAMILIES = ("template", "values", "ambition", "standards", "themes", "sectors", "consent")


def editions(folder: Path, language: str) -> list[Edition]:
    frameworks = Frameworks(folder)
    return [
        frameworks.edition(id, language)
        for family in FAMILIES
        for id in frameworks.editions(family)
    ]


def test_what_ships_was_read_as_it_is_now() -> None:
    there = {path.name: path.read_text("utf-8") for path in (FOLDER / READINGS).iterdir()}
    assert there == readings(FOLDER), "run python -m tools.read_frameworks"


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_edition_is_the_same_whether_it_was_read_before_or_not(
    language: str, tmp_path: Path
) -> None:
    parsed = tmp_path / "frameworks"
    shutil.copytree(FOLDER, parsed, ignore=shutil.ignore_patterns(READINGS))
    assert editions(parsed, language) == editions(FOLDER, language)


def test_a_changed_file_is_read_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    shutil.copytree(FOLDER, folder)
    (place,) = folder.glob(f"values/{Frameworks(folder).editions('values')[0]}/{STRUCTURE}")
    words = place.with_name("en.toml")
    text = words.read_text("utf-8")
    name = Frameworks(folder).edition(place.parent.name, "en").name
    words.write_text(text.replace(name, "Another name"), "utf-8")
    assert Frameworks(folder).edition(place.parent.name, "en").name == "Another name"


def test_editions_without_readings_are_parsed(tmp_path: Path) -> None:
    (tmp_path / READINGS).mkdir()
    (tmp_path / READINGS / "en.json").write_text("no readings", "utf-8")
    shutil.copytree(FOLDER / "values", tmp_path / "values")
    assert Frameworks(tmp_path).editions("values") == Frameworks(FOLDER).editions("values")
    assert Frameworks(tmp_path).edition(Frameworks(FOLDER).editions("values")[0], "en").items
