"""A reader's process is stopped by the system when it takes too much, and believed only as data."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from itertools import repeat
from pathlib import Path

import pytest

from app.errors import UserError
from app.models.frameworks import Frameworks
from app.models.intake.bundle import Packed
from app.models.intake.limits import kept_within
from app.models.intake.plan_file import read_json_file
from app.models.intake.tables import TableRead, read_table
from app.models.intake.worker import progress_of, said_of, understood
from tests.catalogue.csv_cases import GOOD, many
from tests.catalogue.plan_seed import plan
from tests.house import ROOT
from tests.models.making import a_plan

LINUX = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="limits as Linux keeps them"
)


@pytest.fixture
def frameworks(resources: Path) -> Frameworks:
    return Frameworks(resources / "frameworks")


def limited(code: str, *more: str, memory: int = 600_000_000, seconds: int = 20) -> tuple[int, str]:
    start = f"from app.models.intake.limits import limit_this_process as l; l({memory}, {seconds})"
    done = subprocess.run(
        [sys.executable, "-c", f"{start}\n{code}", *more],
        cwd=ROOT, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout


READ = """
import sys
from pathlib import Path
from app.models.intake.worker import said_of
for line in said_of("table", Path(sys.argv[1]), {}, None):
    print(line)
"""


@LINUX
def test_a_reader_that_takes_too_much_memory_says_so(tmp_path: Path) -> None:
    path = many(60_000)(tmp_path)
    _, said = limited(READ, str(path), memory=90_000_000)
    last = json.loads(said.splitlines()[-1])
    assert last == {"fault": "file_too_costly", "details": {"name": "people.csv"}}
    code, said = limited(READ, str(path))
    assert (code, json.loads(said.splitlines()[-1])) == (0, {"end": 60_000})


@LINUX
def test_a_reader_that_never_ends_is_ended() -> None:
    code, _ = limited("while True: pass", seconds=1)
    assert code < 0


@LINUX
def test_a_command_keeps_the_limits_for_as_long_as_it_reads() -> None:
    import resource

    before = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    with pytest.raises(UserError, match="file_too_costly"), kept_within("x", memory=50_000_000):
        bytearray(200_000_000)
    with pytest.raises(UserError, match="file_too_costly"), kept_within("x", seconds=1):
        any(True for _ in repeat(0) if _)
    after = [resource.getrlimit(kind) for kind in (resource.RLIMIT_AS, resource.RLIMIT_CPU)]
    assert after == before
    assert len(bytearray(200_000_000)) == 200_000_000


def heard(kind: str, path: Path, frameworks: Frameworks) -> object:
    lines = [line.encode() for line in said_of(kind, path, {}, frameworks)]
    return understood(kind, lines, path.name)


def test_a_table_comes_through_as_it_was_read(tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "people.csv"
    path.write_text(GOOD + "Zoë;x,\u202e,\n'=1,b,c,d\n", "utf-8")
    assert heard("table", path, frameworks) == read_table(path)


def test_open_data_comes_through_as_it_was_read(tmp_path: Path, frameworks: Frameworks) -> None:
    from app.models.intake.atelier_json import to_json

    path = tmp_path / "plan.json"
    path.write_bytes(to_json(a_plan(), with_people=True))
    assert heard("open-data", path, frameworks) == read_json_file(path, frameworks)


def test_a_bundle_comes_through_as_it_was_read(tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "plans.zip"
    beside = {"-journal": b"cut off"}
    with zipfile.ZipFile(path, "w") as bundle:
        bundle.writestr("a/plan.atelier", plan())
        bundle.writestr("a/plan.atelier-journal", b"cut off")
        bundle.writestr("b/plan.atelier-wal", b"of another")
    assert heard("bundle", path, frameworks) == (Packed("plan.atelier", plan(), beside),)


def test_a_fault_is_told_with_the_name_we_know(tmp_path: Path, frameworks: Frameworks) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"")
    with pytest.raises(UserError, match="table_empty"):
        heard("table", path, frameworks)


HEAD = (
    b'{"columns":["a"],"rows":[],"warnings":[],"encoding":"","needs_choice":false,'
    b'"has_header":true,"sheets":[],"sheet":"","cleaned":0}'
)


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [b""],
        [b"{"],
        [b"[]"],
        [b"3"],
        [b"[" * 100_000],
        [b'{"end": 0}'],
        [HEAD],
        [HEAD.replace(b'"cleaned":0', b'"cleaned":1e999'), b'{"end": 0}'],
        [HEAD, b'{"rows": [[2, ["x"]]]}'],
        [HEAD, b'{"rows": [[2, ["x"]]]}', b'{"end": 2}'],
        [HEAD, b'{"rows": [[2, ["x", "y"]]]}', b'{"end": 1}'],
        [HEAD, b'{"rows": [[2, [7]]]}', b'{"end": 1}'],
        [b'{"fault": "no_such_code", "details": {}}'],
        [b'{"fault": "table_empty", "details": 7}'],
        [b"\xff\xfe"],
    ],
)
def test_a_reader_that_talks_nonsense_is_not_believed(lines: list[bytes]) -> None:
    with pytest.raises(UserError, match="file_too_costly"):
        understood("table", lines, "people.csv")


def test_the_same_lines_are_believed_when_they_are_whole() -> None:
    found = understood("table", [HEAD, b'{"rows": [[2, ["x"]]]}', b'{"end": 1}'], "p")
    assert isinstance(found, TableRead)
    assert found.rows[0].cells == ("x",)


@pytest.mark.parametrize(
    ("line", "share"),
    [(b'{"progress": 0.5}', 0.5), (b'{"progress": 9}', 1.0), (b'{"progress": "x"}', None),
     (b'{"progress"', None), (b'{"rows": []}', None)],
)  # fmt: skip
def test_how_far_a_reader_is(line: bytes, share: float | None) -> None:
    assert progress_of(line) == share


def test_many_short_lines_are_refused_soon(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,organisation\n" + 'a,"é\n"\n' * 110_000, "utf-8")
    with pytest.raises(UserError, match="table_too_large"):
        read_table(path)
