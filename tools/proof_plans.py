"""Prove that no sentence of a plan is lost on its way into Word and PDF.

``python tools/proof_plans.py FOLDER`` imports every plan of the folder, exports each as Word and
PDF in every language offered, reads the files back with other libraries and looks for every title
and every sentence of every description. It prints a line a file; the exit code is 1 if any
is lost or the folder holds no plan.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import docx
import pikepdf
from docx.document import Document
from msgspec import Struct

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.exports import LANGUAGES_OFFERED, ExportChoice, Options, produce
from app.models.frameworks import Frameworks
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan
from app.paths import find_resources

Drawn = pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


class Proof(Struct, frozen=True):
    """What was looked for and what was not found in one file."""

    sought: int
    lost: tuple[str, ...]


def pieces(plan: Plan) -> Iterator[str]:
    """Every title and every sentence that a document of the plan must hold."""
    for commitment in plan.commitments:
        yield commitment.title
        for answer in plan.answers(commitment.id):
            yield from filter(None, _SENTENCE.split(answer.text))
        for milestone in plan.milestones(commitment.id):
            yield from filter(None, _SENTENCE.split(milestone.title))
            yield from filter(None, _SENTENCE.split(milestone.outputs))


def flat(text: str) -> str:
    """Text without white space, hyphenation or page breaks, for comparing."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    return "".join(text.split())


def docx_text(path: Path) -> str:
    """Everything a Word file says, body and tables in order."""
    document: Document = docx.Document(str(path))
    return "".join(node.text or "" for node in document.element.body.iter() if _is_text(node.tag))


def _is_text(tag: object) -> bool:
    return isinstance(tag, str) and tag.endswith("}t")


def pdf_text(path: Path) -> str:
    """Everything a PDF says, by poppler, without what it marks as ornament.

    Running heads, page numbers, and the heads of tables that come again on each page may stand in
    the middle of a sentence; no reader says them aloud.
    """
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "bare.pdf"
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                kept = pikepdf.unparse_content_stream(list(without_ornaments(page)))
                page.Contents = pdf.make_stream(kept)
            pdf.save(bare)
        command = ["pdftotext", "-raw", "-nopgbrk", str(bare), "-"]
        return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def without_ornaments(page: pikepdf.Page) -> Iterator[Drawn]:
    """What draws a page, without the text of its artifacts; settings inside of them still count."""
    depth, ornament = 0, 0
    for said in pikepdf.parse_content_stream(page):
        name = str(said.operator)
        if name in ("BDC", "BMC"):
            depth += 1
            if not ornament and str(said.operands[0]) == "/Artifact":
                ornament = depth
        if not (ornament and name in ("TJ", "Tj")):
            yield said
        if name == "EMC":
            ornament = 0 if depth == ornament else ornament
            depth -= 1


def prove(plan: Plan, text: str) -> Proof:
    """Look for every piece of the plan in the text of a file."""
    there = flat(text)
    wanted = [piece for piece in pieces(plan) if piece.strip()]
    return Proof(len(wanted), tuple(p for p in wanted if flat(p) not in there))


def prove_all(source: Path, frameworks: Frameworks, resources: Path, folder: Path) -> list[Proof]:
    """Prove one plan in every language and format, printing a line each."""
    plan = read_json_file(source, frameworks).plan
    proofs = []
    for language, (format, read) in product(LANGUAGES_OFFERED, READERS.items()):
        path = folder / f"plan.{format}"
        choice = ExportChoice("action-plan", format, language, Options(), path)
        produce(choice, plan, frameworks, resources)
        proof = prove(plan, read(path))
        found = proof.sought - len(proof.lost)
        print(f"{source.stem:28} {language} {format:4} {found} of {proof.sought} found")
        for piece in proof.lost[:3]:
            print(f"    lost: {piece[:100]}")
        proofs.append(proof)
    return proofs


READERS = {"docx": docx_text, "pdf": pdf_text}


def main(arguments: list[str]) -> int:
    """Prove every plan of a folder."""
    if len(arguments) != 1 or shutil.which("pdftotext") is None:
        print(__doc__ if len(arguments) != 1 else "pdftotext (poppler) is missing.")
        return 2
    resources = find_resources()
    frameworks = Frameworks(resources / "frameworks")
    proofs: list[Proof] = []
    with tempfile.TemporaryDirectory() as folder:
        for source in sorted(Path(arguments[0]).glob("*.json")):
            proofs += prove_all(source, frameworks, resources, Path(folder))
    lost = sum(len(proof.lost) for proof in proofs)
    sought = sum(proof.sought for proof in proofs)
    print(f"{len(proofs)} files, {sought - lost} of {sought} titles and sentences found")
    return 1 if lost or not sought else 0  # nothing looked for proves nothing


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
