"""A packed plan on the desk: which of the plans in a zip, copied out into the documents."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, cast

from app.exports.atomic import atomic_write
from app.messages import visible
from app.models.intake.bundle import Packed, unpack_to
from app.ui.desk import Tools
from app.ui.file_names import SUFFIX, free_path
from app.ui.read_job import read_and_wait

MOST_OFFERED = 6  # a window of choices holds no more


def unpacked(tools: Tools, path: Path) -> Path | None:
    """Where a copy of a zip's plan lies now; None when the person wanted none.

    The zip is read by another process and stays as it is. Raises the UserError of the zip.
    """
    plans = cast("tuple[Packed, ...] | None", read_and_wait(tools, "bundle", path))
    if plans is None:
        return None
    words = tools.words
    question = words.n(
        "“{name}” is packed. Take a copy of the plan in it into your documents?",
        "“{name}” is packed and holds {n} plans. Which one shall be copied into your documents?",
        len(plans),
        name=visible(path.name),
    )
    choice = tools.asking.choose(question, [visible(one.name) for one in plans[:MOST_OFFERED]])
    if choice is None:
        return None
    chosen = plans[choice]
    target = free_path(tools.paths.documents, chosen.name[: -len(SUFFIX)])
    unpack_to(chosen, target, _write)
    return target


def _write(target: Path, data: bytes) -> None:
    def write(file: BinaryIO) -> None:
        file.write(data)

    atomic_write(target, write)
