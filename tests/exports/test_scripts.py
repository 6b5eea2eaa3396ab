"""Every script we promise: its words come back from the PDF through independent readers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.exports import save
from app.exports.outline import Outline, Paragraph, runs
from tests.exports.scripts import LANGUAGES, specimen
from tools.page_check import check
from tools.specimens import READERS, by_libreoffice, pdfium, read_back, written
from tools.structure import faults

SURE = [name for name in READERS if name != "pypdf"]  # pypdf reads no text told beside glyphs


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_lost(language: str, resources: Path, tmp_path: Path) -> None:
    said = specimen(language)
    path = tmp_path / "plan.pdf"
    assert save(said.outline(), path, "pdf", resources) == ""  # no letter is missing
    for name in SURE:
        if name == "poppler" and shutil.which("pdftotext") is None:
            continue  # pdfium comes with the program and is asked in any case
        found = read_back(said, READERS[name](path))
        assert found.sought > 10
        assert found.lost == (), name
    assert faults(path) == []
    assert check(path) == []


def test_what_no_font_has_is_told(resources: Path, tmp_path: Path) -> None:
    outline = Outline("办法", "zh", (Paragraph(runs("公开龘靐透明 𠀀")),))
    assert save(outline, tmp_path / "plan.pdf", "pdf", resources) == "龘靐𠀀"
    assert "公开" in pdfium(tmp_path / "plan.pdf")


@pytest.mark.parametrize("language", ["ar", "ur", "he"])
def test_words_stand_in_their_order(language: str, resources: Path, tmp_path: Path) -> None:
    said = specimen(language)
    text = pdfium(written(said, tmp_path, resources))
    beginning = " ".join(said.paragraphs[0].split()[:5])
    assert beginning.rstrip("،;؛") in " ".join(text.split())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_another_engine_sets_the_same_words(resources: Path, tmp_path: Path) -> None:
    names = ("pl", "zh", "ka")  # LibreOffice's own PDFs lose words of Arabic and Khmer
    for name in names:
        written(specimen(name), tmp_path, resources)
    theirs = tmp_path / "theirs"
    assert by_libreoffice([tmp_path / f"{name}.docx" for name in names], theirs, resources)
    for name in names:
        assert read_back(specimen(name), pdfium(theirs / f"{name}.pdf")).lost == (), name
