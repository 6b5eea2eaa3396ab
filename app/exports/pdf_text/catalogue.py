"""What a reader's window shows beside the pages: bookmarks, title, language, conformance."""

from __future__ import annotations

from html import escape  # that of xml.sax loads all of urllib

from msgspec import Struct, field
from reportlab.pdfbase import pdfdoc

from app.exports.outline import Outline
from app.exports.pdf_text.pdf_file import PdfFile, Reference, dictionary, name
from app.exports.pdf_text.shaping import number
from app.exports.pdf_text.tags import text_string

PRODUCER = "Atelier"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}{subject}<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<pdf:Keywords>{keywords}</pdf:Keywords>
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class Landmark(Struct):
    """A heading and where it stands: for bookmarks, contents and links.

    ``language`` is told where it is not the document's; ``second`` is a heading beside another.
    """

    level: int
    label: str
    text: str
    page: int
    top: float
    key: str
    children: list[Landmark] = field(default_factory=list)
    number: int = 0
    language: str = ""
    second: bool = False

    @property
    def title(self) -> str:
        """The heading with the small line above it, on one line."""
        return " · ".join(
            " ".join(part.split()) for part in (self.label, self.text) if part.strip()
        )

    @property
    def destination(self) -> str:
        """The place as PDF writes it."""
        return f"[{self.page} 0 R/XYZ 0 {number(self.top)} 0]"


def bookmarks(pdf: PdfFile, landmarks: list[Landmark]) -> Reference | None:
    """Write the bookmarks; None when there are no headings."""
    roots: list[Landmark] = []
    above: list[Landmark] = []
    for mark in landmarks:
        mark.number = pdf.reserve()
        # What follows belongs to the heading of the first language, not to the one beside it.
        line = list(above) if mark.second else above
        while line and line[-1].level >= mark.level:
            line.pop()
        (line[-1].children if line else roots).append(mark)
        if not mark.second:
            above.append(mark)
    if not roots:
        return None
    root = pdf.reserve()
    _write_level(pdf, roots, root)
    return pdf.small(
        root,
        f"<</Type/Outlines/First {roots[0].number} 0 R/Last {roots[-1].number} 0 R"
        f"/Count {len(roots)}>>".encode(),
    )


def _write_level(pdf: PdfFile, marks: list[Landmark], parent: int) -> None:
    for at, mark in enumerate(marks):
        body = f"<</Title{text_string(mark.title)}/Parent {parent} 0 R/Dest{mark.destination}"
        if at:
            body += f"/Prev {marks[at - 1].number} 0 R"
        if at + 1 < len(marks):
            body += f"/Next {marks[at + 1].number} 0 R"
        if mark.children:
            first, last = mark.children[0].number, mark.children[-1].number
            body += f"/First {first} 0 R/Last {last} 0 R/Count -{len(mark.children)}"
            _write_level(pdf, mark.children, mark.number)
        pdf.small(mark.number, f"{body}>>".encode())


def catalogue(
    pdf: PdfFile, outline: Outline, pages: Reference, tree: Reference, marks: Reference | None
) -> Reference:
    """Write the root of the file."""
    root = dictionary(
        Type=name("Catalog"),
        Pages=pages,
        Lang=pdfdoc.PDFString(outline.language),
        MarkInfo=dictionary(Marked="true"),
        StructTreeRoot=tree,
        Metadata=pdf.plain_stream(pdf.reserve(), _metadata(outline), b"/Type/Metadata/Subtype/XML"),
        ViewerPreferences=dictionary(
            DisplayDocTitle="true", Direction=name("R2L" if outline.right_to_left else "L2R")
        ),
        PageMode=name("UseOutlines" if marks else "UseNone"),
    )
    if marks:
        root["Outlines"] = marks
    return pdf.add(root)


def information(pdf: PdfFile, outline: Outline) -> Reference:
    """Write title and author the old way; no dates, nothing of the machine."""
    said = {
        "Title": outline.title,
        "Author": outline.author,
        "Subject": outline.subject,
        "Keywords": outline.keywords,
        "Producer": PRODUCER,
        "Creator": PRODUCER,
    }
    return pdf.add(
        pdfdoc.PDFDictionary({key: pdfdoc.PDFString(text) for key, text in said.items() if text})
    )


def _metadata(outline: Outline) -> bytes:
    creator = (
        f"<dc:creator><rdf:Seq><rdf:li>{escape(outline.author)}</rdf:li></rdf:Seq></dc:creator>\n"
        if outline.author
        else ""
    )
    subject = (
        f'<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{escape(outline.subject)}</rdf:li>'
        "</rdf:Alt></dc:description>\n"
        if outline.subject
        else ""
    )
    return _XMP.format(
        title=escape(outline.title),
        creator=creator,
        subject=subject,
        language=escape(outline.language),
        keywords=escape(outline.keywords),
        producer=PRODUCER,
    ).encode()
