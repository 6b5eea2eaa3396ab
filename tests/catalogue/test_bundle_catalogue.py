"""Every bad bundle of the catalogue is refused whole, and writes nothing anywhere."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.models.intake.bundle import plans_in
from tests.catalogue import claims
from tests.catalogue.bundle_cases import CASES, sound
from tests.catalogue.case import Case
from tests.catalogue.judging import Bench, Judged
from tests.catalogue.plan_seed import plan


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
