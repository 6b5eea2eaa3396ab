"""A stranger's name in a sentence of ours stands as it was written, on its line."""

from __future__ import annotations

import pytest

from app.messages import visible


@pytest.mark.parametrize("name", ["می\u200cخواهم", "👩\u200d👧", "Côte\xa0d’Ivoire", "\u200fخطة 2"])
def test_what_people_write_with_stays(name: str) -> None:
    assert visible(name) == name


@pytest.mark.parametrize(
    ("name", "seen"),
    [("a\u202eb", "a�b"), ("a\nb", "a�b"), ("\u2066a", "�a"), ("a\u2028b", "a�b"), ("\udce9", "?")],
)
def test_what_would_turn_or_break_the_line_is_a_sign(name: str, seen: str) -> None:
    assert visible(name) == seen
