"""Word by docxtpl: a template with Jinja marks, made beforehand with ``--template``."""

from __future__ import annotations

import sys

from tests.bench.peers.reading import HEADS, facts, parts, ratings, read_contents


def make_template(path: str) -> None:
    """The template, as somebody would draw it in Word."""
    from docx import Document

    document = Document()
    document.add_heading("{{ title }}", 0)
    document.add_paragraph("{%p for one in commitments %}")
    document.add_heading("{{ one.heading }}", 1)
    document.add_paragraph("{%p for label, text in one.facts %}")
    document.add_paragraph("{{ label }}: {{ text }}")
    document.add_paragraph("{%p endfor %}")
    document.add_paragraph("{%p for heading, text in one.parts %}")
    document.add_heading("{{ heading }}", 2)
    document.add_paragraph("{{ text }}")
    document.add_paragraph("{%p endfor %}")
    table = document.add_table(rows=4, cols=len(HEADS), style="Table Grid")
    for column, head in enumerate(HEADS):
        table.cell(0, column).text = head
        table.cell(2, column).text = f"{{{{ row[{column}] }}}}"
    table.cell(1, 0).text = "{%tr for row in one.milestones %}"
    table.cell(3, 0).text = "{%tr endfor %}"
    document.add_paragraph("{{ one.ratings }}")
    document.add_paragraph("{%p endfor %}")
    document.save(path)


def fill_template() -> None:
    """Fill the template named third."""
    from docxtpl import DocxTemplate

    title, commitments, target = read_contents()
    said = [
        {
            "heading": f"{number}. {one['title']}",
            "facts": facts(one),
            "parts": parts(one),
            "milestones": one["milestones"],
            "ratings": ratings(one),
        }
        for number, one in enumerate(commitments, 1)
    ]
    template = DocxTemplate(sys.argv[3])
    template.render({"title": title, "commitments": said}, autoescape=True)
    template.save(str(target))


if sys.argv[1] == "--template":
    make_template(sys.argv[2])
else:
    fill_template()
