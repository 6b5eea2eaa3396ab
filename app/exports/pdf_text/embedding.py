"""Fonts inside the file: the glyphs that were used, their widths, and the text they stand for."""

from __future__ import annotations

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from app.exports.pdf_text.fonts import Font
from app.exports.pdf_text.pdf_file import PdfFile, Reference, dictionary, name
from app.exports.pdf_text.shaping import utf16

_RANGE = 100
_SYMBOLIC = 4
_ITALIC = 64
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{parts}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def embed(pdf: PdfFile, fonts: list[Font], numbers: dict[str, int]) -> None:
    """Write the used part of each font under the object number promised for its name."""
    for font in fonts:
        if font.advances:
            pdf.small(numbers[font.name], _composite(pdf, font))


def _composite(pdf: PdfFile, font: Font) -> pdfdoc.PDFDictionary:
    base = name(_tagged_name(font))
    texts = pdf.stream(pdf.reserve(), _to_unicode(font))
    system = dictionary(
        Registry=pdfdoc.PDFString("Adobe"), Ordering=pdfdoc.PDFString("Identity"), Supplement=0
    )
    descendant = dictionary(
        Type=name("Font"),
        Subtype=name("CIDFontType2"),
        BaseFont=base,
        CIDSystemInfo=system,
        CIDToGIDMap=name("Identity"),
        DW=0,
        W=_widths(font).encode(),
        FontDescriptor=_descriptor(pdf, font, base),
    )
    return dictionary(
        Type=name("Font"),
        Subtype=name("Type0"),
        BaseFont=base,
        Encoding=name("Identity-H"),
        DescendantFonts=pdfdoc.PDFArray([pdf.add(descendant)]),
        ToUnicode=texts,
    )


def _tagged_name(font: Font) -> str:
    """The name of a subset: six capitals made of what it holds, a plus, and the font's own name."""
    seed = sum((glyph + 7) * (at + 3) for at, glyph in enumerate(sorted(font.advances)))
    letters = ""
    for _ in range(6):
        seed, rest = divmod(seed * 31 + 17, 26)
        letters += chr(65 + rest)
    return f"{letters}+{font.file.file.removesuffix('.ttf')}"


def _descriptor(pdf: PdfFile, font: Font, base: pdfdoc.PDFName) -> Reference:
    data = _subset(font)
    program = pdf.stream(pdf.reserve(), data, b"/Length1 %d" % len(data))
    extents = font.shaper.get_font_extents("ltr")
    up, down = round(extents.ascender * font.unit), round(extents.descender * font.unit)
    return pdf.add(
        dictionary(
            Type=name("FontDescriptor"),
            FontName=base,
            Flags=_SYMBOLIC | (_ITALIC if font.file.italic else 0),
            FontBBox=pdfdoc.PDFArray([-600, down, 2000, up]),
            ItalicAngle=-12 if font.file.italic else 0,
            Ascent=up,
            Descent=down,
            CapHeight=714,
            StemV=120 if font.file.weight > 500 else 80,
            FontFile2=program,
        )
    )


def _subset(font: Font) -> bytes:
    """The font with the used glyphs only, under their own numbers."""
    wanted = hb.SubsetInput()
    wanted.sets(hb.SubsetInputSets.GLYPH_INDEX).update(font.advances)
    wanted.sets(hb.SubsetInputSets.DROP_TABLE_TAG).update(
        int.from_bytes(tag, "big")
        for tag in (b"GSUB", b"GPOS", b"GDEF", b"name", b"post", b"OS/2", b"STAT")
    )
    wanted.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING
    return bytes(hb.subset(font.face, wanted).blob.data)


def _widths(font: Font) -> str:
    """The widths of the used glyphs in thousandths, neighbours together."""
    parts: list[str] = []
    before = -2
    for glyph in sorted(font.advances):
        width = f"{font.advances[glyph] * font.unit:.1f}".removesuffix(".0")
        if glyph == before + 1:
            parts.append(f" {width}")
        else:
            parts.append(f"{']' if parts else ''}{glyph}[{width}")
        before = glyph
    return f"[{''.join(parts)}]]" if parts else "[]"


def _to_unicode(font: Font) -> bytes:
    """The table that says which text each glyph stands for."""
    rows = [
        f"<{glyph:04X}> <{utf16(font.texts.get(glyph) or chr(0xFFFD))}>"
        for glyph in sorted(font.advances)
    ]
    parts = []
    for start in range(0, len(rows), _RANGE):
        some = rows[start : start + _RANGE]
        parts += [f"{len(some)} beginbfchar", *some, "endbfchar"]
    return _CMAP.format(parts="\n".join(parts)).encode()
