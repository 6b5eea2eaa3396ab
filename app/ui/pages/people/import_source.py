"""The table an import takes people from: asked for, named, remembered."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from app.models.intake.people import CONSENT, TARGETS, Mapping_, guess_mapping, mapped_again
from app.models.intake.tables import TableRead
from app.ui.desk import Desk
from app.words import mark

ENCODINGS = {
    "utf-8": mark("Unicode (UTF-8)"),
    "cp1252": mark("Western Europe (Windows)"),
    "cp1251": mark("Cyrillic (Windows)"),
    "cp1256": mark("Arabic (Windows)"),
    "mac_roman": mark("Western Europe (old Mac)"),
    "utf-16": mark("Unicode (UTF-16)"),
}


def ask_for_table(desk: Desk) -> Path | None:
    """Let the person choose a table of people."""
    words, folder = desk.words, desk.preferences.value.last_folder
    kinds = words("Tables") + " (*.xlsx *.xlsm *.csv *.tsv *.txt);;" + words("All files") + " (*)"
    return desk.asking.open_file(words("Import people"), Path(folder or Path.home()), kinds)


def shape_of(table: TableRead) -> str:
    """The name under which the mapping of tables with these headings is remembered."""
    told = "\x1f".join(table.columns) if table.has_header else f"{len(table.columns)}"
    return "people:" + hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:24]


def kept_mapping(table: TableRead, memory: Mapping[str, str]) -> Mapping_:
    """The mapping remembered for tables of this shape, else the guess."""
    try:
        told = json.loads(memory.get(shape_of(table), ""))
    except ValueError:
        told = None
    if isinstance(told, dict) and all(isinstance(one, str) for one in told.values()):
        return mapped_again(table.columns, told)
    return guess_mapping(table.columns)


def told_mapping(mapping: Mapping_) -> str:
    """The mapping as the settings keep it."""
    return json.dumps({str(place): target for place, target in enumerate(mapping) if target})


def targets(desk: Desk) -> list[tuple[str, str]]:
    """What a column may hold, by key and name: nothing first, the consents last."""
    words = desk.words
    found = [("", words("Not imported")), *((key, words(name)) for key, name in TARGETS.items())]
    consents = desk.edition("consent").items
    said = [(f"{CONSENT}{one.id}", words("Consent: {what}", what=one.title)) for one in consents]
    return [*found, *said]
