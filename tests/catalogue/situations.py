"""What no file can show: which tests bring each situation about, and whether those tests exist."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct

TESTS = Path(__file__).resolve().parents[1]


class Situation(Struct, frozen=True):
    """A situation, the tests that bring it about, or why ("none") no test of ours can."""

    id: str
    what: str
    tests: tuple[str, ...] = ()
    none: str = ""

    @property
    def gone(self) -> list[str]:
        """The tests it names that are not there."""
        return [test for test in self.tests if test.split("::")[1] not in _tests_in(test)]


@cache
def _names(file: str) -> frozenset[str]:
    path = TESTS / file
    said = path.read_text("utf-8") if path.exists() else ""
    return frozenset(re.findall(r"^def (test_\w+)", said, re.MULTILINE))


def _tests_in(test: str) -> frozenset[str]:
    return _names(test.split("::")[0])


def situations() -> list[Situation]:
    """All of them, as the list has them."""
    listed = tomllib.loads((TESTS / "catalogue" / "situations.toml").read_text("utf-8"))
    return [
        Situation(id, row["what"], tuple(row.get("tests", ())), row.get("none", ""))
        for id, row in listed.items()
    ]
