"""Every bad plan of the catalogue gets a clear answer and keeps every byte; none of them acts."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.exports import ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from app.models.journal import Journal
from app.models.planfile import PlanFile, check_file
from app.models.planfile.connection import connect
from app.models.planfile.twins import Twins, compare
from tests.catalogue import claims, plan_shapes
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged
from tests.catalogue.plan_cases import CASES
from tests.catalogue.plan_seed import TITLE
from tests.house import ROOT
from tests.models.making import a_title, reopened
from tests.models.spoiling import opened

BY_ID = {case.id: case for case in CASES}
OPENED = [f"W{n:03}" for n in (32, 33, 35, 38, 39, 40, 41, 42, 43, 77, 80, 81, 82, 83, 90)]
PRINTED = [f"W{n:03}" for n in (67, 68, 69, 70, 72, 73, 76, 78)]
TITLES = {"W033": "__in_wal__", "W090": "Here", "W091": "There"}
Record = Callable[[str, object], None]


def test_the_catalogue_is_whole() -> None:
    listed = [*range(1, 92), *range(100, 110)]
    assert [case.id for case in CASES] == [f"W{number:03}" for number in listed]


@pytest.mark.promise
def test_bad_plans(tmp_path: Path, bench: Bench, record_property: Record) -> None:
    claims.hold_all(CASES, "plan", tmp_path, bench, record_property, opening_says_the_same)


def opening_says_the_same(case: Case, judged: Judged) -> None:
    """What ``check`` refuses opening refuses, and not a byte of it changes there either."""
    if judged.found["outcome"] not in ("REJECT", "RECOVER"):
        return
    folder = judged.path.parent
    before = claims.what_lies_in(folder)
    assert opened(judged.path) == judged.found["code"]
    assert claims.what_lies_in(folder) == before, "opening changed it"


@pytest.mark.promise
def test_a_plan_cannot_act(tmp_path: Path, record_property: Record) -> None:
    """Opened, read and checked, nothing in it has run; forced open, its triggers are refused."""
    record_property("promise", "S4")
    for case in plan_shapes.CASES[:20]:
        folder = tmp_path / case.id
        folder.mkdir()
        path = case.make(folder)
        before = claims.what_lies_in(folder)
        assert opened(path), case.what
        assert check_file(path).code, case.what
        with pytest.raises(UserError):
            PlanFile.open(path, read_only=True)
        assert claims.what_lies_in(folder) == before, case.what
    record_property("figure", "0 of 20 opened, 0 bytes changed")


def test_a_trigger_that_got_in_is_refused_by_the_connection(tmp_path: Path) -> None:
    """The second wall: even a file nobody checked fires nothing."""
    path = BY_ID["W044"].make(tmp_path)
    db = connect(path)
    with pytest.raises(sqlite3.DatabaseError, match="not authorized"):
        db.execute("INSERT INTO note (id) VALUES ('n')")
    assert db.execute("SELECT count(*) FROM plan").fetchone() == (1,)
    db.close()
    bare = sqlite3.connect(path, isolation_level=None)
    bare.execute("INSERT INTO note (id) VALUES ('n')")
    assert bare.execute("SELECT count(*) FROM plan").fetchone() == (0,), "the control: it acts"
    bare.close()


@pytest.mark.parametrize("id", OPENED)
def test_a_good_plan_opens_with_all_it_holds(id: str, tmp_path: Path) -> None:
    path = BY_ID[id].make(tmp_path)
    with reopened(path) as file:
        journal = Journal(file)
        assert journal.plan.info.title == TITLES.get(id, TITLE)
        assert len(journal.plan.commitments) == 40
        assert not re.search("__half__|noise", repr(journal.plan))
        journal.do(a_title(journal.plan, "Goes on"))
    assert check_file(path).code == ""
    with reopened(path) as file:
        assert file.read_plan().info.title == "Goes on"
    assert not list(path.parent.glob("*-wal"))


@pytest.mark.parametrize("id", PRINTED)
def test_what_is_odd_in_it_stops_no_export(id: str, tmp_path: Path) -> None:
    with reopened(BY_ID[id].make(tmp_path), read_only=True) as file:
        plan = file.read_plan()
    frameworks = Frameworks(ROOT / "resources" / "frameworks")
    for kind in ("docx", "pdf", "xlsx", "csv", "json"):
        target = tmp_path / f"plan.{kind}"
        choice = ExportChoice("action-plan", kind, "en", Options(date="2026-11-20"), target)
        produce(choice, plan, frameworks, ROOT / "resources")
        assert target.stat().st_size


def test_the_twins_are_told_apart(tmp_path: Path) -> None:
    paths = []
    for id in ("W090", "W091"):
        (tmp_path / id).mkdir()
        paths.append(BY_ID[id].make(tmp_path / id))
    with reopened(paths[0], read_only=True) as here, reopened(paths[1], read_only=True) as there:
        assert compare(here, there) == Twins("diverged", 1, 1)


@pytest.mark.skipif(os.name == "nt", reason="folders have other permissions there")
def test_a_folder_nobody_may_write_into_is_for_reading(tmp_path: Path, bench: Bench) -> None:
    folder = tmp_path / "given"
    folder.mkdir()
    path = BY_ID["W080"].make(folder)
    path.parent.chmod(0o555)
    assert bench.judge("plan", path).found["outcome"] == "READONLY"
    path.parent.chmod(0o755)
    assert bench.judge("plan", path).found["outcome"] == "ACCEPT"


def test_a_plan_of_two_names_is_for_reading(tmp_path: Path, bench: Bench) -> None:
    path = BY_ID["W080"].make(tmp_path)
    os.link(path, tmp_path / "other.atelier")
    assert bench.judge("plan", path).found["outcome"] == "READONLY"
