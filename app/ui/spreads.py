"""Ratings as charts and words: the strip of a spread, its sentence, the counts of its levels."""

from __future__ import annotations

from collections.abc import Iterator

from app.models.ambition import Spread, constituency, in_order, scale_of
from app.models.frameworks import Edition
from app.ui import charts
from app.ui.desk import Desk
from app.ui.figures import figure


def strip_of(spread: Spread, ambition: Edition, sectors: Edition) -> charts.Spread:
    """The middles of the groups, by letter, from 0 (lowest level) to 1 (highest)."""
    highest = max(1, len(scale_of(ambition)) - 1)
    middles = tuple(
        (constituency(sectors, group.constituency).letter, group.middle / highest)
        for group in in_order(spread, sectors)
    )
    return charts.Spread(middles, spread.is_far_apart)


def verdict(desk: Desk, spread: Spread) -> str:
    """ "Close" or "Far apart"; nothing where fewer than two groups rated."""
    if len(spread.groups) < 2:
        return ""
    if spread.is_far_apart:
        return desk.words("Far apart")
    return desk.words.p("spread", "Close")  # near each other; a button says another "Close"


def spoken(desk: Desk, spread: Spread, ambition: Edition, sectors: Edition) -> str:
    """The strip in words: "Government: Substantial, Civil society: Unclear. Far apart"."""
    levels = scale_of(ambition)
    parts = [
        desk.words(
            "{group}: {level}",
            group=constituency(sectors, group.constituency).name,
            level=levels[int(group.middle)].name,
        )
        for group in in_order(spread, sectors)
    ]
    said = verdict(desk, spread)
    return ". ".join(filter(None, (desk.words.listed(parts), said)))


def level_counts(desk: Desk, spread: Spread, ambition: Edition) -> Iterator[charts.LevelCount]:
    """How many gave each level, lowest first."""
    for level, count in zip(scale_of(ambition), spread.counts, strict=True):
        yield charts.LevelCount(level.name, count, figure(desk.words, count))


def level_place(ambition: Edition, level: str) -> int:
    """The place of a level in the scale, from 0; -1 where the scale has no such level."""
    return next((n for n, one in enumerate(scale_of(ambition)) if one.id == level), -1)


def rater_name(desk: Desk, rater: str) -> str:
    """ "Badge 12" for a badge code, the name as given otherwise."""
    return desk.words("Badge {code}", code=rater) if rater.isdecimal() else rater
