"""Commitment sheets: each chosen commitment by itself, without the plan around it."""

from __future__ import annotations

from app.exports.commitment_part import commitment_blocks
from app.exports.composing import Material, not_written, outline_of
from app.exports.outline import Block, Heading, Outline


def compose(m: Material) -> Outline:
    """One commitment after the other, each on a page of its own."""
    blocks: list[Block] = []
    for commitment in m.commitments:
        blocks += commitment_blocks(m, commitment)
    title = m.words("Commitment sheets")
    spoken = (m.editions.template, m.editions.values)
    return outline_of(m, title, blocks or [Heading(title, 1), not_written(m)], spoken=spoken)
