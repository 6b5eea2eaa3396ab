"""File names made of what people call things."""

from __future__ import annotations

import os
import re
from pathlib import Path

from app.models.planfile.beside import unfinished_beside

SUFFIX = ".atelier"
OPENED = (SUFFIX, ".zip")  # a copy that was sent is packed
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')
# What turns a line around or is not seen: "gpj.atelier" could be read for another kind of file.
_UNSEEN = re.compile(
    "[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_RESERVED = re.compile(r"(CON|PRN|AUX|NUL|(COM|LPT)[0-9\u00b9\u00b2\u00b3])", re.IGNORECASE)


def safe_name(title: str) -> str:
    """A file name made of a title that every system accepts; "plan" when nothing is left."""
    name = _UNSAFE.sub(" ", _UNSEEN.sub("", title))
    name = " ".join(name.split()).strip(". ")
    while len(name.encode("utf-8")) > 100:
        name = name[:-1].rstrip()
    first, dot, rest = name.partition(".")
    if _RESERVED.fullmatch(first.strip()):  # also with an ending behind it
        return f"{first}_{dot}{rest}"
    return name.strip(". ") or "plan"


def free_path(folder: Path, title: str, suffix: str = SUFFIX) -> Path:
    """A path in ``folder`` that no file has yet: "Title.atelier", "Title (2).atelier"…

    Nor may the unfinished edit of an earlier one lie there: it would be rolled into the new one.
    """
    name = safe_name(title)
    path, number = folder / f"{name}{suffix}", 2
    while os.path.lexists(path) or unfinished_beside(path):
        path, number = folder / f"{name} ({number}){suffix}", number + 1
    return path
