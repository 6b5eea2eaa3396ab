"""What a person chooses of a document, as plain data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Literal, get_args

from msgspec import Struct, to_builtins
from msgspec.structs import fields

from app.errors import UserError

Who = Literal["counts", "codes", "sectors", "organisations", "names"]


class Options(Struct, frozen=True):
    """The choices a composer or writer may ask for.

    ``commitments`` and ``sections`` hold ids, empty for all. ``who`` says how people appear:
    counts by category, one line each by badge code, by sector and region, by organisation, or by
    the names of those who agreed. ``date`` is the text on the cover; the clock is never asked.
    ``small_cells`` counts categories under five by themselves. ``beside`` is a second language set
    side by side with the first. ``since`` (UTC ISO text) leaves only what changed after it.
    ``letterhead`` is the path of a ministry's own Word template. ``whole`` is for JSON alone:
    everything the file holds, people and bin too, to move a plan.
    """

    commitments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    who: Who = "counts"
    show_empty: bool = False
    values: bool = True
    ambition: bool = True
    notes: bool = False
    small_cells: bool = False
    draft: bool = True
    paper: Literal["A4", "Letter"] = "A4"
    date: str = ""
    beside: str = ""
    since: str = ""
    watermark: bool = False
    line_numbers: bool = False
    large_print: bool = False
    letterhead: str = ""
    whole: bool = False

    def to_json(self) -> str:
        """The options as text, for the command line of a child process."""
        return json.dumps(to_builtins(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> Options:
        """Options from that text; UserError("options_broken") for anything else."""
        try:
            said = json.loads(text)
        except (ValueError, RecursionError) as fault:
            raise UserError("options_broken") from fault
        if not isinstance(said, dict):
            raise UserError("options_broken")
        names = {field.name for field in fields(cls)}
        if not all(name in names and _fits(cls, name, value) for name, value in said.items()):
            raise UserError("options_broken")
        known: dict[str, Any] = dict(said)
        for name in ("commitments", "sections"):
            if name in known:
                known[name] = tuple(known[name])
        return cls(**known)


_ALLOWED = {"who": get_args(Who), "paper": ("A4", "Letter")}


def _fits(kind: type[Options], name: str, value: object) -> bool:
    usual = getattr(kind(), name)
    if isinstance(usual, tuple):
        return isinstance(value, list) and all(isinstance(one, str) for one in value)
    if name in _ALLOWED:
        return value in _ALLOWED[name]
    return isinstance(value, type(usual))


class ExportChoice(Struct, frozen=True):
    """Which document, in which format and language, with which options, to which file."""

    document: str
    format: str
    language: str
    options: Options
    path: Path
