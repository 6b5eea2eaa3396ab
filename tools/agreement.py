"""Whether our PDF and LibreOffice's PDF of our Word file say the same words in the same order.

``python -m tools.agreement FOLDER`` makes every plan of a folder in each language offered as Word
and PDF, has LibreOffice set the Word file, reads both PDFs with poppler without their heads and
feet, and compares the contents and the chapters by themselves. It prints how many sentences of the
plan are in each, and at how many places the words stand in another order. The contents are compared
without their page numbers: those of a Word file are left to the program that sets its pages. There
our PDF names "Commitment 7" before its title, which Word, making contents of headings alone, would
take out again: the contents differ by that, once for each commitment. A sentence in a cell that a
page cuts is read in two parts, with the other cells between; it is counted by itself. Arabic is
compared by its sentences alone: LibreOffice's PDFs do not give Arabic letters back whole. The exit
code is 1 if a sentence is in one of the two alone.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

from msgspec import Struct, field

from app.exports import LANGUAGES_OFFERED, ExportChoice, Options, produce
from app.exports.outline import Heading, Outline
from app.models.frameworks import Frameworks
from app.models.intake.plan_file import read_json_file
from app.models.plan import Plan
from app.paths import find_resources
from tools.proof_plans import flat, pdf_text, prove
from tools.specimens import by_libreoffice

TAGGED = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"true"}}'
_YEAR = 4  # digits; a page number has fewer
LETTERS_LOST = frozenset({"ar"})


class Agreement(Struct):
    """What two readings of a plan have in common."""

    sentences: int
    lost: list[str] = field(default_factory=list)
    parted: list[str] = field(default_factory=list)
    words: int = 0
    moved: list[str] = field(default_factory=list)
    contents: list[str] = field(default_factory=list)


def words_of(text: str) -> list[str]:
    """The words of a reading without signs of lists and hyphenation."""
    joined = (re.sub(r"[\u00ad\u2022\s]+", "", word) for word in text.split())
    return [word for word in joined if word]


def chapters(words: list[str], titles: list[str]) -> list[list[str]]:
    """The words between the titles, which are looked for in their order."""
    start, found = 0, []
    for title in titles:
        wanted = title.split()
        for at in range(start, len(words) - len(wanted) + 1):
            if words[at : at + len(wanted)] == wanted:
                found.append(words[start:at])
                start = at
                break
    return [*found, words[start:]]


def parted(words: list[str], titles: list[str]) -> tuple[list[str], list[list[str]]]:
    """The words of cover and contents, without page numbers, and those of each chapter.

    Each title stands in the contents first: the chapters begin where the first stands again.
    """
    if not titles:
        return [], [words]
    listed = chapters(words, titles)
    behind = sum(map(len, listed[:-1]))
    body = chapters(words[behind + 1 :], titles)
    opening = words[: behind + 1] + body[0]
    return [word for word in opening if not (word.isdecimal() and len(word) < _YEAR)], body[1:]


def agree(plan: Plan, ours: str, theirs: str, titles: list[str], *, order: bool) -> Agreement:
    """Compare two readings of the same plan."""
    proof = prove(plan, ours)
    found = Agreement(proof.sought, list(proof.lost))
    there = flat(theirs)
    for piece in prove(plan, theirs).lost:
        (found.parted if in_two(flat(piece), there) else found.lost).append(piece)
    if not order:
        return found
    sides = [parted(words_of(text), titles) for text in (ours, theirs)]
    found.contents += moved(sides[0][0], sides[1][0])
    if len(sides[0][1]) != len(sides[1][1]):
        found.moved.append(f"{len(sides[0][1])} chapters / {len(sides[1][1])}")
    for one, other in zip(sides[0][1], sides[1][1], strict=False):
        found.words += len(one)
        found.moved += moved(one, other)
    return found


def in_two(piece: str, there: str) -> bool:
    """Whether a text is there in two parts, the second behind the first."""
    low, high = 0, len(piece)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if piece[:middle] in there else (low, middle - 1)
    at = there.find(piece[:low])
    return 0 < low < len(piece) and there.find(piece[low:], at + low) >= 0


def moved(one: list[str], other: list[str]) -> Iterator[str]:
    """Where two lists of words do not say the same."""
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    for kind, from_one, to_one, from_other, to_other in matcher.get_opcodes():
        parts = "".join(one[from_one:to_one]), "".join(other[from_other:to_other])
        if kind != "equal" and flat(parts[0]) != flat(parts[1]):
            yield f"{parts[0][:40]} / {parts[1][:40]}"


def compared(
    plan: Plan, language: str, frameworks: Frameworks, resources: Path, folder: Path
) -> Agreement | None:
    """Make, set and compare one plan in one language; None without LibreOffice."""
    outlines: list[Outline] = []
    for format in ("pdf", "docx"):
        choice = ExportChoice("action-plan", format, language, Options(), folder / f"plan.{format}")
        produce(
            choice, plan, frameworks, resources, seen=lambda outline, _: outlines.append(outline)
        )
    theirs = folder / "theirs"
    if not by_libreoffice([folder / "plan.docx"], theirs, resources, TAGGED):
        return None
    blocks = outlines[0].blocks
    titles = [block.text for block in blocks if isinstance(block, Heading) and block.level == 1]
    texts = [pdf_text(path / "plan.pdf") for path in (folder, theirs)]
    return agree(plan, texts[0], texts[1], titles, order=language not in LETTERS_LOST)


def order_of(found: Agreement, language: str) -> str:
    """What is to be said of the order of the words."""
    if language in LETTERS_LOST:
        return "order not compared"
    return (
        f"{len(found.moved)} places differ in {found.words} words of the chapters,"
        f" {len(found.contents)} in the contents"
    )


def main(arguments: list[str]) -> int:
    """Compare every plan of a folder in every language."""
    resources = find_resources()
    frameworks = Frameworks(resources / "frameworks")
    lost = 0
    for source in sorted(Path(arguments[0]).glob("*.json")) if arguments else ():
        plan = read_json_file(source, frameworks).plan
        for language in arguments[1:] or LANGUAGES_OFFERED:
            with tempfile.TemporaryDirectory() as folder:
                found = compared(plan, language, frameworks, resources, Path(folder))
            if found is None:
                print("LibreOffice is not here.")
                return 2
            here = found.sentences - len(found.lost)
            print(
                f"{source.stem:28}{language} {here} of {found.sentences} sentences in"
                f" both ({len(found.parted)} of them cut by a page),"
                f" {order_of(found, language)}",
                flush=True,
            )
            places = found.lost[:3] + found.moved[:3] + found.contents[:3]
            print("".join(f"    {place}\n" for place in places), end="")
            lost += len(found.lost)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
