"""What a draft or a reader asks of every sheet: a word behind it, counted lines, larger letters."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from app.exports.docx_parts import SPACES
from app.exports.docx_watermark import watermark
from app.exports.letterhead_xml import Element, R, W, made, of_word, parsed, put_after, value
from app.exports.style import Page, look

_FIRST = 800  # watermarks of other heads have lower numbers
_BEFORE_COUNT = ("headerReference", "footerReference", "type", "pgSz", "pgMar", "pgBorders")
DRAFT_HEAD = "letterdraft-header"


class Wishes(Struct, frozen=True):
    """A word behind each page, lines counted for reviewers, and letters for low vision."""

    watermark: str = ""
    line_numbers: bool = False
    large_print: bool = False


def mark_sheet(
    document: Element, bands: dict[str, Element], wishes: Wishes, measure: int
) -> dict[str, Element]:
    """Put the word and the count on every section; the heads, with one more where none was."""
    for section in of_word(document, "sectPr"):
        for old in section.findall(f"{W}lnNumType"):
            section.remove(old)
        if wishes.line_numbers:
            count = made("lnNumType", countBy="1", distance="200", restart="newPage")
            put_after(section, count, *_BEFORE_COUNT)
    if not wishes.watermark:
        return bands
    found = {**bands, **dict(_head_where_none(document))}
    heads = [root for root in found.values() if root.tag == f"{W}hdr"]
    for place, root in enumerate(heads, _FIRST):
        behind = watermark(wishes.watermark, place, Page(measure / 20, 0, start=0, end=0))
        holder = next((p for p in reversed(root) if p.tag == f"{W}p"), None)
        if holder is not None:
            holder.append(parsed(f"<w:x {SPACES}>{behind}</w:x>".encode())[0])
    return found


def _head_where_none(document: Element) -> Iterator[tuple[str, Element]]:
    """A head for the first section, which those after it take on, if it has none."""
    section = next(document.iter(f"{W}sectPr"), None)
    if section is None:
        return
    has = {one.get(f"{W}type") for one in section.findall(f"{W}headerReference")}
    missing = ["default"] if "default" not in has else []
    if section.find(f"{W}titlePg") is not None and "first" not in has:
        missing.append("first")
    for kind in missing:
        reference = made("headerReference", type=kind)
        reference.set(f"{R}id", DRAFT_HEAD)
        section.insert(0, reference)
    if missing:
        yield DRAFT_HEAD, parsed(f"<w:hdr {SPACES}><w:p/></w:hdr>".encode())


def enlarge(styles: Element) -> None:
    """Make all letters of the styles as large as ours are for readers with low vision."""
    types = look(large_print=True).types
    least, smallest = (
        round(2 * points) for points in (types["body"].size, min(t.size for t in types.values()))
    )
    sizes = list(of_word(styles, "sz", "szCs"))
    own = [value(styles, "docDefaults/rPrDefault/rPr/sz")]
    usual = (s for s in styles.iter(f"{W}style") if s.get(f"{W}default") in ("1", "true"))
    own = [*(value(style, "rPr/sz") for style in usual), *own, "20"]
    said = int(next(one for one in own if one.isdecimal() and 0 < len(one) < 4)) or 20
    factor = max(least / said, 1)
    for size in sizes:
        number = size.get(f"{W}val") or ""
        if number.isdecimal() and len(number) < 4:
            size.set(f"{W}val", str(max(round(int(number) * factor), smallest)))
