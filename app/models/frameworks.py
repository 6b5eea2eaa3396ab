"""Reads and checks the frameworks of the resources: editions of templates, values, scales."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, lowest first. ``help`` is its description in the edition's words."""

    id: str
    name: str
    help: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing an edition asks, with its words in one language.

    ``under`` is the id of the item it belongs to, "" at the top. ``kind`` says what it is
    (section, question, fact, value, core-value, standard, requirement, theme, category…).
    ``scale`` names the scale of its level, "" for text. ``place`` says where a template item is
    answered: "plan" (a narrative section) or "commitment". ``limit`` is a soft counter, 0 = none.
    ``checked`` carries the mark of its source: "S", "S~", "K" or "D".
    """

    id: str
    title: str
    under: str = ""
    kind: str = "question"
    scale: str = ""
    place: str = ""
    field: str = ""
    limit: int = 0
    help: str = ""
    prompts: tuple[str, ...] = ()
    threshold: str = ""
    rule: str = ""
    mark: str = ""
    letter: str = ""
    source: str = ""
    checked: str = ""
    asks_evidence: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a framework in one language; items in the edition's order."""

    id: str
    family: str
    name: str
    language: str
    items: tuple[Item, ...]
    scales: dict[str, tuple[Level, ...]]
    source: str = ""
    checked: str = ""
    in_force: str = ""
    until: str = ""
    replaces: str = ""
    carries: dict[str, str] | None = None
    defaults: dict[str, str] | None = None
