"""The frameworks at hand: finds the editions in their folders and reads them when asked."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from app.errors import UserError
from app.models.edition_files import STRUCTURE, broken, read_edition
from app.models.editions import MARKS, Edition, Item, Level

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["MARKS", "Edition", "Frameworks", "Item", "Level"]

_IN_FORCE = re.compile(r"^in_force\s*=\s*(\d{4}-\d{2}-\d{2})", re.MULTILINE)


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
            for structure in sorted(folder.glob(f"*/*/{STRUCTURE}")):
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
            self._read[key] = read_edition(self._place(edition_id), language)
        return self._read[key]

    def _place(self, edition_id: str) -> Path:
        places = self._places.get(edition_id, [])
        if not places:
            raise UserError("framework_missing", edition=edition_id)
        if len(places) > 1:
            broken(places[1] / STRUCTURE, f'"{edition_id}" is already at {places[0]}')
        return places[0]


def _in_force(folder: Path) -> str:
    """The date in the structure file, found without parsing it; "" sorts last."""
    try:
        text = (folder / STRUCTURE).read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return ""
    found = _IN_FORCE.search(text)
    return found.group(1) if found else ""
