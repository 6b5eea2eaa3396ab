"""Reading a stranger's file for somebody else, within limits: what the window starts."""

from __future__ import annotations

import json
from argparse import Namespace

from app.commands.parser import FINE
from app.paths import Paths


def do_read(asked: Namespace, paths: Paths) -> int:
    """Say on the output what is in a file, as lines of JSON; ``worker`` knows their shape."""
    from app.models.frameworks import Frameworks
    from app.models.intake.limits import limit_this_process
    from app.models.intake.worker import said_of

    limit_this_process()
    frameworks = Frameworks(paths.resources / "frameworks")
    for line in said_of(asked.kind, asked.source, json.loads(asked.chosen), frameworks):
        print(line, flush=line.startswith('{"progress"'))
    return FINE
