"""D1 and D4: what leaves the computer tells of nobody who did not agree, nor of its maker."""

from __future__ import annotations

import getpass
import os
import platform
import random
import time
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from typing import get_args

import pytest
from msgspec.structs import replace

from app import leftovers
from app.exports import DOCUMENTS, FORMATS, ExportChoice, Options, produce
from app.exports.options import Who
from app.models.frameworks import Frameworks
from app.models.plan import Plan, new_id, plan_of
from app.models.planfile import Backups, PlanFile
from app.models.records import Consent, Record
from app.paths import find_resources
from tests.privacy.canaries import LONG, Bird, a_workshop, birds, found, unpacked

WORKSHOPS = 300 if LONG else 30
EACH = 2
ODD = ("publish_name", "Publish-Name", " publish-name", "", "photo", "contact", "*")
LEVELS: tuple[Who, ...] = get_args(Who)
RESOURCES = find_resources()

Kind = tuple[str, str, Who]
Record_ = Callable[[str, object], None]


def kinds() -> list[Kind]:
    """Every document, format and level there is; a table is of no document."""
    made = [
        (document.id, row.id, who)
        for document in DOCUMENTS
        for row in FORMATS
        for who in LEVELS
        if row.writer
    ]
    made += [("action-plan", row.id, who) for row in FORMATS for who in LEVELS if row.tables]
    random.Random(0).shuffle(made)
    return made


def a_gathering(chance: random.Random) -> tuple[Plan, list[Bird], list[Bird]]:
    """A workshop, those who agreed, and those who did not, or said something odd."""
    people = birds(chance, chance.randrange(3, 9))
    agreed = [bird for bird in people if chance.random() < 0.4]
    others = [bird for bird in people if bird not in agreed]
    plan = a_workshop(people, frozenset(bird.person.id for bird in agreed))
    rows: list[Record] = [row for table in plan.tables.values() for row in table.values()]
    for bird in others:
        rows += _odd(chance, bird)
    kept = [row for row in rows if chance.random() > 0.1 or not _is_no(row)]  # never asked
    return plan_of(kept), agreed, others


def _is_no(row: Record) -> bool:
    return isinstance(row, Consent) and row.given != 1


def _odd(chance: random.Random, bird: Bird) -> Iterator[Consent]:
    """Words that are no yes to this use: another purpose, one taken back, a strange number."""
    id = bird.person.id
    yield Consent(new_id(), 0, id, chance.choice(ODD), 1, "yes", "2026")
    yield Consent(new_id(), 1, id, "publish-name", 1, "yes", "2026")
    yield Consent(new_id(), 0, id, "publish-name", chance.choice((0, 2, -1)), "yes?", "")


def made(plan: Plan, kind: Kind, path: Path, **more: object) -> Path:
    """The file of this kind."""
    document, format, who = kind
    options = replace(Options(who=who, notes=True, small_cells=True), **more)
    choice = ExportChoice(document, format, "en", options, path)
    return produce(choice, plan, Frameworks(RESOURCES / "frameworks"), RESOURCES)


@pytest.mark.promise
def test_nobody_who_did_not_agree_is_in_any_export(
    tmp_path: Path, record_property: Record_
) -> None:
    left: list[str] = []
    every = kinds()
    files, looked = 0, 0
    turns = cycle(every)
    for n in range(WORKSHOPS):
        plan, agreed, others = a_gathering(random.Random(1_000 + n))
        for kind in islice(turns, max(EACH, -(-len(every) // WORKSHOPS))):
            path = made(plan, kind, tmp_path / f"{n}.{kind[1]}")
            files += 1
            words = [word for bird in others for word in (*bird.secrets, bird.person.role)]
            words += [word for bird in agreed for word in bird.secrets[1:]]  # never mail or phone
            if kind[2] != "names":
                words += [bird.person.name for bird in agreed]
            words += [bird.person.organisation for bird in others]
            looked += len(words)
            left += [f"{kind}: {w}" for raw in unpacked(path) for w in found(words, raw)]
            path.unlink()
    record_property("promise", "D1")
    record_property("figure", f"{len(left)} of {looked} words found in {files} exports")
    record_property("target", "0 found")
    assert not left
    assert files >= len(every), "every document, format and level was made"


@pytest.mark.parametrize("format", ["docx", "pdf", "json", "xlsx"])
def test_a_control_finds_who_agreed(tmp_path: Path, format: str) -> None:
    people = birds(random.Random(7), 6)
    plan = a_workshop(people, frozenset(bird.person.id for bird in people))
    path = made(plan, ("participants", format, "names"), tmp_path / f"p.{format}")
    seen = {word for raw in unpacked(path) for word in found(_tags(people), raw)}
    assert len(seen) >= 5, "names that may be published are found, so the search works"


def _tags(people: list[Bird]) -> list[str]:
    """The part of each name that no script or font of a PDF can change."""
    return [bird.person.name.rsplit(" ", 1)[1] for bird in people]


MAKER = ("secretuser", "secrethost", "Nairobi", "+03'00", "+03:00", "+0300")


@pytest.fixture
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Somebody's computer: their name, their machine, their time zone."""
    for name in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(name, "secretuser")
    for name in ("HOSTNAME", "COMPUTERNAME", "HOST"):
        monkeypatch.setenv(name, "secrethost")
    monkeypatch.setenv("HOME", str(tmp_path / "secretuser"))
    monkeypatch.setenv("TZ", "Africa/Nairobi")
    monkeypatch.setattr(platform, "node", lambda: "secrethost")
    monkeypatch.setattr(leftovers, "computer_name", lambda: "secrethost")
    monkeypatch.setattr(getpass, "getuser", lambda: "secretuser")
    monkeypatch.setattr(os, "getlogin", lambda: "secretuser")
    time.tzset()
    assert time.tzname[0] == "EAT", "the zone is in force"
    yield tmp_path / "secretuser"
    monkeypatch.undo()
    time.tzset()


@pytest.mark.promise
def test_no_export_tells_who_made_it_or_where(at_home: Path, record_property: Record_) -> None:
    at_home.mkdir()
    people = birds(random.Random(8), 6)
    plan = a_workshop(people, frozenset(bird.person.id for bird in people))
    left: list[str] = []
    files = [
        made(plan, (document.id, row.id, "names"), at_home / f"{document.id}.{row.id}")
        for document in DOCUMENTS
        for row in FORMATS
    ]
    files.append(made(plan, ("action-plan", "json", "names"), at_home / "w.json", whole=True))
    file = PlanFile.create(at_home / "p.atelier", plan)
    try:
        file.copy_to(at_home / "sent.atelier")
        files += [at_home / "sent.atelier", Backups(at_home).make(file).path]
    finally:
        file.close()
    for path in files:
        left += [f"{path.name}: {w}" for raw in unpacked(path) for w in found(MAKER, raw)]
    record_property("promise", "D4")
    record_property("figure", f"{len(left)} hits in {len(files)} files")
    record_property("target", "0 hits")
    assert not left
