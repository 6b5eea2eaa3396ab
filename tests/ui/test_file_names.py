"""Titles become file names that every system takes and that read as what they are."""

from __future__ import annotations

import pytest

from app.ui.file_names import safe_name
from app.ui.pages.welcome import _row


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A plan: 2027/28\nof <Ghana>", "A plan 2027 28 of Ghana"),
        ("CON", "CON_"),
        ("com1", "com1_"),
        ("LPT9.draft", "LPT9_.draft"),
        ("nul. Draft", "nul_. Draft"),
        ("Console", "Console"),
        ("Plan \u202ecod.exe", "Plan cod.exe"),  # not "Plan exe.doc"
        ("\u2066Plan\u2069\u200b\ufeff", "Plan"),
        ("Plan \udce9t\udce9", "Plan t"),  # a stick's name that is no UTF-8
        ("می\u200cخواهم", "می\u200cخواهم"),  # joiners are how people write
        ("...", "plan"),
        ("\u202e\u200f", "plan"),
        ("Ä" * 80, "Ä" * 50),
    ],
)
def test_a_title_becomes_a_name(title: str, name: str) -> None:
    assert safe_name(title) == name


def test_a_name_that_turns_its_line_is_seen_for_what_it_is() -> None:
    row = _row("/home/me/a\nfolder/Plan \u202edoc.atelier")
    assert row.title == "Plan \ufffddoc"
    assert row.note == "a\ufffdfolder"
    assert "\u202e" not in row.tip
    assert row.id == "/home/me/a\nfolder/Plan \u202edoc.atelier", "it is opened all the same"
