"""Fractional keys: the order of rows as text that always has room between two."""

from __future__ import annotations

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LAST = len(_DIGITS)


def between(before: str, after: str) -> str:
    """A key that sorts after ``before`` and before ``after``; "" stands for the open end.

    Keys never end in the lowest digit, so there is always a key between two different ones. At an
    open end the next key is the nearest, so that rows added one by one keep short keys.
    """
    if after and before >= after:
        after = ""  # two laptops may have made the same key; then the row goes behind both
    last, first = bool(before and not after), bool(after and not before)
    key = ""
    place = 0
    while True:
        low = _DIGITS.index(before[place]) if place < len(before) else 0
        high = _DIGITS.index(after[place]) if after and place < len(after) else _LAST
        if low == high:
            key += _DIGITS[low]
        elif high - low > 1:
            return key + _DIGITS[low + 1 if last else high - 1 if first else (low + high) // 2]
        else:
            key += _DIGITS[low]
            after = ""
        place += 1


def spread(count: int, before: str = "", after: str = "") -> list[str]:
    """``count`` short keys in rising order between two keys, for adding many rows at once."""
    if count <= 0:
        return []
    middle = between(before, after)
    left = (count - 1) // 2
    return [*spread(left, before, middle), middle, *spread(count - 1 - left, middle, after)]
