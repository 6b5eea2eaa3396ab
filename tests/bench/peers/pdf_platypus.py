"""PDF by reportlab's platypus with ``multiBuild`` for the contents, as a tutorial gives it."""

from __future__ import annotations

import sys
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table, TableStyle
from reportlab.platypus.tableofcontents import TableOfContents

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents

pdfmetrics.registerFont(TTFont("Sans", sys.argv[3]))
styles = getSampleStyleSheet()
for name in ("BodyText", "Heading1", "Heading2", "Title"):
    styles[name].fontName = "Sans"
body, big, small = styles["BodyText"], styles["Heading1"], styles["Heading2"]


class Book(BaseDocTemplate):  # type: ignore[misc]  # reportlab has no types
    """A document that tells its contents where each heading came to lie."""

    def afterFlowable(self, flowable: object) -> None:
        if isinstance(flowable, Paragraph) and flowable.style in (big, small):
            level = int(flowable.style is small)
            self.notify("TOCEntry", (level, flowable.getPlainText(), self.page))


def number_page(canvas: Canvas, document: BaseDocTemplate) -> None:
    """The page's number at its foot."""
    canvas.setFont("Sans", 8)
    canvas.drawCentredString(A4[0] / 2, 30, str(document.page))


title, commitments, target = read_contents()
story: list[Any] = [Paragraph(escape(title), styles["Title"]), TableOfContents()]
grid = TableStyle(
    [("GRID", (0, 0), (-1, -1), 0.5, colors.grey), ("VALIGN", (0, 0), (-1, -1), "TOP")]
)
for number, one in enumerate(commitments, 1):
    story.append(Paragraph(escape(f"{number}. {one['title']}"), big))
    story += [Paragraph(escape(f"{label}: {text}"), body) for label, text in facts(one)]
    for heading, text in parts(one):
        story += [Paragraph(escape(heading), small), Paragraph(escape(text), body)]
    rows = [[Paragraph(escape(cell), body) for cell in row] for row in (HEADS, *one["milestones"])]
    story += [Table(rows, style=grid, repeatRows=1), Paragraph(escape(ratings(one)), body)]
book = Book(str(target), pagesize=A4)
frame = Frame(60, 60, A4[0] - 120, A4[1] - 120)
book.addPageTemplates(PageTemplate(frames=[frame], onPage=number_page))
book.multiBuild(story)
