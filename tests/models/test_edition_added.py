"""Adding an edition or a language is adding files; a bad one is told with its file and reason."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.frameworks import Frameworks

SHIPPED = Path(__file__).parents[2] / "resources" / "frameworks"

STRUCTURE = """
id = "ministry-2031"
family = "values"
in_force = 2031-05-01
source = "Decree 7 of the ministry"
checked = "D"
rule = "at-least:2"
scale.shown = ["no", "yes"]
counts.shown = ["yes"]

[[item]]
id = "openness"
kind = "core-value"
scale = "shown"
mark = "access"

[[item]]
id = "kindness"
kind = "value"
scale = "shown"
"""
ENGLISH = """
name = "Values of the ministry"
scale.shown = { no = "No", yes = { name = "Yes", help = "Somebody can see it." } }
groups = { inner = "Inner" }
item.openness = { title = "Openness", help = "Doors are open.", prompts = ["Which door?"] }
item.kindness = { title = "Kindness", help = "People are kind." }
"""
PORTUGUESE = """
name = "Valores do ministério"
scale.shown = { no = "Não", yes = "Sim" }
groups = { inner = "Interno" }
item.openness = { title = "Abertura", help = "As portas abrem.", prompts = ["Que porta?"] }
item.kindness = { title = "Gentileza" }
"""


def write_edition(folder: Path, structure: str = STRUCTURE, **languages: str) -> Path:
    """An edition of the ministry's own; returns its folder."""
    place = folder / "values" / "ministry-2031"
    place.mkdir(parents=True, exist_ok=True)
    (place / "framework.toml").write_text(structure, "utf-8")
    for language, words in (languages or {"en": ENGLISH}).items():
        (place / f"{language}.toml").write_text(words, "utf-8")
    return place


def test_an_edition_is_added_by_adding_its_folder(tmp_path: Path) -> None:
    write_edition(tmp_path)
    frameworks = Frameworks(SHIPPED, tmp_path)
    assert frameworks.editions("values")[0] == "ministry-2031"
    assert set(frameworks.editions("values")) > {"ministry-2031"}
    edition = frameworks.edition("ministry-2031", "en")
    assert edition.name == "Values of the ministry"
    assert edition.in_force == "2031-05-01"
    assert edition.item("openness").prompts == ("Which door?",)
    assert edition.item("openness").checked == "D"
    assert [level.name for level in edition.scale("shown")] == ["No", "Yes"]
    yes = edition.level("kindness", "yes")
    assert yes is not None
    assert (yes.help, yes.mark, yes.counts) == ("Somebody can see it.", "level-2", True)
    assert edition.groups == {"inner": "Inner"}


def test_a_language_is_added_by_adding_a_file_and_gaps_show_english(tmp_path: Path) -> None:
    write_edition(tmp_path, en=ENGLISH, pt=PORTUGUESE)
    edition = Frameworks(tmp_path).edition("ministry-2031", "pt")
    assert edition.name == "Valores do ministério"
    assert edition.item("openness").title == "Abertura"
    assert edition.item("kindness").title == "Gentileza"
    assert edition.item("kindness").help == "People are kind."
    assert edition.scale("shown")[1].name == "Sim"
    assert edition.scale("shown")[1].help == "Somebody can see it."
    assert edition.untranslated == {"kindness", "scale.shown"}


def test_a_language_is_added_to_an_edition_that_came_with_the_program(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED, tmp_path / "frameworks")
    frameworks = Frameworks(tmp_path / "frameworks")
    edition_id = frameworks.editions("standards")[0]
    place = tmp_path / "frameworks" / "standards" / edition_id
    words = 'name = "Стандарты"\nitem."1.1" = { title = "Площадка для диалога" }\n'
    (place / "ru.toml").write_text(words, "utf-8")
    edition = frameworks.edition(edition_id, "ru")
    assert edition.item("1.1").title == "Площадка для диалога"
    assert edition.item("2.1") == frameworks.edition(edition_id, "en").item("2.1")
    assert "name" not in edition.untranslated
    assert {"1.1", "2.1", "scale.met"} <= edition.untranslated


def test_an_edition_without_english_speaks_the_language_it_has(tmp_path: Path) -> None:
    write_edition(tmp_path, pt=PORTUGUESE)
    edition = Frameworks(tmp_path).edition("ministry-2031", "en")
    assert edition.item("openness").title == "Abertura"
    assert "openness" in edition.untranslated


def test_two_folders_with_one_edition_are_refused_for_that_edition_only(tmp_path: Path) -> None:
    write_edition(tmp_path / "ours")
    write_edition(tmp_path / "theirs")
    frameworks = Frameworks(SHIPPED, tmp_path / "ours", tmp_path / "theirs")
    with pytest.raises(UserError) as fault:
        frameworks.edition("ministry-2031", "en")
    assert "theirs" in str(fault.value.details["file"])
    assert "ours" in str(fault.value.details["reason"])
    other = next(one for one in frameworks.editions("values") if one != "ministry-2031")
    assert frameworks.edition(other, "en").items


def test_a_broken_edition_does_not_hide_the_others(tmp_path: Path) -> None:
    place = write_edition(tmp_path)
    (place / "framework.toml").write_bytes(b"\xff\xfe")
    frameworks = Frameworks(SHIPPED, tmp_path)
    assert frameworks.editions("values")[-1] == "ministry-2031"
    with pytest.raises(UserError) as fault:
        frameworks.edition("ministry-2031", "en")
    assert fault.value.code == "framework_broken"


def test_only_the_language_asked_for_is_read(tmp_path: Path) -> None:
    write_edition(tmp_path, en=ENGLISH, fr="name = no TOML at all")
    frameworks = Frameworks(tmp_path)
    assert frameworks.editions("values") == ("ministry-2031",)
    assert frameworks.edition("ministry-2031", "en").item("openness").title == "Openness"
    with pytest.raises(UserError) as fault:
        frameworks.edition("ministry-2031", "fr")
    assert str(fault.value.details["file"]).endswith("fr.toml")


KINDNESS = '[[item]]\nid = "kindness"'
FAULTS = {
    "the same id twice": (KINDNESS, '[[item]]\nid = "openness"', 'two items are called "openness"'),
    "a parent that is not there": (
        KINDNESS,
        KINDNESS + '\nunder = "heart"',
        'under "heart", which does not come before it',
    ),
    "a scale that is not there": (
        'kind = "value"\nscale = "shown"',
        'scale = "felt"',
        'names a scale "felt" that does not exist',
    ),
    "a level that counts and is none": ('["yes"]', '["sure"]', "is no level of it"),
    "a rule nobody knows": (KINDNESS, KINDNESS + '\nrule = "most"', "that is not known"),
    "no mark of its source": (KINDNESS, KINDNESS + '\nchecked = "X"', 'must say "checked"'),
    "a key nobody knows": (KINDNESS, KINDNESS + '\ncolour = "red"', '"colour" is not known'),
    "a key of the wrong type": (KINDNESS, KINDNESS + '\nlimit = "many"', '"limit" must be int'),
    "an item without id": ('id = "kindness"', "", "an item has no id"),
    "levels that are no texts": ('["no", "yes"]', "[0, 1]", "must be texts"),
    "a scale that is no list": ('["no", "yes"]', '"yes"', '"shown" must be list'),
    "another name than its folder": ("ministry-2031", "ministry-2032", "must be called like"),
    "no family": ('family = "values"', "", '"family" is missing'),
    "items that are no list": ("[[item]]", "[item]", "Cannot"),
    "no TOML": ("id =", "id :", "line 2"),
}


@pytest.mark.parametrize(("before", "after", "reason"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_the_structure_is_told(
    tmp_path: Path, before: str, after: str, reason: str
) -> None:
    assert before in STRUCTURE
    place = write_edition(tmp_path, STRUCTURE.replace(before, after))
    with pytest.raises(UserError) as fault:
        Frameworks(tmp_path).edition("ministry-2031", "en")
    assert fault.value.code == "framework_broken"
    assert fault.value.details["file"] == str(place / "framework.toml")
    assert reason in str(fault.value.details["reason"])


def test_a_single_item_written_as_a_table_is_told(tmp_path: Path) -> None:
    write_edition(tmp_path, STRUCTURE.partition("[[item]]")[0] + 'item.id = "openness"')
    with pytest.raises(UserError) as fault:
        Frameworks(tmp_path).edition("ministry-2031", "en")
    assert fault.value.details["reason"] == '"item" must be a list of tables'


WORD_FAULTS = {
    "no name": ('name = "Values of the ministry"', "", '"name" is missing'),
    "no title": ('title = "Kindness", ', "", '"kindness" has no title'),
    "no level": ('no = "No", ', "", 'level "no" of scale "shown" has no name'),
    "a level that is a number": ('no = "No"', "no = 3", "stands where a table must be"),
    "an item that is a text": (
        'item.kindness = { title = "Kindness", help = "People are kind." }',
        'item.kindness = "Kindness"',
        '"kindness" must be dict',
    ),
    "a word nobody knows": ("title = ", "tilte = ", '"tilte" is not known'),
    "a table that is a text": (
        'scale.shown = { no = "No", yes = { name = "Yes", help = "Somebody can see it." } }',
        'scale = "shown"',
        '"scale" must be a table',
    ),
}


@pytest.mark.parametrize(
    ("before", "after", "reason"), WORD_FAULTS.values(), ids=WORD_FAULTS.keys()
)
def test_a_fault_of_the_words_is_told(tmp_path: Path, before: str, after: str, reason: str) -> None:
    assert before in ENGLISH
    place = write_edition(tmp_path, en=ENGLISH.replace(before, after))
    with pytest.raises(UserError) as fault:
        Frameworks(tmp_path).edition("ministry-2031", "en")
    assert fault.value.details["file"] == str(place / "en.toml")
    assert reason in str(fault.value.details["reason"])


def test_an_edition_without_any_words_is_told(tmp_path: Path) -> None:
    place = write_edition(tmp_path)
    (place / "en.toml").unlink()
    with pytest.raises(UserError) as fault:
        Frameworks(tmp_path).edition("ministry-2031", "fr")
    assert fault.value.details["file"] == str(place / "en.toml")
