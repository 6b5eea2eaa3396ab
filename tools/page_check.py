"""Look at the pages of our PDFs as a typesetter would, and count what should not be there.

``python -m tools.page_check FOLDER`` makes every plan of a folder in all languages, on A4 and
Letter, ordinary, in large print and side by side, and two made-up plans (a hundred commitments;
titles of a thousand letters and empty fields), and counts on their pages: headings parted from
their text, table heads without a row, ink outside the text's room, lines on top of each other,
rows parted though they would fit, empty pages. With ``--demo`` only the program's own demo.
``python -m tools.page_check FILE.pdf`` looks at a finished file. The exit code is 1 if there is
anything. Pages are read with pdfium, the structure with pikepdf.
"""

from __future__ import annotations

import argparse
import ctypes
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from msgspec import Struct

from app.exports.style import LARGE, PAPERS, USUAL, Page
from tools.structure import Node, tree

KINDS = (
    "heading parted from its text",
    "table head without a row",
    "ink outside its room",
    "lines on top of each other",
    "row parted though it would fit",
    "empty page",
)
_PARTED, _BARE_HEAD, _OUTSIDE, _OVERLAP, _SPLIT, _EMPTY = KINDS
_SLACK = 3.0
"""Points that a slanted or decorated letter may stand out of its room."""


class Ink(Struct):
    """The text of one line of one element, or of one ornament, and where it stands."""

    piece: int
    ornament: str
    left: float
    bottom: float
    right: float
    top: float
    baseline: float


class Fault(Struct, frozen=True):
    """What is wrong on a page, counted from 1."""

    kind: str
    page: int
    what: str = ""


def inks(page: pypdfium2.PdfPage) -> list[Ink]:
    """The lines of text on a page."""
    found: dict[tuple[int, str, int, int], Ink] = {}
    for number, thing in enumerate(page.get_objects([pdfium.FPDF_PAGEOBJ_TEXT])):
        left, bottom, right, top = thing.get_bounds()
        if right - left < 0.1:
            continue
        piece, ornament = _marks(thing.raw)
        baseline = thing.get_matrix().get()[5]
        alone = number if piece < 0 else 0
        ink = found.get((piece, ornament, round(baseline), alone))
        if ink is None:
            ink = Ink(piece, ornament, left, bottom, right, top, baseline)
            found[piece, ornament, round(baseline), alone] = ink
        ink.left, ink.right = min(ink.left, left), max(ink.right, right)
        ink.bottom, ink.top = min(ink.bottom, bottom), max(ink.top, top)
    return list(found.values())


def _marks(thing: pdfium.FPDF_PAGEOBJECT) -> tuple[int, str]:
    """The number of the marked content an object is in, or -1 and the kind of ornament."""
    for at in range(pdfium.FPDFPageObj_CountMarks(thing)):
        mark = pdfium.FPDFPageObj_GetMark(thing, at)
        number = ctypes.c_int()
        if pdfium.FPDFPageObjMark_GetParamIntValue(mark, b"MCID", number):
            return number.value, ""
        if b"Type" in (keys := _keys(mark)):  # pdfium does not tell the names that are values
            return -1, "furniture" if b"Subtype" in keys else "again"
    return -1, ""


def _keys(mark: pdfium.FPDF_PAGEOBJECTMARK) -> set[bytes]:
    """What a mark says anything about."""
    keys = set()
    for at in range(pdfium.FPDFPageObjMark_CountParams(mark)):
        room, size = (pdfium.FPDF_WCHAR * 64)(), ctypes.c_ulong()
        pdfium.FPDFPageObjMark_GetParamKey(mark, at, room, 128, size)
        keys.add(bytes(room)[: size.value - 2].decode("utf-16-le").encode())
    return keys


class Checker:
    """Looks at one file; ``room`` is the sheet it was set on, guessed from its size if absent."""

    def __init__(self, path: Path, room: Page | None = None) -> None:
        self._inks: list[list[Ink]] = []
        with pypdfium2.PdfDocument(path) as pdf:
            size = pdf[0].get_size()
            for page in pdf:
                self._inks.append(inks(page))
        with pikepdf.open(path) as file:
            self._tree = tree(file)
            self._pages = {page.obj.objgen: at for at, page in enumerate(file.pages)}
        self._room = room or _room(size)
        self._bare = {0} if len(self._inks) > 1 else set[int]()

    def faults(self) -> list[Fault]:
        """All that is wrong."""
        return [
            *self._headings(),
            *self._heads(),
            *self._repeated_heads(),
            *self._rows(),
            *(fault for at in range(len(self._inks)) for fault in self._page(at)),
        ]

    def _first(self, node: Node) -> int:
        """The page a node begins on, or -1."""
        pages = [self._pages[page] for each in node.walk() for page, _ in each.pieces]
        return min(pages, default=-1)

    def _last(self, node: Node) -> int:
        pages = [self._pages[page] for each in node.walk() for page, _ in each.pieces]
        return max(pages, default=-1)

    def _headings(self) -> Iterator[Fault]:
        """Headings whose text begins on another page."""
        for parent in self._tree.walk():
            for node, after in zip(parent.children, parent.children[1:], strict=False):
                if node.kind[0] == "H" and node.kind[1:].isdigit():
                    place, next_place = self._last(node), self._first(after)
                    alone = next_place > place >= 0 and after.kind != "H1"
                    if alone and not self._fills(node):
                        yield Fault(_PARTED, place + 1, node.kind)

    def _fills(self, node: Node) -> bool:
        """Whether a heading is so long that hardly anything has room below it."""
        return max(self._heights(node).values(), default=0.0) > self._room.height / 2

    def _heads(self) -> Iterator[Fault]:
        """Heads of tables whose first row is on the next page."""
        for table in self._tree.walk():
            rows = [node for node in table.walk() if node.kind == "TR"]
            if table.kind == "Table" and len(rows) > 1:
                head, first = self._last(rows[0]), self._first(rows[1])
                if first > head >= 0:
                    yield Fault(_BARE_HEAD, head + 1)

    def _repeated_heads(self) -> Iterator[Fault]:
        """Heads that come again on a page with nothing below them."""
        for at, page in enumerate(self._inks):
            lowest = min((ink.bottom for ink in page if ink.piece >= 0), default=0.0)
            again = [ink for ink in page if ink.ornament == "again" and self._inside(ink)]
            if again and min(ink.bottom for ink in again) < lowest:
                yield Fault(_BARE_HEAD, at + 1, "again")

    def _inside(self, ink: Ink) -> bool:
        """Whether an ornament stands in the room of the text, not in the margin."""
        return ink.right > self._room.end + 4 and ink.left < self._room.width - self._room.end - 4

    def _behind(self, ink: Ink) -> bool:
        """Whether it is the word behind the text, which may be covered."""
        height, room = self._room.height, self._room
        return (
            ink.ornament == "furniture" and room.bottom < ink.top and ink.bottom < height - room.top
        )

    def _rows(self) -> Iterator[Fault]:
        """Rows over several pages that one page could hold."""
        full = self._room.height - self._room.top - self._room.bottom
        for row in self._tree.walk():
            if row.kind == "TR":
                heights = list(self._heights(row).values())
                if len(heights) > 1 and sum(heights) + 90 < full:
                    yield Fault(_SPLIT, self._first(row) + 1, f"{sum(heights):.0f} points")

    def _heights(self, node: Node) -> dict[int, float]:
        """How high a node stands on each of its pages."""
        wanted: dict[int, set[int]] = defaultdict(set)
        for each in node.walk():
            for page, piece in each.pieces:
                wanted[self._pages[page]].add(piece)
        heights = {}
        for at, pieces in wanted.items():
            own = [ink for ink in self._inks[at] if ink.piece in pieces]
            if own:
                heights[at] = max(ink.top for ink in own) - min(ink.bottom for ink in own)
        return heights

    def _page(self, at: int) -> Iterator[Fault]:
        """Ink where it should not be, and nothing where there should be some."""
        page = [ink for ink in self._inks[at] if not self._behind(ink)]
        if not any(ink.piece >= 0 for ink in page):
            yield Fault(_EMPTY, at + 1)
        for ink in page:
            if self._outside(ink, bare=at in self._bare):
                yield Fault(_OUTSIDE, at + 1, _where(ink))
        page.sort(key=lambda ink: ink.bottom)
        for number, ink in enumerate(page):
            for other in page[number + 1 :]:
                if other.bottom >= ink.top:
                    break
                if _overlap(ink, other):
                    yield Fault(_OVERLAP, at + 1, f"{_where(ink)}, {_where(other)}")

    def _outside(self, ink: Ink, *, bare: bool) -> bool:
        room = self._room
        if ink.left < 0 or ink.bottom < 0 or ink.right > room.width or ink.top > room.height:
            return True
        if ink.piece < 0:
            return False
        side = min(room.start, room.end) - _SLACK
        foot = room.bottom - _SLACK
        head = room.height - (0 if bare else room.top)
        return (
            ink.left < side or ink.right > room.width - side or ink.bottom < foot or ink.top > head
        )


def _where(ink: Ink) -> str:
    return f"{ink.left:.0f}–{ink.right:.0f} × {ink.bottom:.0f}–{ink.top:.0f}"


def _overlap(one: Ink, other: Ink) -> bool:
    """Whether two lines cover each other; marks over and under a letter's line may touch."""
    heights = sorted((one.top - one.bottom, other.top - other.bottom))
    apart = abs(one.baseline - other.baseline)
    if one.piece == other.piece and apart < 4 and (one.piece >= 0 or heights[0] < heights[1] / 2):
        return False
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 1.5 and high > 0.4 * heights[0]


def _room(size: tuple[float, float], large: bool = False) -> Page:
    papers = {name: (LARGE if large else USUAL).page(name) for name in PAPERS}
    return min(papers.values(), key=lambda page: abs(page.width - size[0]))


def check(path: Path, room: Page | None = None) -> list[Fault]:
    """What is wrong with the pages of a file; ``room`` is the sheet, if not an ordinary one."""
    return Checker(path, room).faults()


def counted(faults: list[Fault]) -> str:
    """The number of each kind, as the row of a table."""
    numbers = Counter(fault.kind for fault in faults)
    return " ".join(f"{numbers[kind]:>8}" for kind in KINDS)


def main() -> int:
    """Check finished files, or make and check the plans of a folder."""
    parser = argparse.ArgumentParser(description="Count what is wrong on the pages of our PDFs.")
    parser.add_argument("paths", nargs="*", type=Path, help="PDF files, or folders of plans")
    parser.add_argument("--demo", action="store_true", help="the program's own demo")
    said = parser.parse_args()
    from tools.page_plans import check_plans

    faults: list[Fault] = []
    for path in said.paths:
        if path.suffix == ".pdf":
            found = check(path)
            print("".join(f"{path.name} p. {f.page}: {f.kind} {f.what}\n" for f in found), end="")
            faults += found
    folders = [path for path in said.paths if path.is_dir()]
    if folders or said.demo:
        faults += check_plans(folders, demo=said.demo)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
