"""What each command does with its arguments; each answers an exit code."""

from __future__ import annotations

import json
import runpy
import sys
from argparse import Namespace
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from app.commands.parser import FINE
from app.errors import UserError
from app.models.plan import Plan
from app.paths import Paths
from app.words import Words


def do_new(asked: Namespace, paths: Paths) -> int:
    """Make a blank plan."""
    from app.models.frameworks import Frameworks
    from app.models.new_plan import NewPlan, begin_plan, templates_for

    frameworks = Frameworks(paths.resources / "frameworks")
    template = asked.template or templates_for(asked.kind, frameworks)[0]
    plan = begin_plan(
        NewPlan(
            title=asked.title,
            kind=asked.kind,
            country=asked.country,
            locality=asked.locality,
            starts=asked.starts,
            ends=asked.ends,
            template=template,
            language=asked.language,
        ),
        frameworks,
    )
    return _make(asked.out, plan)


def do_demo(asked: Namespace, paths: Paths) -> int:
    """Make the demo plan; ``--open`` without a place leaves the making to the window."""
    from app.demo import demo_plan

    if asked.out is None and asked.open:
        return FINE
    return _make(asked.out or Path("demo.atelier"), demo_plan(paths.resources))


def do_import(asked: Namespace, paths: Paths) -> int:
    """Make a plan out of open data, and report what found no place of its own."""
    if asked.into is not None:
        from app.commands.people import do_import_people

        return do_import_people(asked, paths)
    from app.models.frameworks import Frameworks
    from app.models.intake.plan_file import read_json_file

    imported = read_json_file(asked.source, Frameworks(paths.resources / "frameworks"))
    _make(asked.out, imported.plan)
    report = imported.report
    if asked.json:
        print(json.dumps(asdict(report), ensure_ascii=False, indent=1))
        return FINE
    words = Words("en")
    print(f"{report.commitments} commitments and {report.milestones} milestones came in.")
    for warning in report.warnings:
        print(f"  {words(warning)}")
    for note in report.notes:
        print(f"  kept as a note: {note.key} {note.subject_label}".rstrip())
    return FINE


def do_export(asked: Namespace, paths: Paths) -> int:
    """Write a document or a table."""
    from app.exports import ExportChoice, Options, produce
    from app.models.frameworks import Frameworks

    options = Options.from_json(asked.options)
    if asked.whole:
        options = replace(options, whole=True)
    plan = read_plan(asked.plan)
    if asked.out.exists() and asked.out.samefile(asked.plan):
        raise UserError("file_exists", name=asked.out.name)
    choice = ExportChoice(asked.document, asked.format, asked.language, options, asked.out)
    frameworks = Frameworks(paths.resources / "frameworks")
    produce(choice, plan, frameworks, paths.resources, _progress(asked.progress))
    return FINE


def do_bench(_asked: Namespace, paths: Paths) -> int:
    """Run the benchmarks that lie in the source tree."""
    folder = paths.resources.parent / "tests" / "bench"
    if not (folder / "__main__.py").is_file():
        raise UserError("bench_missing")
    sys.path.insert(0, str(paths.resources.parent))
    runpy.run_module("tests.bench", run_name="__main__")
    return FINE


def _make(path: Path, plan: Plan) -> int:
    from app.models.planfile import PlanFile

    PlanFile.create(path, plan).close()
    return FINE


def read_plan(path: Path) -> Plan:
    """The plan of a file, which is opened for reading only."""
    from app.models.planfile import PlanFile

    file = PlanFile.open(path, read_only=True)
    try:
        return file.read_plan()
    finally:
        file.close()


def _progress(told: bool) -> Callable[[float], None]:
    def tell(share: float) -> None:
        if told:
            print(f"progress {share:.2f}", flush=True)

    return tell
