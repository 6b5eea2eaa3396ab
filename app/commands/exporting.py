"""What a person asks of a document on the command line, as the options it is made with."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Callable, Iterable
from contextlib import closing, suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING, get_args

from msgspec.structs import replace

from app.commands.counting import counted
from app.errors import UserError
from app.exports import FORMATS
from app.exports.options import Options, Who

if TYPE_CHECKING:
    from app.exports.outline import Outline
    from app.models.plan import Plan


def options_of(asked: Namespace, plan: Plan) -> Options:
    """The options of an export of ``plan``; UserError for a choice there is not."""
    options = Options.from_json(asked.options)
    if format_of(asked) == "json" and "notes" not in json.loads(asked.options):
        options = replace(options, notes=True)  # what a plan brought from elsewhere goes along
    _must_be(asked, "--whole", asked.whole, "json")
    _must_be(asked, "--letterhead", asked.letterhead is not None, "docx")
    if asked.who:
        options = replace(options, who=_who(asked.who))
    if asked.commitments:
        options = replace(options, commitments=_commitments(asked.commitments, plan))
    if asked.beside:
        options = replace(options, beside=_beside(asked.beside, asked.language))
    if asked.since:
        from app.models.earlier import moment_of  # comparing is rare

        options = replace(options, since=moment_of(asked.since).isoformat())
    if asked.letterhead:
        options = replace(options, letterhead=str(asked.letterhead.resolve()))
    return replace(
        options,
        whole=options.whole or asked.whole,
        watermark=options.watermark or asked.watermark,
        line_numbers=options.line_numbers or asked.line_numbers,
        large_print=options.large_print or asked.large_print,
    )


def format_of(asked: Namespace) -> str:
    """The format that is asked for, else what the file's name ends in, else Word."""
    endings = {row.ending: row.id for row in FORMATS}
    return asked.format or endings.get(asked.out.suffix.lower(), "docx")


def _must_be(asked: Namespace, flag: str, given: bool, format: str) -> None:
    """Refuse a flag that another format would silently do without."""
    wanted = format_of(asked)
    if given and wanted != format:
        name = f"{flag} --format {wanted}"
        raise UserError("unknown_choice", name=name, choices=f"{flag} --format {format}")


def _who(text: str) -> Who:
    for level in get_args(Who):
        if level == text:
            return level  # type: ignore[no-any-return]  # one of the literals of Who
    raise UserError("unknown_choice", name=text, choices=", ".join(get_args(Who)))


def _beside(text: str, first: str) -> str:
    from app.words import LANGUAGES

    others = [code for code in LANGUAGES if code != first]
    if text not in others:
        raise UserError("unknown_choice", name=text, choices=", ".join(others))
    return text


def _commitments(text: str, plan: Plan) -> tuple[str, ...]:
    ids = {str(place): row.id for place, row in enumerate(plan.commitments, 1)}
    numbers = [number for part in text.split(",") for number in _numbers(part.strip())]
    for number in numbers:
        if number not in ids:
            raise UserError("unknown_choice", name=number, choices=f"1 – {len(ids)}")
    return tuple(dict.fromkeys(ids[number] for number in numbers))


def _numbers(part: str) -> list[str]:
    first, dash, last = part.partition("-")
    if dash and first.isdecimal() and last.isdecimal() and int(last) - int(first) < 10_000:
        return [str(number) for number in range(int(first), int(last) + 1)]
    return [str(int(part)) if part.isdecimal() else part]


def earlier_plan(asked: Namespace, options: Options, plan: Plan) -> Plan | None:
    """The plan that the document is compared with; None when it shows everything."""
    if not (asked.compared or options.since):
        return None
    from app.models.earlier import ALL, plan_at, without_erased  # comparing is rare
    from app.models.planfile import PlanFile, read_plan

    if asked.compared:
        return without_erased(read_plan(asked.compared), plan)
    with closing(PlanFile.open(asked.plan, read_only=True)) as file:
        entries = file.entries(ALL)
        whole = not entries or entries[0].seq == 1
        _must_be_within(asked, options.since, file.made if whole else "")
        return plan_at(plan, entries, options.since)


def _must_be_within(asked: Namespace, since: str, made: str) -> None:
    """Refuse a moment to come, or a day before the one the plan was ``made`` on, if that is known.

    Such a document would say that nothing changed.
    """
    from app.models.earlier import moment_of

    asked_for = moment_of(since).astimezone()
    if asked_for > datetime.now(UTC):
        raise UserError("since_ahead", name=asked.since or since)
    with suppress(ValueError):
        began = datetime.fromisoformat(made).astimezone().date()
        if asked_for.date() < began:
            raise UserError("since_early", date=began.isoformat())


def teller(asked: Namespace, plan: Plan) -> Callable[[Outline, str], None]:
    """What says which characters of a PDF no font has, and that texts name who did not agree."""

    def tell(outline: Outline, missing: str) -> None:
        lines = outline.lines()
        margins = {outline.running, outline.footer, outline.author}  # the last is not on the page
        tell_naming(asked, plan, [*lines, *(m for m in margins if not any(m in o for o in lines))])
        if missing and asked.progress:
            print(f"missing {missing}", flush=True)
        elif missing:
            print(f"Our fonts have no picture for {len(missing)} characters: {missing}")

    return tell


def tell_naming(asked: Namespace, plan: Plan, texts: Iterable[str]) -> None:
    """Say how many texts name people who did not agree: a line for the window, or a sentence."""
    from app.exports.naming import naming

    count = naming(plan, texts)
    if count and asked.progress:
        print(f"naming {count}", flush=True)
    elif count:
        print(f"{counted(count, 'passage')} may name people who did not agree to be named.")
