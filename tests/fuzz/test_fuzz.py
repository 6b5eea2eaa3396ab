"""A short hunt through every importer, and the hunt itself put to the test."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import UserError
from tests.fuzz.hunting import Hunt
from tests.fuzz.mutations import mutated
from tests.fuzz.targets import TARGETS, Target, taken

LONG = os.environ.get("ATELIER_LONG") == "1"
SECONDS = 60.0 if LONG else 1.5
EXAMPLES = 1_000 if LONG else 15


@pytest.mark.promise
@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_nothing_breaks_an_importer(
    target: Target, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    count = Hunt(target, tmp_path / "corpus", tmp_path / "findings", seed=7).run(SECONDS)
    record_property("promise", "O2")
    figure = f"{target.name}: {len(count.broken)} of {count.runs} broke, worst {count.worst:.2f} s"
    record_property("figure", figure)
    assert not count.broken
    assert count.runs == count.taken + count.refused
    assert count.runs > 3


@cache
def _seeds(target: Target, folder: Path) -> tuple[bytes, ...]:
    return tuple(target.seeds(folder))


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
@settings(
    max_examples=EXAMPLES, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(data=st.data())
def test_any_change_is_taken_or_refused(
    target: Target, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    """What hypothesis finds, it makes small: the seed, the cut and the bytes are its own."""
    folder = tmp_path_factory.getbasetemp() / f"fuzz-{target.name}"
    folder.mkdir(exist_ok=True)
    seeds = _seeds(target, folder)
    raw = data.draw(st.sampled_from(seeds))
    place = data.draw(st.integers(0, len(raw)))
    gone = data.draw(st.integers(0, 64))
    put = data.draw(st.binary(max_size=40) | st.sampled_from(target.tokens))
    path = folder / f"one.{target.ending}"
    path.write_bytes(raw[:place] + put + raw[place + gone :])
    assert target.read(path) in (True, False)


def _fragile(path: Path) -> None:
    """An importer with a mistake in it, which a certain byte brings out."""
    raw = path.read_bytes()
    if not raw.startswith(b"name"):
        raise UserError("table_not_a_table")
    if b"\x00" in raw:
        raise KeyError("a mistake")


def test_the_control_a_mistake_is_found(tmp_path: Path) -> None:
    target = Target("csv", "csv", lambda _: [b"name,email\nAma,a\n"], taken(_fragile), (b"\x00",))
    hunt = Hunt(target, tmp_path / "corpus", tmp_path / "findings", seed=1)
    count = hunt.run(30.0, most=300)
    assert any(what.startswith("KeyError") for what in count.broken)
    found = [path for path in (tmp_path / "findings").iterdir() if path.suffix == ".csv"]
    assert b"\x00" in found[0].read_bytes()


def test_the_control_changes_reach_new_lines(tmp_path: Path) -> None:
    csv = next(target for target in TARGETS if target.name == "csv")
    hunt = Hunt(csv, tmp_path / "corpus", tmp_path / "findings", seed=3)
    assert hunt.run(2.0).lines > 200


def test_a_changed_zip_can_still_be_opened() -> None:
    xlsx = next(target for target in TARGETS if target.name == "xlsx")
    (raw, *_) = xlsx.seeds(Path())
    changed = [mutated(raw, xlsx.tokens, [raw], Random(n)) for n in range(40)]
    assert len({*changed}) > 30
    assert sum(one[-22:-18] == b"PK\x05\x06" for one in changed) > 15
