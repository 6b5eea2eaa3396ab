"""A letterhead's parts fitted to one plan, as the template that the Word writer fills."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from app.exports import docx_parts as parts
from app.exports.letterhead_clean import clean_names, number_shapes
from app.exports.letterhead_gaps import fill, leave_out_unsaid, names_in, text_of
from app.exports.letterhead_lists import bullet_where_none, merge_lists, new_numbers, renumber
from app.exports.letterhead_marks import Wishes, enlarge, mark_sheet
from app.exports.letterhead_names import PLACE, plain_name
from app.exports.letterhead_styles import forget_lost_styles, merge, named_styles, styles_in
from app.exports.letterhead_xml import (
    Element,
    R,
    W,
    inner,
    is_on,
    made,
    of_word,
    parsed,
    remove,
    written,
)
from app.exports.style import PAPERS, look

_SETTINGS = ("mirrorMargins", "gutterAtTop", "evenAndOddHeaders")
_FIRST_SHAPE = 1_000_000  # above any number the writer gives
_TYPES = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY_STYLES = f"<w:styles {parts.SPACES}/>"


class Sheet(Struct, frozen=True):
    """The cleaned parts of a letterhead, empty where it has none.

    ``bands`` are heads and feet; like the body, they name their pictures as ``media`` does.
    """

    body: bytes
    bands: Mapping[str, bytes]
    media: Mapping[str, bytes]
    styles: bytes
    lists: bytes
    theme: bytes
    fonts: bytes
    settings: bytes


def fitted(
    sheet: Sheet, values: Mapping[str, str], resources: Path, wishes: Wishes | None = None
) -> parts.Template:
    """The template for a document: the gaps filled, ours where the letterhead has nothing."""
    wishes = wishes or Wishes()
    base = parts.read_template(resources, look(wishes.large_print).name)
    document = parsed(sheet.body)
    bands = {name: parsed(data) for name, data in sheet.bands.items()}
    theirs = parsed(sheet.styles) if sheet.styles else parsed(_EMPTY_STYLES.encode())
    lists = parsed(sheet.lists) if sheet.lists else None
    body = document.find(f"{W}body")
    if body.find(f"{W}sectPr") is None:
        body.append(_usual_section())
    label = named_styles(theirs).get("fact label")
    leave_out_unsaid(body, values, "" if label is None else str(label.get(f"{W}styleId")))
    place, has_title = _open_place(body)
    for root in bands.values():
        fill(root, {**values, PLACE: ""})
    fill(document, {**values, PLACE: ""})
    renumber((theirs, document, *bands.values()), new_numbers(lists))
    number_shapes({"": document, **bands}, _FIRST_SHAPE)
    measure = _measure(_section_at(body, place))
    bands = mark_sheet(document, bands, wishes, measure)
    if wishes.large_print:
        enlarge(theirs)
    merged = merge(theirs, base.parts["word/styles.xml"], measure)
    numbering, first = merge_lists(lists, base.parts["word/numbering.xml"], merged.ids)
    bullet_where_none(merged.root, merged.ids["list bullet"])
    known = styles_in(merged.root)
    for root in (merged.root, numbering, document, *bands.values()):
        forget_lost_styles(root, known)
    frame = _frame(body, place, has_title=has_title)
    more = {
        **_around(sheet, bands),
        "word/styles.xml": written(merged.root),
        "word/numbering.xml": written(numbering),
        "word/settings.xml": _settings(base, sheet).encode(),
        "[Content_Types].xml": _types(base, bands).encode(),
        "word/_rels/document.xml.rels": _relations(base, document, bands).encode(),
    }
    return parts.Template({**base.parts, **more}, merged.ids, frame, first)


def _open_place(body: Element) -> tuple[int, bool]:
    """Where among the children of the body the text goes, and whether a title stands before it.

    The gap itself is taken out, with its paragraph where there is nothing else in it.
    """
    children = [child for child in body if child.tag != f"{W}sectPr"]
    names = [[plain_name(name) for name in names_in(child)] for child in children]
    place = next((n for n, said in enumerate(names) if PLACE in said), None)
    if place is None:
        if not any(map(_shows, children)):
            for child in children:
                remove(child)
            children = []
        return len(children), any("plan title" in said for said in names)
    has_title = any("plan title" in said for said in names[: place + 1])
    marked = children[place]
    fill(marked, {PLACE: ""})
    if marked.tag == f"{W}p" and not _shows(marked):
        remove(marked)
        return place, has_title
    ends_section = marked.find(f"{W}pPr/{W}sectPr") is not None
    return (place if ends_section and not text_of(marked).strip() else place + 1), has_title


def _shows(child: Element) -> bool:
    """Whether anything is lost with this child: words, drawings, tables, the end of a section."""
    held = (f"{W}drawing", f"{W}pict", f"{W}sectPr", f"{W}tbl", f"{W}br")
    return bool(text_of(child).strip()) or next(child.iter(*held), None) is not None


def _frame(body: Element, place: int, *, has_title: bool) -> parts.Frame:
    children = [child for child in body if child.tag != f"{W}sectPr"]
    return parts.Frame(
        before="".join(map(inner, children[:place])),
        after="".join(map(inner, children[place:])),
        section=inner(_section_at(body, len(children))),
        measure=_measure(_section_at(body, place)),
        has_title=has_title,
    )


def _section_at(body: Element, place: int) -> Element:
    """The properties of the section in which a child of the body stands."""
    ends = (end for child in list(body)[place:] for end in child.iter(f"{W}sectPr"))
    found = next(ends, None)
    return _usual_section() if found is None else found


def _usual_section() -> Element:
    section, page = made("sectPr"), PAPERS["A4"]
    section.append(made("pgSz", w=str(parts.dxa(page.width)), h=str(parts.dxa(page.height))))
    edges = {"top": page.top, "right": page.end, "bottom": page.bottom, "left": page.start}
    sides = {side: str(parts.dxa(edge)) for side, edge in edges.items()}
    section.append(made("pgMar", **sides, header="720", footer="720", gutter="0"))
    return section


def _measure(section: Element) -> int:
    """The width of one column of text, within reason."""
    size, edges, columns = (section.find(W + name) for name in ("pgSz", "pgMar", "cols"))
    usual = PAPERS["A4"]
    whole = _number(size, "w", parts.dxa(usual.width))
    for side in ("left", "right", "gutter"):
        whole -= _number(edges, side, 0)
    count = max(_number(columns, "num", 1), 1)
    own = (whole - (count - 1) * _number(columns, "space", 720)) // count
    return min(max(own, 1_500), 40_000)


def _number(element: Element | None, name: str, usual: int) -> int:
    said = "" if element is None else str(element.get(W + name) or "")
    return int(said) if re.fullmatch(r"\d{1,6}", said) else usual


def _around(sheet: Sheet, bands: Mapping[str, Element]) -> dict[str, bytes]:
    """Heads, feet, pictures, theme and names of fonts, as parts."""
    found = {f"word/media/{name}": data for name, data in sheet.media.items()}
    for name, root in bands.items():
        found[f"word/{name}.xml"] = written(root)
        rows = "".join(map(_picture_row, _pictures(root)))
        if rows:
            related = f'{parts.HEADER}<Relationships xmlns="{_PACKAGE}">{rows}</Relationships>'
            found[f"word/_rels/{name}.xml.rels"] = related.encode()
    if sheet.theme:
        found["word/theme/theme1.xml"] = sheet.theme
    if sheet.fonts:
        fonts = parsed(sheet.fonts)
        for kind in ("Regular", "Bold", "Italic", "BoldItalic"):
            for embedded in of_word(fonts, f"embed{kind}"):
                remove(embedded)
        clean_names(fonts)
        found["word/fontTable.xml"] = written(fonts)
    return found


def _pictures(root: Element) -> list[str]:
    """The pictures a part shows, each once."""
    named = (one.get(R + key) for one in root.iter() for key in ("embed", "id"))
    return sorted({str(name) for name in named if name and str(name).startswith("letterhead")})


def _picture_row(name: str) -> str:
    return f'<Relationship Id="{name}" Type="{_REL}/image" Target="media/{name}"/>'


def _relations(base: parts.Template, document: Element, bands: Mapping[str, Element]) -> str:
    rows = "".join(
        f'<Relationship Id="{name}" Type="{_REL}/{name.rpartition("-")[2]}" Target="{name}.xml"/>'
        for name in bands
    ) + "".join(map(_picture_row, _pictures(document)))
    text = base.text("word/_rels/document.xml.rels")
    return text.replace("</Relationships>", rows + "</Relationships>")


def _types(base: parts.Template, bands: Mapping[str, Element]) -> str:
    rows = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="{_TYPES}.{name.rpartition("-")[2]}+xml"/>'
        for name in bands
    )
    jpeg = '<Default Extension="jpeg" ContentType="image/jpeg"/>'
    text = re.sub("(<Types[^>]*>)", rf"\1{jpeg}", base.text("[Content_Types].xml"))
    return text.replace("</Types>", rows + "</Types>")


def _settings(base: parts.Template, sheet: Sheet) -> str:
    """Our settings with what of the letterhead's decides on which page a head stands."""
    theirs = parsed(sheet.settings) if sheet.settings else made("settings")
    mirror, gutter, even = (
        f"<w:{name}/>" if is_on(theirs.find(W + name)) else "" for name in _SETTINGS
    )
    text = base.text("word/settings.xml")
    text = text.replace("<w:defaultTabStop", f"{mirror}{gutter}<w:defaultTabStop", 1)
    return text.replace("<w:characterSpacingControl", f"{even}<w:characterSpacingControl", 1)
