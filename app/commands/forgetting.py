"""Forgetting people without a screen: one of them, or the names of all."""

from __future__ import annotations

import json
from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from app.commands.parser import FINE
from app.errors import UserError
from app.paths import Paths
from app.words import Words

if TYPE_CHECKING:
    from app.models.erasing import Erased
    from app.models.plan import Plan
    from app.models.traces import Traces

BEYOND = (
    "Beyond Atelier's reach: documents already made, copies given away, sticks, mails, and blocks"
    " of the disk that were freed."
)


def do_forget(asked: Namespace, paths: Paths) -> int:
    """Erase one person, or put codes in the place of everybody's name, and say what was done."""
    from app.models.erasing import erase
    from app.models.journal import Journal
    from app.models.planfile import PlanFile
    from app.models.planfile.forget import wish_for_codes, wish_to_erase

    journal = Journal(PlanFile.open(asked.plan, backups=paths.backups))
    try:
        if asked.everybody:
            wish = wish_for_codes(journal.file)
        else:
            id = person_meant(journal.plan, asked.person)
            wish = wish_to_erase(journal.file, id, "erased person")
        wish = replace(wish, texts=wish.texts or asked.texts)
        done = erase(journal, wish, paths)
    finally:
        journal.close()
    _clear_settings(paths, wish.traces)
    _tell(done, as_json=asked.json)
    return FINE


def person_meant(plan: Plan, said: str) -> str:
    """The id of the one person with this badge code, name or id, in the register or its bin.

    UserError("no_such_person") for nobody, "several_people" where a name is that of more.
    """
    from app.models.records import Person
    from app.models.search import fold

    rows = [row for row in plan.tables["person"].values() if isinstance(row, Person)]
    for live in (True, False):
        here = [row for row in rows if bool(row.deleted) != live]
        exact = [row for row in here if said in (row.id, row.code)]
        found = exact or [row for row in here if fold(row.name) == fold(said)]
        if len(found) > 1:
            raise UserError("several_people", n=len(found))
        if found:
            return found[0].id
    raise UserError("no_such_person")


def _clear_settings(paths: Paths, traces: Traces) -> None:
    from app.models.erasing import without_traces
    from app.settings import read_settings, write_settings

    settings = read_settings(paths.settings).settings
    cleared = without_traces(settings, traces)
    if cleared != settings:
        write_settings(cleared, paths.settings)


def _tell(done: Erased, *, as_json: bool) -> None:
    words = Words("en")
    unreached = [
        {"backup": one.backup.path.name, "made": one.backup.made.isoformat(), "code": one.code}
        for one in done.unreached
    ]
    if as_json:
        found = {
            "people": done.plan.people,
            "under_a_code": done.plan.coded,
            "history_lines": done.plan.lines,
            "texts": [
                {"table": one.table, "id": one.id, "field": one.field} for one in done.plan.mentions
            ],
            "backups": done.backups,
            "backups_not_reached": unreached,
            "files_deleted": done.swept,
            "copies": [str(path) for path in done.copies],
        }
        print(json.dumps(found, ensure_ascii=False, indent=1))
        return
    for line in _lines(done, words):
        print(line)


def _lines(done: Erased, words: Words) -> Iterator[str]:
    yield words.n("{n} person forgotten.", "{n} people forgotten.", done.plan.people)
    yield f"  {done.plan.coded} ratings and notes stay under a code."
    yield f"  {done.plan.lines} lines of the history and {done.backups} backups were rewritten."
    for one in done.unreached:
        day = f"{one.backup.made:%Y-%m-%d %H:%M}"
        yield f"  not rewritten: the backup of {day} ({one.backup.path.name}); delete it yourself"
    for text in done.plan.mentions:
        yield f"  still holds the name: {text.table} {text.id}, {text.field}"
    for path in done.copies:
        yield f"  another file of this plan, left as it is: {path.name}"
    yield BEYOND
