"""Why a backup was made, in words."""

from __future__ import annotations

from collections.abc import Mapping

from app.models.planfile.backups import Reason
from app.words import Words, mark

_WHY: Mapping[Reason, str] = {
    "close": mark("on closing"),
    "asked": mark("as you asked"),
    "import": mark("before an import"),
    "merge": mark("before a merge"),
    "migration": mark("before an update"),
    "restore": mark("before a restore"),
    "erase": mark("before an erasing"),
}


def why_text(words: Words, reason: Reason) -> str:
    """Why it was made; "" for the usual one, which needs no reason."""
    said = _WHY.get(reason)
    return words(said) if said else ""
