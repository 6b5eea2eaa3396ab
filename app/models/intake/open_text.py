"""Values of a foreign JSON file as text, so that no word of them is lost."""

from __future__ import annotations

import json
from collections.abc import Mapping

from app.models.intake.open_keys import STEP_HEAD, STEP_TAIL
from app.models.text import clean

Json = object


class Number(float):
    """A number that keeps how it was written: milestone 1.10 is not milestone 1.1."""

    def __init__(self, written: str) -> None:
        self.written = written


def plain_key(key: str) -> str:
    """A key as the tables know it: "Lead_institution" is "lead-institution"."""
    return "-".join(clean(key).lower().replace("_", " ").replace("-", " ").split())


def spoken(value: Json) -> str:
    """Any value as text: lists one item a line, the parts of an object as "key: value"."""
    if value is None:
        return ""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return "\n".join(filter(None, map(spoken, value)))
    if isinstance(value, dict):
        return "\n".join(filter(None, (named(key, part) for key, part in value.items())))
    return value.written if isinstance(value, Number) else json.dumps(value)


def named(key: str, value: Json) -> str:
    """A value with its key before it, below each other where it has several lines."""
    text = spoken(value)
    if not text:
        return ""
    return f"{clean(key)}:\n{text}" if "\n" in text else f"{clean(key)}: {text}"


def step_line(step: Json) -> str:
    """A smaller step of a milestone as a line: number, title, then dates and who does it."""
    if not isinstance(step, dict):
        return spoken(step)
    parts = {plain_key(key): value for key, value in step.items()}
    if len(parts) < len(step):
        return spoken(step)
    head = " ".join(filter(None, (spoken(parts.get(key)) for key in STEP_HEAD)))
    tail = [text for key in STEP_TAIL if (text := spoken(parts.get(key)))]
    tail += [named(key, value) for key, value in _others(step) if spoken(value)]
    return " — ".join(filter(None, (head, " · ".join(tail))))


def _others(step: Mapping[str, Json]) -> list[tuple[str, Json]]:
    known = {*STEP_HEAD, *STEP_TAIL}
    return [(key, value) for key, value in step.items() if plain_key(key) not in known]
