"""The end of a document: its pages, fonts and structure written into the file."""

from __future__ import annotations

from app.exports.outline import Outline
from app.exports.pdf_text.catalogue import Landmark, bookmarks, catalogue, information
from app.exports.pdf_text.embedding import embed
from app.exports.pdf_text.fonts import FontBook
from app.exports.pdf_text.pdf_file import PdfFile, Reference
from app.exports.pdf_text.press import Press
from app.exports.pdf_text.shaping import number

_LIMB = 64


def bind(
    pdf: PdfFile, press: Press, book: FontBook, outline: Outline, landmarks: list[Landmark]
) -> None:
    """Write everything that ties the sheets together, and close the file."""
    numbers = {font.name: pdf.reserve() for font in book.used if font.advances}
    fonts = "".join(f"/{name} {at} 0 R" for name, at in numbers.items())
    resources = pdf.add(f"<</Font<<{fonts}>>/ProcSet[/PDF/Text]>>".encode())
    embed(pdf, book.used, numbers)
    pages = _write_pages(pdf, press, resources)
    marks = bookmarks(pdf, landmarks)
    tree = press.tags.finish()
    root = catalogue(pdf, outline, pages, tree, marks)
    pdf.close(root, information(pdf, outline))


def _write_pages(pdf: PdfFile, press: Press, resources: Reference) -> Reference:
    """The page objects, in limbs of a tree so that no list grows long."""
    root = pdf.reserve()
    width, height = number(press.page.width), number(press.page.height)
    limbs = []
    for start in range(0, len(press.sheets), _LIMB):
        some = press.sheets[start : start + _LIMB]
        limb = pdf.reserve()
        for sheet in some:
            contents = " ".join(f"{each} 0 R" for each in sheet.contents)
            links = " ".join(f"{each} 0 R" for each in sheet.annotations)
            annots = f"/Annots[{links}]" if links else ""
            key = press.tags.key(sheet.owners)
            pdf.small(
                sheet.number,
                f"<</Type/Page/Parent {limb} 0 R/Contents[{contents}]/StructParents {key}"
                f"/Tabs/S{annots}>>".encode(),
            )
        kids = " ".join(f"{sheet.number} 0 R" for sheet in some)
        pdf.small(
            limb, f"<</Type/Pages/Parent {root} 0 R/Count {len(some)}/Kids[{kids}]>>".encode()
        )
        limbs.append(limb)
    kids = " ".join(f"{limb} 0 R" for limb in limbs)
    return pdf.small(
        root,
        f"<</Type/Pages/Count {len(press.sheets)}/Kids[{kids}]/MediaBox[0 0 {width} {height}]"
        f"/Resources {resources.number} 0 R>>".encode(),
    )
