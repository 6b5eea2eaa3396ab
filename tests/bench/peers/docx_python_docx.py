"""Word by python-docx, as its documentation shows it."""

from __future__ import annotations

from docx import Document

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents

title, commitments, target = read_contents()
document = Document()
document.add_heading(title, 0)
for number, one in enumerate(commitments, 1):
    document.add_heading(f"{number}. {one['title']}", 1)
    for label, text in facts(one):
        document.add_paragraph(f"{label}: {text}")
    for heading, text in parts(one):
        document.add_heading(heading, 2)
        document.add_paragraph(text)
    rows = [HEADS, *one["milestones"]]
    table = document.add_table(rows=len(rows), cols=len(HEADS), style="Table Grid")
    for place, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(place, column).text = text
    document.add_paragraph(ratings(one))
document.save(str(target))
