"""What ``check`` says of a picture."""

from __future__ import annotations

from pathlib import Path

from app.commands.judging import Found, verdict
from app.messages import visible
from app.paths import Paths


def judge_picture(path: Path, _paths: Paths) -> Found:
    """Whether a picture can be used; CLEAN when more than its dots would be left behind."""
    from app.models.intake.picture import read_picture

    picture = read_picture(path)
    size = f"{picture.width} × {picture.height} dots"
    message = f"“{visible(path.name)}” can be used: {picture.kind}, {size}."
    if picture.lost:
        message += " What it holds beside the picture is left out."
    outcome = "CLEAN" if picture.lost else "ACCEPT"
    return verdict(outcome, message, 1, bytes=len(picture.data))
