"""A name beside the target to write to, so that a file appears whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.errors import UserError
from app.leftovers import stray_path
from app.models.planfile.beside import require_short, unfinished_beside
from app.models.planfile.faults import place_faults, sync_folder


@contextmanager
def drafted(target: Path) -> Iterator[Path]:
    """An empty file beside ``target``; nothing stays there, and what was renamed lasts."""
    draft = stray_path(target)
    try:
        with place_faults(target):
            if target.exists() and not target.is_file():  # a device would be gone for ever
                raise UserError("not_a_file", name=target.name)
            require_short(Path(os.path.realpath(draft)), target.name)
            draft.touch(exist_ok=False)
        yield draft
        sync_folder(target.parent)
    finally:
        for end in ("", "-journal"):
            with suppress(OSError):
                draft.with_name(draft.name + end).unlink(missing_ok=True)


def require_free(path: Path) -> None:
    """UserError("file_exists") where a file, or a link to none, has the name already.

    What is left of another plan of that name counts: its edit would be rolled into the new one.
    """
    for taken in (path, *unfinished_beside(path)):
        if os.path.lexists(taken):
            raise UserError("file_exists", name=taken.name)
