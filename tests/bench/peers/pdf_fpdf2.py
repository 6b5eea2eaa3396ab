"""PDF by fpdf2 with a font of ours, a document outline and page numbers; no shaping."""

from __future__ import annotations

import sys

from fpdf import FPDF

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents


class Book(FPDF):  # type: ignore[misc]  # fpdf2's classes come untyped here
    """A document with a number on each page."""

    def footer(self) -> None:
        self.set_y(-15)
        self.cell(0, 10, str(self.page_no()), align="C")


title, commitments, target = read_contents()
pdf = Book()
pdf.add_font("Sans", fname=sys.argv[3])
pdf.add_page()
pdf.set_font("Sans", size=18)
pdf.multi_cell(0, 10, title, new_x="LMARGIN", new_y="NEXT")
for number, one in enumerate(commitments, 1):
    pdf.start_section(one["title"])
    pdf.set_font("Sans", size=14)
    pdf.multi_cell(0, 8, f"{number}. {one['title']}", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font("Sans", size=10)
    for label, text in facts(one):
        pdf.multi_cell(0, 5, f"{label}: {text}", new_x="LMARGIN", new_y="NEXT")
    for heading, text in parts(one):
        pdf.set_font("Sans", size=12)
        pdf.multi_cell(0, 7, heading, new_x="LMARGIN", new_y="NEXT")
        pdf.set_font("Sans", size=10)
        pdf.multi_cell(0, 5, text, new_x="LMARGIN", new_y="NEXT")
    with pdf.table(first_row_as_headings=False) as table:
        for row in (HEADS, *one["milestones"]):
            table.row(row)
    pdf.multi_cell(0, 5, ratings(one), new_x="LMARGIN", new_y="NEXT")
pdf.output(str(target))
