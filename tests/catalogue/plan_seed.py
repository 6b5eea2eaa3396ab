"""The sound plan that every bad plan of the catalogue is made of."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from tests.catalogue.case import Case
from tests.models.making import a_closed_plan, a_plan
from tests.models.spoiling import Maker

REJECT, RECOVER, READONLY, ACCEPT = ("REJECT",), ("RECOVER",), ("READONLY",), ("ACCEPT",)
TITLE = "Three"


@cache
def plan() -> bytes:
    """The bytes of a sound plan of forty commitments."""
    with tempfile.TemporaryDirectory() as folder:
        return a_closed_plan(Path(folder) / "plan.atelier", a_plan(40, 60)).read_bytes()


def spoilt(
    id: str,
    what: str,
    expected: tuple[str, ...],
    maker: Maker,
    says: str = "",
    name: str = "plan.atelier",
) -> Case:
    """The sound plan under a name, then spoilt there."""

    def make(folder: Path) -> Path:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(plan())
        maker(path)
        return path

    return Case(id, what, frozenset(expected), make, says)


def sound(_path: Path) -> None:
    """Leave it as it is."""
