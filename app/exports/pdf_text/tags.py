"""The structure of a document: what a screen reader walks along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from app.exports.pdf_text.pdf_file import PdfFile, Reference
from app.exports.pdf_text.shaping import utf16

_CHUNK = 60


def text_string(text: str) -> str:
    """A text as PDF writes it in dictionaries."""
    return f"<FEFF{utf16(text)}>"


@dataclass(slots=True)
class Element:
    """One structure element while its content is being drawn."""

    number: int
    kind: str
    parent: int
    attributes: str = ""
    kids: list[tuple[int, int]] = field(default_factory=list)


_CHILD, _ANNOTATION = -1, -2


class Tags:
    """The tree of elements; each is written as soon as it is complete."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._root = pdf.reserve()
        self._parents: list[tuple[int, str]] = []
        self._next_key = 0
        self.document = Element(pdf.reserve(), "Document", self._root)
        self._home = self.document

    def open(self, kind: str, parent: Element | None = None, attributes: str = "") -> Element:
        """A new element at the end of its parent; when none is named, where we are."""
        parent = parent or self._home
        element = Element(self._pdf.reserve(), kind, parent.number, attributes)
        parent.kids.append((_CHILD, element.number))
        return element

    @contextmanager
    def element(
        self, kind: str, parent: Element | None = None, attributes: str = ""
    ) -> Iterator[Element]:
        """An element that is complete when the block is left."""
        element = self.open(kind, parent, attributes)
        yield element
        self.close(element)

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """What is opened meanwhile without a parent belongs to ``element``."""
        before, self._home = self._home, element
        yield
        self._home = before

    def close(self, element: Element) -> None:
        """Write an element that is complete."""
        kids, page = "", ""
        if len(element.kids) == 1 and element.kids[0][0] >= 0:
            kids, page = str(element.kids[0][1]), f"/Pg {element.kids[0][0]} 0 R"
        elif element.kids:
            pages = {page for page, _ in element.kids if page >= 0}
            home = min(pages) if len(pages) == 1 else 0
            kids = " ".join(self._kid(kid, home) for kid in element.kids)
            page = f"/Pg {home} 0 R" if home else ""
        said = f"<</S/{element.kind}/P {element.parent} 0 R{page}{element.attributes}/K[{kids}]>>"
        self._pdf.small(element.number, said.encode())

    def key(self, owners: Iterable[int] | int) -> int:
        """A key of the parent tree: for a page its elements by number, for a link its element."""
        key = self._next_key
        self._next_key += 1
        if isinstance(owners, int):
            self._parents.append((key, f"{owners} 0 R"))
        else:
            self._parents.append((key, f"[{' '.join(f'{owner} 0 R' for owner in owners)}]"))
        return key

    def finish(self) -> Reference:
        """Write the root; answers it for the catalogue."""
        self.close(self.document)
        limbs = []
        for start in range(0, len(self._parents), _CHUNK):
            some = self._parents[start : start + _CHUNK]
            pairs = " ".join(f"{key} {value}" for key, value in some)
            limits = f"/Limits[{some[0][0]} {some[-1][0]}]"
            limbs.append(self._pdf.add(f"<<{limits}/Nums[{pairs}]>>".encode()).number)
        kids = " ".join(f"{limb} 0 R" for limb in limbs)
        tree = self._pdf.add(f"<</Kids[{kids}]>>".encode()).number
        return self._pdf.small(
            self._root,
            f"<</Type/StructTreeRoot/K[{self.document.number} 0 R]/ParentTree {tree} 0 R"
            f"/ParentTreeNextKey {self._next_key}/RoleMap<</Title/P>>>>".encode(),
        )

    @staticmethod
    def annotate(element: Element, annotation: int) -> None:
        """Note that an annotation belongs to an element."""
        element.kids.append((_ANNOTATION, annotation))

    @staticmethod
    def _kid(kid: tuple[int, int], home: int) -> str:
        page, value = kid
        if page == _CHILD:
            return f"{value} 0 R"
        if page == _ANNOTATION:
            return f"<</Type/OBJR/Obj {value} 0 R>>"
        if page == home:
            return str(value)
        return f"<</Type/MCR/Pg {page} 0 R/MCID {value}>>"
