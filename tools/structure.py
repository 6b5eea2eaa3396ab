"""Walk a PDF's structure as a screen reader does, and say what is wrong with it.

``python -m tools.structure FILE.pdf`` prints the tree of elements, then every fault; the exit code
is 1 if there is one. ``--quiet`` prints the faults alone. The file is read with pikepdf, which had
no part in writing it. Where the package ``page-validation`` is installed its PDF/UA-1 rules are
asked too; it is not needed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pikepdf
from msgspec import Struct, field

_STANDARD = (
    "Document Part Div Sect P H1 H2 H3 H4 H5 H6 L LI Lbl LBody Table Caption THead TBody TR TH TD"
    " TOC TOCI Link Span Figure BlockQuote Note Quote "
)
_PAINTS = " Tj TJ ' \" S s f F f* B B* b b* sh Do EI "
_CHILDREN = {
    "Table": {"Caption", "THead", "TBody", "TR"},
    "TR": {"TH", "TD"},
    "L": {"Caption", "LI", "L"},
    "LI": {"Lbl", "LBody"},
    "TOC": {"TOCI", "TOC", "Caption"},
}


class Node(Struct):
    """One element of the tree: its kind, what it says of itself, and its pieces on pages."""

    kind: str
    depth: int
    said: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)
    pieces: list[tuple[tuple[int, int], int]] = field(default_factory=list)
    links: list[tuple[int, int]] = field(default_factory=list)
    number: tuple[int, int] = (0, 0)

    def walk(self) -> Iterator[Node]:
        """This element and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def tree(pdf: pikepdf.Pdf) -> Node:
    """The structure tree of an opened file."""
    root = Node("StructTreeRoot", 0)
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", pikepdf.Dictionary())
    for kid in _many(pdf.Root.StructTreeRoot.K):
        root.children.append(_node(kid, 1, roles))
    return root


def _node(thing: pikepdf.Object, depth: int, roles: pikepdf.Object) -> Node:
    kind = str(roles.get(str(thing.S), thing.S))[1:]
    node = Node(kind, depth, _said(thing), number=thing.objgen)
    home = thing.get("/Pg")
    for kid in _many(thing.get("/K")):
        if isinstance(kid, int):
            node.pieces.append((thing.Pg.objgen, kid))
        elif kid.get("/Type") == "/MCR":
            node.pieces.append((kid.get("/Pg", home).objgen, int(kid.MCID)))
        elif kid.get("/Type") == "/OBJR":
            node.links.append(kid.Obj.objgen)
        else:
            node.children.append(_node(kid, depth + 1, roles))
    return node


def _said(thing: pikepdf.Object) -> dict[str, str]:
    said = {
        key: str(thing[f"/{key}"]) for key in ("Lang", "Alt", "ActualText") if f"/{key}" in thing
    }
    for attribute in _many(thing.get("/A")):
        said |= {key[1:]: str(value) for key, value in attribute.items() if key != "/O"}
    return said


def _many(kids: pikepdf.Object | None) -> list[Any]:
    if kids is None:
        return []
    return list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def printed(node: Node) -> Iterator[str]:
    """The tree as lines."""
    for each in node.walk():
        said = " ".join(f"{key}={value}" for key, value in each.said.items())
        pieces = f" ({len(each.pieces)})" if each.pieces else ""
        yield "  " * each.depth + each.kind + pieces + (f" {said}" if said else "")


def faults(path: Path) -> list[str]:
    """Everything that is wrong with the structure of a file, in words; empty is well."""
    with pikepdf.open(path) as pdf:
        found = list(_of_document(pdf))
        if "/StructTreeRoot" not in pdf.Root:
            return [*found, "there is no structure tree"]
        root = tree(pdf)
        for check in (_of_kinds, _of_tables, _of_figures, _of_headings):
            found += check(root)
        found += _of_links(pdf, root)
        found += _of_pages(pdf, root)
    return found


def _of_document(pdf: pikepdf.Pdf) -> Iterator[str]:
    root, nothing = pdf.Root, pikepdf.Dictionary()
    if not str(root.get("/Lang", "")):
        yield "the document has no language"
    if not bool(root.get("/MarkInfo", nothing).get("/Marked", False)):
        yield "the document is not marked as tagged"
    if not bool(root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle", False)):
        yield "the title is not shown in the window's head"
    with pdf.open_metadata() as said:
        if not str(said.get("dc:title", "")).strip():
            yield "the document has no title"
        if str(said.get("pdfuaid:part", "")) != "1":
            yield "the document does not say that it follows PDF/UA-1"
    yield from (f"the font {font} is not whole" for font in _unfit_fonts(pdf))


def _unfit_fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Fonts that are not embedded, not cut down, or do not tell their text."""
    for thing in pdf.objects:
        if isinstance(thing, pikepdf.Dictionary) and thing.get("/Subtype") == "/Type0":
            inner = thing.DescendantFonts[0]
            embedded = "/FontFile2" in inner.FontDescriptor
            if not (embedded and "/ToUnicode" in thing and "+" in str(thing.BaseFont)):
                yield str(thing.BaseFont)[1:]


def _of_kinds(root: Node) -> Iterator[str]:
    for node in root.walk():
        if node is not root and f"{node.kind} " not in _STANDARD:
            yield f"{node.kind} is no standard element"
        allowed = _CHILDREN.get(node.kind, {child.kind for child in node.children})
        for child in node.children:
            if child.kind not in allowed:
                yield f"{child.kind} stands in {node.kind}"


def _of_tables(root: Node) -> Iterator[str]:
    for table in (node for node in root.walk() if node.kind == "Table"):
        heads = [node for node in table.walk() if node.kind == "TH"]
        if not heads:
            yield "a table has no head"
        if any(head.said.get("Scope") not in ("/Column", "/Row", "/Both") for head in heads):
            yield "a head of a table has no scope"
        widths = {len(row.children) for row in table.walk() if row.kind == "TR"}
        if len(widths) > 1:
            yield f"the rows of a table have {sorted(widths)} cells"


def _of_figures(root: Node) -> Iterator[str]:
    for node in root.walk():
        if node.kind == "Figure" and not node.said.get("Alt", "").strip():
            yield "a figure has no words that stand for it"


def _of_headings(root: Node) -> Iterator[str]:
    before = 0
    for node in root.walk():
        if len(node.kind) == 2 and node.kind[0] == "H" and node.kind[1].isdigit():
            level = int(node.kind[1])
            if level > before + 1:
                yield f"a heading of level {level} follows one of level {before}"
            before = level


def _of_links(pdf: pikepdf.Pdf, root: Node) -> Iterator[str]:
    owners = {link: node for node in root.walk() for link in node.links}
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            node = owners.get(note.objgen)
            if node is None or node.kind != "Link":
                yield "a link belongs to no Link element"
            elif parents[int(note.StructParent)].objgen != node.number:
                yield "the parent tree gives a link to another element"
            if not str(note.get("/Contents", "")).strip():
                yield "a link does not say where it leads"
    yield from ("a Link element leads nowhere" for node in root.walk()
                if node.kind == "Link" and not node.links)  # fmt: skip


def _of_pages(pdf: pikepdf.Pdf, root: Node) -> Iterator[str]:
    owners = {piece: node for node in root.walk() for piece in node.pieces}
    twice = Counter(piece for node in root.walk() for piece in node.pieces)
    parents = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
    yield from (f"piece {piece} belongs to two elements" for piece, n in twice.items() if n > 1)
    for number, page in enumerate(pdf.pages, 1):
        pieces, loose = _pieces(page)
        if loose:
            yield f"page {number}: {loose} strokes or words are neither content nor ornament"
        known = parents[int(page.StructParents)]
        if len(known) != len(pieces):
            yield f"page {number}: the parent tree has {len(known)} pieces of {len(pieces)}"
        for piece in pieces:
            node = owners.pop((page.obj.objgen, piece), None)
            if node is None or piece >= len(known) or known[piece].objgen != node.number:
                yield f"page {number}: piece {piece} is in no element or in another one"
        if page.get("/Annots") and page.get("/Tabs") != "/S":
            yield f"page {number}: the tabulator does not follow the structure"
    yield from (f"{len(owners)} pieces are on no page" for _ in [0] if owners)


def _pieces(page: pikepdf.Page) -> tuple[set[int], int]:
    """The numbers of the marked pieces of a page, and how much is painted outside of any."""
    pieces: set[int] = set()
    loose = 0
    open_marks: list[bool] = []
    for said in pikepdf.parse_content_stream(page):
        name = str(said.operator)
        if name in ("BDC", "BMC"):
            mark = said.operands[1].get("/MCID") if name == "BDC" else None
            if mark is not None:
                if any(open_marks):
                    loose += 1  # content inside content or inside an ornament
                pieces.add(int(mark))
            open_marks.append(mark is not None or str(said.operands[0]) == "/Artifact")
        elif name == "EMC":
            open_marks.pop()
        elif f" {name} " in _PAINTS and not any(open_marks) and not _empty(name, said.operands):
            loose += 1
    return pieces, loose


def _empty(name: str, operands: Iterable[pikepdf.Object]) -> bool:
    return name == "TJ" and not any(
        isinstance(part, pikepdf.String) for part in next(iter(operands))
    )


def asked_elsewhere(path: Path) -> tuple[int, list[str]] | None:
    """How many PDF/UA-1 rules page-validation knows, and the ones broken; None without it."""
    try:
        other: Any = import_module("page")
        report = other.validate_pdf(str(path), profile=other.ValidationProfile.PDF_UA_1)
    except (ImportError, AttributeError):
        return None
    return report.rules.total, [f"{one.rule_id}: {one.message}" for one in report.failures]


def main() -> int:
    """Print the trees and faults of some files."""
    parser = argparse.ArgumentParser(description="The structure of PDF files, and its faults.")
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--quiet", action="store_true", help="only the faults")
    said = parser.parse_args()
    wrong = 0
    for path in said.files:
        found, elsewhere = faults(path), asked_elsewhere(path)
        if not said.quiet:
            with pikepdf.open(path) as pdf:
                print("\n".join(printed(tree(pdf))))
        if elsewhere:
            total, broken = elsewhere
            print(f"{path.name}: page-validation finds {len(broken)} of {total} rules broken")
            found += broken
        print(f"{path.name}: {len(found)} faults")
        print("".join(f"    {fault}\n" for fault in found), end="")
        wrong += len(found)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
