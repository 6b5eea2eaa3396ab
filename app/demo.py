"""The demo: the plan of an invented country, to look around in and to break without harm."""

from __future__ import annotations

import json
from pathlib import Path

from app.models.intake.atelier_json import from_json
from app.models.plan import Plan


def demo_plan(resources: Path) -> Plan:
    """The demo plan that came with the program, read from the ``resources`` folder."""
    text = (resources / "samples" / "demo.json").read_text("utf-8")
    return from_json(json.loads(text))
