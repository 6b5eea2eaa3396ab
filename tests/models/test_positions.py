"""Keys that always leave room between two rows."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from app.models.positions import between, spread
from app.models.schema import BY_NAME

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
KEYS = st.text(DIGITS, min_size=1, max_size=6).filter(lambda key: not key.endswith("0"))


@given(KEYS, KEYS)
def test_a_key_lies_between_two_others(one: str, other: str) -> None:
    low, high = sorted((one, other))
    if low < high:
        key = between(low, high)
        assert low < key < high
        assert not key.endswith("0")


@given(KEYS)
def test_a_key_lies_before_the_first_or_behind_the_last(key: str) -> None:
    assert between("", key) < key < between(key, "")


@given(KEYS)
def test_two_equal_keys_are_followed_by_the_new_row(key: str) -> None:
    """Two laptops may have made the same key."""
    assert between(key, key) > key


@given(st.integers(0, 300), st.one_of(st.just(""), KEYS), st.one_of(st.just(""), KEYS))
def test_many_rows_at_once_come_in_order(count: int, one: str, other: str) -> None:
    before, after = sorted((one, other)) if one and other and one != other else (one, "")
    keys = spread(count, before, after)
    assert len(keys) == count
    assert keys == sorted(set(keys))
    assert all(key > before and (not after or key < after) for key in keys)


def test_keys_of_a_whole_plan_stay_short() -> None:
    assert max(map(len, spread(1_000))) <= 5


def test_a_year_of_moving_rows_about_keeps_order_and_fits_the_field() -> None:
    dice = random.Random(1)
    keys = spread(10)
    for _ in range(500):
        keys.pop(dice.randrange(len(keys)))
        place = dice.randrange(len(keys) + 1)
        before = keys[place - 1] if place else ""
        after = keys[place] if place < len(keys) else ""
        keys.insert(place, between(before, after))
        assert keys == sorted(set(keys))
    limit = BY_NAME["commitment"].field("position").limit
    assert max(map(len, keys)) < limit


def test_always_adding_at_one_end_stays_within_the_field() -> None:
    """Thousands of rows, each put before the first or behind the last."""
    limit = BY_NAME["commitment"].field("position").limit
    first = last = between("", "")
    for _ in range(5_000):
        first, last = between("", first), between(last, "")
    assert len(first) <= limit
    assert len(last) <= limit


def test_always_adding_at_the_same_gap_stays_within_the_field() -> None:
    limit = BY_NAME["commitment"].field("position").limit
    low, high = spread(2)
    for _ in range(700):
        high = between(low, high)
    assert len(high) <= limit
