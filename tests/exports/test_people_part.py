"""People in documents: never more of them than they agreed to."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.exports import Options, compose
from app.exports.composing import material
from app.exports.options import Who
from app.exports.people_part import small_together
from app.models.frameworks import Frameworks
from app.models.plan import Plan
from app.words import Words
from tests.builders import a_consent, a_person, a_plan

CATEGORIES = ("government-departments", "civil-society-organisations", "citizens")


def said(resources: Path, plan: Plan, options: Options) -> str:
    """The participants document as text."""
    words = Words("en", resources / "i18n")
    m = material(plan, Frameworks(resources / "frameworks"), words, options)
    return "\n".join(compose("participants", m).lines())


def crowd(*sizes: int) -> Plan:
    """A register with so many people in each category."""
    return a_plan(
        *(
            a_person(f"Person {category} {n}", organisation=f"Office {n}", sector=category)
            for category, size in zip(CATEGORIES, sizes, strict=False)
            for n in range(size)
        )
    )


@pytest.mark.parametrize("who", ["counts", "organisations", "names"])
def test_nobody_is_named_without_having_agreed(resources: Path, who: Who) -> None:
    ama, kofi, esi = (a_person(name, organisation="Radio") for name in ("Ama", "Kofi", "Esi"))
    plan = a_plan(
        ama, kofi, esi, a_consent(ama), a_consent(kofi, given=0), a_consent(esi, "contact")
    )
    text = said(resources, plan, Options(who=who))
    assert ("Ama" in text) == (who == "names")
    assert ("Radio" in text) == (who != "counts")
    assert "Kofi" not in text
    assert "Esi" not in text


def test_small_categories_are_counted_together(resources: Path) -> None:
    text = said(resources, crowd(9, 3, 2), Options())
    assert "Government departments | 9" in text
    assert (
        "Together, as some are fewer than five: Civil society organisations, Citizens | 5" in text
    )
    assert "| 3" not in text


def test_a_small_one_alone_takes_the_next_with_it(resources: Path) -> None:
    text = said(resources, crowd(9, 7, 2), Options())
    assert "Government departments | 9" in text
    assert "Civil society organisations, Citizens | 9" in text


def test_small_categories_stand_alone_where_it_is_asked_for(resources: Path) -> None:
    assert "Citizens | 2" in said(resources, crowd(9, 7, 2), Options(small_cells=True))


def test_a_sector_of_no_list_and_none_at_all_are_counted(resources: Path) -> None:
    people = [a_person(f"A{n}", sector="Herders") for n in range(5)]
    unsaid = [a_person(f"B{n}") for n in range(6)]
    text = said(resources, a_plan(*people, *unsaid), Options())
    assert "Herders | 5" in text
    assert "Not said | 6" in text


def test_a_list_nobody_stands_in_has_no_heading(resources: Path) -> None:
    text = said(resources, a_plan(a_person("Ama")), Options(who="names"))
    assert "Organisations" not in text
    assert "agreed to be named" not in text


def test_nobody_registered_is_said(resources: Path) -> None:
    assert said(resources, a_plan(), Options()).splitlines() == [
        "# Participants",
        "Not yet written.",
    ]


@given(st.dictionaries(st.integers(), st.integers(1, 12), max_size=8))
def test_no_small_category_can_be_made_out(sizes: dict[int, int]) -> None:
    counts = {str(id): size for id, size in sizes.items()}
    together = small_together(counts)
    alone = [size for id, size in counts.items() if id not in together]
    if len(counts) > 1:
        assert all(size >= 5 for size in alone)
        assert len(together) != 1
        assert not together or sum(counts[id] for id in together) >= 5 or not alone
    if all(size >= 5 for size in counts.values()):
        assert together == ()
