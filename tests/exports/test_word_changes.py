"""What came and what went between two texts."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from app.exports.outline import plain
from app.exports.word_changes import changed_runs, pieces

TEXTS = st.text(alphabet="ab .,\n\u0628\u064e", max_size=40)


@given(TEXTS, TEXTS)
def test_both_texts_can_be_read_out_of_the_pieces(before: str, now: str) -> None:
    found = pieces(before, now)
    assert "".join(text for change, text in found if change != "removed") == now
    assert "".join(text for change, text in found if change != "added") == before
    assert all(text for _, text in found)


def test_words_are_compared_and_not_letters() -> None:
    assert pieces("Each of ten offices answers.", "Each of twelve offices answers.") == [
        ("", "Each of "),
        ("removed", "ten"),
        ("added", "twelve"),
        ("", " offices answers."),
    ]


def test_neighbouring_changes_are_told_as_one() -> None:
    assert pieces("in ten small offices", "in twelve big offices") == [
        ("", "in "),
        ("removed", "ten small"),
        ("added", "twelve big"),
        ("", " offices"),
    ]


def test_a_full_stop_that_came_does_not_change_the_word_before_it() -> None:
    assert pieces("every office", "every office.") == [("", "every office"), ("added", ".")]


def test_an_arabic_word_with_marks_stays_in_one_piece() -> None:
    assert pieces("سِجِل قديم", "سِجِل جديد") == [
        ("", "سِجِل "),
        ("removed", "قديم"),
        ("added", "جديد"),
    ]


def test_the_runs_carry_the_change() -> None:
    runs = changed_runs("a b", "a c", bold=True)
    assert [(run.text, run.change, run.bold) for run in runs] == [
        ("a ", "", True),
        ("b", "removed", True),
        ("c", "added", True),
    ]
    assert plain(changed_runs("", "new")) == "new"


def test_a_very_long_passage_is_told_whole_and_soon() -> None:
    before = " ".join(f"a{n}" for n in range(20_000))
    now = " ".join(f"b{n}" for n in range(20_000))
    began = time.perf_counter()
    assert [change for change, _ in pieces(before, now)] == ["removed", "added"]
    assert time.perf_counter() - began < 2
