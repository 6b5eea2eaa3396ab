"""PDF by typst, with a table of contents and page numbers."""

from __future__ import annotations

import typst

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents

_MARKS = {ord(mark): f"\\{mark}" for mark in "\\#$*_`<>@[]=-+/~"}


def plain(text: str) -> str:
    """Text that typst takes as text."""
    return text.translate(_MARKS)


title, commitments, target = read_contents()
lines = [
    '#set page(paper: "a4", numbering: "1")',
    '#set text(font: ("Noto Sans", "DejaVu Sans"), size: 10pt)',
    f"= {plain(title)}",
    "#outline(depth: 2)",
]
for number, one in enumerate(commitments, 1):
    lines += ["", f"= {number}\\. {plain(one['title'])}", ""]
    for label, text in facts(one):
        lines += [f"{label}: {plain(text)}", ""]
    for heading, text in parts(one):
        lines += [f"== {heading}", plain(text), ""]
    cells = [cell for row in (HEADS, *one["milestones"]) for cell in row]
    lines.append(f"#table(columns: {len(HEADS)}, {', '.join(f'[{plain(c)}]' for c in cells)})")
    lines += ["", plain(ratings(one)), ""]
source = target.with_suffix(".typ")
source.write_text("\n".join(lines), "utf-8")
typst.compile(str(source), output=str(target))
