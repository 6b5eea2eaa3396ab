"""What counts: the generic rules, the lens of the values, the minimum of the standards."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.models.frameworks import Edition, Frameworks, Item, Level
from app.models.rules import counted, fulfilled, holds

FRAMEWORKS = Frameworks(Path(__file__).parents[2] / "resources" / "frameworks")


@pytest.mark.parametrize(
    ("rule", "met", "result"),
    [
        ("all", (True, True), True),
        ("all", (True, False), False),
        ("all", (), False),
        ("any", (False, True), True),
        ("any", (False, False), False),
        ("any", (), False),
        ("at-least:2", (True, False, True), True),
        ("at-least:2", (True, False, False), False),
        ("at-least:1", (), False),
    ],
)
def test_a_rule_holds(rule: str, met: tuple[bool, ...], result: bool) -> None:
    assert holds(rule, met) is result


@pytest.mark.parametrize("rule", ["", "most", "at-least", "at-least:", "at-least:x", "needs-core"])
def test_a_rule_nobody_knows_is_a_bug(rule: str) -> None:
    with pytest.raises(ValueError, match=f"^{rule}$"):
        holds(rule, (True,))


@pytest.fixture
def values() -> Edition:
    return FRAMEWORKS.edition(FRAMEWORKS.editions("values")[0], "en")


@pytest.fixture
def standards() -> Edition:
    return FRAMEWORKS.edition(FRAMEWORKS.editions("standards")[0], "en")


def test_technology_and_inclusion_alone_do_not_count(values: Edition) -> None:
    levels = {"technology": "yes", "inclusion": "yes"}
    assert not any(counted(values, levels).values())
    assert not fulfilled(values, levels)


@pytest.mark.parametrize("core", ["transparency", "participation", "accountability"])
@pytest.mark.parametrize("level", ["yes", "partly"])
def test_they_count_together_with_a_core_value(values: Edition, core: str, level: str) -> None:
    levels = {"technology": "partly", "inclusion": "no", core: level}
    counts = counted(values, levels)
    assert counts[core]
    assert counts["technology"]
    assert not counts["inclusion"]
    assert fulfilled(values, levels)


def test_a_core_value_answered_no_does_not_carry_them(values: Edition) -> None:
    levels = {"technology": "yes", "transparency": "no"}
    assert not counted(values, levels)["technology"]


def test_an_unanswered_or_unknown_level_does_not_count(values: Edition) -> None:
    assert not any(counted(values, {}).values())
    assert not counted(values, {"transparency": "certainly"})["transparency"]


def test_a_standard_is_met_when_all_its_requirements_are(standards: Edition) -> None:
    counts = counted(standards, {"1.1": "yes", "2.1": "yes", "2.2": "partly"})
    assert counts["1"]
    assert counts["2.1"]
    assert not counts["2.2"]
    assert not counts["2"]


def test_the_minimum_is_met_only_by_eight_times_yes(standards: Edition) -> None:
    levels = {item.id: "yes" for item in standards.items if item.scale}
    assert fulfilled(standards, levels)
    for asked in levels:
        assert not fulfilled(standards, levels | {asked: "partly"})


def test_a_group_of_groups_follows_from_below() -> None:
    scale = (Level("no", "No"), Level("yes", "Yes", counts=True))
    edition = Edition(
        id="x",
        family="standards",
        name="X",
        language="en",
        items=(
            Item("top", "Top", rule="any"),
            Item("inner", "Inner", under="top", rule="at-least:2"),
            *(Item(one, one, under="inner", scale="met") for one in "abc"),
            Item("note", "A note", under="top"),
        ),
        scales={"met": scale},
        rule="all",
    )
    assert not fulfilled(edition, {"a": "yes"})
    assert fulfilled(edition, {"a": "yes", "c": "yes"})
    assert "note" not in counted(edition, {})
