"""The rules by which the levels given to an edition's items count, as pure functions."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.models.frameworks import Edition, Item

NEEDS_CORE = "needs-core"
CORE = "core-value"


def holds(rule: str, met: Iterable[bool]) -> bool:
    """Whether ``rule`` holds: "all", "any", or "at-least:3". Nothing asked is nothing fulfilled."""
    results = tuple(met)
    if rule == "all":
        return bool(results) and all(results)
    if rule == "any":
        return any(results)
    name, _, number = rule.partition(":")
    if name == "at-least" and number.isdecimal():
        return sum(results) >= int(number)
    raise ValueError(rule)


def counted(edition: Edition, levels: Mapping[str, str]) -> dict[str, bool]:
    """Which items count, given the level id of each answered item.

    An item counts when its level is one the edition lets count. An item that needs a core value
    counts only if a core value does; an item with a rule counts as its rule says of those under it.
    """
    asked = [item for item in edition.items if item.scale]
    counts = {item.id: _reached(edition, item, levels.get(item.id, "")) for item in asked}
    core = any(counts[item.id] for item in asked if item.kind == CORE)
    for item in asked:
        if item.rule == NEEDS_CORE:
            counts[item.id] = counts[item.id] and core
    for item in reversed(edition.items):  # what is below comes after what it belongs to
        if item.rule and item.rule != NEEDS_CORE:
            below = (counts[one.id] for one in edition.under(item.id) if one.id in counts)
            counts[item.id] = holds(item.rule, below)
    return counts


def fulfilled(edition: Edition, levels: Mapping[str, str]) -> bool:
    """Whether the edition as a whole is: its rule over the items at its top."""
    counts = counted(edition, levels)
    return holds(edition.rule, (counts[item.id] for item in edition.under("") if item.id in counts))


def _reached(edition: Edition, item: Item, level_id: str) -> bool:
    level = edition.level(item.id, level_id)
    return level is not None and level.counts
