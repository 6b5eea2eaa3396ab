"""What people type is drawn and named in a PDF letter by letter, whatever it looks like."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pypdf

from app.exports import ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from tests.builders import a_commitment, a_plan

MARKUP = '<b>Land</b> & water <img src="//host/x.png"/> &lt;br/&gt; ]]>'


def test_markup_in_a_title_stays_text(resources: Path, tmp_path: Path) -> None:
    plan = a_plan(a_commitment(position="M", title=MARKUP), title=MARKUP)
    path = tmp_path / "plan.pdf"
    choice = ExportChoice("action-plan", "pdf", "en", Options(), path)
    produce(choice, plan, Frameworks(resources / "frameworks"), resources)
    said = "".join("".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages)
    assert said.count("".join(MARKUP.split())) >= 2
    with pikepdf.open(path) as pdf, pdf.open_metadata(strict=True) as metadata:
        assert MARKUP in metadata["dc:title"]
