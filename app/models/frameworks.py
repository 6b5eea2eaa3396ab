"""Reads and checks the frameworks of the resources: editions of templates, values, scales."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NoReturn

from app.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

MARKS = frozenset({"S", "S~", "K", "D"})
BASE_LANGUAGE = "en"

_IN_FORCE = re.compile(r"^in_force\s*=\s*(\d{4}-\d{2}-\d{2})", re.MULTILINE)
_RULE = re.compile(r"all|any|at-least:\d+|needs-core")
_ITEM_STRUCTURE: dict[str, type] = {
    "under": str,
    "kind": str,
    "scale": str,
    "place": str,
    "field": str,
    "limit": int,
    "rule": str,
    "mark": str,
    "letter": str,
    "group": str,
    "source": str,
    "checked": str,
    "asks_evidence": bool,
}
_ITEM_WORDS: dict[str, type] = {
    "title": str,
    "help": str,
    "prompts": list,
    "threshold": str,
    "wording": str,
    "example_good": str,
    "example_weak": str,
}
_EDITION_KEYS: dict[str, type] = {
    "id": str,
    "family": str,
    "source": str,
    "checked": str,
    "replaces": str,
    "plan_kind": str,
    "rule": str,
    "carries": dict,
    "defaults": dict,
}


@dataclass(frozen=True, slots=True)
class Level:
    """One step of a scale, lowest first. ``help`` is its description in the edition's words.

    ``mark`` is its glyph by position: the lowest is "level-1", the next "level-2", and so on.
    ``counts`` says whether this level is enough for the rules of the edition.
    """

    id: str
    name: str
    help: str = ""
    mark: str = ""
    counts: bool = False


@dataclass(frozen=True, slots=True)
class Item:
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


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a framework in one language; items in the edition's order.

    ``plan_kind`` tells which plans a template serves ("national", "local"), ``defaults`` which
    editions of the other families go with it, ``carries`` which item of ``replaces`` became which
    of ours. ``groups`` names the groups of categories. ``untranslated`` holds what is shown in
    another language for want of a translation: item ids, "scale.<name>", "groups", "name".
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
    by_id: dict[str, Item] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_id", {item.id: item for item in self.items})

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


class Frameworks:
    """The editions lying in one or several folders, read when they are asked for.

    A folder holds ``<family>/<edition id>/framework.toml`` and one words file a language beside
    it. Faults in them rise as UserError "framework_broken", whose reason speaks to whoever wrote
    the file and stays in English, like the parser's own words.
    """

    def __init__(self, *folders: Path) -> None:
        self._folders = folders
        self._read: dict[tuple[str, str], Edition] = {}

    @cached_property
    def _places(self) -> dict[str, list[Path]]:
        places: dict[str, list[Path]] = {}
        for folder in self._folders:
            for structure in sorted(folder.glob("*/*/framework.toml")):
                places.setdefault(structure.parent.name, []).append(structure.parent)
        return places

    def editions(self, family: str) -> tuple[str, ...]:
        """The ids of a family's editions, newest first; no words are read for it."""
        dates = {
            edition: _in_force(places[0])
            for edition, places in self._places.items()
            if places[0].parent.name == family
        }
        return tuple(sorted(sorted(dates), key=lambda edition: dates[edition], reverse=True))

    def edition(self, edition_id: str, language: str) -> Edition:
        """One edition in one language; UserError "framework_missing" if nobody brought it."""
        key = (edition_id, language)
        if key not in self._read:
            self._read[key] = _load(self._place(edition_id), language)
        return self._read[key]

    def _place(self, edition_id: str) -> Path:
        places = self._places.get(edition_id, [])
        if not places:
            raise UserError("framework_missing", edition=edition_id)
        if len(places) > 1:
            _broken(places[1] / "framework.toml", f'"{edition_id}" is already at {places[0]}')
        return places[0]


def _in_force(folder: Path) -> str:
    """The date in the structure file, found without parsing it; "" sorts last."""
    try:
        text = (folder / "framework.toml").read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = _IN_FORCE.search(text)
    return found.group(1) if found else ""


def _load(folder: Path, language: str) -> Edition:
    file = folder / "framework.toml"
    structure = _toml(file)
    facts = _facts(structure, file)
    if (facts["id"], facts["family"]) != (folder.name, folder.parent.name):
        _broken(file, "the folders must be called like the family and the id")
    words = _Words(folder, language)
    scales = _scales(structure, words, file)
    items = tuple(_items(structure, facts, words, file))
    _check(items, scales, file)
    name = words.edition("name", str)
    groups = words.edition("groups", dict) if "groups" in words.base else {}
    return Edition(
        **facts,
        name=name,
        language=language,
        items=items,
        scales=scales,
        groups=_texts(groups, words.file),
        untranslated=frozenset(words.untranslated),
    )


def _facts(structure: Mapping[str, Any], file: Path) -> dict[str, Any]:
    rest = {"item", "scale", "counts", "in_force", "until"}
    facts = _typed({k: v for k, v in structure.items() if k not in rest}, _EDITION_KEYS, file)
    for key in ("id", "family"):
        if not facts.get(key):
            _broken(file, f'"{key}" is missing')
    for key in ("carries", "defaults"):
        facts[key] = _texts(facts.get(key, {}), file)
    return facts | {key: str(structure.get(key, "")) for key in ("in_force", "until")}


class _Words:
    """An edition's words in one language over those of its base language."""

    def __init__(self, folder: Path, language: str) -> None:
        self.file = folder / f"{language}.toml"
        base = _base_file(folder)
        self.base = _toml(base)
        self.own = self.base if self.file == base else {}
        if self.file != base and self.file.exists():
            self.own = _toml(self.file)
        if not self.file.exists():
            self.file = base
        self.untranslated: set[str] = set()
        both = ((self.base, base), (self.own, self.file))
        self._items = tuple(_held(words, "item", dict, file) for words, file in both)
        self._scales = tuple(_held(words, "scale", dict, file) for words, file in both)

    def edition(self, key: str, kind: type) -> Any:  # noqa: ANN401  # whatever ``kind`` is
        """A word of the edition itself."""
        value = self._over(key, self.base.get(key), self.own.get(key))
        if not isinstance(value, kind):
            _broken(self.file, f'"{key}" is missing')
        return value

    def item(self, item_id: str) -> dict[str, Any]:
        """The words of an item, those missing filled from the base language."""
        base, own = (items.get(item_id, {}) for items in self._items)
        said = _typed(self._over(item_id, base, own), _ITEM_WORDS, self.file)
        if not said.get("title"):
            _broken(self.file, f'"{item_id}" has no title')
        said["prompts"] = tuple(str(prompt) for prompt in said.get("prompts", ()))
        return said

    def level(self, scale: str, level: str) -> dict[str, str]:
        """The name and help of a level, written as a text or as a table."""
        base, own = (scales.get(scale, {}).get(level) for scales in self._scales)
        raw = self._over(f"scale.{scale}", _named(base), _named(own)) or {}
        said = _typed(raw, {"name": str, "help": str}, self.file)
        if not said.get("name"):
            _broken(self.file, f'level "{level}" of scale "{scale}" has no name')
        return said

    def _over(self, key: str, base: Any, own: Any) -> Any:  # noqa: ANN401  # as TOML has it
        if isinstance(base, dict) and isinstance(own, dict):
            if base.keys() - own.keys():
                self.untranslated.add(key)
            return {**base, **own}
        if base is not None and own is None:
            self.untranslated.add(key)
        return base if own is None else own


def _base_file(folder: Path) -> Path:
    english = folder / f"{BASE_LANGUAGE}.toml"
    if english.exists():
        return english
    others = sorted(file for file in folder.glob("*.toml") if file.stem != "framework")
    return others[0] if others else english


def _named(level: Any) -> Any:  # noqa: ANN401  # as TOML has it
    return {"name": level} if isinstance(level, str) else level


def _scales(
    structure: Mapping[str, Any], words: _Words, file: Path
) -> dict[str, tuple[Level, ...]]:
    scales: dict[str, tuple[Level, ...]] = {}
    counts = _held(structure, "counts", list, file)
    for scale, levels in _held(structure, "scale", list, file).items():
        if not all(isinstance(level, str) for level in levels):
            _broken(file, f'the levels of scale "{scale}" must be texts')
        if set(counts.get(scale, ())) - set(levels):
            _broken(file, f'what counts in scale "{scale}" is no level of it')
        scales[scale] = tuple(
            Level(
                id=level,
                mark=f"level-{position}",
                counts=level in counts.get(scale, ()),
                **words.level(scale, level),
            )
            for position, level in enumerate(levels, 1)
        )
    return scales


def _items(
    structure: Mapping[str, Any], facts: Mapping[str, Any], words: _Words, file: Path
) -> Iterable[Item]:
    items = structure.get("item", [])
    if not isinstance(items, list):
        _broken(file, '"item" must be a list of tables')
    for raw in items:
        if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
            _broken(file, "an item has no id")
        plain = _typed({k: v for k, v in raw.items() if k != "id"}, _ITEM_STRUCTURE, file)
        plain.setdefault("checked", facts.get("checked", ""))
        if plain["checked"] != "D":
            plain.setdefault("source", facts.get("source", ""))
        yield Item(id=raw["id"], **plain, **words.item(raw["id"]))


def _check(items: tuple[Item, ...], scales: Mapping[str, object], file: Path) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            _broken(file, f'two items are called "{item.id}"')
        if item.under and item.under not in seen:
            _broken(file, f'"{item.id}" is under "{item.under}", which does not come before it')
        seen.add(item.id)
        if item.rule and not _RULE.fullmatch(item.rule):
            _broken(file, f'"{item.id}" has a rule "{item.rule}" that is not known')
        if item.scale and item.scale not in scales:
            _broken(file, f'"{item.id}" names a scale "{item.scale}" that does not exist')
        if item.checked not in MARKS:
            _broken(file, f'"{item.id}" must say "checked": one of {", ".join(sorted(MARKS))}')


def _typed(raw: Any, kinds: Mapping[str, type], file: Path) -> dict[str, Any]:  # noqa: ANN401
    """The table as it is, once every key is known and has the right type."""
    if not isinstance(raw, dict):
        _broken(file, f"{raw!r} stands where a table must be")
    for key, value in raw.items():
        if key not in kinds:
            _broken(file, f'"{key}" is not known')
        if not isinstance(value, kinds[key]):
            _broken(file, f'"{key}" must be {kinds[key].__name__}')
    return dict(raw)


def _held(raw: Mapping[str, Any], key: str, kind: type, file: Path) -> dict[str, Any]:
    """The table under ``key``, once all it holds is of one kind."""
    held = raw.get(key, {})
    if not isinstance(held, dict):
        _broken(file, f'"{key}" must be a table')
    return _typed(held, dict.fromkeys(held, kind), file)


def _texts(raw: Mapping[str, Any], file: Path) -> dict[str, str]:
    return _typed(raw, dict.fromkeys(raw, str), file)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as fault:  # TOML and UTF-8 faults are both ValueErrors
        _broken(file, str(fault))


def _broken(file: Path, reason: str) -> NoReturn:
    raise UserError("framework_broken", file=str(file), reason=reason)
