"""What tools/agreement.py says of two readings of one document."""

from __future__ import annotations

from tests.builders import a_commitment, a_milestone, a_plan
from tools.agreement import agree, in_two, parted, words_of

TITLES = ["Foreword", "Clean water"]
OURS = (
    "Plan 2024 Foreword 3 Commitment 1 Clean water 14 Foreword We begin. Clean water It flows. Test"
)
THEIRS = "Plan 2024 Foreword Clean water Foreword We begin. Clean water It flows. Test"


def test_the_contents_are_compared_by_themselves_and_without_their_page_numbers() -> None:
    opening, chapters = parted(words_of(OURS), TITLES)
    assert opening == ["Plan", "2024", "Foreword", "Commitment", "Clean", "water"]
    assert [" ".join(words) for words in chapters] == [
        "Foreword We begin.", "Clean water It flows. Test",
    ]  # fmt: skip
    row = a_commitment(title="Clean water")
    plan = a_plan(row, a_milestone(row, title="It flows. Test", outputs=""))
    same = agree(plan, OURS, THEIRS, TITLES, order=True)
    assert (same.lost, same.parted, same.moved) == ([], [], [])
    assert same.contents == ["Commitment / "]
    other = agree(plan, OURS, THEIRS.replace("We begin", "Begin we"), TITLES, order=True)
    assert other.moved


def test_a_sentence_cut_by_a_page_is_neither_lost_nor_whole() -> None:
    row = a_commitment(title="Clean water")
    plan = a_plan(row, a_milestone(row, title="Water flows in every house.", outputs=""))
    ours = "Clean water Clean water Water flows in every house."
    cut = "Clean water Clean water Water flows other cell in every house."
    found = agree(plan, ours, cut, ["Clean water"], order=True)
    assert (found.lost, found.parted) == ([], ["Water flows in every house."])
    gone = agree(plan, ours, "Clean water Water flows", ["Clean water"], order=True)
    assert gone.lost == ["Water flows in every house."]
    assert not in_two("ab", "b a"), "the parts stand in their order"
