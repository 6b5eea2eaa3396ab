"""Make ``resources/templates``: two templates and the glyphs, from the tokens of documents.

Run it after a change of ``app/exports/style.py``; the same tokens give the same bytes. A folder
given as an argument is written instead.
"""

from __future__ import annotations

import io
import re
import sys
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from app.exports.style import LARGE, USUAL, Look  # noqa: E402
from tools.base_styles import W, all_styles, fonts, hanging  # noqa: E402
from tools.mark_glyphs import pictures  # noqa: E402

# What Word takes where a machine lacks ours; the first of each is on Windows and macOS.
SUBSTITUTES = {
    "Noto Serif": ("Georgia,Cambria,DejaVu Serif", "roman", "02020600060500020200"),
    "Noto Sans": ("Segoe UI,Helvetica Neue,Arial", "swiss", "020B0502040504020204"),
    "Noto Naskh Arabic": ("Traditional Arabic,Times New Roman", "roman", "020B0502040504020204"),
    "Noto Sans Arabic": ("Segoe UI,Arial", "swiss", "020B0502040504020204"),
}
# Kinds of parts that python-docx's own template has and ours does not.
UNWANTED = {"thumbnail", "customXml", "stylesWithEffects", "extended-properties", "webSettings"}


def numbering(look: Look) -> str:
    """Two lists: bullets, and numbers that the writer restarts."""

    face, ink = look.types["bullet"].face, look.ink2[1:]

    def level(at: int, kind: str, shown: str, linked: str) -> str:
        return (
            f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>'
            f'<w:pStyle w:val="{linked}"/><w:lvlText w:val="{shown}"/><w:lvlJc w:val="left"/>'
            f"<w:pPr>{hanging(look, at)}</w:pPr>"
            f'<w:rPr>{fonts(face)}<w:color w:val="{ink}"/></w:rPr></w:lvl>'
        )

    rows = (
        (1, level(1, "bullet", "•", "ListBullet")),
        (2, level(2, "decimal", "%1.", "ListNumber")),
    )
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:multiLevelType w:val="singleLevel"/>{inside}'
        "</w:abstractNum>"
        for n, inside in rows
    )
    used = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n, _inside in rows
    )
    return f"<w:numbering {W}>{kinds}{used}</w:numbering>"


def settings() -> str:
    """Word 2013 and later, with nothing of a person or a machine."""
    versions = (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
        ("differentiateMultirowTableHeaders", 1),
    )
    kept = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in versions
    )
    colours = ("bg1:light1 t1:dark1 bg2:light2 t2:dark2 " + " ".join(
        f"accent{n}:accent{n}" for n in range(1, 7)
    ) + " hyperlink:hyperlink followedHyperlink:followedHyperlink").split()  # fmt: skip
    mapped = " ".join('w:{}="{}"'.format(*pair.split(":")) for pair in colours)
    return (
        f'<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"<w:compat>{kept}</w:compat>"
        '<w:themeFontLang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>'
        f'<w:clrSchemeMapping {mapped}/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )


def font_table() -> str:
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:panose1 w:val="{shape}"/>'
        f'<w:charset w:val="00"/><w:family w:val="{family}"/><w:pitch w:val="variable"/></w:font>'
        for name, (others, family, shape) in SUBSTITUTES.items()
    )
    return f"<w:fonts {W}>{rows}</w:fonts>"


def theme(text: str, look: Look) -> str:
    """The theme with our faces and accent, so that what people add fits in."""
    text = re.sub(r"(<a:majorFont>\s*<a:latin typeface=\")[^\"]*", r"\1Noto Serif", text)
    text = re.sub(r"(<a:minorFont>\s*<a:latin typeface=\")[^\"]*", r"\1Noto Sans", text)
    paint = rf'<a:accent1><a:srgbClr val="{look.accent[1:]}"/></a:accent1>'
    return re.sub(r"<a:accent1>.*?</a:accent1>", paint, text, flags=re.S)


def prepared(look: Look) -> WordDocument:
    """python-docx's document without its picture, its custom data and its body."""
    document = Document()
    for part in (document.part, document.part.package):
        for key, rel in list(part.rels.items()):
            if rel.reltype.rsplit("/", 1)[-1] in UNWANTED:
                part.rels.pop(key)
    replace_children(document.styles.element, all_styles(look))
    replace_children(document.settings.element, settings())
    replace_children(document.part.numbering_part.element, numbering(look))
    return document


def replace_children(element: object, xml: str) -> None:
    """Give a part's root element the children of ``xml``."""
    fresh = parse_xml(xml)
    for child in list(element):  # type: ignore[call-overload]  # lxml has no types here
        element.remove(child)  # type: ignore[attr-defined]  # an lxml element, which has no types
    for child in list(fresh):
        element.append(child)  # type: ignore[attr-defined]  # an lxml element, which has no types


def repacked(saved: bytes, look: Look) -> bytes:
    """The same package with fixed dates and without traces of who made it."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(saved)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in sorted(old.namelist()):
            data = old.read(name)
            if name == "word/fontTable.xml":
                data = font_table().encode()
            elif name.startswith("word/theme/"):
                data = theme(data.decode(), look).encode()
            elif name == "docProps/core.xml":
                data = re.sub(
                    rb"(<cp:coreProperties[^>]*>).*(</cp:core)", rb"\1\2", data, flags=re.S
                )
            elif name == "word/_rels/document.xml.rels":
                data = sorted_relations(data)
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type, info.create_system, info.external_attr = (
                ZIP_DEFLATED,
                0,
                0o600 << 16,
            )
            new.writestr(info, data)
    return out.getvalue()


def sorted_relations(data: bytes) -> bytes:
    """The relationships in a steady order."""
    rows = sorted(re.findall(rb"<Relationship [^>]*/>", data))
    return data[: data.index(b"<Relationship ")] + b"".join(rows) + b"</Relationships>"


def make(templates: Path) -> None:
    """Write the templates and the glyphs into ``templates``."""
    (templates / "marks").mkdir(parents=True, exist_ok=True)
    for look in (USUAL, LARGE):
        stream = io.BytesIO()
        prepared(look).save(stream)
        (templates / f"{look.name}.docx").write_bytes(repacked(stream.getvalue(), look))
    for name, data in pictures():
        (templates / "marks" / f"{name}.png").write_bytes(data)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "resources" / "templates")
