"""Reads one edition from its files, and tells what is wrong with them."""

from __future__ import annotations

import hashlib
import json
import re
from functools import cache
from typing import TYPE_CHECKING, Any, NoReturn

from app.errors import UserError
from app.models.editions import MARKS, Edition, Item, Level

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

STRUCTURE = "framework.toml"
READINGS = "readings"
BASE_LANGUAGE = "en"

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


def read_edition(folder: Path, language: str) -> Edition:
    """The edition lying in ``folder``; UserError "framework_broken" if its files are not sound."""
    file = folder / STRUCTURE
    structure = _toml(file)
    facts = _facts(structure, file)
    if (facts["id"], facts["family"]) != (folder.name, folder.parent.name):
        broken(file, "the folders must be called like the family and the id")
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
        official=_official(items, words),
    )


def _official(items: tuple[Item, ...], words: _Words) -> frozenset[str]:
    """In the base language what was read in its source; elsewhere what the words file lists."""
    if words.own is words.base:
        return frozenset(item.id for item in items if item.checked == "S")
    listed = words.own.get("official", [])
    if not isinstance(listed, list) or not set(listed) <= {item.id for item in items}:
        broken(words.file, '"official" must be a list of ids of items')
    return frozenset(listed)


def _facts(structure: Mapping[str, Any], file: Path) -> dict[str, Any]:
    rest = {"item", "scale", "counts", "in_force", "until"}
    facts = _typed({k: v for k, v in structure.items() if k not in rest}, _EDITION_KEYS, file)
    for key in ("id", "family"):
        if not facts.get(key):
            broken(file, f'"{key}" is missing')
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
            broken(self.file, f'"{key}" is missing')
        return value

    def item(self, item_id: str) -> dict[str, Any]:
        """The words of an item, those missing filled from the base language."""
        base, own = (items.get(item_id, {}) for items in self._items)
        said = _typed(self._over(item_id, base, own), _ITEM_WORDS, self.file)
        if not said.get("title"):
            broken(self.file, f'"{item_id}" has no title')
        said["prompts"] = tuple(str(prompt) for prompt in said.get("prompts", ()))
        return said

    def level(self, scale: str, level: str) -> dict[str, str]:
        """The name and help of a level, written as a text or as a table."""
        base, own = (scales.get(scale, {}).get(level) for scales in self._scales)
        raw = self._over(f"scale.{scale}", _named(base), _named(own)) or {}
        said = _typed(raw, {"name": str, "help": str}, self.file)
        if not said.get("name"):
            broken(self.file, f'level "{level}" of scale "{scale}" has no name')
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
    others = sorted(file for file in folder.glob("*.toml") if file.name != STRUCTURE)
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
            broken(file, f'the levels of scale "{scale}" must be texts')
        if set(counts.get(scale, ())) - set(levels):
            broken(file, f'what counts in scale "{scale}" is no level of it')
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
        broken(file, '"item" must be a list of tables')
    for raw in items:
        if not isinstance(raw, dict) or not isinstance(raw.get("id"), str):
            broken(file, "an item has no id")
        plain = _typed({k: v for k, v in raw.items() if k != "id"}, _ITEM_STRUCTURE, file)
        plain.setdefault("checked", facts.get("checked", ""))
        if plain["checked"] != "D":
            plain.setdefault("source", facts.get("source", ""))
        yield Item(id=raw["id"], **plain, **words.item(raw["id"]))


def _check(items: tuple[Item, ...], scales: Mapping[str, object], file: Path) -> None:
    seen: set[str] = set()
    for item in items:
        if item.id in seen:
            broken(file, f'two items are called "{item.id}"')
        if item.under and item.under not in seen:
            broken(file, f'"{item.id}" is under "{item.under}", which does not come before it')
        seen.add(item.id)
        if item.rule and not _RULE.fullmatch(item.rule):
            broken(file, f'"{item.id}" has a rule "{item.rule}" that is not known')
        if item.scale and item.scale not in scales:
            broken(file, f'"{item.id}" names a scale "{item.scale}" that does not exist')
        if item.checked not in MARKS:
            broken(file, f'"{item.id}" must say "checked": one of {", ".join(sorted(MARKS))}')


def _typed(raw: Any, kinds: Mapping[str, type], file: Path) -> dict[str, Any]:  # noqa: ANN401
    """The table as it is, once every key is known and has the right type."""
    if not isinstance(raw, dict):
        broken(file, f"{raw!r} stands where a table must be")
    for key, value in raw.items():
        if key not in kinds:
            broken(file, f'"{key}" is not known')
        if not isinstance(value, kinds[key]):
            broken(file, f'"{key}" must be {kinds[key].__name__}')
    return dict(raw)


def _held(raw: Mapping[str, Any], key: str, kind: type, file: Path) -> dict[str, Any]:
    """The table under ``key``, once all it holds is of one kind."""
    held = raw.get(key, {})
    if not isinstance(held, dict):
        broken(file, f'"{key}" must be a table')
    return _typed(held, dict.fromkeys(held, kind), file)


def _texts(raw: Mapping[str, Any], file: Path) -> dict[str, str]:
    return _typed(raw, dict.fromkeys(raw, str), file)


def _toml(file: Path) -> dict[str, Any]:
    """What a file says; where its very text has been read before, as it was read then."""
    try:
        text = file.read_text("utf-8")
        known = _readings(file.parents[2] / READINGS / f"{file.stem}.json").get(mark_of(text))
        if known is not None:
            return known
        import tomllib  # as slow to import as an edition is to parse

        return tomllib.loads(text)
    except (OSError, ValueError) as fault:  # TOML and UTF-8 faults are both ValueErrors
        broken(file, str(fault))


def mark_of(text: str) -> str:
    """What a text is known by among the readings: any other text has another."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _readings(file: Path) -> dict[str, dict[str, Any]]:
    """What files of one name were found to say, by the mark of their text; made by a tool."""
    try:
        found: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def broken(file: Path, reason: str) -> NoReturn:
    """Refuse a file; the reason speaks to whoever wrote it."""
    raise UserError("framework_broken", file=str(file), reason=reason)
