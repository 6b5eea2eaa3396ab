"""The XML of Word as trees: its names, and the few moves that letterheads need of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree  # type: ignore[import-untyped]  # it has no types

Element = Any
"""An element of lxml, which has no types of its own."""

BrokenXmlError: type[Exception] = etree.XMLSyntaxError
"""What ``parsed`` raises for a part that is none."""

_OFFICE = "http://schemas.openxmlformats.org"
_MICROSOFT = "http://schemas.microsoft.com/office/word/2010"
W = f"{{{_OFFICE}/wordprocessingml/2006/main}}"
R = f"{{{_OFFICE}/officeDocument/2006/relationships}}"
MC = f"{{{_OFFICE}/markup-compatibility/2006}}"
WP = f"{{{_OFFICE}/drawingml/2006/wordprocessingDrawing}}"
A = f"{{{_OFFICE}/drawingml/2006/main}}"
PIC = f"{{{_OFFICE}/drawingml/2006/picture}}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741  # the prefix Word itself uses
SHAPES = tuple(f"{{{_MICROSOFT}/wordprocessing{kind}}}" for kind in ("Shape", "Group", "Canvas"))
KNOWN = (W, MC, WP, A, PIC, V, O, "{urn:schemas-microsoft-com:office:word}", *SHAPES)
"""The namespaces a letterhead may use; what is in others goes."""


def parsed(data: bytes) -> Element:
    """The root of a part that was read strictly before; no entity, comment or network."""
    parser = etree.XMLParser(
        resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True,
        remove_pis=True, huge_tree=False,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def written(root: Element) -> bytes:
    """A root as a part of a package."""
    data: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
    return data


def inner(element: Element) -> str:
    """An element as text for inside another part; it brings the names it uses along."""
    text: str = etree.tostring(element, encoding="unicode", with_tail=False)
    return text


def made(tag: str, **values: str) -> Element:
    """A new element of Word with ``w:`` attributes."""
    return etree.Element(W + tag, {W + key: value for key, value in values.items()})


def value(parent: Element, path: str) -> str:
    """The ``w:val`` of the element at a path of ``w:`` names, "" if there is none."""
    found = parent.find("/".join(W + name for name in path.split("/")))
    return "" if found is None else str(found.get(f"{W}val") or "")


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and turned on."""
    if element is None:
        return False
    return str(element.get(f"{W}val") or "1").lower() not in ("0", "false", "off")


def remove(element: Element) -> None:
    """Take an element out with all it holds; one that is out already stays out."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element, holder: Element | None = None) -> None:
    """Put what an element holds (or its ``holder`` child does) into its place."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    inside = list(element if holder is None else holder)
    parent.remove(element)
    for offset, child in enumerate(inside):
        parent.insert(place + offset, child)


def put_after(parent: Element, child: Element, *earlier: str) -> None:
    """Insert ``child`` behind the children with these ``w:`` names, where the schema wants it."""
    names = {W + name for name in earlier}
    places = [place for place, one in enumerate(parent) if one.tag in names]
    parent.insert(places[-1] + 1 if places else 0, child)


def of_word(root: Element, *names: str) -> Iterator[Element]:
    """All elements below a root with these ``w:`` names, as they stood before anything moves."""
    yield from list(root.iter(*(W + name for name in names)))


def space_of(element: Element) -> str:
    """The namespace of an element in braces; "" for what is no element."""
    return element.tag.partition("}")[0] + "}" if isinstance(element.tag, str) else ""
