"""Participants by category: the register as numbers, and as names where people agreed."""

from __future__ import annotations

from app.exports.composing import Material, not_written, outline_of
from app.exports.outline import Block, Heading, Outline
from app.exports.people_part import people_blocks


def compose(m: Material) -> Outline:
    """Who took part, as far as the options allow."""
    title = m.words("Participants")
    blocks: list[Block] = [Heading(title, 1), *people_blocks(m)]
    if len(blocks) == 1:
        blocks.append(not_written(m))
    return outline_of(m, title, blocks)
