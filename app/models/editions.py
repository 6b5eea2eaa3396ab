"""What a framework says, as frozen values: an edition, its items, the levels of its scales."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import force_setattr

MARKS = frozenset({"S", "S~", "K", "D"})


class Level(Struct, frozen=True):
    """One step of a scale, lowest first. ``help`` is its description in the edition's words.

    ``mark`` is its glyph by position: the lowest is "level-1", the next "level-2", and so on.
    ``counts`` says whether this level is enough for the rules of the edition.
    """

    id: str
    name: str
    help: str = ""
    mark: str = ""
    counts: bool = False


class Item(Struct, frozen=True):
    """One thing an edition asks, with its words in one language.

    ``under`` is the id of the item it belongs to, "" at the top. ``kind`` says what it is
    (section, question, fact, block, table, column, core-value, value, potential, standard,
    requirement, theme, category, tag, purpose, status). ``scale`` names the scale of its level,
    "" for text. ``place`` says where a template item is answered: "plan" (a narrative section) or
    "commitment". ``field`` binds a fact to a column of the commitment, and a column of a table to
    one of the milestone. ``limit`` is a soft counter, 0 = none. ``rule`` is read by
    ``app.models.rules``. ``group`` and ``letter`` are a category's constituency. ``wording`` is
    read aloud before a consent. ``checked`` carries the mark of its source: "S", "S~", "K" or "D".
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
    group: str = ""
    wording: str = ""
    example_good: str = ""
    example_weak: str = ""


class Edition(Struct, frozen=True):
    """An edition of a framework in one language; items in the edition's order.

    ``plan_kind`` tells which plans a template serves ("national", "local"), ``defaults`` which
    editions of the other families go with it, ``carries`` which item of ``replaces`` became which
    of ours. ``groups`` names the groups of categories. ``untranslated`` holds what is shown in
    another language for want of a translation: item ids, "scale.<name>", "groups", "name".
    ``official`` holds the ids of items whose title was read in a text published in this language;
    all other titles are our own wording or translation.
    """

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
    carries: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    plan_kind: str = ""
    rule: str = ""
    groups: dict[str, str] = field(default_factory=dict)
    untranslated: frozenset[str] = frozenset()
    official: frozenset[str] = frozenset()
    by_id: dict[str, Item] = field(default_factory=dict)  # from ``items``

    def __post_init__(self) -> None:
        force_setattr(self, "by_id", {item.id: item for item in self.items})

    def item(self, item_id: str) -> Item:
        """The item with this id; KeyError if the edition has none."""
        return self.by_id[item_id]

    def scale(self, name: str) -> tuple[Level, ...]:
        """The levels of a scale, lowest first; KeyError if the edition has none."""
        return self.scales[name]

    def level(self, item_id: str, level_id: str) -> Level | None:
        """What ``level_id`` means for an item; None if it is no level of the item's scale."""
        levels = self.scales.get(self.by_id[item_id].scale, ())
        return next((level for level in levels if level.id == level_id), None)

    def under(self, item_id: str) -> tuple[Item, ...]:
        """The items that belong to an item, "" for those at the top."""
        return tuple(item for item in self.items if item.under == item_id)

    def questions(self, place: str) -> tuple[Item, ...]:
        """What is answered in prose: a commitment's questions, or the sections of the plan."""
        kinds = ("question", "section")
        return tuple(item for item in self.items if item.place == place and item.kind in kinds)
