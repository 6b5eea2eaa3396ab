"""The table of promises that ``pytest -m promise`` prints: each promise, its target, its figure.

A test says which promise it measures with ``record_property("promise", "R5")`` and what it found
with ``record_property("figure", "0 of 400 lost")``. ``--promises FILE`` writes the table as
Markdown. What no test of the run measured is named, so that a gap cannot hide.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from msgspec import Struct

PROMISES: dict[str, dict[str, str]] = tomllib.loads(
    (Path(__file__).parent / "promises.toml").read_text("utf-8")
)


class Measured(Struct, frozen=True):
    """One figure of one test."""

    promise: str
    figure: str
    outcome: str
    test: str


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the table be written to a file."""
    parser.addoption("--promises", metavar="FILE", help="write the table of promises as Markdown")


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    """Print the table where promises were asked for."""
    target = config.getoption("--promises")
    if not target and "promise" not in (config.getoption("-m") or ""):
        return
    reports = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call"
    ]
    measured = list(figures(reports))
    terminalreporter.section("promises")
    for line in lines(measured):
        terminalreporter.write_line(line)
    if target:
        Path(target).write_text(markdown(measured), "utf-8")


def figures(reports: Iterable[pytest.TestReport]) -> Iterator[Measured]:
    """What the tests recorded, one for each promise they name."""
    for report in reports:
        said = [(key, str(value)) for key, value in report.user_properties]
        promises = [value for key, value in said if key == "promise"]
        figure = "; ".join(value for key, value in said if key == "figure")
        for promise in promises:
            yield Measured(promise, figure, report.outcome, report.nodeid)


def lines(measured: Iterable[Measured]) -> Iterator[str]:
    """The table for a terminal."""
    found = _grouped(measured)
    for id, row in PROMISES.items():
        yield f"{id:<4}{row['promise']}"
        yield f"      target  {row['target']}"
        for one in found.get(id, []):
            red = "" if one.outcome == "passed" else "  RED"
            yield f"      figure  {one.figure or one.outcome}{red}  [{one.test.split('::')[-1]}]"
        if id not in found:
            yield "      figure  not measured in this run"
    met = sum(_is_met(found.get(id, [])) for id in PROMISES)
    yield f"{met} of {len(PROMISES)} promises measured and met in this run"


def markdown(measured: Iterable[Measured]) -> str:
    """The table for a page."""
    found = _grouped(measured)
    rows = ["| | promise | target | figure |", "|---|---|---|---|"]
    for id, row in PROMISES.items():
        said = "<br>".join(
            (one.figure or one.outcome) + ("" if one.outcome == "passed" else " **red**")
            for one in found.get(id, [])
        )
        cells = (id, row["promise"], row["target"], said or "not measured")
        rows.append("| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |")
    return "\n".join(rows) + "\n"


def _grouped(measured: Iterable[Measured]) -> dict[str, list[Measured]]:
    found: dict[str, list[Measured]] = defaultdict(list)
    for one in measured:
        if one.promise not in PROMISES:
            raise KeyError(f"{one.test} measures {one.promise}, which is no promise")
        found[one.promise].append(one)
    return found


def _is_met(found: list[Measured]) -> bool:
    return bool(found) and all(one.outcome == "passed" for one in found)
