"""Lists in words."""

from __future__ import annotations

from app.words import Words


def test_a_list_has_the_comma_of_its_language_and_nothing_for_what_is_empty() -> None:
    assert Words("en").listed(["a", "", "b"]) == "a, b"
    assert Words("ar").listed(["ا", "ب"]) == "ا، ب"
    assert Words("fr").listed([]) == ""
