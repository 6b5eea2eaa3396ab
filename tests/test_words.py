"""Lists in words."""

from __future__ import annotations

import pytest

from app.words import Words


def test_a_list_has_the_comma_of_its_language_and_nothing_for_what_is_empty() -> None:
    assert Words("en").listed(["a", "", "b"]) == "a, b"
    assert Words("ar").listed(["ا", "ب"]) == "ا، ب"
    assert Words("fr").listed([]) == ""


@pytest.mark.parametrize(("language", "said"), [("en", "B2, B4, …"), ("ar", "B2، B4، …")])
def test_a_gap_that_holds_several_things_lists_them_as_the_language_does(
    language: str, said: str
) -> None:
    words = Words(language)
    assert words("{places}", places=("B2", "B4", "…")) == said
    assert words.n("{places}", "{places}", 2, places=["B2", "", "B4", "…"]) == said
