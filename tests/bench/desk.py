"""Where the bench lays its things, and how much of it is asked for."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct

from tests.bench.running import ROOT, run, script

FONT = ROOT / "resources" / "fonts" / "NotoSans-Regular.ttf"


class Desk(Struct, frozen=True):
    """A folder for everything made, and whether only what fits a minute or two is run."""

    folder: Path
    quick: bool

    @property
    def rounds(self) -> int:
        """How often each contestant runs."""
        return 1 if self.quick else 3

    @property
    def sizes(self) -> tuple[int, ...]:
        """The numbers of commitments."""
        return (10, 100) if self.quick else (10, 100, 1_000)

    def plan(self, count: int, text: str = "latin") -> Path:
        """The plan of so many commitments, made when first asked for."""
        path = self.folder / f"{text}-{count}.atelier"
        if not path.exists():
            run(script("the_plan", path, count, text))
        return path

    def contents(self, count: int) -> Path:
        """The same as JSON for the peers."""
        return self.plan(count).with_suffix(".json")
