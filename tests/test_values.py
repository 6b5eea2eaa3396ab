"""Values do what dataclasses do, and are made without them."""

# ruff: noqa: ANN401  the two ways are told apart by their modules

from __future__ import annotations

import copy
import dataclasses
import subprocess
import sys
from typing import Any

import pytest

from app import values


def kinds(made_by: Any) -> Any:
    """The same three classes, made by ``dataclasses`` or by ``app.values``."""

    @made_by.dataclass(frozen=True, slots=True)
    class Row:
        """A frozen one."""

        id: str
        deleted: int = 0

    @made_by.dataclass(frozen=True, slots=True)
    class Person(Row):
        """One that inherits."""

        name: str = ""
        kept: dict[str, int] = made_by.field(default_factory=dict)
        secret: str = made_by.field(default="", repr=False, compare=False)

    @made_by.dataclass(slots=True)
    class Sheet:
        """One that changes, and that prepares itself."""

        rows: list[str] = made_by.field(default_factory=list)
        width: int = made_by.field(init=False)
        height: int = made_by.field(default=3, init=False)

        def __post_init__(self) -> None:
            self.width = len(self.rows)

    return Row, Person, Sheet


BOTH = pytest.mark.parametrize("made_by", [dataclasses, values], ids=["dataclasses", "values"])


@BOTH
def test_a_value_is_told_from_the_front_or_by_name(made_by: Any) -> None:
    row, person, sheet = kinds(made_by)
    assert (row("a").id, row("a").deleted, row("a", 1).deleted, row(id="b").id) == ("a", 0, 1, "b")
    one = person("a", name="Ada", kept={"x": 1})
    assert (one.id, one.deleted, one.name, one.kept, one.secret) == ("a", 0, "Ada", {"x": 1}, "")
    assert person("a").kept is not person("a").kept
    assert (sheet(["x"]).width, sheet().width, sheet().height) == (1, 0, 3)
    for said, named in (((), {}), (("a", 0, 1), {}), (("a",), {"id": "b"}), (("a",), {"no": 1})):
        with pytest.raises(TypeError):
            row(*said, **named)


@BOTH
def test_values_that_hold_the_same_are_the_same(made_by: Any) -> None:
    row, person, sheet = kinds(made_by)
    assert row("a") == row("a", 0) != row("a", 1)
    assert hash(row("a")) == hash(row("a", 0))
    assert row("a") != person("a")
    assert person("a", secret="x") == person("a", secret="y") != person("b")
    with pytest.raises(TypeError):
        hash(sheet())


@BOTH
def test_a_frozen_value_stays_as_it_is(made_by: Any) -> None:
    row, person, sheet = kinds(made_by)
    one = person("a")
    with pytest.raises(AttributeError):
        one.name = "Eve"
    with pytest.raises(AttributeError):
        del one.name
    assert made_by.replace(one, name="Ada") == person("a", name="Ada")
    with pytest.raises(TypeError):
        made_by.replace(row("a"), nothing=1)
    other = sheet()
    other.width = 9
    assert other.width == 9
    with pytest.raises(AttributeError):
        other.length = 1


@BOTH
def test_a_value_says_and_matches_what_it_holds(made_by: Any) -> None:
    row, person, _ = kinds(made_by)
    assert repr(row("a")).endswith("Row(id='a', deleted=0)")
    assert "secret" not in repr(person("a"))
    match row("a", 2):
        case row(id, deleted):
            assert (id, deleted) == ("a", 2)
    assert copy.deepcopy(person("a", kept={"x": 1})) == person("a", kept={"x": 1})
    names = ["id", "deleted", "name", "kept", "secret"]
    assert [one.name for one in made_by.fields(person)] == names


def test_dataclasses_takes_a_value_for_one_of_its_own() -> None:
    _, person, _ = kinds(values)
    assert dataclasses.asdict(person("a", kept={"x": 1}))["kept"] == {"x": 1}
    assert dataclasses.replace(person("a"), name="Ada") == person("a", name="Ada")
    assert [one.name for one in dataclasses.fields(person)][:2] == ["id", "deleted"]


def test_what_every_start_loads_goes_without_dataclasses() -> None:
    asked = "import sys, app.models.plan, app.models.planfile, app.paths, app.exports.outline"
    asked += "; sys.exit('dataclasses' in sys.modules)"
    assert subprocess.run([sys.executable, "-I", "-c", asked], check=False).returncode == 0
