"""What a screen reader finds in our PDFs, asked through a library that did not write them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from app.exports import DOCUMENTS, ExportChoice, Options, produce
from app.exports.outline import Block, Contents, Heading, Outline
from app.exports.pdf_writer import write
from app.models.frameworks import Frameworks
from tests.exports.land_titles import land_titles
from tests.exports.specimen import arabic, rich
from tools.structure import asked_elsewhere, faults, printed, tree

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


def written(outline: Outline, path: Path) -> Path:
    with path.open("wb") as file:
        write(outline, file, RESOURCES)
    return path


@pytest.mark.parametrize("outline", [rich(), arabic()], ids=["en", "ar"])
def test_every_block_is_without_fault(outline: Outline, tmp_path: Path) -> None:
    found = faults(written(outline, tmp_path / "plan.pdf"))
    # The specimens show headings of every level in no order; documents do not, see below.
    assert [fault for fault in found if "a heading of level" not in fault] == []


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("options", [Options(), Options(beside="fr", large_print=True)])
@pytest.mark.parametrize("document", [row.id for row in DOCUMENTS])
def test_documents_are_without_fault(
    resources: Path, document: str, options: Options, language: str, tmp_path: Path
) -> None:
    frameworks = Frameworks(resources / "frameworks")
    choice = ExportChoice(document, "pdf", language, options, tmp_path / "plan.pdf")
    path = produce(choice, land_titles(), frameworks, resources)
    assert faults(path) == []
    elsewhere = asked_elsewhere(path)
    assert elsewhere is None or elsewhere[1] == []


def test_contents_over_several_pages_share_no_piece_of_their_own(tmp_path: Path) -> None:
    titles = tuple(Heading(f"About clinic {number}", 2) for number in range(150))
    blocks: tuple[Block, ...] = (Contents("Contents"), Heading("All clinics"), *titles)
    outline = Outline("Plan", "en", blocks, running="Plan", footer="Draft")
    assert faults(written(outline, tmp_path / "plan.pdf")) == []


def test_the_tree_is_printed_in_reading_order(tmp_path: Path) -> None:
    with pikepdf.open(written(rich(), tmp_path / "plan.pdf")) as pdf:
        lines = [line.strip() for line in printed(tree(pdf))]
    kinds = [line.split()[0] for line in lines]
    assert kinds[:3] == ["StructTreeRoot", "Document", "P"]
    assert kinds.index("TOC") < kinds.index("BlockQuote") < kinds.index("Table")
    assert any(line.startswith("Figure") and "Alt=" in line for line in lines)


def spoil_language(pdf: pikepdf.Pdf) -> None:
    del pdf.Root["/Lang"]


def spoil_heads(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH":
            thing["/S"] = pikepdf.Name.TD


def spoil_headings(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/H2":
            thing["/S"] = pikepdf.Name.H5


def spoil_alternative(pdf: pikepdf.Pdf) -> None:
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure":
            del thing["/Alt"]


def spoil_marks(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].contents_add(b"BT (loose) Tj ET")


def spoil_parents(pdf: pikepdf.Pdf) -> None:
    pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)[int(pdf.pages[2].StructParents)].pop()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_language, "the document has no language"),
        (spoil_heads, "a table has no head"),
        (spoil_headings, "a heading of level 5 follows"),
        (spoil_alternative, "a figure has no words"),
        (spoil_marks, "neither content nor ornament"),
        (spoil_parents, "the parent tree has"),
    ],
)
def test_each_fault_is_found(
    spoil: Callable[[pikepdf.Pdf], None], said: str, tmp_path: Path
) -> None:
    path = written(rich(), tmp_path / "plan.pdf")
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        spoil(pdf)
        pdf.save(path)
    assert any(said in fault for fault in faults(path))
