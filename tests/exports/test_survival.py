"""What of our Word files another word processor keeps when it opens and saves them."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from docx import Document

from app.exports import save
from app.exports.outline import Facts, Outline, Table, runs
from app.models.frameworks import Frameworks
from tests.exports.land_titles import land_titles
from tests.exports.reading_docx import W, made, part, short
from tests.exports.specimen import arabic, rich
from tools.agreement import agree, compared
from tools.proof_plans import pieces
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


@pytest.mark.slow
@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")),
    reason="LibreOffice or poppler is not here",
)
def test_the_word_file_and_the_pdf_say_the_same_in_the_same_order(
    resources: Path, tmp_path: Path
) -> None:
    found = compared(land_titles(), "en", Frameworks(resources / "frameworks"), resources, tmp_path)
    assert found is not None
    assert found.sentences > 8
    assert set(found.lost) == {"Not yet.", "By radio."}  # reasons of values that do not count
    # The contents alone: the PDF's also say the number of each commitment and its page.
    assert all(re.fullmatch(r"(Commitment)?\d* / ", place) for place in found.moved)


def test_words_that_moved_or_went_are_told() -> None:
    plan = land_titles()
    text = "\n".join(pieces(plan))
    assert agree(plan, text, text, [], order=True).moved == []
    turned = agree(plan, text, " ".join(reversed(text.split())), [], order=True)
    assert turned.moved
    assert turned.lost
    assert agree(plan, text[:200], text, [], order=True).lost


def test_a_row_that_may_fill_a_page_may_part() -> None:
    rows = (("1", "Short."), ("2", "A long answer. " * 300), ("3", "A line.\n" * 60))
    table = Table(("", "Outputs"), tuple((runs(a), runs(b)) for a, b in rows), (1, 5))
    facts = Facts((("Lead", "Ministry " * 400),))
    bands, found = part(made(short(facts, table))).iter(f"{W}tbl")
    whole = [row.find(f"{W}trPr/{W}cantSplit") is not None for row in found.iter(f"{W}tr")]
    assert whole == [True, True, False, False]
    assert not list(bands.iter(f"{W}cantSplit"))  # LibreOffice cuts off what a page has no room for
