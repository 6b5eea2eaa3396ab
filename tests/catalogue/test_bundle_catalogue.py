"""Every bad bundle of the catalogue is refused whole, and writes nothing anywhere."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.intake.bundle import is_zip, plans_in
from tests.catalogue import claims, zips
from tests.catalogue.bundle_cases import CASES, holding, sound
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged
from tests.catalogue.plan_seed import plan
from tests.models.making import a_closed_plan, reopened
from tests.models.test_locks import another_process_writes


def nothing(_case: Case, _judged: Judged) -> None:
    """No case claims more than its outcome."""


def test_the_catalogue_is_whole() -> None:
    assert sorted({case.id for case in CASES}) == [f"Z{n:03}" for n in range(1, 9)]


@pytest.mark.promise
def test_bad_bundles(
    tmp_path: Path, bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "S8")
    folder = tmp_path / "a" / "b" / "c"
    folder.mkdir(parents=True)
    claims.hold_all(CASES, "bundle", folder, bench, record_property, nothing)
    beside = [path for path in tmp_path.rglob("*") if path.is_file() and path.suffix != ".zip"]
    assert not beside


def test_a_sound_bundle_gives_its_plan(tmp_path: Path, bench: Bench) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(sound())
    found = bench.judge("bundle", path).found
    assert (found["outcome"], found["plans"]) == ("ACCEPT", ["plan.atelier"])
    (packed,) = plans_in(path)
    assert packed.data == plan()


def from_a_mac(name: str) -> bytes:
    """A zip as Finder makes it: names in two signs a letter, unmarked, and notes beside each."""
    name = unicodedata.normalize("NFD", name)
    notes = zips.stored(f"__MACOSX/._{name}", b"\0\5\x16\7\0\2\0\0Mac OS X", flags=0)
    return zips.zip_of([zips.stored(name, plan(), flags=0), notes])


@pytest.mark.parametrize(
    ("made", "name"),
    [
        (from_a_mac("Plán d’action.atelier"), "Plán d’action.atelier"),
        (from_a_mac("plan.atelier"), "plan.atelier"),
        (zips.zip_of([zips.stored("خانه\u200cها.atelier", plan())]), "خانه\u200cها.atelier"),
    ],
    ids=["accents", "plain", "joiner"],
)
def test_a_bundle_made_elsewhere_gives_its_plan(tmp_path: Path, made: bytes, name: str) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(made)
    (packed,) = plans_in(path)
    assert (packed.name, packed.data) == (name, plan())


def test_two_spellings_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "plans.zip"
    path.write_bytes(holding(zips.stored("é.atelier", plan()), zips.stored("e\u0301.atelier", b"")))
    with pytest.raises(UserError, match="bundle_unsafe"):
        plans_in(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_is_no_bundle_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "plan.atelier")
    assert not is_zip(tmp_path / "plan.atelier")


def test_a_plan_that_is_open_keeps_its_lock_when_it_is_chosen_again(tmp_path: Path) -> None:
    path = a_closed_plan(tmp_path / "plan.atelier")
    with reopened(path):
        assert not is_zip(path)
        assert another_process_writes(path) == "database is locked"
