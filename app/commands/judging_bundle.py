"""What ``check`` says of a zip that carries plans."""

from __future__ import annotations

import tempfile
from pathlib import Path

from app.commands.counting import counted
from app.commands.judging import Found, verdict
from app.messages import visible
from app.paths import Paths


def judge_bundle(path: Path, _paths: Paths) -> Found:
    """Whether every plan in a zip is sound; each is checked as a file of its own."""
    from app.models.intake.bundle import plans_in, unpack_to
    from app.models.planfile import check_file

    plans = plans_in(path)
    unsound = []
    with tempfile.TemporaryDirectory(prefix="atelier-") as folder:
        for number, plan in enumerate(plans):
            place = Path(folder) / f"{number}.atelier"
            unpack_to(plan, place, Path.write_bytes)
            if not check_file(place).is_whole:
                unsound.append(visible(plan.name))
    message = f"“{visible(path.name)}” holds {counted(len(plans), 'plan')}."
    names = [plan.name for plan in plans]
    if unsound:
        message += f" Not sound: {', '.join(unsound[:5])}."
    outcome = "WARN" if unsound else "ACCEPT"
    return verdict(outcome, message, len(plans), plans=names)
