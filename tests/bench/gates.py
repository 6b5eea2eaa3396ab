"""The goals: a figure of this run, what it should be, and whether it is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

ABSENT = "absent"


class Gate(Struct, frozen=True):
    """A goal that a figure stay at or under ``limit``; no figure means it was not measured."""

    name: str
    figure: float | None
    limit: float
    unit: str = "×"

    @property
    def verdict(self) -> str:
        """ "met", "missed" or "absent"."""
        if self.figure is None:
            return ABSENT
        return "met" if self.figure <= self.limit else "missed"

    def cells(self) -> tuple[str, str, str, str]:
        """The gate as a line of the table."""
        return (
            self.name,
            shown(self.figure, self.unit),
            shown(self.limit, self.unit),
            self.verdict,
        )


def shown(figure: float | None, unit: str = "") -> str:
    """A figure with three digits that count, and its unit."""
    if figure is None:
        return ABSENT
    digits = 0 if abs(figure) >= 100 else 1 if abs(figure) >= 10 else 2 if abs(figure) >= 1 else 3
    return f"{figure:.{digits}f} {unit}".rstrip()


def say(title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table under a title, its columns as wide as they need be."""
    lines = [tuple(head), *map(tuple, rows)]
    widths = [max(len(line[n]) for line in lines) for n in range(len(head))]
    print(f"\n{title}")
    for line in lines:
        first, *rest = (
            cell.ljust(width) if not n else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        print(f"  {first}  {'  '.join(rest)}".rstrip(), flush=True)


def say_gates(gates: Sequence[Gate]) -> None:
    """Print where we stand against each goal."""
    say("Goals", ("goal", "figure", "at most", ""), [gate.cells() for gate in gates])
