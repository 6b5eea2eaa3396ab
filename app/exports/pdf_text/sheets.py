"""A page while it is drawn, and a link that waits for its end."""

from __future__ import annotations

from msgspec import Struct, field


class Sheet(Struct):
    """One page: what was drawn on it so far and to whom it belongs."""

    number: int
    running: str = ""
    bare: bool = False
    out: list[str] = field(default_factory=list)
    owners: list[int] = field(default_factory=list)
    annotations: list[int] = field(default_factory=list)
    contents: list[int] = field(default_factory=list)
    place: int = 0
    baselines: list[float] = field(default_factory=list)
    beside: list[float] = field(default_factory=list)


class Link(Struct):
    """A link on a page that is written when all headings have their place."""

    number: int
    page: int
    box: tuple[float, float, float, float]
    target: str
    words: str
    key: int
