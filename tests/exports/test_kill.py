"""A document is whole or the earlier one, wherever the program or the disk fails while writing."""

from __future__ import annotations

import csv
import errno
import io
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from pypdf import PdfReader

from app.leftovers import remove_strays
from tests.models.test_kill import powercut

__all__ = ["powercut"]  # a fixture

LONG = bool(os.environ.get("ATELIER_LONG"))
KINDS = ("docx", "csv", "json", "pdf", "xlsx")
OLD = b"the good report of yesterday"

WRITING = """
import sys
from pathlib import Path
from app.exports import ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from app.paths import find_resources
from tests.models.making import a_plan
format, target = sys.argv[1:]
resources = find_resources()
choice = ExportChoice("action-plan", format, "en", Options(), Path(target))
produce(choice, a_plan(), Frameworks(resources / "frameworks"), resources, lambda share: None)
print("done", flush=True)
"""


def require_whole(kind: str, path: Path) -> None:
    """The document opens and holds the commitments of the plan."""
    raw = path.read_bytes()
    if kind in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(raw)).testzip() is None
    elif kind == "pdf":
        assert "Commitment 2" in " ".join(page.extract_text() for page in PdfReader(path).pages)
    elif kind == "json":
        assert json.loads(raw)
    elif zipfile.is_zipfile(path):
        assert zipfile.ZipFile(path).testzip() is None
    else:
        assert len(list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))) > 2


def moments(powercut: ModuleType, kind: str, place: Path) -> list[int]:
    """The file operations to fail at: all, or the first write, the sync, the move and the last."""
    command = [sys.executable, "-c", WRITING, kind, str(laid_out(place, kind))]
    operations = powercut.record(command, str(place))
    first = next(at for at, one in enumerate(operations) if one[0] == "D") + 1
    count = sum(one[0] in "CWTSUR" for one in operations[first:])
    return list(range(1, count + 1)) if LONG else [2, count - 2, count - 1, count]


def laid_out(place: Path, kind: str) -> Path:
    """A folder with the good document of yesterday and nothing else."""
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir()
    target = place / f"report.{kind}"
    target.write_bytes(OLD)
    return target


@pytest.mark.promise
@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_leaves_the_old_document_or_the_new_one(
    powercut: ModuleType,
    tmp_path: Path,
    kind: str,
    record_property: Callable[[str, object], None],
) -> None:
    """Killed, and with the disk full, at the file operations of an export."""
    record_property("promise", "R14")
    place, tried, outcomes = tmp_path / "place", 0, set()
    numbers = moments(powercut, kind, place)
    for at, kill in [*((at, True) for at in numbers), *((at, False) for at in numbers[::2])]:
        target = laid_out(place, kind)
        command = [sys.executable, "-c", WRITING, kind, str(target)]
        run = powercut.fault(command, str(place), at=at, kill=kill, errno=errno.ENOSPC)
        assert run.returncode == (-9 if kill else 1), run.stderr.decode()
        assert kill or b"disk_full" in run.stderr
        tried += 1
        is_old = target.read_bytes() == OLD
        outcomes.add(is_old)
        if not is_old:
            require_whole(kind, target)
        remove_strays(place, here_only=True)
        assert [path.name for path in place.iterdir()] == [target.name]
    assert outcomes == {True, False}, "the control: broken off before the move, and after it"
    record_property("figure", f"0 of {tried} kills and full disks tore a {kind}, 0 strays")
