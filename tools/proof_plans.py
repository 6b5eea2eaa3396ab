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
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import docx
from docx.document import Document

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from app.exports import LANGUAGES_OFFERED, ExportChoice, Options, compose, produce
from app.exports.composing import material
from app.exports.outline import Table
from app.models.frameworks import Frameworks
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan
from app.paths import find_resources
from app.words import Words

_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")


@dataclass(frozen=True, slots=True)
class Proof:
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
    """Everything a PDF says, by poppler, without running heads and feet."""
    page = ("-x", "0", "-y", "70", "-W", "700", "-H", "715")
    command = ["pdftotext", "-raw", "-nopgbrk", *page, str(path), "-"]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode("utf-8")


def heads(plan: Plan, frameworks: Frameworks, words: Words) -> set[str]:
    """The head rows of a document's tables: a PDF says them again on each page of a long row."""
    outline = compose("action-plan", material(plan, frameworks, words, Options()))
    tables = (block for block in outline.blocks if isinstance(block, Table))
    return {flat("".join(table.head)) for table in tables}


def prove(plan: Plan, text: str, repeated: set[str]) -> Proof:
    """Look for every piece of the plan in the text of a file."""
    there = flat(text)
    for head in repeated:
        there = there.replace(head, "")
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
        again = heads(plan, frameworks, Words(language, resources / "i18n"))
        proof = prove(plan, read(path), again)
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
