"""What each command does with its arguments; each answers an exit code."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from app.commands.counting import counted
from app.commands.parser import FINE
from app.errors import UserError

if TYPE_CHECKING:
    from app.models.intake.report import Report
    from app.models.plan import Plan
    from app.paths import Paths

_TABLES = (".csv", ".xlsx")  # they hold people, who go into a plan there is


def do_new(asked: Namespace, paths: Paths) -> int:
    """Make a blank plan, national where neither the kind nor the template says otherwise."""
    from app.models.dates import tidy
    from app.models.frameworks import Frameworks
    from app.models.new_plan import NewPlan, begin_plan, templates_for

    frameworks = Frameworks(paths.resources / "frameworks")
    template = asked.template or templates_for(asked.kind or "national", frameworks)[0]
    own_kind = frameworks.edition(template, "en").plan_kind
    plan = begin_plan(
        NewPlan(
            title=asked.title,
            kind=asked.kind or own_kind or "national",
            country=asked.country,
            locality=asked.locality,
            starts=tidy(asked.starts),
            ends=tidy(asked.ends),
            template=template,
            language=asked.language,
        ),
        frameworks,
    )
    return _make(asked.out, plan)


def do_demo(asked: Namespace, paths: Paths) -> int:
    """Make the demo plan; ``--open`` without a place leaves the making to the window."""
    from app.demo import demo_plan
    from app.models.plan import new_id

    if asked.out is None and asked.open:
        return FINE
    return _make(asked.out or Path("demo.atelier"), demo_plan(paths.resources), new_id())


def do_import(asked: Namespace, paths: Paths) -> int:
    """Make a plan out of open data, and report what found no place of its own."""
    if asked.into is not None:
        from app.commands.people import do_import_people

        return do_import_people(asked, paths)
    if asked.source.suffix.lower() in _TABLES:
        raise UserError("unknown_choice", name="-o", choices="--into PLAN.atelier")
    from app.models.frameworks import Frameworks
    from app.models.intake.limits import kept_within
    from app.models.intake.plan_file import read_json_file

    with kept_within(asked.source.name):
        imported = read_json_file(asked.source, Frameworks(paths.resources / "frameworks"))
    _make(asked.out, imported.plan)
    _tell(imported.report, as_json=asked.json)
    return FINE


def _tell(report: Report, *, as_json: bool) -> None:
    """Say what came in, and what found no place of its own."""
    from textwrap import shorten

    from msgspec import to_builtins

    from app.messages import visible
    from app.words import Words

    if as_json:
        print(json.dumps(to_builtins(report), ensure_ascii=False, indent=1))
        return
    words = Words("en")
    commitments = counted(report.commitments, "commitment")
    print(f"{commitments} and {counted(report.milestones, 'milestone')} came in.")
    for warning in report.warnings:
        print(f"  {words(warning)}")
    for note in report.notes:
        where = shorten(visible(note.subject_label), 60, placeholder="…")
        print(f"  kept as a note: {visible(note.key)} {where}".rstrip())


def do_export(asked: Namespace, paths: Paths) -> int:
    """Write a document or a table."""
    from app.pace import uncollected

    with uncollected():
        return _export(asked, paths)


def _export(asked: Namespace, paths: Paths) -> int:
    from app.commands.exporting import earlier_plan, format_of, options_of, tell_naming, teller
    from app.exports import LANGUAGES_OFFERED, ExportChoice, format_row, produce
    from app.exports.naming import texts_of_data
    from app.models.frameworks import Frameworks
    from app.models.planfile import read_plan

    if asked.language not in LANGUAGES_OFFERED:
        raise UserError("unknown_language", name=asked.language)
    _must_be_free(asked)
    format = format_of(asked)
    plan = read_plan(asked.plan)
    options = options_of(asked, plan)
    earlier = earlier_plan(asked, options, plan)
    choice = ExportChoice(asked.document, format, asked.language, options, asked.out)
    frameworks = Frameworks(paths.resources / "frameworks")
    told, said = _progress(asked.progress), teller(asked, plan)
    produce(choice, plan, frameworks, paths.resources, told, earlier, said)
    if format_row(format).tables and not options.whole:
        tell_naming(asked, plan, texts_of_data(plan, frameworks, options))
    if format == "json" and not asked.progress and _stayed_behind(plan, asked.out):
        print("People, who rated, or the bin stayed behind; --whole takes everything along.")
    return FINE


def _must_be_free(asked: Namespace) -> None:
    """Refuse the place of a plan, and without --replace that of any other file."""
    if _is_a_plan(asked.out, asked.plan):
        raise UserError("file_exists", name=asked.out.name)
    if os.path.lexists(asked.out) and not (asked.replace or asked.out.is_dir()):
        raise UserError("document_exists", name=asked.out.name)


def _is_a_plan(out: Path, plan: Path) -> bool:
    """Whether a document would take the place of its plan, or of another one."""
    if not os.path.lexists(out):
        return False
    with suppress(OSError):
        return out.suffix == plan.suffix == ".atelier" or out.samefile(plan)
    return False


def _stayed_behind(plan: Plan, out: Path) -> bool:
    """Whether open data that was just written lacks rows of its plan, or words of them."""
    from app.models.intake.atelier_json import from_json

    return from_json(json.loads(out.read_bytes())) != plan


def do_bench(_asked: Namespace, paths: Paths) -> int:
    """Run the benchmarks that lie in the source tree."""
    folder = paths.resources.parent / "tests" / "bench"
    if not (folder / "__main__.py").is_file():
        raise UserError("bench_missing")
    import runpy

    sys.path.insert(0, str(paths.resources.parent))
    runpy.run_module("tests.bench", run_name="__main__")
    return FINE


def _make(path: Path, plan: Plan, lineage: str = "") -> int:
    from app.models.planfile import PlanFile

    PlanFile.create(path, plan, lineage).close()
    return FINE


def _progress(told: bool) -> Callable[[float], None]:
    def tell(share: float) -> None:
        if told:
            print(f"progress {share:.2f}", flush=True)

    return tell
