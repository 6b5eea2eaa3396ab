"""Walking through an outline: its headings, its languages, its tables row by row."""

from __future__ import annotations

from collections.abc import Iterator

from app.exports.outline import Beside, Block, Heading, Outline, Runs, Table, plain, runs
from app.words import RIGHT_TO_LEFT


def headings(blocks: tuple[Block, ...]) -> Iterator[Heading]:
    """All headings in reading order, those that stand side by side too."""
    for block in blocks:
        if isinstance(block, Heading):
            yield block
        elif isinstance(block, Beside):
            yield from headings(block.first)
            yield from headings(block.second)


def opens_page(block: Block | None) -> Heading | None:
    """The heading of the first level that a block begins with, if it does."""
    if isinstance(block, Beside):
        block = next(iter(block.first or block.second), None)
    return block if isinstance(block, Heading) and block.level <= 1 else None


def runs_right(language: str) -> bool:
    """Whether ``language`` (a tag with or without region) is written from right to left."""
    return language.partition("-")[0].lower() in RIGHT_TO_LEFT


def turns(outline: Outline) -> bool:
    """Whether anything in the outline runs from right to left."""
    return outline.right_to_left or any(
        runs_right(language)
        for block in outline.blocks
        if isinstance(block, Beside)
        for language in block.languages
    )


def labelled(label: str, language: str) -> str:
    """A label with the colon of its language, ready for a value."""
    return f"{label}\u00a0: " if language.partition("-")[0] == "fr" else f"{label}: "


def listed(table: Table) -> Iterator[tuple[Runs, list[tuple[str, Runs]]]]:
    """The rows of a table as a title and pairs of label and value, for where columns do not fit.

    The title is the first text, with what stands before it under an empty head: a number.
    """
    for row in table.rows:
        cells = list(zip(table.head, row, strict=False))
        first = next((at for at, (head, cell) in enumerate(cells) if head and _said(cell)), 0)
        title: Runs = ()
        for _, cell in cells[: first + 1]:
            if _said(cell):
                title += (*runs("\u2002"), *cell) if title else cell
        yield title, [(head, cell) for head, cell in cells[first + 1 :] if _said(cell)]


def _said(cell: Runs) -> bool:
    return bool(plain(cell).strip())
