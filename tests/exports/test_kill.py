"""A document is whole or the earlier one, wherever the program is killed while writing it."""

from __future__ import annotations

import csv
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
KINDS = ("docx", "csv", "json", "pdf", "xlsx") if LONG else ("docx", "csv")
STEP = 1 if LONG else 6
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


@pytest.mark.promise
@pytest.mark.parametrize("kind", KINDS)
def test_a_kill_leaves_the_old_document_or_the_new_one(
    powercut: ModuleType,
    tmp_path: Path,
    kind: str,
    record_property: Callable[[str, object], None],
) -> None:
    record_property("promise", "R14")
    place, kills, outcomes = tmp_path / "place", 0, set()
    for at in range(1, 400, STEP):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        target = place / f"report.{kind}"
        target.write_bytes(OLD)
        command = [sys.executable, "-c", WRITING, kind, str(target)]
        run = powercut.fault(command, str(place), at=at, kill=True)
        kills += run.returncode == -9
        is_old = target.read_bytes() == OLD
        outcomes.add(is_old)
        if not is_old:
            require_whole(kind, target)
        remove_strays(place, here_only=True)
        assert [path.name for path in place.iterdir()] == [target.name]
        if run.returncode == 0:
            assert run.stdout == b"done\n", run.stderr.decode()
            break
    assert kills
    assert outcomes == {True, False}, "the control: killed before the end, and once not at all"
    record_property("figure", f"0 of {kills} kills tore a {kind}, 0 strays")
