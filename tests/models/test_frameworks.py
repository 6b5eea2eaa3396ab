"""The editions that come with the program: complete, sound, unchanged, and read only on demand."""

from __future__ import annotations

import hashlib
import pickle
import tomllib
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.edition_files import READINGS
from app.models.frameworks import MARKS, Edition, Frameworks, Item
from app.models.records import Commitment, Milestone

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "resources" / "frameworks"
LANGUAGES = ("en", "fr", "es")
FAMILIES = {
    "template",
    "values",
    "ambition",
    "standards",
    "themes",
    "sectors",
    "consent",
    "completion",
}
EDITIONS = sorted(path.parent.name for path in FOLDER.glob("*/*/framework.toml"))
VALUE_MARKS = {"access", "civic", "account", "tech", "inclusion"}


@pytest.fixture(scope="module")
def frameworks() -> Frameworks:
    return Frameworks(FOLDER)


def words_of(item: Item) -> dict[str, int]:
    """Which words an item has, prompts by number."""
    texts = ("title", "help", "threshold", "wording", "example_good", "example_weak")
    return {key: bool(getattr(item, key)) for key in texts} | {"prompts": len(item.prompts)}


@pytest.mark.parametrize("edition_id", EDITIONS)
class TestEveryEdition:
    def test_says_the_same_things_in_every_language(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        english = frameworks.edition(edition_id, "en")
        for language in LANGUAGES:
            edition = frameworks.edition(edition_id, language)
            assert edition.untranslated == frozenset()
            assert edition.name
            for item, original in zip(edition.items, english.items, strict=True):
                assert words_of(item) == words_of(original), (language, item.id)
            for name, levels in edition.scales.items():
                helped = [bool(level.help) for level in english.scale(name)]
                assert [bool(level.help) for level in levels] == helped

    def test_is_truly_translated(self, frameworks: Frameworks, edition_id: str) -> None:
        english = frameworks.edition(edition_id, "en")
        for language in ("fr", "es"):
            edition = frameworks.edition(edition_id, language)
            for item in edition.items:
                original = english.item(item.id)
                if original.help:
                    assert item.help != original.help, (language, item.id)
                for prompt in original.prompts:
                    assert prompt not in item.prompts, (language, item.id)

    def test_words_name_only_items_that_exist(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        edition = frameworks.edition(edition_id, "en")
        folder = FOLDER / edition.family / edition.id
        for file in folder.glob("*.toml"):
            if file.stem != "framework":
                words = tomllib.loads(file.read_text("utf-8"))
                assert set(words["item"]) == set(edition.by_id), file

    def test_says_where_it_comes_from(self, frameworks: Frameworks, edition_id: str) -> None:
        edition = frameworks.edition(edition_id, "en")
        assert edition.checked in MARKS
        assert edition.source or edition.checked == "D"
        for item in edition.items:
            assert item.checked in MARKS
            if item.checked.startswith("S"):
                assert item.source, item.id
            if item.checked == "D":
                assert not item.source, item.id

    def test_guides_whoever_answers(self, frameworks: Frameworks, edition_id: str) -> None:
        edition = frameworks.edition(edition_id, "en")
        for item in edition.items:
            assert item.help or item.kind == "theme", item.id
            if item.kind in {"question", "section"}:
                assert item.prompts, item.id
                assert item.limit, item.id
            if item.kind == "question":
                assert item.example_good, item.id
                assert item.example_weak, item.id
                assert len(item.example_good) <= item.limit, item.id
            if item.kind == "purpose":
                assert item.wording

    def test_replaces_and_carries_what_exists(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        edition = frameworks.edition(edition_id, "en")
        if edition.replaces:
            older = frameworks.edition(edition.replaces, "en")
            assert older.family == edition.family
            for before, after in edition.carries.items():
                assert before in older.by_id
                assert after in edition.by_id


def template_ids() -> list[str]:
    return [path.parent.name for path in sorted(FOLDER.glob("template/*/framework.toml"))]


@pytest.mark.parametrize("edition_id", template_ids())
class TestEveryTemplate:
    def test_binds_facts_to_columns_of_the_plan(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        edition = frameworks.edition(edition_id, "en")
        facts = [item.field for item in edition.items if item.kind == "fact"]
        assert set(facts) == set(Commitment.__struct_fields__) - {
            "id",
            "deleted",
            "position",
            "number",
        }
        assert len(facts) == len(set(facts))
        table = edition.item("milestones")
        assert (table.kind, table.field) == ("table", "milestones")
        columns = {item.field for item in edition.under("milestones")}
        assert columns <= set(Milestone.__struct_fields__)
        assert {"title", "outputs", "starts", "ends", "lead", "supporting"} == columns

    def test_puts_each_item_in_the_plan_or_in_a_commitment(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        edition = frameworks.edition(edition_id, "en")
        kinds = {
            place: {item.kind for item in edition.items if item.place == place}
            for place in ("plan", "commitment", "")
        }
        assert kinds["plan"] == {"section"}
        assert kinds["commitment"] == {"question", "fact", "block", "table", "column"}
        assert kinds[""] == set()
        assert edition.plan_kind in {"national", "local"}

    def test_names_the_editions_that_go_with_it(
        self, frameworks: Frameworks, edition_id: str
    ) -> None:
        defaults = frameworks.edition(edition_id, "en").defaults
        assert set(defaults) == FAMILIES - {"template"}
        for family, default in defaults.items():
            assert default in frameworks.editions(family)


def test_every_family_is_there(frameworks: Frameworks) -> None:
    found = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    assert found - {READINGS} == FAMILIES
    assert all(frameworks.editions(family) for family in FAMILIES)


def test_editions_are_listed_newest_first(frameworks: Frameworks) -> None:
    for family in FAMILIES:
        dates = [frameworks.edition(one, "en").in_force for one in frameworks.editions(family)]
        assert dates == sorted(dates, reverse=True)
    assert frameworks.editions("no such family") == ()


def test_no_edition_is_named_in_the_code() -> None:
    for file in (ROOT / "app").rglob("*.py"):
        source = file.read_text("utf-8")
        named = [edition for edition in EDITIONS if edition in source]
        assert not named, f"{file} names {named}"


def test_released_files_are_unchanged() -> None:
    lines = (FOLDER / "checksums.txt").read_text("utf-8").splitlines()
    listed = {path: digest for digest, path in (line.split("  ", 1) for line in lines)}
    assert len(listed) == len(lines) > 0
    for path, digest in listed.items():
        text = (FOLDER / path).read_text("utf-8")  # line ends of the checkout do not count
        assert hashlib.sha256(text.encode()).hexdigest() == digest, f"{path} was released"


def test_values_have_their_marks_and_levels_theirs_by_position(frameworks: Frameworks) -> None:
    for edition_id in frameworks.editions("values"):
        edition = frameworks.edition(edition_id, "en")
        marks = [item.mark for item in edition.items]
        assert len(marks) == len(set(marks))
        assert set(marks) <= VALUE_MARKS
        assert {item.rule for item in edition.items if item.kind == "value"} == {"needs-core"}
    for edition_id in frameworks.editions("ambition"):
        edition = frameworks.edition(edition_id, "en")
        levels = edition.scale(edition.items[0].scale)
        assert [level.mark for level in levels] == [
            f"level-{position}" for position in range(1, len(levels) + 1)
        ]


def test_the_standards_in_force_hold_eight_minimum_requirements(frameworks: Frameworks) -> None:
    edition = frameworks.edition(frameworks.editions("standards")[0], "en")
    required = [item for item in edition.items if item.kind == "requirement"]
    assert [item.id for item in required] == [
        "1.1", "2.1", "2.2", "3.1", "3.2", "3.3", "4.1", "5.1",
    ]  # fmt: skip
    assert len(edition.under("")) == 5
    assert all(item.threshold and item.asks_evidence for item in required)
    assert [level.id for level in edition.scale("met")] == ["no", "partly", "yes"]


def test_categories_have_a_letter_of_their_own_and_a_group_with_a_name(
    frameworks: Frameworks,
) -> None:
    for edition_id in frameworks.editions("sectors"):
        edition = frameworks.edition(edition_id, "fr")
        letters = [item.letter for item in edition.items]
        assert all(len(letter) == 1 for letter in letters)
        assert len(letters) == len(set(letters))
        assert {item.group for item in edition.items} == set(edition.groups)


def test_an_edition_answers_for_its_items(frameworks: Frameworks) -> None:
    edition = frameworks.edition(frameworks.editions("template")[0], "fr")
    problem = edition.item("problem")
    assert problem.title.startswith("Quel problème")
    assert problem in edition.under("problem-definition")
    assert problem in edition.questions("commitment")
    assert edition.item("foreword") in edition.questions("plan")
    assert edition.item("lead") not in edition.questions("commitment")
    assert edition.level("problem", "yes") is None
    with pytest.raises(KeyError):
        edition.item("no such item")
    with pytest.raises(KeyError):
        edition.scale("no such scale")


def test_an_edition_is_read_once_and_travels_to_another_process(frameworks: Frameworks) -> None:
    edition = frameworks.edition(EDITIONS[0], "es")
    assert frameworks.edition(EDITIONS[0], "es") is edition
    travelled = pickle.loads(pickle.dumps(edition))
    assert isinstance(travelled, Edition)
    assert travelled == edition
    assert travelled.item(edition.items[0].id) == edition.items[0]


def test_a_language_nobody_wrote_shows_english_and_says_so(frameworks: Frameworks) -> None:
    english = frameworks.edition(EDITIONS[0], "en")
    edition = frameworks.edition(EDITIONS[0], "xx")
    assert edition.items == english.items
    assert edition.untranslated >= {"name", *english.by_id}


def test_an_edition_nobody_brought_is_told(frameworks: Frameworks) -> None:
    with pytest.raises(UserError) as fault:
        frameworks.edition("ministry-2031", "en")
    assert fault.value.code == "framework_missing"
    assert fault.value.details == {"edition": "ministry-2031"}


def test_a_translation_says_which_of_its_terms_were_published(frameworks: Frameworks) -> None:
    for edition_id in EDITIONS:
        english = frameworks.edition(edition_id, "en")
        assert english.official == {item.id for item in english.items if item.checked == "S"}
    spanish = frameworks.edition(frameworks.editions("values")[0], "es")
    assert "transparency" in spanish.official
    assert "inclusion" not in spanish.official


@pytest.mark.parametrize("language", ["ar", "es", "fr", "pt", "ru"])
def test_every_edition_speaks_the_six_languages(frameworks: Frameworks, language: str) -> None:
    for edition_id in EDITIONS:
        edition = frameworks.edition(edition_id, language)
        assert edition.language == language
        assert not edition.untranslated, f"{edition_id}: {sorted(edition.untranslated)}"
