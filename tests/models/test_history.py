"""Undo and redo, and their lists built again from a journal."""

from __future__ import annotations

import pytest

from app.models.edits import Change, Step, changes_from_json
from app.models.history import History
from app.models.plan import Plan, new_id, plan_of
from app.models.records import Note, PlanInfo

ID = new_id()


def stroke(before: str, after: str, visit: str = "") -> Step:
    """A step that writes the plan's title."""
    return Step("edit", (Change("plan", ID, {"title": before}, {"title": after}),), {}, visit)


def a_plan(title: str = "") -> Plan:
    return plan_of([PlanInfo(ID, title=title)])


def labels(steps: list[Step]) -> list[str]:
    return [str((step.changes[0].after or {})["title"]) for step in steps]


def test_an_empty_history_offers_nothing() -> None:
    history = History()
    assert history.to_undo is None
    assert history.to_redo is None


def test_undo_and_redo_go_back_and_forth_in_order() -> None:
    history = History()
    for n in range(3):
        history.record(stroke(str(n), str(n + 1)))
    undone = []
    while (step := history.to_undo) is not None:
        undone.append(step)
        history.undone()
    assert labels(undone) == ["3", "2", "1"]
    redone = []
    while (step := history.to_redo) is not None:
        redone.append(step)
        history.redone()
    assert redone == undone[::-1]


def test_a_new_step_forgets_what_could_be_redone() -> None:
    history = History()
    history.record(stroke("", "a"))
    history.undone()
    history.record(stroke("", "b"))
    assert history.to_redo is None


def test_strokes_of_one_visit_are_one_step() -> None:
    history = History()
    history.record(stroke("", "a", "v"))
    history.record(stroke("a", "ab", "v"))
    history.record(stroke("ab", "abc", "another"))
    history.undone()
    assert history.to_undo == stroke("", "ab", "v")


def test_typing_back_to_the_start_leaves_no_step() -> None:
    history = History()
    history.record(stroke("x", "xy", "v"))
    history.record(stroke("xy", "x", "v"))
    assert history.to_undo is None


def test_only_the_newest_thousand_are_kept() -> None:
    history = History()
    for n in range(1_005):
        history.record(stroke(str(n), str(n + 1)))
    count = 0
    while history.to_undo is not None:
        history.undone()
        count += 1
    assert count == 1_000
    assert history.to_redo == stroke("5", "6")


def test_a_replayed_journal_gives_the_same_lists() -> None:
    a, b, c = stroke("", "a"), stroke("a", "b"), stroke("b", "c")
    history = History()
    history.replay(
        [("do", a), ("do", b), ("do", c), ("undo", c.inverse()), ("undo", b.inverse()), ("redo", b)]
    )
    assert history.to_undo == b
    assert history.to_redo == c


def test_a_journal_that_begins_in_the_middle_is_replayed_truly() -> None:
    """The step an undo took back may lie before the first entry that was read."""
    a, x = stroke("", "a"), stroke("before", "")
    history = History()
    history.replay([("do", a), ("undo", a.inverse()), ("undo", x.inverse()), ("redo", x)])
    assert history.to_undo == x
    assert history.to_redo == a
    history = History()
    history.replay([("redo", x)])
    assert history.to_undo == x


# The steps themselves


def test_a_step_and_its_inverse_are_the_same_plan_again() -> None:
    plan = a_plan("old")
    new = Change("note", new_id(), None, {"text": "n"})
    step = Step("both", (*stroke("old", "new").changes, new))
    after = plan.after(step)
    assert after.info.title == "new"
    assert [note.text for note in after.all(Note)] == ["n"]
    assert after.after(step.inverse()) == plan
    assert plan.info.title == "old"


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ((None, {"text": "a"}), ({"text": "a"}, {"text": "b"}), (None, {"text": "b"})),
        ((None, {"text": "a"}), ({"text": "a"}, None), (None, None)),
        (({"text": "a"}, {"text": "b"}), ({"text": "b", "label": ""}, None),
         ({"text": "a", "label": ""}, None)),
        (({"text": "a"}, {"text": "b"}), ({"label": ""}, {"label": "l"}),
         ({"text": "a", "label": ""}, {"text": "b", "label": "l"})),
        (({"text": "a"}, {"text": "b"}), ({"text": "b"}, {"text": "a"}), ({}, {})),
        (({"text": "a"}, None), (None, {"text": "b"}), ({"text": "a"}, {"text": "b"})),
        (({"text": "a"}, None), (None, {"text": "a"}), ({}, {})),
    ],
)  # fmt: skip
def test_two_changes_of_a_row_are_joined(
    first: tuple[dict[str, str] | None, dict[str, str] | None],
    second: tuple[dict[str, str] | None, dict[str, str] | None],
    joined: tuple[dict[str, str] | None, dict[str, str] | None],
) -> None:
    one, two = (Change("note", ID, *values) for values in (first, second))
    assert one.then(two) == Change("note", ID, *joined)
    assert one.then(two).is_empty == (joined[0] == joined[1])


def test_a_step_knows_which_rows_it_touches() -> None:
    step = stroke("", "a")
    assert step.touches("plan")
    assert step.touches("plan", ID)
    assert not step.touches("plan", "another")
    assert not step.touches("note")


def test_changes_travel_as_plain_data() -> None:
    step = Step("x", (*stroke("", "é").changes, Change("note", ID, None, {"deleted": 0})))
    assert changes_from_json(step.to_json()) == step.changes
