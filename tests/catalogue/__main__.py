"""Counts the catalogue: ``python -m tests.catalogue`` judges every file and names every test."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.catalogue import (
    bundle_cases,
    claims,
    csv_cases,
    docx_cases,
    picture_cases,
    plan_cases,
    xlsx_cases,
)
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, a_bench
from tests.catalogue.situations import situations

FILES: dict[str, tuple[str, Sequence[Case]]] = {
    "W": ("plan", plan_cases.CASES),
    "C": ("csv", csv_cases.CASES),
    "X": ("xlsx", xlsx_cases.CASES),
    "D": ("docx", docx_cases.CASES),
    "I": ("picture", picture_cases.CASES),
    "Z": ("bundle", bundle_cases.CASES),
}
ALL = (*FILES, "S", "T", "E")
WHOLE = 271


class Tally:
    """How many cases held, and what was said of them."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.failed: dict[str, str] = {}
        self.outcomes: Counter[str] = Counter()

    def took(self, id: str, outcome: str, fault: str = "") -> None:
        """Count one file; a case of several files holds when all of them do."""
        self.outcomes[outcome] += 1
        if fault:
            self.failed[id] = fault
        self.held.add(id)

    def say(self, family: str) -> int:
        """Print the line of a family and answer how many of its cases held."""
        good = self.held - set(self.failed)
        said = ", ".join(f"{n} {outcome}" for outcome, n in self.outcomes.most_common())
        print(f"{family}  {len(good):3} of {len(self.held):3}   {said}", flush=True)
        for id, fault in self.failed.items():
            print(f"   {id}: {fault}")
        return len(good)


def files(family: str, bench: Bench, folder: Path) -> Tally:
    """Judge every file of a family."""
    kind, cases = FILES[family]
    tally = Tally()
    for number, case in enumerate(cases):
        own = folder / f"{number:03} {case.id}"
        own.mkdir()
        try:
            tally.took(case.id, str(claims.hold(case, kind, own, bench).found["outcome"]))
        except AssertionError as fault:
            tally.took(case.id, "not as listed", str(fault))
    return tally


def settings(folder: Path) -> Tally:
    """Bring every bad setting and lock about; the window's own need an application."""
    from PySide6.QtWidgets import QApplication

    from tests.catalogue.settings_cases import CASES

    tally, _application = Tally(), QApplication.instance() or QApplication([])
    for case in CASES:
        own = folder / case.id
        own.mkdir()
        try:
            case.hold(own)
            tally.took(case.id, "ACCEPT")
        except AssertionError as fault:
            tally.took(case.id, "not as listed", str(fault))
    return tally


def named(family: str) -> Tally:
    """The situations of a family: whether each has a test of its own."""
    tally = Tally()
    for one in situations():
        if one.id[0] == family:
            said = "tested" if one.tests else "not testable here"
            tally.took(one.id, said, ", ".join(one.gone))
    return tally


def asked(words: Sequence[str] | None) -> list[str]:
    """The families to count, in their order: those named, or all."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.catalogue",
        description="Judges every bad input of the catalogue and names the tests of every "
        "situation no file can show. Ends with 1 when anything is not as the catalogue lists it.",
        epilog="W plans, C text tables, X workbooks, D Word files, I pictures, Z bundles, "
        "S settings and locks, T texts, E situations.",
    )
    parser.add_argument(
        "family", nargs="*", help="count these families only", metavar="{" + ",".join(ALL) + "}"
    )
    named = parser.parse_args(words).family
    for family in set(named) - set(ALL):
        parser.error(f"there is no family {family!r}")
    return [family for family in ALL if family in named] or list(ALL)


def main(words: Sequence[str] | None = None) -> int:
    """Print the count of every family and their sum; 1 when a case did not hold."""
    families = asked(words)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    total = listed = gone = 0
    with a_bench() as bench:
        for family in families:
            with tempfile.TemporaryDirectory(prefix="atelier-") as folder:
                if family in FILES:
                    tally = files(family, bench, Path(folder))
                else:
                    tally = settings(Path(folder)) if family == "S" else named(family)
            good = tally.say(family)
            gone += len(tally.held) - good
            total += good if family != "E" else 0
            listed += len(tally.held) if family != "E" else 0
    print(f"{total} of {listed} inputs of the catalogue (it lists {WHOLE}), and the situations")
    return 1 if gone or (families == list(ALL) and listed != WHOLE) else 0


if __name__ == "__main__":
    sys.exit(main())
