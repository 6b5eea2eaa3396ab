"""The structure of a document: what a screen reader walks along."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from msgspec import Struct, field

from app.exports.pdf_text.pdf_file import PdfFile, Reference
from app.exports.pdf_text.shaping import utf16

_CHUNK = 60


def text_string(text: str) -> str:
    """A text as PDF writes it in dictionaries."""
    return f"<FEFF{utf16(text)}>"


class Element(Struct):
    """One structure element while its content is drawn; as a ``with`` it is complete at its end."""

    tags: Tags
    number: int
    kind: str
    parent: int
    attributes: str
    kids: list[tuple[int, int]] = field(default_factory=list)

    def __enter__(self) -> Element:
        return self

    def __exit__(self, *_fault: object) -> None:
        self.tags.close(self)


_CHILD, _ANNOTATION = -1, -2


class Tags:
    """The tree of elements; each is written as soon as it is complete."""

    def __init__(self, pdf: PdfFile) -> None:
        self._pdf = pdf
        self._root = pdf.reserve()
        self._parents: list[tuple[int, str]] = []
        self._next_key = 0
        self.document = Element(self, pdf.reserve(), "Document", self._root, "")
        self._home = self.document

    def leaf(self, kind: str, parent: Element | None, page: int, mark: int) -> int:
        """A complete element at the end of its parent, of one piece of a page; its number."""
        if parent is None:
            parent = self._home
        pdf = self._pdf
        number = pdf.reserve()
        parent.kids.append((_CHILD, number))
        said = f"<</S/{kind}/P {parent.number} 0 R/Pg {page} 0 R/K[{mark}]>>"
        pdf.put(number, said.encode())
        return number

    def element(self, kind: str, parent: Element | None = None, attributes: str = "") -> Element:
        """A new element at the end of its parent; when none is named, where we are."""
        if parent is None:
            parent = self._home
        number = self._pdf.reserve()
        parent.kids.append((_CHILD, number))
        return Element(self, number, kind, parent.number, attributes)

    @contextmanager
    def within(self, element: Element) -> Iterator[None]:
        """What is opened meanwhile without a parent belongs to ``element``."""
        before, self._home = self._home, element
        yield
        self._home = before

    def close(self, element: Element) -> None:
        """Write an element that is complete."""
        kids, page = element.kids, ""
        if len(kids) == 1 and kids[0][0] >= 0:
            page, said = f"/Pg {kids[0][0]} 0 R", str(kids[0][1])
        else:
            pages = {page for page, _ in kids if page >= 0}
            home = min(pages) if len(pages) == 1 else 0
            page = f"/Pg {home} 0 R" if home else ""
            said = " ".join([_said(kid, home) for kid in kids])
        self._pdf.put(
            element.number,
            f"<</S/{element.kind}/P {element.parent} 0 R{page}{element.attributes}/K[{said}]>>"
            .encode(),
        )  # fmt: skip

    def key(self, owners: Iterable[int] | int) -> int:
        """A key of the parent tree: for a page its elements by number, for a link its element."""
        key = self._next_key
        self._next_key += 1
        if isinstance(owners, int):
            self._parents.append((key, f"{owners} 0 R"))
        else:
            said = " 0 R ".join(map(str, owners))
            self._parents.append((key, f"[{said} 0 R]" if said else "[]"))
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


def _said(kid: tuple[int, int], home: int) -> str:
    """A kid of an element whose content is on the page ``home``, 0 where it is on several."""
    page, value = kid
    if page == _CHILD:
        return f"{value} 0 R"
    if page == _ANNOTATION:
        return f"<</Type/OBJR/Obj {value} 0 R>>"
    if page == home:
        return str(value)
    return f"<</Type/MCR/Pg {page} 0 R/MCID {value}>>"
