"""How each kind of document was last asked for, kept with the settings of this machine."""

from __future__ import annotations

import json

from msgspec import Struct, field
from msgspec.structs import asdict, replace

from app.errors import UserError
from app.exports.options import Options
from app.ui.preferences import Preferences

_EXPORTED = "exported "


class Asked(Struct, frozen=True):
    """A format, a language ("" for that of the plan) and the options."""

    format: str = ""
    language: str = ""
    options: Options = field(default_factory=Options)


class Memory:
    """Remembers per kind of document; what belongs to one plan only is forgotten with it.

    Names and small numbers are asked for anew each time the program starts: nobody is told by a
    habit.
    """

    def __init__(self, preferences: Preferences) -> None:
        self._preferences = preferences
        self._here: dict[str, Asked] = {}

    def of(self, kind: str) -> Asked:
        """What was last asked of this kind of document."""
        return self._here.get(kind) or self._read(kind)

    def keep(self, kind: str, asked: Asked) -> None:
        """Remember what is asked now."""
        if self._here.get(kind) == asked:
            return
        self._here[kind] = asked
        lasting = asdict(_lasting(asked.options))
        usual = asdict(Options())
        said = {name: value for name, value in lasting.items() if value != usual[name]}
        text = json.dumps([asked.format, asked.language, said], ensure_ascii=False)
        self._preferences.take(self._preferences.value.publishing_as(kind, text))

    def exported(self, lineage: str) -> str:
        """When a document of a plan last left the house, as UTC ISO text; "" for never."""
        return self._preferences.value.publishing.get(_EXPORTED + lineage, "")

    def keep_export(self, lineage: str, at: str) -> None:
        """Remember that a document of a plan left the house."""
        key = _EXPORTED + lineage
        self._preferences.take(self._preferences.value.publishing_as(key, at))

    def _read(self, kind: str) -> Asked:
        try:
            said = json.loads(self._preferences.value.publishing.get(kind, "null"))
            format, language, options = said
            found = Options.from_json(json.dumps(options))
        except (ValueError, TypeError, UserError):
            return Asked()
        return Asked(str(format), str(language), _lasting(found))


def _lasting(options: Options) -> Options:
    who = "counts" if options.who == "names" else options.who
    telling = replace(options, who=who, small_cells=False, whole=False)
    return replace(telling, commitments=(), sections=(), since="", date="")
