"""The arithmetic of the ambition page in one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from app.models.ambition import Spread
from app.words import Words


def far_words(words: Words, far: int) -> str:
    """ "3 far apart", set heavier in the sentence; "" for none."""
    return words.n("{n} far apart", "{n} far apart", far) if far else ""


def sentence(words: Words, rows: Sequence[Spread], far: int) -> str:
    """How many commitments and ratings, how many close, how many far apart."""
    commitments = words.n("{n} commitment", "{n} commitments", len(rows))
    first = words(
        "{commitments}, {ratings}.", commitments=commitments, ratings=_ratings(words, rows)
    )
    if not far:
        none = words("None far apart.")
        return f"{first} {none}"
    close = sum(len(row.groups) > 1 and not row.is_far_apart for row in rows)
    second = words(
        "{close} close, {far}: the two ends speak, then rate again.",
        close=close,
        far=far_words(words, far),
    )
    return f"{first} {second}"


def _ratings(words: Words, rows: Sequence[Spread]) -> str:
    numbers = {row.raters for row in rows}
    if len(numbers) == 1:
        return words.n("{n} blind rating each", "{n} blind ratings each", max(numbers))
    return words.n("{n} blind rating", "{n} blind ratings", sum(row.raters for row in rows))
