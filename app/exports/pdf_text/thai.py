"""Where the words of a Thai text begin, which has no spaces between them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache

from app.paths import find_resources

_SIDE = 3
_FEATURES = (
    ("UW1", -3, -2), ("UW2", -2, -1), ("UW3", -1, 0), ("UW4", 0, 1), ("UW5", 1, 2), ("UW6", 2, 3),
    ("BW1", -2, 0), ("BW2", -1, 1), ("BW3", 0, 2),
    ("TW1", -3, 0), ("TW2", -2, 1), ("TW3", -1, 2), ("TW4", 0, 3),
)  # fmt: skip
"""Groups of the model, and which letters around a place each looks at."""


def word_starts(text: str) -> Iterator[int]:
    """The places inside a text where a word probably begins."""
    model, usual = _model()
    padded = "\0" * _SIDE + text + "\0" * _SIDE
    for at in range(1, len(text)):
        place = at + _SIDE
        weights = (
            model[group].get(padded[place + start : place + end], 0)
            for group, start, end in _FEATURES
        )
        if sum(weights) > usual:
            yield at


@cache
def _model() -> tuple[dict[str, dict[str, int]], float]:
    """The weights, and half of what they come to: the sum that a place must exceed."""
    path = find_resources() / "breaking" / "th.json"
    said: dict[str, dict[str, int]] = json.loads(path.read_text(encoding="utf-8"))
    model = {group: said.get(group, {}) for group, _, _ in _FEATURES}
    return model, sum(sum(group.values()) for group in said.values()) / 2
