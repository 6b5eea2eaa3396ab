"""The plans whose pages tools/page_check.py looks at, in every manner they can be printed."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Literal

from msgspec.structs import replace

from app.demo import demo_plan
from app.exports import LANGUAGES_OFFERED, ExportChoice, Options, produce
from app.exports.style import look
from app.models.frameworks import Frameworks
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan
from app.models.positions import spread
from app.paths import find_resources
from tests.builders import a_commitment, a_milestone, a_plan, an_answer
from tools.page_check import KINDS, Fault, check, counted

LONG = "A title that names every office of the ministry, each district and each island. "
Paper = Literal["A4", "Letter"]
PAPERS: tuple[Paper, ...] = ("A4", "Letter")
MANNERS = ("ordinary", "large", "beside")


def manner(name: str, language: str) -> Options:
    """The options of a manner; beside stands French, or English where that is the first."""
    usual = Options(notes=True, show_empty=True)
    if name == "beside":
        return replace(usual, beside="en" if language == "fr" else "fr")
    return replace(usual, large_print=name == "large")


def hundred() -> Plan:
    """A hundred commitments with texts and rows of many lengths."""
    rows = []
    for number, place in enumerate(spread(100), 1):
        row = a_commitment(position=place, title=f"Commitment about clinic {number}")
        said = "The stock of every clinic is published each month, and why it ran out. "
        rows += [row, an_answer(row, "problem", said * (number % 13 + 1))]
        rows.append(an_answer(row, "solution", "\n\n".join([said * 3] * (number % 5))))
        rows += [
            a_milestone(row, position=at, title=said * (step % 7 + 1), outputs=said * (step % 3))
            for step, at in enumerate(spread(number % 11), number)
        ]
    return a_plan(*rows)


def long_titles() -> Plan:
    """Titles of a thousand letters, words without end, and hardly an answer."""
    title = (LONG * 13)[:1000]
    rows = []
    for place in spread(4):
        row = a_commitment(position=place, title=title, lead=title, starts="", ends="")
        rows += [row, a_milestone(row, title=title, lead=title, outputs=title, starts="")]
        rows.append(a_milestone(row, position="W", title="x" * 1000, lead="", ends=""))
    return a_plan(*rows, title=title, lead=title)


def plans(folders: list[Path], frameworks: Frameworks, resources: Path, *, demo: bool
          ) -> Iterator[tuple[str, Plan]]:  # fmt: skip
    """The plans by name."""
    if demo:
        yield "demo", demo_plan(resources)
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            yield path.stem, read_json_file(path, frameworks).plan
    if folders:
        yield "a hundred commitments", hundred()
        yield "titles of 1,000 letters", long_titles()


def check_plans(folders: list[Path], *, demo: bool) -> list[Fault]:
    """Make and check all; prints a line a plan and manner, and where there is a fault."""
    resources = find_resources()
    frameworks = Frameworks(resources / "frameworks")
    print(f"{'':36}" + " ".join(f"{kind.split()[0]:>8}" for kind in KINDS))
    every: list[Fault] = []
    for name, plan in plans(folders, frameworks, resources, demo=demo):
        for how in MANNERS:
            found: list[Fault] = []
            runs: Iterator[tuple[str, Paper]] = product(LANGUAGES_OFFERED, PAPERS)
            for language, paper in runs:
                faults = checked(plan, language, paper, how, frameworks, resources)
                for fault in faults[:3]:
                    print(f"    {language} {paper} p. {fault.page}: {fault.kind} {fault.what}")
                found += faults
            print(f"{name[:26]:26} {how:9}{counted(found)}", flush=True)
            every += found
    return every


def checked(
    plan: Plan,
    language: str,
    paper: Literal["A4", "Letter"],
    how: str,
    frameworks: Frameworks,
    resources: Path,
) -> list[Fault]:
    """The faults of one plan in one language, paper and manner."""
    options = replace(manner(how, language), paper=paper)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.pdf"
        choice = ExportChoice("action-plan", "pdf", language, options, path)
        produce(choice, plan, frameworks, resources)
        return check(path, look(options.large_print).page(paper))
