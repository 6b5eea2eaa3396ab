"""What of our Word files another word processor keeps when it opens and saves them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from docx import Document

from app.exports import save
from app.exports.outline import Outline
from tests.exports.specimen import arabic, rich
from tools.specimens import by_libreoffice
from tools.survival import ASKED, EXPECTED, survived

SPECIMENS: dict[str, Outline] = {"rich": rich(), "arabic": arabic()}
NEVER_ASKED_OF = {"rich": {"right-to-left marks"}, "arabic": set[str]()}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_what_we_rely_on(resources: Path, tmp_path: Path) -> None:
    files = [tmp_path / f"{name}.docx" for name in SPECIMENS]
    for path, outline in zip(files, SPECIMENS.values(), strict=True):
        save(outline, path, "docx", resources)
    copies = tmp_path / "copies"
    assert by_libreoffice(files, copies, resources, "docx")
    for path in files:
        found = survived(path, copies / path.name)
        assert {name for name, (count, _) in found.items() if not count} == NEVER_ASKED_OF[
            path.stem
        ]
        assert {
            name: lost for name, (_, lost) in found.items() if lost and name not in EXPECTED
        } == {}


def test_what_is_lost_is_seen(resources: Path, tmp_path: Path) -> None:
    path, copy = tmp_path / "plan.docx", tmp_path / "copy.docx"
    save(rich(), path, "docx", resources)
    assert all(lost == [] for _, lost in survived(path, path).values())
    Document().save(str(copy))
    found = survived(path, copy)
    assert {name for name, (count, lost) in found.items() if count and len(lost) == count} >= (
        set(ASKED) - {"right-to-left marks", "language tags"}
    )
