"""Two languages side by side in Word: a table without lines, a row for each passage."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import zip_longest

from app.exports.docx_draft import Draft
from app.exports.docx_text import attribute
from app.exports.outline import Beside, Block, Heading, block_lines
from app.exports.walk import opens_page

GUTTER = 400
_LOOK = (
    '<w:tblLook w:val="0700" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="1" '
    'w:noHBand="1" w:noVBand="1"/>'
)
_WHOLE = "<w:trPr><w:cantSplit/></w:trPr>"
_SHORT = 600  # usual letters; a row so short is not cut by a page for a few lines
_SAID = "The same text in two languages, side by side"

Blocks = tuple[Block, ...]
Written = Callable[[Draft, Block, Block | None], Iterator[str]]


def cell(width: int, inside: str) -> str:
    """A cell of a table around ready paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'


def beside(draft: Draft, block: Beside, following: Block | None, written: Written) -> Iterator[str]:
    """One row of two cells; passages that follow each other are rows of one table.

    So a heading can stay with the passage below it, and no empty line comes between.
    """
    text = (draft.measure - GUTTER) // 2
    widths = (text + GUTTER, draft.measure - text - GUTTER)
    if draft.outline.right_to_left:
        widths = (draft.measure // 2, draft.measure - draft.measure // 2)
    if not draft.beside:
        yield _opened(draft, widths)
    draft.beside = True
    after = following.first[:1] if isinstance(following, Beside) else ()
    short = _SHORT / draft.look.scale**2
    for sides in _rows(block):
        yield f"<w:tr>{_WHOLE if max(map(_letters, sides)) < short else ''}"
        for width, blocks, language in zip(widths, sides, block.languages, strict=True):
            with draft.side(language, text):
                inside = "".join(_inside(draft, blocks, after, written))
            yield cell(width, inside)
        yield "</w:tr>"
    if not isinstance(following, Beside) or opens_page(following):
        draft.beside = False
        yield f"</w:tbl>{draft.paragraph('atelier spacer', '')}"


def _rows(block: Beside) -> Iterator[tuple[Blocks, Blocks]]:
    """The headings a passage begins with are a row of their own, where both sides have as many.

    A heading keeps with what is below it, and word processors ask the first paragraph of a row
    whether the row keeps with the next: in the row of their passage, headings would tie it to the
    row below, and that to the one below it, down to the end of the chapter.
    """
    first, second = (_opening(side) for side in (block.first, block.second))
    if first == second and 0 < first < min(len(block.first), len(block.second)):
        yield block.first[:first], block.second[:first]
        yield block.first[first:], block.second[first:]
    else:
        yield block.first, block.second


def _opening(blocks: Blocks) -> int:
    """How many headings the blocks begin with; one that turns the page is none of them."""
    count = 0
    while count < len(blocks) and _is_lower(blocks[count]):
        count += 1
    return count


def _is_lower(block: Block) -> bool:
    return isinstance(block, Heading) and block.level > 1


def _letters(blocks: Blocks) -> int:
    return sum(len(line) for block in blocks for line in block_lines(block))


def _inside(draft: Draft, blocks: Blocks, after: Blocks, written: Written) -> Iterator[str]:
    """The blocks of a side; a cell that would be empty holds an empty paragraph.

    ``after`` is what begins the next passage: a level stays with its chart.
    """
    if not blocks:
        yield draft.paragraph("body text", "")
    for block, following in zip_longest(blocks, (*blocks[1:], *after)[: len(blocks)]):
        yield from written(draft, block, following)


def _opened(draft: Draft, widths: tuple[int, int]) -> str:
    said = attribute(draft.outline.words.get("beside", _SAID))
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    bidi = "<w:bidiVisual/>" if draft.outline.right_to_left else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{draft.template.styles["atelier beside"]}"/>{bidi}'
        f'<w:tblW w:w="{draft.measure}" w:type="dxa"/><w:tblLayout w:type="fixed"/>{_LOOK}'
        f'<w:tblDescription w:val="{said}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )
