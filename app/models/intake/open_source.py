"""One object of a foreign file, emptied key by key into fields."""

from __future__ import annotations

import re

from msgspec import Struct, field

from app.models.intake.open_keys import PERIOD, FieldKeys
from app.models.intake.open_text import Json, plain_key, spoken
from app.models.schema import BY_NAME, Field

_PERIOD = re.compile(r"\s*(\d{4}(?:-\d\d){0,2})\s*[-–—/]\s*(\d{4}(?:-\d\d){0,2})\s*")
# Only what the program understands may go into these; other words become notes.
_FORMS = {
    "kind": re.compile("national|local"),
    "language": re.compile(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*"),
}


class Source(Struct):
    """What is still to be placed of an object. ``label`` names it in the report.

    ``left`` shrinks as values find their fields; ``short`` are keys whose field holds only the
    beginning of their text, so that they have to be kept whole elsewhere.
    """

    id: str
    left: dict[str, Json]
    label: str = ""
    short: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, id: str, given: Json) -> Source:
        """The source in any value; one that is no object is a title. Blank values fall away."""
        parts = given if isinstance(given, dict) else {"title": given}
        return cls(id, {key: value for key, value in parts.items() if spoken(value)})

    def key(self, wanted: tuple[str, ...]) -> str | None:
        """The first of the wanted keys that is there, as the file spells it."""
        spelled = {plain_key(key): key for key in reversed(self.left)}
        return next((spelled[key] for key in wanted if key in spelled), None)

    def take(self, table: str, keys: FieldKeys) -> dict[str, str]:
        """The fields of ``table`` that the object fills."""
        values: dict[str, str] = {}
        for name, wanted in keys.items():
            key = self.key(wanted)
            text = spoken(self.left[key]) if key is not None else ""
            if key is None or (name in _FORMS and not _FORMS[name].fullmatch(text)):
                continue
            values[name] = shortened(BY_NAME[table].field(name), text)
            if values[name] == text:
                del self.left[key]
            else:
                self.short.append(key)
        self._take_period(values)
        return values

    def _take_period(self, values: dict[str, str]) -> None:
        """Start and end from a period such as "2022-2024", where nothing else gave them."""
        key = self.key(PERIOD)
        if key is None or values.get("starts") or values.get("ends"):
            return
        match = _PERIOD.fullmatch(spoken(self.left[key]))
        if match is not None:
            values["starts"], values["ends"] = match.groups()
            del self.left[key]

    def take_list(self, *wanted: str) -> list[Json]:
        """A list of parts, empty where there is none."""
        key = self.key(wanted)
        value = self.left[key] if key is not None else None
        if key is None or not isinstance(value, list):
            return []
        del self.left[key]
        return value


def shortened(shape: Field, text: str) -> str:
    """The text itself where the field takes it, else its beginning on one line, with "…"."""
    fitting = len(text) <= shape.limit
    if fitting and (shape.kind == "prose" or "\n" not in text):
        return text
    begun = text if shape.kind == "prose" else " ".join(text.split())
    if len(begun) <= shape.limit:
        return begun
    cut = begun[: shape.limit - 1]
    blank = cut.rfind(" ", len(cut) // 2)
    return (cut[:blank] if blank > 0 else cut).rstrip() + "…"
