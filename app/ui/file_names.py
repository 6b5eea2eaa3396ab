"""File names made of what people call things."""

from __future__ import annotations

import re
from pathlib import Path

SUFFIX = ".atelier"
OPENED = (SUFFIX, ".zip")  # a copy that was sent is packed
_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


def safe_name(title: str) -> str:
    """A file name made of a title that every system accepts; "plan" when nothing is left."""
    name = _UNSAFE.sub(" ", title)
    name = " ".join(name.split()).strip(". ")
    while len(name.encode("utf-8")) > 100:
        name = name[:-1].rstrip()
    reserved = name.upper() in {"CON", "PRN", "AUX", "NUL"}
    return f"{name}_" if reserved else name or "plan"


def free_path(folder: Path, title: str, suffix: str = SUFFIX) -> Path:
    """A path in ``folder`` that no file has yet: "Title.atelier", "Title (2).atelier"…"""
    name = safe_name(title)
    path, number = folder / f"{name}{suffix}", 2
    while path.exists():
        path, number = folder / f"{name} ({number}){suffix}", number + 1
    return path
