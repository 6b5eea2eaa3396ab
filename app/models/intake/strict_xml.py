"""XML of strangers, followed element by element: shallow, undeclared, never expanded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from xml.parsers import expat

DEEPEST = 100


class BadXmlError(Exception):
    """A part is not XML, or none we follow."""


def follow(
    xml: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Call back for each element and text; BadXmlError where it breaks off, nests or declares."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise BadXmlError(name)
        start(name, attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(name)

    def doctype(name: str, *_rest: object) -> None:
        raise BadXmlError(name)

    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    parser.StartDoctypeDeclHandler = doctype
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError) as fault:
        raise BadXmlError(str(fault)) from fault


def elements(xml: bytes, *wanted: str) -> list[tuple[str, Mapping[str, str]]]:
    """The elements with these names (prefixes do not matter) and their attributes."""
    found: list[tuple[str, Mapping[str, str]]] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        if bare(name) in wanted:
            found.append((bare(name), attributes))

    follow(xml, start)
    return found


def bare(name: str) -> str:
    """A name without its prefix."""
    return name.rpartition(":")[2]
