"""Every bad Word file of the catalogue gets a clear answer, and nothing of it gets any further."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from app.exports import ExportChoice, Options, produce
from app.messages import MESSAGES
from app.models.frameworks import Frameworks
from app.models.intake.word_file import FAULTS
from tests.catalogue import claims, docx_cases
from tests.catalogue.case import Case
from tests.catalogue.docx_cases import CASES, SECRETS
from tests.catalogue.judging import Bench, Judged
from tests.exports.land_titles import land_titles
from tests.house import ROOT

USED = [case for case in CASES if "CLEAN" in case.expected or case.id in ("D001", "D021")]


def nothing_more(_case: Case, _judged: Judged) -> None:
    """What a Word file claims beside is looked for in what is made of it."""


def test_the_catalogue_is_whole() -> None:
    assert [case.id for case in CASES] == [f"D{n:03}" for n in range(1, 25)]
    assert set(MESSAGES) >= FAULTS


@pytest.mark.promise
def test_bad_word_files(
    tmp_path: Path, bench: Bench, record_property: Callable[[str, object], None]
) -> None:
    record_property("promise", "O7")
    claims.hold_all(CASES, "docx", tmp_path, bench, record_property, nothing_more)


def exported(letterhead: Path, out: Path) -> dict[str, bytes]:
    """The parts of an action plan on this letterhead."""
    options = Options(letterhead=str(letterhead), date="2026-11-20")
    choice = ExportChoice("action-plan", "docx", "en", options, out)
    frameworks = Frameworks(ROOT / "resources" / "frameworks")
    produce(choice, land_titles(), frameworks, ROOT / "resources")
    with zipfile.ZipFile(out) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


@pytest.mark.parametrize("case", USED, ids=[case.id for case in USED])
def test_nothing_of_a_stranger_reaches_an_export(case: Case, tmp_path: Path) -> None:
    content = exported(case.make(tmp_path), tmp_path / "out.docx")
    for name, data in content.items():
        said = data.decode("utf-8", "replace")
        for secret in (*SECRETS, "attacker", "Secret", "w:author", "rsid", "w:del ", "<w:ins "):
            assert secret not in said, f"{name}: {secret}"
        assert not re.search(r"attachedTemplate|comments\.xml|vbaProject|AA11BB", said), name
        if name.endswith(".rels"):
            assert "External" not in said, name
    assert b"Ministry of " in b"".join(data for n, data in content.items() if "letter0" in n)


def test_what_was_changed_is_taken_as_accepted(tmp_path: Path) -> None:
    path = next(case for case in CASES if case.id == "D022").make(tmp_path)
    body = exported(path, tmp_path / "out.docx")[docx_cases.MAIN].decode()
    assert body.count("new words") == 1
    assert body.count(">kept<") == 2


def test_a_picture_leaves_what_it_says_behind(tmp_path: Path) -> None:
    path = tmp_path / "letterhead.docx"
    path.write_bytes(docx_cases.noisy_picture())
    assert b"Secret Author" in zipfile.ZipFile(io.BytesIO(path.read_bytes())).read(
        "word/media/image1.png"
    )
    media = {n: d for n, d in exported(path, tmp_path / "out.docx").items() if "letterhead" in n}
    assert media
    assert not any(b"Secret" in data for data in media.values())
