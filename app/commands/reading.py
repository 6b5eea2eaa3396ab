"""Reading a stranger's file for somebody else, within limits: what the window starts."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.commands.parser import FINE
from app.paths import Paths

if TYPE_CHECKING:
    from app.models.frameworks import Frameworks


def do_read(asked: Namespace, paths: Paths) -> int:
    """Say on the output what is in a file, as lines of JSON; ``worker`` knows their shape."""
    from app.models.frameworks import Frameworks
    from app.models.intake.limits import limit_this_process
    from app.models.intake.worker import said_of

    limit_this_process()
    frameworks = Frameworks(paths.resources / "frameworks")
    others = {"letterhead": _say_letterhead}
    for line in said_of(asked.kind, asked.source, json.loads(asked.chosen), frameworks, others):
        print(line, flush=line.startswith('{"progress"'))
    return FINE


def _say_letterhead(
    path: Path, _chosen: Mapping[str, Any], _frameworks: Frameworks
) -> Iterator[dict[str, Any]]:
    from app.exports.letterhead import read_letterhead  # exports are above the models' worker

    yield {"progress": 0.1}
    yield {"lacks": list(read_letterhead(path).lacks)}
