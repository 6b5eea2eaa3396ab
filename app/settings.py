"""What a person has set for this machine: one value, kept in a small JSON file."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import fields, replace

from app.errors import UserError
from app.leftovers import stray_path

LARGEST = 64 * 1024  # bytes; more is no settings file of ours
MOST_RECENT = 10
MOST_REMEMBERED = 50

Sound = Callable[[object], bool]


def _one_of(*allowed: str) -> Sound:
    return lambda value: isinstance(value, str) and value in allowed


def _text(longest: int) -> Sound:
    return lambda value: isinstance(value, str) and len(value) <= longest


def _whole(least: int, most: int) -> Sound:
    return lambda value: type(value) is int and least <= value <= most


def _yes_or_no(value: object) -> bool:
    return isinstance(value, bool)


def _texts(most: int) -> Sound:
    def is_sound(value: object) -> bool:
        return (
            isinstance(value, list)
            and len(value) <= most
            and all(_text(4096)(one) for one in value)
        )

    return is_sound


def _memory(value: object) -> bool:
    return (
        isinstance(value, dict)
        and len(value) <= MOST_REMEMBERED
        and all(_text(200)(key) and _text(8000)(said) for key, said in value.items())
    )


SOUND: dict[str, Sound] = {  # how a value read from the file is judged
    "language": _text(20),
    "theme": _one_of("system", "light", "dark"),
    "text_scale": _whole(80, 200),
    "writing_face": _one_of("serif", "sans"),
    "digits": _one_of("", "western", "eastern"),
    "reduce_motion": _yes_or_no,
    "recent_off": _yes_or_no,
    "recent_files": _texts(MOST_RECENT),
    "last_folder": _text(4096),
    "window": _text(8000),
    "author": _text(300),
    "import_memory": _memory,
    "publishing": _memory,
}


class Settings(Struct, frozen=True):
    """The settings; every field has a default, and only what differs is written.

    ``language`` and ``digits`` are "" while they follow the system and the language. ``window``
    is Qt's saved geometry in base64. ``import_memory`` holds one text of JSON for each known
    table shape, ``publishing`` one for each kind of document. Paths in ``recent_files`` are never
    looked at before a person asks for them.
    """

    language: str = ""
    theme: str = "system"
    text_scale: int = 100
    writing_face: str = "serif"
    digits: str = ""
    reduce_motion: bool = False
    recent_off: bool = False
    recent_files: tuple[str, ...] = ()
    last_folder: str = ""
    window: str = ""
    author: str = ""
    import_memory: Mapping[str, str] = field(default_factory=dict)
    publishing: Mapping[str, str] = field(default_factory=dict)

    def with_recent(self, path: str) -> Settings:
        """The settings with ``path`` as the latest plan, unless recent plans are off."""
        if self.recent_off:
            return self
        others = [known for known in self.recent_files if known != path]
        return replace(self, recent_files=(path, *others)[:MOST_RECENT])

    def without_recent(self, path: str) -> Settings:
        """The settings that no longer name ``path``."""
        return replace(self, recent_files=tuple(p for p in self.recent_files if p != path))

    def remembering(self, shape: str, mapping: str) -> Settings:
        """The settings that know how tables of ``shape`` are read; the oldest are forgotten."""
        return replace(self, import_memory=_with_latest(self.import_memory, shape, mapping))

    def publishing_as(self, kind: str, choices: str) -> Settings:
        """The settings that know how documents of ``kind`` were last asked for."""
        return replace(self, publishing=_with_latest(self.publishing, kind, choices))


def _with_latest(memory: Mapping[str, str], key: str, said: str) -> dict[str, str]:
    others = [pair for pair in memory.items() if pair[0] != key]
    return dict([*others, (key, said)][-MOST_REMEMBERED:])


class Found(Struct, frozen=True):
    """The settings that were found, and where an unreadable file was put (None: all was well)."""

    settings: Settings
    kept_aside: Path | None = None


def read_settings(path: Path) -> Found:
    """Read the settings; never fails, for a person can work without them.

    A field that makes no sense gets its default. A file that is no settings file at all is put
    aside as ``settings.json.bad`` and the defaults are used.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST + 1)
    except OSError:
        return Found(Settings())
    if not raw.strip():
        return Found(Settings())
    try:
        if len(raw) > LARGEST:
            return _put_aside(path)
        said = json.loads(raw)
    except (ValueError, RecursionError):
        return _put_aside(path)
    return Found(_sound_settings(said)) if isinstance(said, dict) else _put_aside(path)


def write_settings(settings: Settings, path: Path) -> None:
    """Write what differs from the defaults, whole or not at all; raises UserError when it cannot.

    Should the file grow over its limit, the oldest import memories are left out.
    """
    raw = _as_json(settings)
    while len(raw) > LARGEST and settings.import_memory:
        kept = list(settings.import_memory.items())[1:]
        settings = replace(settings, import_memory=dict(kept))
        raw = _as_json(settings)
    fresh = stray_path(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _write_through(fresh, raw)
        fresh.replace(path)
    except OSError as fault:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise UserError("settings_not_saved", path=str(path)) from fault


def _write_through(path: Path, raw: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _as_json(settings: Settings) -> bytes:
    usual = Settings()
    differing = {
        one.name: getattr(settings, one.name)
        for one in fields(Settings)
        if getattr(settings, one.name) != getattr(usual, one.name)
    }
    # ASCII, since a path may hold bytes that are no UTF-8 and must come back as they were.
    return json.dumps(differing, indent=1, default=dict).encode("ascii") + b"\n"


def _sound_settings(said: dict[str, object]) -> Settings:
    found: dict[str, Any] = {}
    for one in fields(Settings):
        if one.name in said and SOUND[one.name](said[one.name]):
            value = said[one.name]
            found[one.name] = tuple(value) if isinstance(value, list) else value
    return Settings(**found)


def _put_aside(path: Path) -> Found:
    aside = path.with_name(path.name + ".bad")
    try:
        path.replace(aside)
    except OSError:
        return Found(Settings(), path)
    return Found(Settings(), aside)
