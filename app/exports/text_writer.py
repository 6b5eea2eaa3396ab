"""Outline to plain text, for pasting into a form: UTF-8, line feeds, nothing but words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from app.errors import UserError
from app.exports.outline import (
    Beside,
    Block,
    Bullets,
    Contents,
    Cover,
    Facts,
    Figure,
    Heading,
    Marked,
    Outline,
    PageBreak,
    Paragraph,
    Runs,
    Table,
    plain,
)
from app.exports.walk import labelled, listed, runs_right

_CHUNK = 1 << 16
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefe\U00010800-\U00010fff]")
_LEFT = re.compile("[A-Za-z\u00c0-\u058f\u0900-\u1fff\u2c00-\ud7ff]")
_ISOLATE, _CLOSE = "\u2068", "\u2069"
_REMOVED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
_BREAKS = re.compile("\r\n?|[\u2028\u2029\x85\x0b\x0c]")


def write(outline: Outline, target: BinaryIO, _resources: Path) -> None:
    """Write the outline as plain text; the same outline gives the same bytes.

    Blocks stand apart by an empty line; the rows of a table are lines of label and value.
    """
    begun = False
    waiting: list[str] = []
    for lines in _passages(outline.blocks, outline.language):
        text = "\n".join(line.rstrip() for line in lines)
        waiting.append(f"\n{text}\n" if begun else f"{text}\n")
        begun = True
        if len(waiting) > _CHUNK >> 6:
            target.write("".join(waiting).encode())
            waiting = []
    target.write("".join(waiting).encode())


def check(path: Path) -> None:
    """Raise UserError("write_failed") unless ``path`` is text that ends with its last line."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            last = ""
            while chunk := file.read(_CHUNK):
                last = chunk[-1]
    except UnicodeDecodeError as error:
        raise UserError("write_failed", path=path.name) from error
    if last not in ("", "\n"):
        raise UserError("write_failed", path=path.name)


def _passages(blocks: tuple[Block, ...], language: str) -> Iterator[list[str]]:
    """What stands together without an empty line, one after the other."""
    for block in blocks:
        if isinstance(block, Beside):
            yield from _passages(block.first, block.languages[0])
            yield from _passages(block.second, block.languages[1])
        elif isinstance(block, Table):
            yield from _table(block, language)
        else:
            lines = [line for line in _lines(block, language) if line.strip()]
            if lines:
                yield lines


def _lines(block: Block, language: str) -> Iterator[str]:
    """The lines of a block that is one passage; contents and breaks have none."""
    match block:
        case Cover():
            yield from map(_clean, (block.title, block.subtitle))
            yield from (_pair(label, value, language) for label, value in block.facts)
            yield _clean(block.status)
        case Heading():
            yield from map(_clean, (block.label, block.text))
        case Paragraph():
            if not _is_key(block):
                yield _said(block.runs)
        case Facts():
            yield from (_pair(label, value, language) for label, value in block.columns)
        case Marked():
            yield _pair(block.name, _said(block.runs), language) or _clean(block.name)
        case Bullets():
            for place, item in enumerate(block.items, 1):
                sign = f"{place}. " if block.ordered else "- "
                yield sign + _said(item).replace("\n", "\n  ")
        case Figure():
            yield _clean(block.caption)
            yield from (_pair(bar.label, str(bar.value), language) for bar in block.bars)
        case Contents() | PageBreak() | Table() | Beside():
            return


def _table(table: Table, language: str) -> Iterator[list[str]]:
    """The caption, then each row as lines of label and value."""
    if table.caption.strip():
        yield [_clean(table.caption)]
    for title, pairs in listed(table):
        said = [_said(title)] if title else []
        said += [_pair(label, _said(value), language) for label, value in pairs]
        if said:
            yield said


def _pair(label: str, value: str, language: str) -> str:
    """A label and its value; a value that runs the other way is kept from mixing with it."""
    label, value = _clean(label), _clean(value)
    if not value.strip():
        return ""
    apart = _LEFT if runs_right(language) else _RIGHT
    if apart.search(value) and not _starts_like(language, value):
        value = "\n".join(f"{_ISOLATE}{line}{_CLOSE}" for line in value.split("\n"))
    return labelled(label, language) + value if label else value


def _starts_like(language: str, value: str) -> bool:
    """Whether the first letter of a value runs the way of its language."""
    right, left = _RIGHT.search(value), _LEFT.search(value)
    first_right = right is not None and (left is None or right.start() < left.start())
    return first_right == runs_right(language)


def _is_key(paragraph: Paragraph) -> bool:
    """Whether a note says how changes are drawn, which plain text does not draw."""
    return paragraph.style == "note" and any(run.change for run in paragraph.runs)


def _said(parts: Runs) -> str:
    """The words of runs; what was removed is not said."""
    return _clean(plain(tuple(run for run in parts if run.change != "removed")))


def _clean(text: str) -> str:
    """Text with line feeds only, and without what a form would refuse."""
    lines = _REMOVED.sub("", _BREAKS.sub("\n", text).replace("\t", " ")).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")
